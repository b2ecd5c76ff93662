"""Rehearses rules about missed duties in a county of the tests, and says how things stand by the rows that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from domain.obligations.grounds import Consequence, SubjectKind
from domain.policies.rehearsing import Matter
from event_store.pool import Pool
from projections.absences.rehearsal.reading import Concern
from projections.compliance.rehearsal.comparing import Compared
from projections.compliance.rehearsal.outcome import rehearse
from projections.compliance.rehearsal.proposal import Proposal
from projections.compliance.rehearsal.reading import read_facts
from projections.compliance.rehearsal.rows import ReadRows
from projections.compliance.slots import last_closed
from projections.framework.table import Row
from projections.missed.rehearsal.comparing import Followed, compare_missed
from projections.missed.rehearsal.outcome import MissedOutcome, rehearse_missed
from projections.missed.tables import FIRST_ANNOUNCEMENT, ORGANISATION_ESCALATION
from projections.obligations.tables import WANTED
from tests.projections.compliance.everything import Everything
from tests.projections.missed.office import Duties

FAR = date(2100, 1, 1)
Stands = dict[Any, Any]


async def followed(office: Duties, pool: Pool, proposal: Proposal, until: date = FAR) -> list[list[Followed]]:
    """All of it by organisation, whether it would be otherwise or not, from what the server reads."""
    await office.project()
    concern = Concern(until, lambda _: proposal.versions)
    async with pool.acquire() as connection:
        found = await read_facts(connection, office.tenant, proposal.node_id, proposal.since, concern)
    known = ReadRows({table: map(dict, rows) for table, rows in found.tables.items()})
    otherwise: list[Compared] = []
    rehearse(known, proposal, until, found.organisation_ids, otherwise=otherwise)
    assert found.facts is not None
    return list(compare_missed(known, found.facts, proposal, until, found.organisation_ids, otherwise))


async def rehearsed(
    office: Duties, pool: Pool, versions: Sequence[Row], *, node: UUID, since: date, until: date = FAR
) -> MissedOutcome:
    """What would have followed."""
    return rehearse_missed(await followed(office, pool, Proposal(node, since, tuple(versions)), until))


def sides(all_: Sequence[Sequence[Followed]]) -> tuple[Stands, Stands]:
    """How things stand and how they would, in the words of ``kept``."""
    stands: Stands = {}
    would: Stands = {}
    for of_one in all_:
        for one in of_one:
            for side, told in ((stands, one.stands), (would, one.would)):
                if told is not None:
                    subject = one.rule or (one.consequence, told.facts)
                    side[one.organisation_id, one.matter, subject] = told.counted, told.required, told.facts
    return stands, would


async def kept(office: Duties) -> Stands:
    """How things stand by what the projection keeps."""
    await office.project()
    known = await Everything.of_county(office.projector_pool, office.tenant)
    slots = {row["event_id"]: row["slot_id"] for row in known.all(FIRST_ANNOUNCEMENT)}
    stands: Stands = {}
    closed = last_closed(known)
    for row in known.all(ORGANISATION_ESCALATION):
        still = row["until_on"] is None or row["until_on"] > closed
        if row["status"] == "ONE_SHORT" and still:
            key = row["organisation_id"], Matter.ONE_SHORT, (row["series"], row["node_id"])
            stands[key] = row["counted"], row["required"], tuple(sorted(row["compliance_ids"]))
    demanded: dict[Any, list[Row]] = {}
    for row in known.all(WANTED):
        if row["subject_kind"] == SubjectKind.ORGANISATION:
            demanded.setdefault((row["subject_id"], row["obligation_id"]), []).append(row)
    for (organisation_id, _), rows in demanded.items():
        facts = tuple(sorted({slots[fact] for row in rows for fact in row["event_ids"]}))
        key = organisation_id, Matter.DUE, (Consequence(rows[0]["consequence"]), facts)
        stands[key] = len(facts), None, facts
    return stands
