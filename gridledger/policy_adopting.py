"""`gridledger policy adopt` and `list`: rules from files into a county's log, and what is in force there."""

# ruff: noqa: S608 - nothing from outside is put into the statement

from __future__ import annotations

import asyncio
import getpass
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import uuid4

from application.actor import Actor, Role
from application.request import CommandRequest
from domain.core import Refusal
from domain.core.command import Command
from domain.policies.commands import AdoptPolicy, PublishPack
from domain.policies.pack_reading import ReadPack
from event_store.connections import Connections
from event_store.entering import ENTERED
from event_store.records import Source
from graphql_api.messages import Locale, refusal_message
from gridledger.bootstrap import Ledger, open_ledger
from gridledger.database import database_urls
from gridledger.policy_files import Language
from gridledger.policy_places import county_named, organisation_named
from gridledger.settings import Settings

_CLIENT = "gridledger policy"
_IN_FORCE = f"""
SELECT o.organisation_id, o.name, a.series, v.version, v.issuer_level, a.since, a.until, v.modality,
       v.sentence_zh, v.sentence_en
  FROM read_model.policy_adoption AS a
  JOIN read_model.policy_version AS v ON v.tenant_id = a.tenant_id AND v.version_id = a.version_id
  JOIN read_model.organisation AS o ON o.tenant_id = a.tenant_id AND o.organisation_id = a.node_id
 WHERE a.tenant_id = $1 AND {ENTERED} AND NOT a.annulled AND a.since <= $2 AND (a.until IS NULL OR a.until > $2)
   AND ($3::uuid IS NULL OR a.node_id = $3)
 ORDER BY o.org_path, a.series
"""


class NotAdoptedError(ValueError):
    """The rules were not put in force; the message says why, a line a reason."""


class Adoption(NamedTuple):
    """Which pack, where, since when and on whose authority; places as the command line names them."""

    read: ReadPack
    county: str | None
    node: str | None
    since: date
    approved_by: str | None
    replaces: bool


def adopt_command(settings: Settings, adoption: Adoption, *, dry_run: bool, language: Language) -> list[str]:
    """Lines about what came of it, or would. NotAdoptedError if it was, or would be, refused."""

    async def run() -> list[str]:
        with database_urls(settings) as urls:
            async with open_ledger(settings, urls) as ledger:
                tenant = await county_named(ledger, adoption.county)
                requests = [
                    _request(tenant, command) for command in await _commands(ledger, tenant, adoption)
                ]
                return await (_try if dry_run else _give)(ledger, requests, language)

    return asyncio.run(run())


def list_command(
    settings: Settings, county: str | None, node: str | None, on: date, language: Language
) -> list[str]:
    """A line for each rule in force that day, and below it its sentence, from the county's committee down."""

    async def run() -> list[str]:
        with database_urls(settings) as urls:
            async with open_ledger(settings, urls) as ledger:
                tenant = await county_named(ledger, county)
                connections = Connections(ledger.services.read_pool)
                node_id = None if node is None else await organisation_named(connections, tenant, node)
                found = await connections.fetch(_IN_FORCE, tenant, on, node_id)
        return [line for row in found for line in _told(dict(row), language)] or ["nothing is in force"]

    return asyncio.run(run())


async def _commands(ledger: Ledger, tenant: str, adoption: Adoption) -> tuple[PublishPack, AdoptPolicy]:
    """Publishing what may be known already, and putting it in force."""
    pack, sha256 = adoption.read
    connections = Connections(ledger.services.read_pool)
    node_id = await organisation_named(connections, tenant, adoption.node)
    return PublishPack(pack=pack, pack_sha256=sha256), AdoptPolicy(
        node_id=node_id,
        pack=pack.pack,
        version=pack.version,
        since=adoption.since,
        approved_by=await organisation_named(connections, tenant, adoption.approved_by),
        replaces=adoption.replaces,
    )


async def _give(ledger: Ledger, requests: Sequence[CommandRequest], language: Language) -> list[str]:
    """One after the other: what was published binds nobody if adopting it is refused."""
    lines: list[str] = []
    for request, verb in zip(requests, ("published", "adopted"), strict=True):
        result = await ledger.executor.execute(request)
        _refuse(result.refusals, language)
        first, last = result.first_position, result.last_position
        events = 0 if first is None or last is None else last - first + 1
        lines.append(f"{verb}: {events} events{'' if events else ', all of it was so already'}")
    return lines


async def _try(ledger: Ledger, requests: Sequence[CommandRequest], language: Language) -> list[str]:
    lines: list[str] = []
    trials = await ledger.executor.try_out(requests)
    for trial, verb in zip(trials, ("publish", "adopt"), strict=True):
        _refuse(trial.refusals, language)
        lines.append(f"would {verb}: {len(trial.events)} events")
    return [*lines, "nothing was written"]


def _refuse(refusals: Sequence[Refusal], language: Language) -> None:
    if refusals:
        raise NotAdoptedError("\n".join(dict.fromkeys(_reason(refusal, language) for refusal in refusals)))


def _reason(refusal: Refusal, language: Language) -> str:
    message = refusal_message(refusal, Locale.EN if language == "en" else Locale.ZH_CN)
    facts = ", ".join(f"{name} {value}" for name, value in refusal.details.items())
    return f"{refusal.code.value} {'.'.join(refusal.path)}: {message}{f' ({facts})' if facts else ''}"


def _request(tenant_id: str, command: Command) -> CommandRequest:
    return CommandRequest(
        tenant_id=tenant_id,
        actor=Actor(f"operator:{_user()}", Role.OPERATOR),
        source=Source(client=_CLIENT),
        command=command,
        key=str(uuid4()),
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container, say
        return "unknown"


def _told(row: Mapping[str, Any], language: Language) -> Iterator[str]:
    until = "" if row["until"] is None else f" until {row['until']}"
    yield f"{row['name']}: {row['series']} {row['version']}, {row['modality']}, since {row['since']}{until}"
    yield f"  {row['sentence_zh' if language == 'zh' else 'sentence_en']}"
