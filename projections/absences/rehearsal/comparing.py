"""What absences come to, and what they would: a pure function of rows, a member at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.obligations.grounds import Consequence
from domain.policies.absences import AbsenceClass
from domain.policies.layers import Layer
from domain.policies.rehearsing import Change, Matter
from projections.absences.classing import LayersOn, classed
from projections.absences.counting import Standing, slots_of, stand
from projections.absences.escalating import demands_of
from projections.absences.rehearsal.pairing import (
    Findings,
    Found,
    Key,
    Told,
    change_between,
    may_be_joined,
    paired,
)
from projections.absences.tables import ABSENCE
from projections.compliance.rehearsal.comparing import Places, Rule
from projections.compliance.rehearsal.judging import Bindings
from projections.compliance.rehearsal.proposal import Proposal, with_proposal
from projections.compliance.rehearsal.rows import ReadRows
from projections.compliance.slots import last_closed
from projections.framework.table import Row
from projections.members import MEMBER


class Followed(NamedTuple):
    """One thing that follows from absences of a member, or would."""

    matter: Matter
    consequence: Consequence | None  # of what is due
    member_id: UUID
    branch_id: UUID  # where the absence was; of all else the member's home
    place_id: UUID | None  # right below the node, or the node itself; None if the home lies elsewhere now
    on: date  # the day of the absence, or of the last of them
    meeting_id: UUID | None  # of an absence
    rule: Rule | None  # of being one short
    stands: Told | None
    would: Told | None

    @property
    def change(self) -> Change:
        """What would have become of it."""
        return change_between(self.stands, self.would)


@dataclass(frozen=True)
class _Side:
    """How things are, or how they would be."""

    known: ReadRows
    layers_on: LayersOn

    def found(self, member: Row, presences: Sequence[Row]) -> dict[Key, Found]:
        """Of which rules the member is one short, and what is due: by consequence and key, as obligations are."""
        if member["left_on"]:
            return {}
        slots = slots_of(self.known, member["member_id"], self.layers_on)
        standings = [stand(self.known, slot, presences, self.layers_on) for slot in slots]
        days = {row["event_ids"][0]: row["held_on"] for row in self.known.of(ABSENCE, member["member_id"])}
        return dict([*_one_short(standings, last_closed(self.known)), *self._due(member, standings, days)])

    def _due(
        self, member: Row, standings: Iterable[Standing], days: dict[UUID, date]
    ) -> Iterator[tuple[Key, Found]]:
        demanded = defaultdict(list)
        for standing in standings:
            for one in demands_of(self.known, member, standing):
                demanded[one.consequence, one.key].append(one)
        for (consequence, key), demands in demanded.items():
            facts = tuple(sorted({fact for one in demands for fact in one.event_ids}))
            due_on = min((one.due_on for one in demands if one.due_on), default=None)
            told = Told(counted=len(facts), due_on=due_on, facts=facts)
            yield (Matter.DUE, consequence, key, None), Found(told, max(days[fact] for fact in facts))


def _one_short(standings: Iterable[Standing], closed: date) -> Iterator[tuple[Key, Found]]:
    for slot, tally, _ in standings:
        if tally is not None and tally.is_one_short and may_be_joined(tally.until, closed):
            adoption = slot.layer.adoption
            rule = Rule(adoption.version.series, adoption.node_id)
            facts = tuple(sorted(mark.fact for mark in tally.marks))
            told = Told(counted=tally.counted, required=tally.required, facts=facts)
            yield (Matter.ONE_SHORT, None, "", rule), Found(told, tally.marks[-1].on)


def compare_absences(
    known: ReadRows, presences: Iterable[Row], proposal: Proposal
) -> Iterator[list[Followed]]:
    """For each member who was absent there, all that follows and would. ``known`` holds what ``read_absences`` read."""
    would_be = with_proposal(known, proposal)
    sides = _Side(known, remembered(Bindings(known))), _Side(would_be, remembered(Bindings(would_be)))
    came: dict[UUID, list[Row]] = defaultdict(list)
    for meeting in presences:
        came[meeting["member_id"]].append(meeting)
    places = Everywhere(known, proposal.node_id)
    for member in sorted(known.all_of(MEMBER), key=lambda row: (row["branch_id"], row["member_id"])):
        stands, would = (side.found(member, came[member["member_id"]]) for side in sides)
        yield [
            *_absences(known, member, proposal.since, sides[1].layers_on, places),
            *_followed(member, stands, would, places.on(member["branch_id"], date.max)),
        ]


def _absences(
    known: ReadRows, member: Row, since: date, layers_on: LayersOn, places: Everywhere
) -> Iterator[Followed]:
    for row in known.of(ABSENCE, member["member_id"]):
        place_id = places.on(row["branch_id"], row["held_on"]) if row["held_on"] >= since else None
        if place_id is not None:
            absence_class, _ = classed(row, layers_on)
            yield Followed(
                matter=Matter.ABSENCE,
                consequence=None,
                member_id=row["member_id"],
                branch_id=row["branch_id"],
                place_id=place_id,
                on=row["held_on"],
                meeting_id=row["meeting_id"],
                rule=None,
                stands=Told(AbsenceClass(row["absence_class"])),
                would=Told(absence_class),
            )


def _followed(member: Row, stands: Findings, would: Findings, place_id: UUID | None) -> Iterator[Followed]:
    for (matter, consequence, _, rule), now, then in paired(stands, would):
        last = then or now
        yield Followed(
            matter=matter,
            consequence=consequence,
            member_id=member["member_id"],
            branch_id=member["branch_id"],
            place_id=place_id,
            on=last.on if last else date.max,
            meeting_id=None,
            rule=rule,
            stands=now and now.told,
            would=then and then.told,
        )


def remembered(bindings: Bindings) -> LayersOn:
    """What binds branches, each day of each looked up once."""
    found: dict[tuple[UUID, date], tuple[Layer, ...]] = {}

    def on(branch_id: UUID, day: date) -> tuple[Layer, ...]:
        key = branch_id, day
        if key not in found:
            found[key] = bindings.on(branch_id, day)
        return found[key]

    return on


class Everywhere:
    """Where below a node branches lay."""

    def __init__(self, known: ReadRows, node_id: UUID) -> None:
        self._known, self._node_id = known, node_id
        self._places: dict[UUID, Places] = {}

    def on(self, branch_id: UUID, day: date) -> UUID | None:
        """Right below the node, or the node itself; None if it lay elsewhere."""
        if branch_id not in self._places:
            self._places[branch_id] = Places(self._known, self._node_id, branch_id)
        return self._places[branch_id].on(day)
