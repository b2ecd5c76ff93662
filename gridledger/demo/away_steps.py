"""People who are away or take part elsewhere, entered once the year is over: a handful in a township."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from application.actor import Actor
from domain.contacts.commands import EndFloating, RecordContact, RecordLostContact, RegisterFloating
from domain.core.command import Command
from domain.meetings.commands import ConcludeMeeting, RecordParticipation
from domain.second_affiliation.commands import AddSecondAffiliation, EndSecondAffiliation
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Person, Unit
from gridledger.demo.steps import StepList

WORK_PLACES = ("440305", "440306", "330110", "430102")  # 南山, 宝安, 余杭, 芙蓉
MOST = 8  # floating members who are entered


class AwaySteps:
    """Adds these steps for a township, by the secretaries of its branches."""

    def __init__(self, steps: StepList, ids: DemoIds, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._first_day = date(year, 1, 1)

    def add(self, unit: Unit, at: datetime) -> None:
        """From the instant ``at`` on, a minute apart."""
        given = [*self._floating(unit), *self._second(unit), *self._participation(unit)]
        for minute, (actor, command) in enumerate(given):
            self._steps.add(at + timedelta(minutes=minute), actor, command)

    def _floating(self, unit: Unit) -> Iterator[tuple[Actor, Command]]:
        """Some who work elsewhere: most were spoken with, one is back, one cannot be reached."""
        away = [person for person in unit.people if person.homes[-1].branch in unit.branches]
        away.sort(key=lambda person: not person.works_elsewhere)
        back, lost, *spoken = away[:MOST]
        for number, person in enumerate((back, lost, *spoken)):
            code = WORK_PLACES[number % len(WORK_PLACES)]
            yield (
                _secretary(person),
                RegisterFloating(member_id=person.id, from_on=self._first_day, division_code=code),
            )
        for number, person in enumerate(spoken):
            on = self._first_day + timedelta(days=330 - 40 * number)
            yield _secretary(person), RecordContact(member_id=person.id, on=on, channel="PHONE")
        day = self._first_day + timedelta(days=300)
        yield _secretary(back), EndFloating(member_id=back.id, on=day)
        yield _secretary(lost), RecordLostContact(member_id=lost.id, since=day)

    def _second(self, unit: Unit) -> Iterator[tuple[Actor, Command]]:
        """People of the last branch report to the first one's quarter; one of them has moved away from it."""
        quarter, others = unit.branches[0], unit.branches[-1]
        for person in others.founders[:3]:
            yield quarter.secretary, self._report(person, quarter)
        yield (
            quarter.secretary,
            EndSecondAffiliation(
                second_affiliation_id=self._ids.of("second-affiliation", others.founders[2].key),
                on=self._first_day + timedelta(days=181),
            ),
        )

    def _report(self, person: Person, quarter: Branch) -> AddSecondAffiliation:
        return AddSecondAffiliation(
            second_affiliation_id=self._ids.of("second-affiliation", person.key),
            member_id=person.id,
            organisation_id=quarter.id,
            from_on=self._first_day + timedelta(days=60),
        )

    def _participation(self, unit: Unit) -> Iterator[tuple[Actor, Command]]:
        """They took part in the quarter's first meeting of the year."""
        quarter, others = unit.branches[0], unit.branches[-1]
        held = next(
            step.command.meeting_id
            for step in self._steps
            if isinstance(step.command, ConcludeMeeting) and step.actor.place == quarter.id
        )
        for person in others.founders[:2]:
            yield quarter.secretary, RecordParticipation(meeting_id=held, member_id=person.id)


def _secretary(person: Person) -> Actor:
    return person.homes[-1].branch.secretary
