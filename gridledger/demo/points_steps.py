"""Points (积分) of a year: a base, tasks by half-year, bonuses, deductions, and what had to be put right.

The reference county assesses its party days by half-year (以半年度为考核周期); the scale is that of 凤县
(domain row S01), with a base of 20 points and 5 to 6 points of tasks a month.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from random import Random
from uuid import UUID

from domain.scoring.commands import AwardPoints, CorrectPoints, DeductPoints, ReversePoints
from domain.scoring.events import PointsAwarded, PointsClass, PointsDeducted, account_id
from gridledger.demo.chance import chance
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Person
from gridledger.demo.steps import NO_EVENT, EventRef, LocalTime, StepList

BASE_HUNDREDTHS = 20_00
MONTHLY_HUNDREDTHS = (5_00, 6_00)
DEDUCTED_HUNDREDTHS = 1_00  # an absence without a reason, from the second of a half-year on
TOLERATED_ABSENCES = 1

# Shares of members and half-year.
BONUS = 0.04
CORRECTED = 0.008
REVERSED = 0.006


class PointsSteps:
    """Adds the steps about points, half-year by half-year."""

    def __init__(self, steps: StepList, ids: DemoIds, time: LocalTime, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._time = time
        self._year = year
        # Meetings missed for no given reason, by member and half-year.
        self._absences: dict[tuple[UUID, int], list[UUID]] = defaultdict(list)

    def absent(self, person: Person, held_on: date, meeting_id: UUID) -> None:
        """Someone was absent for no given reason."""
        self._absences[person.id, (held_on.month - 1) // 6 + 1].append(meeting_id)

    def add(self, person: Person) -> None:
        """A member's year."""
        random = chance(self._ids.seed, "points", person.key)
        self._award(person, date(self._year, 1, 3), BASE_HUNDREDTHS, PointsClass.BASE, "BASE", random)
        awarded = deducted = 0
        for half, day in enumerate((date(self._year, 7, 12), date(self._year, 12, 30)), 1):
            points = sum(random.randint(*MONTHLY_HUNDREDTHS) // 10 * 10 for _ in range(6))
            self._award(person, day, points, PointsClass.TASK, "HALF_YEAR_TASKS", random)
            awarded += 1
            if random.random() < CORRECTED:
                self._correct(person, day, awarded, points - 1_00)
            if random.random() < BONUS:
                self._award(person, day, 2_00, PointsClass.BONUS, "VOLUNTEER_SERVICE", random)
                awarded += 1
                if random.random() < CORRECTED + REVERSED:
                    self._reverse(person, day, EventRef(*self._stream(person), "reverses", awarded))
            for meeting_id in self._absences[person.id, half][TOLERATED_ABSENCES:]:
                self._deduct(person, day, meeting_id, random)
                deducted += 1
                if random.random() < 10 * REVERSED:
                    ref = EventRef(
                        account_id(person.id, self._year), PointsDeducted.TOPIC, "reverses", deducted - 1
                    )
                    self._reverse(person, day, ref)

    def _stream(self, person: Person) -> tuple[UUID, str]:
        return account_id(person.id, self._year), PointsAwarded.TOPIC

    def _award(
        self, person: Person, day: date, points: int, points_class: PointsClass, rule: str, random: Random
    ) -> None:
        command = AwardPoints(
            member_id=person.id,
            year=self._year,
            points_hundredths=points,
            points_class=points_class,
            rule=rule,
        )
        clock = "09:00" if points_class is not PointsClass.BONUS else "11:00"
        at = self._time.at(day, clock, random.randrange(60))
        self._steps.add(at, person.home_on(day).branch.secretary, command)

    def _deduct(self, person: Person, day: date, meeting_id: UUID, random: Random) -> None:
        command = DeductPoints(
            member_id=person.id,
            year=self._year,
            points_hundredths=DEDUCTED_HUNDREDTHS,
            points_class=PointsClass.BASE,
            rule="UNEXCUSED_ABSENCE",
            ground=meeting_id,
        )
        at = self._time.at(day, "14:00", random.randrange(60))
        self._steps.add(at, person.home_on(day).branch.secretary, command)

    def _correct(self, person: Person, day: date, number: int, points: int) -> None:
        command = CorrectPoints(
            member_id=person.id,
            year=self._year,
            corrects=NO_EVENT,
            points_hundredths=points,
            reason="MISCOUNTED",
        )
        at = self._time.at(day, "16:00")
        ref = EventRef(*self._stream(person), number=number)
        self._steps.add(at, person.home_on(day).branch.secretary, command, names=ref)

    def _reverse(self, person: Person, day: date, ref: EventRef) -> None:
        command = ReversePoints(
            member_id=person.id, year=self._year, reverses=NO_EVENT, reason="OBJECTION_UPHELD"
        )
        self._steps.add(self._time.at(day, "17:00"), person.home_on(day).branch.committee, command, names=ref)
