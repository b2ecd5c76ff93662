"""Runs a rehearsal for a caller: reads in one snapshot, then judges beside the event loop."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple, TypeVar
from uuid import UUID

from domain.policies.pack import Pack
from event_store.connections import Connections
from event_store.sqlstate import DATABASE_ERRORS, translate
from graphql_api.context import Services, Viewer
from graphql_api.errors import TIMED_OUT, ApiError, ErrorCode
from graphql_api.messages import Message
from graphql_api.read import BadUserInputError, NotFoundError
from graphql_api.rehearsals.sight import Sight, sight_of
from projections.absences.rehearsal.outcome import AbsencesOutcome, rehearse_absences
from projections.absences.rehearsal.reading import Concern
from projections.compliance.rehearsal.comparing import Compared
from projections.compliance.rehearsal.outcome import Outcome, TooLongError, rehearse
from projections.compliance.rehearsal.proposal import Proposal, versions_of
from projections.compliance.rehearsal.reading import Read, Site, read_facts, read_site
from projections.compliance.rehearsal.rows import ReadRows
from projections.framework.table import Row
from projections.missed.rehearsal.comparing import compare_missed
from projections.missed.rehearsal.outcome import MissedOutcome, rehearse_missed
from projections.organisations import ORGANISATION
from projections.policies import POLICY_VERSION

T = TypeVar("T")
MOST_SECONDS = 30.0  # of judging
MOST_DAYS = 3 * 366  # from the first day to the last that is over

_FORBIDDEN = Message("您无权在该组织预演制度。", "You may not rehearse rules at this organisation.")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is to be rehearsed: a pack, or published versions of rules."""

    node_id: UUID
    since: date
    until: date | None
    pack: Pack | None = None
    version_ids: tuple[UUID, ...] = ()

    def rules(self, published: Iterable[Row]) -> tuple[Row, ...]:
        """The versions, of the rows of those that are published or of the pack's own."""
        if self.pack is not None:
            return versions_of(self.pack)
        return tuple(row for row in published if row["version_id"] in self.version_ids)


class Rehearsed(NamedTuple):
    """What came of it."""

    outcome: Outcome
    sight: Sight
    site: Site
    position: int
    names: dict[UUID, str]  # of organisations
    absences: (
        AbsencesOutcome | None
    )  # None: the caller sees no figures there, or the rules are not about them
    missed: MissedOutcome | None  # None: no rule is about missed duties
    small_cell: int


async def run(services: Services, viewer: Viewer, asked: Asked) -> Rehearsed:
    """What would have followed. Raises ApiError where it may not be asked, and when it takes too long."""
    # Not the account's own share: the operation may hold a connection of it. It is one a process all the same.
    connections = Connections(services.read_pool)
    site = await read_site(connections, viewer.tenant_id, asked.node_id)
    if not site.line:
        raise NotFoundError
    sight = sight_of(viewer.actor, site.line)
    if not sight.counts:
        raise ApiError(ErrorCode.FORBIDDEN, _FORBIDDEN, status=403)
    until = _check(asked, site)
    async with services.rehearsals.of((viewer.tenant_id, viewer.actor.account_id)):
        read = await _read(connections, viewer.tenant_id, asked, until, absences=sight.figures)
        judged = await beside(partial(_judge, read, asked, until))
    names = {row["organisation_id"]: row["name"] for row in judged.known.all_of(ORGANISATION)}
    return Rehearsed(
        outcome=judged.outcome,
        sight=sight,
        site=site,
        position=read.position,
        names=names,
        absences=judged.absences,
        missed=judged.missed,
        small_cell=services.small_cell,
    )


def _check(asked: Asked, site: Site) -> date:
    """The last day whose periods are looked at. Raises BadUserInputError."""
    until = asked.until or site.closed_on
    if asked.since > site.closed_on:
        raise BadUserInputError(
            f"预演只能看已经结束的日子，最后一天是 {site.closed_on}。",
            f"A rehearsal looks at days that are over; the last is {site.closed_on}.",
        )
    if until < asked.since:
        raise BadUserInputError("截止日期不得早于起始日期。", "`until` must not be before `since`.")
    if (site.closed_on - asked.since).days > MOST_DAYS:
        raise BadUserInputError(
            f"起始日期最多早于最后一天 {MOST_DAYS} 天。",
            f"`since` may be {MOST_DAYS} days before the last day at most.",
        )
    return until


async def _read(
    connections: Connections, tenant_id: str, asked: Asked, until: date, *, absences: bool
) -> Read:
    concern = Concern(until, asked.rules, absences)
    connection = await connections.acquire()
    try:
        return await read_facts(connection, tenant_id, asked.node_id, asked.since, concern)
    except DATABASE_ERRORS as error:
        raise translate(error) from error
    finally:
        await connections.release(connection)


class _Judged(NamedTuple):
    outcome: Outcome
    absences: AbsencesOutcome | None
    missed: MissedOutcome | None
    known: ReadRows


def _judge(read: Read, asked: Asked, until: date, is_over: Callable[[], bool]) -> _Judged:
    known = ReadRows({table: map(dict, rows) for table, rows in read.tables.items()})
    if asked.pack is None:
        _check_published(known, asked.version_ids)
    proposal = Proposal(asked.node_id, asked.since, asked.rules(known.all_of(POLICY_VERSION)))
    otherwise: list[Compared] = []
    outcome = rehearse(known, proposal, until, read.organisation_ids, is_over, otherwise)
    absences = missed = None
    if read.presences is not None:
        absences = rehearse_absences(known, read.presences, proposal, is_over)
    if read.facts is not None:
        compared = compare_missed(known, read.facts, proposal, until, read.organisation_ids, otherwise)
        missed = rehearse_missed(compared, is_over)
    return _Judged(outcome, absences, missed, known)


async def beside(judge: Callable[[Callable[[], bool]], T], *, seconds: float = MOST_SECONDS) -> T:
    """Judge in another thread, which is told when its time is over: then, or once nobody waits for it any more.

    Raises ApiError if it takes longer.
    """
    left, ends_at = threading.Event(), time.monotonic() + seconds

    def is_over() -> bool:
        return left.is_set() or time.monotonic() > ends_at

    try:
        return await asyncio.to_thread(judge, is_over)
    except TooLongError:
        raise ApiError(ErrorCode.TIMEOUT, TIMED_OUT, status=504) from None
    finally:
        left.set()


def _check_published(known: ReadRows, version_ids: tuple[UUID, ...]) -> None:
    versions = [known.get(POLICY_VERSION, version_id) for version_id in version_ids]
    found = [version for version in versions if version is not None]
    if len(found) < len(versions):
        raise NotFoundError
    if len({version["series"] for version in found}) < len(found):
        raise BadUserInputError(
            "同一规则只能选一个版本。", "Of one rule only one version can be rehearsed at a time."
        )
