"""Freezing a roster."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from domain.core import deterministic_id
from domain.meetings.commands import MOST_ENTRIES, FreezeRoster
from domain.meetings.events import (
    Exclusion,
    ExclusionReason,
    MeetingCancelled,
    MeetingKind,
    RosterFrozen,
)
from domain.meetings.roster import freeze_roster
from domain.membership.events import MemberDeparted, register_id
from domain.membership.state import Register
from tests.unit.support import world
from tests.unit.support.given_when_then import fact, given, when
from tests.unit.support.world import (
    ANN,
    BEN,
    BRANCH,
    CAT,
    DAN,
    GROUP,
    MEETING,
    OTHER_BRANCH,
    OTHER_GROUP,
    context,
)

ILL = ExclusionReason.LONG_ILLNESS


def freeze(*exclusions: tuple[UUID, ExclusionReason]) -> FreezeRoster:
    return FreezeRoster(
        meeting_id=MEETING, exclusions=tuple(Exclusion(id_, reason) for id_, reason in exclusions)
    )


def test_everyone_on_the_register_less_the_exclusions() -> None:
    meeting = world.meeting(world.planned())
    when(
        freeze_roster,
        meeting,
        freeze((BEN, ILL)),
        context(),
        register=world.register(ANN, BEN, CAT),
        groups={},
    ).then(fact(RosterFrozen, expected=(ANN, CAT), excluded=(Exclusion(BEN, ILL),), register_version=3))
    assert meeting.expected == frozenset([ANN, CAT])
    assert meeting.excluded == {BEN: ILL}


def test_the_register_of_the_day_of_the_meeting_counts() -> None:
    register = given(
        Register,
        register_id(BRANCH),
        world.entered(ANN),
        world.entered(BEN),
        world.entered(CAT, from_on=date(2026, 3, 19)),  # after the meeting
        world.entered(DAN, from_on=date(2026, 3, 18)),  # on its day
        fact(
            MemberDeparted,
            branch_id=BRANCH,
            member_id=BEN,
            on=date(2026, 3, 18),
            to_branch_id=OTHER_BRANCH,
        ),
    )
    meeting = world.meeting(world.planned(held_on=date(2026, 3, 18)))
    when(freeze_roster, meeting, freeze(), context(), register=register, groups={}).then(
        fact(RosterFrozen, expected=(ANN, DAN), excluded=(), register_version=5)
    )


def test_a_group_expects_its_own() -> None:
    meeting = world.meeting(world.planned(kind=MeetingKind.GROUP_MEETING, organisation_id=GROUP))
    when(
        freeze_roster,
        meeting,
        freeze((BEN, ILL)),
        context(),
        register=world.register(ANN, BEN, CAT, DAN),
        groups={ANN: GROUP, BEN: GROUP, CAT: OTHER_GROUP, DAN: None},
    ).then(
        fact(
            RosterFrozen,
            expected=(ANN,),
            excluded=(
                Exclusion(BEN, ILL),
                Exclusion(CAT, ExclusionReason.OTHER_GROUP),
                Exclusion(DAN, ExclusionReason.OTHER_GROUP),
            ),
            register_version=4,
        )
    )


def test_a_committee_meets_without_the_others() -> None:
    meeting = world.meeting(world.planned(kind=MeetingKind.BRANCH_COMMITTEE_MEETING))
    command = freeze((BEN, ExclusionReason.NOT_ON_COMMITTEE))
    decided = when(freeze_roster, meeting, command, context(), register=world.register(ANN, BEN), groups={})
    assert len(decided.events) == 1


def test_a_frozen_roster_stands() -> None:
    meeting = world.meeting(world.planned(), world.frozen(ANN))
    when(freeze_roster, meeting, freeze(), context(), register=world.register(ANN, BEN), groups={}).refused(
        "ROSTER_FROZEN meetingId"
    )


@pytest.mark.parametrize(
    ("command", "refusals"),
    [
        (freeze((BEN, ILL), (DAN, ILL)), ["NOT_ON_REGISTER exclusions.memberId[1]"]),
        (freeze((BEN, ILL), (BEN, ILL)), ["NAMED_TWICE exclusions.memberId[1]"]),
        (freeze((BEN, ExclusionReason.OTHER_GROUP)), ["INVALID_VALUE exclusions.reason[0]"]),
        (freeze((BEN, ExclusionReason.NOT_ON_COMMITTEE)), ["INVALID_VALUE exclusions.reason[0]"]),
        (
            freeze((DAN, ILL), (BEN, ExclusionReason.OTHER_GROUP)),
            ["NOT_ON_REGISTER exclusions.memberId[0]", "INVALID_VALUE exclusions.reason[1]"],
        ),
        (freeze((ANN, ILL), (BEN, ILL)), ["INVALID_VALUE exclusions"]),  # nobody is left
    ],
)
def test_bad_exclusions(command: FreezeRoster, refusals: list[str]) -> None:
    meeting = world.meeting(world.planned())
    when(freeze_roster, meeting, command, context(), register=world.register(ANN, BEN), groups={}).refused(
        *refusals
    )


def test_no_exclusion_as_of_another_group_within_the_group() -> None:
    meeting = world.meeting(world.planned(kind=MeetingKind.GROUP_MEETING, organisation_id=GROUP))
    command = freeze((BEN, ExclusionReason.OTHER_GROUP))
    when(
        freeze_roster,
        meeting,
        command,
        context(),
        register=world.register(ANN, BEN),
        groups={ANN: GROUP, BEN: GROUP},
    ).refused("INVALID_VALUE exclusions.reason[0]")


def test_too_many_exclusions() -> None:
    strangers = [(deterministic_id("stranger", number), ILL) for number in range(MOST_ENTRIES + 1)]
    meeting = world.meeting(world.planned())
    when(
        freeze_roster, meeting, freeze(*strangers), context(), register=world.register(ANN), groups={}
    ).refused("TOO_MANY exclusions")


def test_refused_where_there_is_no_meeting() -> None:
    register = world.register(ANN)
    when(freeze_roster, world.meeting(), freeze(), context(), register=register, groups={}).refused(
        "NOT_FOUND meetingId"
    )
    cancelled = world.meeting(world.planned(), fact(MeetingCancelled))
    when(freeze_roster, cancelled, freeze(), context(), register=register, groups={}).refused(
        "MEETING_CANCELLED meetingId"
    )
