"""`gridledger policy rehearse`: what would have followed from a pack, as lines of a table. Nothing is written."""

# ruff: noqa: S608 - nothing from outside is put into these statements

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.policies.pack import Pack
from domain.policies.rehearsing import Change, Share
from event_store.connections import Connections
from event_store.entering import ENTERED
from event_store.sqlstate import DATABASE_ERRORS, translate
from graphql_api.read import BadIdError, decode_id
from gridledger.bootstrap import Ledger, open_ledger
from gridledger.database import database_urls
from gridledger.policy_files import Language
from gridledger.policy_rehearsal_absences import absence_lines
from gridledger.policy_rehearsal_missed import missed_lines
from gridledger.settings import Settings, SettingsError
from gridledger.text_table import table
from projections.absences.rehearsal.outcome import rehearse_absences
from projections.absences.rehearsal.reading import Concern
from projections.compliance.rehearsal.comparing import Compared
from projections.compliance.rehearsal.outcome import By, Of, Outcome, Sum, rehearse
from projections.compliance.rehearsal.proposal import Proposal, versions_of
from projections.compliance.rehearsal.reading import Read, Site, read_facts, read_site
from projections.compliance.rehearsal.rows import ReadRows
from projections.missed.rehearsal.comparing import compare_missed
from projections.missed.rehearsal.outcome import rehearse_missed
from projections.organisations import ORGANISATION

