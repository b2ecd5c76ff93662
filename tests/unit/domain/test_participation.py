"""Taking part in a meeting of a branch that is not the home."""

from __future__ import annotations

from datetime import date

from domain.core import Occurred
from domain.meetings.commands import RecordParticipation
from domain.meetings.events import MeetingCancelled, ParticipationRecorded
from domain.meetings.participation import record_participation
from domain.membership.events import AffiliationTransferred, MemberLeft
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


def test_whoever_had_no_home_here_that_day_took_part_in_nothing() -> None:
    """Neither before the registration nor from the departure on, whatever holds today."""
    for held_on, refusals in (
        (date(2026, 1, 4), ["NOT_ON_REGISTER memberId"]),
        (date(2026, 1, 5), []),
        (date(2026, 3, 9), []),
        (date(2026, 3, 10), ["LEFT_COUNTY memberId"]),
    ):
        left = fact(MemberLeft, branch_id=OTHER_BRANCH, on=date(2026, 3, 10), to_county="430224")
        moved = fact(
            AffiliationTransferred,
            from_branch_id=BRANCH,
            to_branch_id=OTHER_BRANCH,
            from_on=date(2026, 1, 5),
        )
        meeting = (world.planned(held_on), world.frozen(BEN))
        outcome = decide(*meeting, member=world.member(ANN, moved, left))
        if refusals:
            outcome.refused(*refusals)
        else:
            outcome.then(PARTICIPATED)


def test_once_and_only_at_a_meeting_that_was_held() -> None:
    held = (world.planned(), world.frozen(BEN))
    decide(*held, PARTICIPATED).refused("ALREADY_RECORDED memberId")
    decide(world.planned()).refused("ROSTER_NOT_FROZEN meetingId")
    decide(*held, fact(MeetingCancelled)).refused("MEETING_CANCELLED meetingId")
    decide(world.planned(date(2026, 3, 21)), world.frozen(BEN)).refused("MEETING_NOT_HELD_YET meetingId")
    decide(member=Member.empty(ANN)).refused("NOT_FOUND memberId")
