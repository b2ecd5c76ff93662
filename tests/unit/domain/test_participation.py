"""Taking part in a meeting of a branch that is not the home."""

from __future__ import annotations

from datetime import date

from domain.core import Occurred
from domain.meetings.commands import RecordParticipation
from domain.meetings.events import MeetingCancelled, ParticipationRecorded
from domain.meetings.participation import record_participation
from domain.membership.events import AffiliationTransferred
from domain.membership.state import Member
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, when
from tests.unit.support.world import ANN, BEN, BRANCH, MEETING, OTHER_BRANCH, context


def member_elsewhere(since: date = date(2026, 3, 1)) -> Member:
    moved = fact(AffiliationTransferred, from_branch_id=BRANCH, to_branch_id=OTHER_BRANCH, from_on=since)
    return world.member(ANN, moved)


def decide(*facts: Fact, member: Member | None = None) -> Outcome:
    meeting = world.meeting(*(facts or (world.planned(), world.frozen(BEN))))
    command = RecordParticipation(meeting_id=MEETING, member_id=ANN)
    return when(record_participation, meeting, command, context(), member=member or member_elsewhere())


PARTICIPATED = fact(ParticipationRecorded, member_id=ANN, home_branch_id=OTHER_BRANCH)


def test_study_for_the_person_on_the_day_of_the_meeting() -> None:
    (event,) = decide().then(PARTICIPATED)
    assert event.occurred_at == Occurred("2026-03-18")


def test_the_home_of_the_day_of_the_meeting_decides() -> None:
    decide(member=world.member()).refused("ALREADY_AFFILIATED memberId")
    decide(member=member_elsewhere(date(2026, 3, 18))).then(PARTICIPATED)
    decide(member=member_elsewhere(date(2026, 3, 19))).refused("ALREADY_AFFILIATED memberId")


def test_once_and_only_at_a_meeting_that_was_held() -> None:
    held = (world.planned(), world.frozen(BEN))
    decide(*held, PARTICIPATED).refused("ALREADY_RECORDED memberId")
    decide(world.planned()).refused("ROSTER_NOT_FROZEN meetingId")
    decide(*held, fact(MeetingCancelled)).refused("MEETING_CANCELLED meetingId")
    decide(world.planned(date(2026, 3, 21)), world.frozen(BEN)).refused("MEETING_NOT_HELD_YET meetingId")
    decide(member=Member.empty(ANN)).refused("NOT_FOUND memberId")
