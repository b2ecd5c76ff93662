"""What is kept by difference, held against all rows judged anew: as it stands, and as it stood on each day."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from domain.policies.verdicts import Verdict
from event_store.pool import Pool
from projections.compliance.judging import timeline, verdict_of_all
from projections.compliance.slots import DAY, Slot, last_closed, period_slots, standing_slots
from projections.compliance.tables import COMPLIANCE, VOID
from projections.framework.table import Row
from projections.grids import GRID, GRID_COVERAGE
from projections.organisation_places import ORGANISATION_PLACE
from projections.organisations import ORGANISATION
from tests.projections.compliance.everything import Everything
from tests.projections.compliance.office import Office

Stood = tuple[date, tuple[Any, ...]]  # from which day on, and how


async def differences(pool: Pool, office: Office) -> Counter[str]:
    """Compare every row with a verdict from all facts, also of each day; how many there are of each status."""
    known = await Everything.of_county(pool, office.tenant)
    closed = last_closed(known)
    wanted = {}
    for organisation in known.all(ORGANISATION):
        id_ = organisation["organisation_id"]
        for slot in (*period_slots(known, id_, date.min, closed), *standing_slots(known, id_, closed + DAY)):
            verdict = verdict_of_all(known, slot, closed)
            adoption = slot.layer.adoption
            wanted[
                adoption.version.series, adoption.node_id, slot.period.label if slot.period else "", id_
            ] = (
                verdict.status.value,
                slot.layer.adoption.id,
                verdict.required,
                verdict.held,
                verdict.verified,
                list(verdict.events),
                timeline(known, slot, date.min, closed).recheck,
                slot.outset,
                _place(known, slot),
                *_grid(known, slot),
            )
    found = {
        (row["series"], row["node_id"], row["period"], row["organisation_id"]): (
            row["status"],
            row["adoption_id"],
            row["required"],
            row["held"],
            row["verified"],
            row["event_ids"],
            row["recheck"],
            row["outset"],
            row["org_path"],
            row["grid_id"],
            row["grid_path"],
        )
        for row in known.all(COMPLIANCE)
        if row["status"] != VOID
    }
    assert {key: found.get(key) for key in wanted} == wanted
    assert found.keys() == wanted.keys()
    await _same_past(pool, office, known, closed)
    return Counter(row["status"] for row in known.all(COMPLIANCE))


def _place(known: Everything, slot: Slot) -> str:
    """Where its organisation stood at the outset of a period; of how it is made up, where it stands now."""
    day = date.max if slot.period is None else slot.outset
    path: str = _term(known, slot.organisation_id, day)["org_path"]
    return path


def _term(known: Everything, organisation_id: UUID, day: date) -> Row:
    terms = known.of(ORGANISATION_PLACE, organisation_id)
    return next(term for term in reversed(terms) if term["from_on"] <= day)


def _grid(known: Everything, slot: Slot) -> tuple[UUID | None, str | None]:
    """The grid that covered it at the outset, or else what it stood below."""
    for id_ in (slot.organisation_id, _term(known, slot.organisation_id, slot.outset)["parent_id"]):
        for term in known.of(GRID_COVERAGE, id_):
            if term["from_on"] <= slot.outset and (term["to_on"] is None or slot.outset < term["to_on"]):
                return term["grid_id"], known.require(GRID, term["grid_id"])["grid_path"]
    return None, None


async def _same_past(pool: Pool, office: Office, known: Everything, closed: date) -> None:
    """Compare what is believed of the days from the outset on with verdicts of each of them."""
    believed = await _believed(pool, office)
    for organisation in known.all(ORGANISATION):
        id_ = organisation["organisation_id"]
        for slot in (*period_slots(known, id_, date.min, closed), *standing_slots(known, id_, closed + DAY)):
            steps = timeline(known, slot, date.min, closed).steps
            wanted = _days([(step.day, _said(step.verdict)) for step in steps], slot.outset)
            assert _days(believed[slot.id], slot.outset) == wanted, slot


async def _believed(pool: Pool, office: Office) -> dict[UUID, list[Stood]]:
    """By slot, how it stood from which days on, as far as is known now."""
    async with pool.acquire() as connection:
        rows = await connection.fetch(
            "SELECT * FROM read_model.compliance_versions WHERE tenant_id = $1 AND known_to > 9e18"
            " ORDER BY slot_id, true_from",
            office.tenant,
        )
    believed: defaultdict[UUID, list[Stood]] = defaultdict(list)
    for row in rows:
        said = (row["status"], row["required"], row["held"], row["verified"], row["event_ids"])
        believed[row["slot_id"]].append((row["true_from"], said))
    return believed


def _said(verdict: Verdict) -> tuple[Any, ...]:
    return verdict.status.value, verdict.required, verdict.held, verdict.verified, list(verdict.events)


def _days(stood: list[Stood], outset: date) -> list[Stood]:
    """From the outset on; what says the same as the one before is left out."""
    found: list[Stood] = []
    for number, (day, said) in enumerate(stood):
        is_over = number + 1 < len(stood) and stood[number + 1][0] <= outset
        if not is_over and (not found or found[-1][1] != said):
            found.append((max(day, outset), said))
    return found
