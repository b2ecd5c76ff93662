"""Rehearses rules about absences in a county of the tests, and says how things stand by the rows that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from domain.obligations.grounds import Consequence
from domain.policies.rehearsing import Matter
from event_store.pool import Pool
from projections.absences.rehearsal.comparing import Followed
from projections.absences.rehearsal.comparing import compare_absences as compare
from projections.absences.rehearsal.outcome import AbsencesOutcome, rehearse_absences
from projections.absences.rehearsal.reading import Concern
from projections.absences.tables import ABSENCE, ESCALATION
from projections.compliance.rehearsal.proposal import Proposal
from projections.compliance.rehearsal.reading import Read, read_facts
from projections.compliance.rehearsal.rows import ReadRows
from projections.compliance.slots import last_closed
from projections.framework.table import Row
from projections.obligations.tables import WANTED
from tests.projections.absences.office import RollCalls
from tests.projections.compliance.everything import Everything

FAR = date(2100, 1, 1)
Stands = dict[Any, Any]


async def read(calls: RollCalls, pool: Pool, proposal: Proposal, until: date = FAR) -> tuple[Read, ReadRows]:
    """The facts, as the server reads them."""
    await calls.project()
    concern = Concern(until, lambda _: proposal.versions)
    async with pool.acquire() as connection:
        found = await read_facts(connection, calls.tenant, proposal.node_id, proposal.since, concern)
    return found, ReadRows({table: map(dict, rows) for table, rows in found.tables.items()})


async def rehearsed(
    calls: RollCalls, pool: Pool, versions: Sequence[Row], *, node: UUID, since: date, until: date = FAR
) -> AbsencesOutcome:
    """What would have followed."""
    proposal = Proposal(node, since, tuple(versions))
    found, known = await read(calls, pool, proposal, until)
    assert found.presences is not None
    return rehearse_absences(known, found.presences, proposal)


async def followed(calls: RollCalls, pool: Pool, proposal: Proposal) -> list[Followed]:
    """All of it, whether it would be otherwise or not."""
    found, known = await read(calls, pool, proposal)
    assert found.presences is not None
    return [one for of_member in compare(known, found.presences, proposal) for one in of_member]


def sides(all_: Sequence[Followed]) -> tuple[Stands, Stands]:
    """How things stand and how they would, in the words of ``kept``."""
    stands: Stands = {}
    would: Stands = {}
    for one in all_:
        for side, told in ((stands, one.stands), (would, one.would)):
            if told is not None:
                subject = one.meeting_id or one.rule or (one.consequence, told.facts)
                said = told.absence_class or (told.counted, told.required, told.due_on, told.facts)
                side[one.member_id, one.matter, subject] = said
    return stands, would


async def kept(calls: RollCalls) -> Stands:
    """How things stand by what the projection keeps."""
    await calls.project()
    known = await Everything.of_county(calls.projector_pool, calls.tenant)
    stands: Stands = {
        (row["member_id"], Matter.ABSENCE, row["meeting_id"]): row["absence_class"]
        for row in known.all(ABSENCE)
    }
    closed = last_closed(known)
    for row in known.all(ESCALATION):
        still = row["until_on"] is None or row["until_on"] > closed
        if row["status"] == "ONE_SHORT" and still:
            said = row["counted"], row["required"], None, tuple(sorted(row["event_ids"]))
            stands[row["member_id"], Matter.ONE_SHORT, (row["series"], row["node_id"])] = said
    demanded: dict[Any, list[Row]] = {}
    for row in known.all(WANTED):
        demanded.setdefault((row["subject_id"], row["obligation_id"]), []).append(row)
    for (member_id, _), rows in demanded.items():
        facts = tuple(sorted({fact for row in rows for fact in row["event_ids"]}))
        due_on = min((row["due_on"] for row in rows if row["due_on"]), default=None)
        key = member_id, Matter.DUE, (Consequence(rows[0]["consequence"]), facts)
        stands[key] = len(facts), None, due_on, facts
    return stands