_COMMITTEE = f"SELECT committee_id FROM read_model.county WHERE tenant_id = $1 AND {ENTERED}"
_TOWNSHIP = (
    "SELECT organisation_id FROM read_model.organisation"
    f" WHERE tenant_id = $1 AND division_code = $2 AND depth = 1 AND {ENTERED}"
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is to be rehearsed, and how it is told."""

    pack: Pack
    county: str | None  # None: the only one
    node: str | None  # None: the county's own
    since: date
    until: date | None
    by: frozenset[By]
    language: Language


def rehearse_command(settings: Settings, asked: Asked) -> list[str]:
    """The table in lines. Raises SettingsError for a county, a node or days of which nothing can be said."""

    async def run(url_settings: Settings) -> list[str]:
        with database_urls(url_settings) as urls:
            async with open_ledger(url_settings, urls) as ledger:
                county = await _county(ledger, asked.county)
                connections = Connections(ledger.services.read_pool)
                node_id = await _node(connections, county, asked.node)
                site = await read_site(connections, county, node_id)
                _check(asked, site)
                read = await _read(connections, county, node_id, asked, asked.until or site.closed_on)
        return list(_told(read, node_id, site, asked, settings.small_cell))

    return asyncio.run(run(settings))


async def _county(ledger: Ledger, county: str | None) -> str:
    known = await ledger.store.tenants()
    if county is None and len(known) == 1:
        return known[0]
    if county not in known:
        named = (
            "there are several counties: name one by --county" if county is None else f"no county {county!r}"
        )
        raise SettingsError(f"{named}; known: {', '.join(known) or 'none'}")
    return str(county)


async def _node(connections: Connections, county: str, node: str | None) -> UUID:
    if node is None:
        found = await connections.fetch(_COMMITTEE, county)
    elif re.fullmatch(r"\d{9}", node):
        found = await connections.fetch(_TOWNSHIP, county, node)
    else:
        try:
            return decode_id(node, "Organisation")
        except BadIdError:
            found = []
    if not found:
        raise SettingsError(
            f"no organisation {node!r}: --node takes a nine-digit division code or an id of the API"
        )
    return UUID(str(found[0][0]))


def _check(asked: Asked, site: Site) -> None:
    if not site.line:
        raise SettingsError(f"no organisation {asked.node!r} in that county")
    if asked.since > site.closed_on:
        raise SettingsError(f"a rehearsal looks at days that are over; the last is {site.closed_on}")
    if asked.until is not None and asked.until < asked.since:
        raise SettingsError("--until must not be before --since")


async def _read(connections: Connections, county: str, node_id: UUID, asked: Asked, until: date) -> Read:
    concern = Concern(until, lambda _: versions_of(asked.pack))
    connection = await connections.acquire()
    try:
        return await read_facts(connection, county, node_id, asked.since, concern)
    except DATABASE_ERRORS as error:
        raise translate(error) from error
    finally:
        await connections.release(connection)


def _told(read: Read, node_id: UUID, site: Site, asked: Asked, small_cell: int) -> Iterator[str]:
    known = ReadRows({one: map(dict, rows) for one, rows in read.tables.items()})
    proposal = Proposal(node_id, asked.since, versions_of(asked.pack))
    until, otherwise = asked.until or site.closed_on, list[Compared]()
    outcome = rehearse(known, proposal, until, read.organisation_ids, otherwise=otherwise)
    names = {row["organisation_id"]: row["name"] for row in known.all_of(ORGANISATION)}
    yield from _lines(outcome, names, asked, _WORDS[asked.language])
    if read.presences is not None:
        absences = rehearse_absences(known, read.presences, proposal)
        yield ""
        yield from absence_lines(absences, names, asked.by, asked.language, small_cell)
    if read.facts is not None:
        compared = compare_missed(known, read.facts, proposal, until, read.organisation_ids, otherwise)
        yield ""
        yield from missed_lines(rehearse_missed(compared), names, asked.by, asked.language)
    yield _WORDS[asked.language]["end"].format(
        differing=outcome.differing,
        organisations=outcome.organisations,
        closed=site.closed_on,
        position=read.position,
    )


def _lines(
    outcome: Outcome, names: Mapping[UUID, str], asked: Asked, words: Mapping[str, str]
) -> Iterator[str]:
    texts = [by for by in By if by in asked.by]
    head = [words[by] for by in texts] + [words[name] for name in ("asked", *_TOLD, "stands", "would")]
    rows = [
        [*(_text(of, by, names) for by in texts), *_figures(one)]
        for of, one in outcome.told_by(asked.by).items()
    ]
    total = [words["whole"], *[""] * (len(texts) - 1)] if texts else []
    return table(head, [*rows, [*total, *_figures(outcome.whole)]], texts=len(texts))


_TOLD = (
    Change.PASSED_TO_MISSED,
    Change.MISSED_TO_PASSED,
    Change.NEW,
    Change.GONE,
    Change.OTHERWISE,
)


def _text(of: Of, by: By, names: Mapping[UUID, str]) -> str:
    match by:
        case By.PLACE:
            return "-" if of.place_id is None else names[of.place_id]
        case By.RULE:
            return "-" if of.rule is None else of.rule.series
        case By.PERIOD:
            return of.period or "-"


def _figures(one: Sum) -> list[str]:
    return [
        str(one.asked),
        *(str(one.changes[change]) for change in _TOLD),
        _share(one.stands),
        _share(one.would),
    ]


def _share(share: Share) -> str:
    return f"{share.numerator}/{share.denominator}"


_WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        By.PLACE: "下级组织",
        By.RULE: "规则",
        By.PERIOD: "周期",
        "asked": "应评价",
        Change.PASSED_TO_MISSED: "达标→未达标",
        Change.MISSED_TO_PASSED: "未达标→达标",
        Change.NEW: "新增",
        Change.GONE: "取消",
        Change.OTHERWISE: "其他",
        "stands": "现达标",
        "would": "预演达标",
        "whole": "合计",
        "end": "{organisations} 个组织的 {differing} 项有差异;评价到 {closed},日志位置 {position};未写入任何数据",
    },
    "en": {
        By.PLACE: "place",
        By.RULE: "rule",
        By.PERIOD: "period",
        "asked": "asked",
        Change.PASSED_TO_MISSED: "passed→missed",
        Change.MISSED_TO_PASSED: "missed→passed",
        Change.NEW: "new",
        Change.GONE: "gone",
        Change.OTHERWISE: "otherwise",
        "stands": "passed",
        "would": "would pass",
        "whole": "all",
        "end": "{differing} slots of {organisations} organisations differ; judged until {closed}, at position"
        " {position}; nothing was written",
    },
}
