"""Objections: a member says that the year of admission is wrong, and is right; another takes it back."""

from __future__ import annotations

from datetime import timedelta

from domain.membership.commands import CorrectMember
from domain.membership.events import MemberCorrected, MemberRegistered
from domain.objections.commands import (
    DecideObjection,
    RaiseObjection,
    RemedyObjection,
    WithdrawObjection,
)
from domain.objections.events import ObjectionOutcome
from gridledger.demo.actors import Actors
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Person, Unit
from gridledger.demo.steps import NO_EVENT, EventRef, LocalTime, Step, StepList


class ObjectionSteps:
    """Adds these steps for a township, about corrections of its members that were added before."""

    def __init__(self, steps: StepList, ids: DemoIds, time: LocalTime) -> None:
        self._steps = steps
        self._ids = ids
        self._actors = Actors(ids)
        self._time = time

    def add(self, unit: Unit) -> None:
        """One before the first correction of a year of admission, which then follows from it; one beside it."""
        people = {person.id: person for person in unit.people}
        corrected = [
            (people[step.command.member_id], step)
            for step in self._steps
            if isinstance(step.command, CorrectMember)
            and step.command.joined_on is not None
            and step.command.member_id in people
        ]
        self._upheld(*corrected[0])
        self._withdrawn(corrected[1][0], corrected[0][1])

    def _upheld(self, person: Person, correction: Step) -> None:
        self._raise(person, correction)
        on = self._time.day_of(correction.clock)
        decide = DecideObjection(
            objection_id=self._ids.of("objection", person.key),
            organisation_id=self._ids.committee,
            outcome=ObjectionOutcome.UPHELD,
            on=on,
            reason="PROVEN_BY_FILE",
        )
        self._steps.add(correction.clock - timedelta(hours=1), self._actors.county_secretary, decide)
        remedy = RemedyObjection(objection_id=decide.objection_id, correction=NO_EVENT, on=on)
        event = EventRef(person.id, MemberCorrected.TOPIC, "correction")
        self._steps.add(
            correction.clock + timedelta(hours=1), person.homes[0].branch.secretary, remedy, names=event
        )

    def _withdrawn(self, person: Person, beside: Step) -> None:
        self._raise(person, beside)
        withdraw = WithdrawObjection(objection_id=self._ids.of("objection", person.key))
        self._steps.add(beside.clock - timedelta(hours=2), person.actor, withdraw)

    def _raise(self, person: Person, before: Step) -> None:
        """Two days before, by the member."""
        objection = RaiseObjection(
            objection_id=self._ids.of("objection", person.key), member_id=person.id, about=NO_EVENT
        )
        registered = EventRef(person.id, MemberRegistered.TOPIC, "about")
        self._steps.add(before.clock - timedelta(days=2), person.actor, objection, names=registered)
