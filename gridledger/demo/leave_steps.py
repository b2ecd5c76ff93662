"""Leave as people ask for it: for most of a year, before a meeting, or afterwards."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from domain.leave.commands import (
    CorrectLeave,
    GrantLeave,
    RefuseLeave,
    RequestLeave,
    ReturnFromLeave,
    WithdrawLeave,
)
from domain.leave.events import LeaveKind, LeaveRequested
from domain.organisation.events import BranchSector
from gridledger.demo import rates
from gridledger.demo.chance import chance
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Person, StandingLeave
from gridledger.demo.steps import NO_EVENT, EventRef, LocalTime, StepList

RETURNS_IN_AUTUMN = 0.15  # of those who work elsewhere
ASKED_BY_SECRETARY = 0.5  # in the villages, where not everyone has the app


class LeaveSteps:
    """Adds steps about leave, and keeps in mind what stands."""

    def __init__(self, steps: StepList, ids: DemoIds, time: LocalTime) -> None:
        self._steps = steps
        self._ids = ids
        self._time = time

    def work_elsewhere(self, person: Person, year: int) -> None:
        """From after the Spring Festival to the end of the year; some are back in autumn."""
        random = chance(self._ids.seed, "elsewhere", person.key)
        from_on = date(year, 2, random.randint(6, 20))
        to_on = date(year, 12, random.randint(20, 31))
        asked = self._time.at(from_on - timedelta(days=random.randint(1, 9)), "19:00", random.randrange(120))
        leave = self._request(person, LeaveKind.WORKING_ELSEWHERE, from_on, to_on, asked, random)
        self._grant(leave, asked + timedelta(hours=15))
        if random.random() < RETURNS_IN_AUTUMN:
            self._return(person, leave, date(year, random.choice((9, 10, 11)), random.randint(1, 28)))

    def before(self, person: Person, day: date, random: Random) -> bool:
        """Ask for leave of a meeting's day, a few days before; whether a request could be made."""
        from_on = day - timedelta(days=random.randint(0, 1))
        to_on = day + timedelta(days=random.randint(0, 2))
        if not person.is_free(from_on, to_on):
            return False
        kind = random.choices(list(rates.LEAVE_KINDS), list(rates.LEAVE_KINDS.values()))[0]
        asked = self._time.at(day - timedelta(days=2), "12:00", random.randrange(400))
        leave = self._request(person, kind, from_on, to_on, asked, random)
        decided = self._time.at(day - timedelta(days=1), "09:00", random.randrange(120))
        turn = random.random()
        if turn < rates.REFUSED:
            self._refuse(leave, decided, random)
        elif turn < rates.REFUSED + rates.WITHDRAWN_BEFORE:
            self._withdraw_before(person, leave, asked, decided, random)
        else:
            self._grant(leave, decided)
            self._afterwards(person, leave, day, random)
        return True

    def retroactive(self, person: Person, day: date, after: datetime, random: Random) -> bool:
        """Ask for leave of a day on which one was absent; whether it could be asked for."""
        if not person.is_free(day, day):
            return False
        asked = after + timedelta(hours=random.randint(10, 120))
        kind = random.choice((LeaveKind.ILLNESS, LeaveKind.PERSONAL, LeaveKind.OFFICIAL_DUTY))
        leave = self._request(person, kind, day, day, asked, random)
        decided = asked + timedelta(hours=random.randint(4, 40))
        if random.random() < rates.REFUSED_AFTERWARDS:
            self._refuse(leave, decided, random)
        else:
            self._grant(leave, decided, settles=True)
        return True

    def _request(
        self, person: Person, kind: LeaveKind, from_on: date, to_on: date, asked: datetime, random: Random
    ) -> StandingLeave:
        home = person.home_on(self._time.day_of(asked)).branch
        moving = person.homes[-1].branch is not home  # a secretary's power follows the latest home
        in_village = home.sector is BranchSector.RURAL and not moving
        by_secretary = in_village and random.random() < ASKED_BY_SECRETARY
        number = len(person.leaves)
        leave = StandingLeave(
            self._ids.of("leave", person.key, number), home.secretary_for(person), from_on, to_on
        )
        command = RequestLeave(
            leave_id=leave.id, member_id=person.id, kind=kind, from_on=from_on, to_on=to_on
        )
        self._steps.add(asked, home.secretary if by_secretary else person.actor, command)
        person.leaves.append(leave)
        return leave

    def _grant(self, leave: StandingLeave, at: datetime, *, settles: bool = False) -> None:
        leave.granted_at = at
        self._steps.add(at, leave.decider, GrantLeave(leave_id=leave.id), settles=settles)

    def _refuse(self, leave: StandingLeave, at: datetime, random: Random) -> None:
        reason = random.choice(("GROUND_NOT_SUFFICIENT", "MEETING_NEEDS_ALL"))
        self._steps.add(at, leave.decider, RefuseLeave(leave_id=leave.id, reason=reason))

    def _withdraw_before(
        self, person: Person, leave: StandingLeave, asked: datetime, decided: datetime, random: Random
    ) -> None:
        """Take a request back, pending or just granted."""
        if random.random() < 0.5:
            at = asked + timedelta(hours=2)
        else:
            self._grant(leave, decided)
            at = decided + timedelta(hours=5)
        leave.void_at = at
        self._steps.add(at, person.actor, WithdrawLeave(leave_id=leave.id))

    def _afterwards(self, person: Person, leave: StandingLeave, day: date, random: Random) -> None:
        """What happens to a leave after its meeting: to most, nothing."""
        turn = random.random()
        later = self._time.at(day + timedelta(days=3), "20:00", random.randrange(60))
        if turn < rates.WITHDRAWN_AFTER:
            leave.void_at = later
            self._steps.add(later, person.actor, WithdrawLeave(leave_id=leave.id), settles=True)
        elif turn < rates.WITHDRAWN_AFTER + rates.KIND_CORRECTED:
            self._correct(leave, later, "WRONG_KIND_ENTERED", kind=LeaveKind.WORKING_ELSEWHERE)
        elif turn < rates.WITHDRAWN_AFTER + rates.KIND_CORRECTED + rates.DAYS_CORRECTED and leave.to_on > day:
            leave.void_at = later  # it goes on for other days, on which nothing is held
            self._correct(leave, later, "WRONG_DAYS_ENTERED", from_on=leave.to_on)
        elif random.random() < rates.RETURNED_EARLY and leave.to_on > day:
            self._return(person, leave, leave.to_on)

    def _correct(
        self,
        leave: StandingLeave,
        at: datetime,
        reason: str,
        *,
        kind: LeaveKind | None = None,
        from_on: date | None = None,
    ) -> None:
        command = CorrectLeave(
            leave_id=leave.id, corrects=NO_EVENT, kind=kind, from_on=from_on, reason=reason
        )
        ref = EventRef(leave.id, LeaveRequested.TOPIC)
        self._steps.add(at, leave.decider, command, names=ref, settles=from_on is not None)

    def _return(self, person: Person, leave: StandingLeave, on: date) -> None:
        leave.back_on = on
        back = ReturnFromLeave(leave_id=leave.id, on=on)
        self._steps.add(self._time.at(on, "07:30"), person.actor, back)
