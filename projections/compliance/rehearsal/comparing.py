"""How slots stand, and how they would: a pure function of rows, an organisation at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from domain.policies.periods import Period, Unit
from domain.policies.rehearsing import Change, Stood, change_of
from domain.policies.verdicts import Status
from projections.compliance.binding import line_on, looks_of, looks_of_text
from projections.compliance.rehearsal.judging import Bindings, Judge
from projections.compliance.rehearsal.proposal import Proposal, Reach, with_proposal
from projections.compliance.rehearsal.rows import ReadRows
from projections.compliance.slots import Slot, standing_slots
from projections.compliance.tables import COMPLIANCE, VOID
from projections.framework.table import Row
from projections.policies import POLICY_VERSION


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
    to_on: date | None
    outset: date
    stands: Stood | None
    would: Stood | None

    @property
    def change(self) -> Change:
        """What would have become of it."""
        return change_of(self.stands, self.would)


@dataclass(frozen=True)
class Span:
    """Periods that run on ``since``, are made up for from then on or begin later, with an outset up to ``until``."""

    since: date
    until: date

    def first(self, furthest_ahead: timedelta) -> date:
        """Where the first of them may begin: all that run on a day lie within its year."""
        return Period.of(self.since - furthest_ahead, Unit.YEAR).first

    def has(self, outset: date, to_on: date | None, ahead: timedelta) -> bool:
        """Whether a slot lies in it, by how far ahead its rule looks.

        How an organisation is made up is told as it stands on the last day closed.
        """
        return to_on is None or (outset <= self.until and to_on + ahead >= self.since)


def compare(
    known: ReadRows, proposal: Proposal, until: date, organisation_ids: Collection[UUID]
) -> Iterator[list[Compared]]:
    """For each organisation, the slots that the proposal reaches. ``known`` holds their rows of ``compliance``."""
    would_be, span = with_proposal(known, proposal), Span(proposal.since, until)
    reach, bindings = Reach.of(known, proposal), Bindings(would_be)
    for organisation_id in organisation_ids:
        judge = Judge(bindings, organisation_id)
        stands = dict(_standing(known, organisation_id, span))
        places = Places(known, proposal.node_id, organisation_id)
        found = [
            _compared(slot, slot_id, places.on(slot.outset), stands.pop(slot_id, None), judge.stood(slot))
            for slot in _wanted(judge, span)
            if reach.touches(slot.layer)
            for slot_id in (slot.id,)
        ]
        gone = (row for row in stands.values() if reach.covers(row["series"], row["node_id"]))
        yield [*found, *(_gone(row, places.on(row["outset"])) for row in gone)]


def _standing(known: ReadRows, organisation_id: UUID, span: Span) -> Iterator[tuple[UUID, Row]]:
    for row in known.of(COMPLIANCE, organisation_id):
        ahead = looks_of_text(known.require(POLICY_VERSION, row["version_id"])["rule"]).ahead
        if row["status"] != VOID and span.has(row["outset"], row["to_on"], ahead):
            yield row["slot_id"], row


def _wanted(judge: Judge, span: Span) -> Iterator[Slot]:
    for slot in judge.period_slots(span.first(judge.furthest_ahead)):
        ahead = looks_of(slot.layer.adoption.version.rule).ahead
        if slot.period is not None and span.has(slot.outset, slot.period.last, ahead):
            yield slot
    yield from standing_slots(judge.known, judge.organisation_id, max(span.since, judge.closed))


def _compared(slot: Slot, slot_id: UUID, place_id: UUID | None, row: Row | None, would: Stood) -> Compared:
    adoption, period = slot.layer.adoption, slot.period
    return Compared(
        slot_id=slot_id,
        organisation_id=slot.organisation_id,
        place_id=place_id,
        rule=Rule(adoption.version.series, adoption.node_id),
        period=period.label if period else "",
        unit=period.unit if period else None,
        from_on=period.first if period else slot.outset,
        to_on=period.last if period else None,
        outset=slot.outset,
        stands=None if row is None else _stood(row),
        would=would,
    )


def _gone(row: Row, place_id: UUID | None) -> Compared:
    return Compared(
        slot_id=row["slot_id"],
        organisation_id=row["organisation_id"],
        place_id=place_id,
        rule=Rule(row["series"], row["node_id"]),
        period=row["period"],
        unit=Unit[row["unit"]] if row["unit"] else None,
        from_on=row["from_on"],
        to_on=row["to_on"],
        outset=row["outset"],
        stands=_stood(row),
        would=None,
    )


def _stood(row: Row) -> Stood:
    return Stood(Status(row["status"]), row["required"], row["held"], row["verified"])


class Places:
    """Where below a node an organisation lay, by day: most of its slots begin on the same ones."""

    def __init__(self, known: ReadRows, node_id: UUID, organisation_id: UUID) -> None:
        self._known, self._node_id, self._organisation_id = known, node_id, organisation_id
        self._found: dict[date, UUID | None] = {}

    def on(self, day: date) -> UUID | None:
        """As of ``Compared.place_id``."""
        if day not in self._found:
            line = line_on(self._known, self._organisation_id, day)
            below = line.index(self._node_id) + 1 if self._node_id in line else None
            self._found[day] = None if below is None else line[min(below, len(line) - 1)]
        return self._found[day]
