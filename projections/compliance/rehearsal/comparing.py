"""How slots stand, and how they would: a pure function of rows, an organisation at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.policies.periods import Period, Unit
from domain.policies.rehearsing import Change, Stood, change_of
from domain.policies.verdicts import Status
from projections.compliance.binding import line_on
from projections.compliance.rehearsal.judging import Bindings, Judge
from projections.compliance.rehearsal.proposal import Proposal, Reach, with_proposal
from projections.compliance.rehearsal.rows import ReadRows
from projections.compliance.slots import Slot, standing_slots
from projections.compliance.tables import COMPLIANCE, VOID
from projections.framework.table import Row


class Rule(NamedTuple):
    """A rule, and the node at which it is adopted, or would be."""

    series: str
    node_id: UUID


class Compared(NamedTuple):
    """A slot that the rules reach. ``period`` is empty of a rule about how an organisation is made up."""

    slot_id: UUID
    organisation_id: UUID
    place_id: UUID | None  # right below the node, or the node itself; None if it lay elsewhere at the outset
    rule: Rule
    period: str
    unit: Unit | None
    from_on: date
    stands: Stood | None
    would: Stood | None

    @property
    def change(self) -> Change:
        """What would have become of it."""
        return change_of(self.stands, self.would)


@dataclass(frozen=True)
class Span:
    """Periods that run on ``since`` or begin later, with an outset up to ``until``."""

    since: date
    until: date

    @property
    def first(self) -> date:
        """Where the first of them may begin: all that run on a day lie within its year."""
        return Period.of(self.since, Unit.YEAR).first

    def has(self, outset: date, to_on: date | None) -> bool:
        """Whether a slot lies in it. How an organisation is made up is told as it stands on the last day closed."""
        return to_on is None or (outset <= self.until and to_on >= self.since)


def compare(
    known: ReadRows, proposal: Proposal, until: date, organisation_ids: Collection[UUID]
) -> Iterator[list[Compared]]:
    """For each organisation, the slots that the proposal reaches. ``known`` holds their rows of ``compliance``."""
    would_be, span = with_proposal(known, proposal), Span(proposal.since, until)
    reach, bindings = Reach.of(known, proposal), Bindings(would_be)
    for organisation_id in organisation_ids:
        judge = Judge(bindings, organisation_id)
        stands = dict(_standing(known, organisation_id, span))
        found = [
            _compared(would_be, proposal, slot, stands.pop(slot.id, None), judge.stood(slot))
            for slot in _wanted(judge, span)
            if reach.touches(slot.layer)
        ]
        gone = (row for row in stands.values() if reach.covers(row["series"], row["node_id"]))
        yield [*found, *(_gone(known, proposal, row) for row in gone)]


def _standing(known: ReadRows, organisation_id: UUID, span: Span) -> Iterator[tuple[UUID, Row]]:
    for row in known.of(COMPLIANCE, organisation_id):
        if row["status"] != VOID and span.has(row["outset"], row["to_on"]):
            yield row["slot_id"], row


def _wanted(judge: Judge, span: Span) -> Iterator[Slot]:
    for slot in judge.period_slots(span.first):
        if slot.period is not None and span.has(slot.outset, slot.period.last):
            yield slot
    yield from standing_slots(judge.known, judge.organisation_id, max(span.since, judge.closed))


def _compared(known: ReadRows, proposal: Proposal, slot: Slot, row: Row | None, would: Stood) -> Compared:
    adoption, period = slot.layer.adoption, slot.period
    return Compared(
        slot_id=slot.id,
        organisation_id=slot.organisation_id,
        place_id=_place(known, proposal.node_id, slot.organisation_id, slot.outset),
        rule=Rule(adoption.version.series, adoption.node_id),
        period=period.label if period else "",
        unit=period.unit if period else None,
        from_on=period.first if period else slot.outset,
        stands=None if row is None else _stood(row),
        would=would,
    )


def _gone(known: ReadRows, proposal: Proposal, row: Row) -> Compared:
    return Compared(
        slot_id=row["slot_id"],
        organisation_id=row["organisation_id"],
        place_id=_place(known, proposal.node_id, row["organisation_id"], row["outset"]),
        rule=Rule(row["series"], row["node_id"]),
        period=row["period"],
        unit=Unit[row["unit"]] if row["unit"] else None,
        from_on=row["from_on"],
        stands=_stood(row),
        would=None,
    )


def _stood(row: Row) -> Stood:
    return Stood(Status(row["status"]), row["required"], row["held"], row["verified"])


def _place(known: ReadRows, node_id: UUID, organisation_id: UUID, day: date) -> UUID | None:
    line = line_on(known, organisation_id, day)
    if node_id not in line:
        return None
    return line[min(line.index(node_id) + 1, len(line) - 1)]
