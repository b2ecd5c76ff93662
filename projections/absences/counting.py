"""How a person stands by each rule about absences, from rows alone: the marks that it counts, and what is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.core import deterministic_id
from domain.meetings.events import MeetingKind
from domain.membership.events import MemberKind
from domain.obligations.grounds import Consequence
from domain.policies.absences import AbsenceClass
from domain.policies.escalation import Act, Attended, Count, Mark
from domain.policies.kind import PersonRule
from domain.policies.layers import Layer
from domain.policies.registry import KINDS, Rule
from projections.absences.classing import LayersOn, classed
from projections.absences.tables import ABSENCE
from projections.compliance.known import Known
from projections.framework.table import Row
from projections.obligations.tables import OBLIGATION


class Slot(NamedTuple):
    """A rule's series at the node that adopted it, and a person: judged by the version of the last absence in reach."""

    member_id: UUID
    layer: Layer

    @property
    def id(self) -> UUID:
        """The same whichever version is in force."""
        adoption = self.layer.adoption
        return slot_id(adoption.version.series, adoption.node_id, self.member_id)

    @property
    def rule(self) -> Rule:
        """The parameters."""
        return self.layer.adoption.version.rule

    @property
    def kind(self) -> PersonRule[Rule]:
        """What counts by them."""
        return _kind(self.rule)


class Standing(NamedTuple):
    """How the person stands: None if nothing counts that is not spent. ``facts`` are all that count, spent or not."""

    slot: Slot
    tally: Count | None
    facts: frozenset[UUID]


def slot_id(series: str, node_id: UUID, member_id: UUID) -> UUID:
    """The id of a slot: no version is in it."""
    return deterministic_id("escalation", series, node_id, member_id)


def slots_of(known: Known, member_id: UUID, layers_on: LayersOn) -> list[Slot]:
    """The slots that some absence of a person is in the reach of: as a rule counts where it happened."""
    found: dict[tuple[str, UUID], Slot] = {}
    for absence in _in_order(known.of(ABSENCE, member_id)):
        for layer in layers_on(absence["branch_id"], absence["held_on"]):
            rule = layer.adoption.version.rule
            if _is_person_rule(rule) and MeetingKind(absence["meeting_kind"]) in _kind(rule).looks_at(rule):
                found[_key(layer)] = Slot(member_id, layer)
    return list(found.values())


def stand(known: Known, slot: Slot, presences: Sequence[Row], layers_on: LayersOn) -> Standing:
    """How a person stands by a rule.

    ``presences`` are the meetings at which the person was present, needed of a rule that looks at presence only.
    """
    absences = _in_order(known.of(ABSENCE, slot.member_id))
    looks_at = slot.kind.looks_at(slot.rule)
    inside = [one for one in absences if _in_reach(slot, one["branch_id"], one, layers_on)]
    counted = absences if slot.kind.carries(slot.rule) else inside
    last = inside[-1]["held_on"]
    marks = [
        _absent(one, slot, layers_on)
        for one in counted
        if one["held_on"] <= last and MeetingKind(one["meeting_kind"]) in looks_at
    ]
    if slot.kind.looks_at_presence(slot.rule):
        carries = slot.kind.carries(slot.rule)
        marks += [
            _present(one)
            for one in presences
            if MeetingKind(one["kind"]) in looks_at
            and (carries or _in_reach(slot, one["branch_id"], one, layers_on))
        ]
    marks.sort(key=lambda mark: (mark.on, mark.meeting_id))
    days = {one["event_ids"][0]: one["held_on"] for one in absences}
    tally = slot.kind.count(slot.rule, marks, acts_of(known, slot.member_id, days))
    facts = frozenset(mark.fact for mark in marks if mark.attended is Attended.UNEXCUSED)
    return Standing(slot, tally, facts)


def acts_of(known: Known, subject_id: UUID, days: Mapping[UUID, date]) -> tuple[Act, ...]:
    """What was done or waived of what was due of a person or an organisation; ``days`` are those of its facts."""
    return tuple(
        Act(
            Consequence(row["consequence"]),
            row["key"],
            row["closed_on"],
            frozenset(row["dealt_with"]),
            waived=row["status"] == "WAIVED",
            facts_until=max((days[fact] for fact in row["dealt_with"] if fact in days), default=date.min),
        )
        for row in known.of(OBLIGATION, subject_id)
        if row["status"] in ("FULFILLED", "WAIVED")
    )


def _is_person_rule(rule: Rule) -> bool:
    return isinstance(KINDS[type(rule)], PersonRule)


def _kind(rule: Rule) -> PersonRule[Rule]:
    kind = KINDS[type(rule)]
    if not isinstance(kind, PersonRule):
        raise TypeError(f"{kind.name} counts nothing of persons")
    return kind


def _key(layer: Layer) -> tuple[str, UUID]:
    return layer.adoption.version.series, layer.adoption.node_id


def _in_reach(slot: Slot, branch_id: UUID, row: Row, layers_on: LayersOn) -> bool:
    return any(_key(layer) == _key(slot.layer) for layer in layers_on(branch_id, row["held_on"]))


def _in_order(absences: Iterable[Row]) -> list[Row]:
    return sorted(absences, key=lambda one: (one["held_on"], one["meeting_id"]))


def _absent(absence: Row, slot: Slot, layers_on: LayersOn) -> Mark:
    """As the rule takes it, which heeds what its own level and those above say of absences, and nobody below."""
    absence_class, _ = classed(absence, layers_on, heeded_by=slot.layer)
    return Mark(
        on=absence["held_on"],
        meeting_id=absence["meeting_id"],
        attended=Attended.UNEXCUSED if absence_class is AbsenceClass.UNEXCUSED else Attended.EXCUSED,
        fact=absence["event_ids"][0],
        recorded_on=absence["recorded_on"],
        member_kind=MemberKind(absence["member_kind"]),
    )


def _present(meeting: Row) -> Mark:
    """Of presence nothing but its day matters."""
    on, meeting_id = meeting["held_on"], meeting["meeting_id"]
    return Mark(on, meeting_id, Attended.PRESENT, meeting_id, on, MemberKind.FULL)


def needs_presence(slots: Iterable[Slot]) -> Iterator[Slot]:
    """Those of the slots that presence matters to."""
    return (slot for slot in slots if slot.kind.looks_at_presence(slot.rule))
