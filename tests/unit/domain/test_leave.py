"""Leave: asked for, granted, refused, withdrawn, ended early, corrected."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.core import Occurred
from domain.leave.commands import (
    CorrectLeave,
    GrantLeave,
    RefuseLeave,
    RequestLeave,
    ReturnFromLeave,
    WithdrawLeave,
)
from domain.leave.correcting import correct_leave
from domain.leave.decide import (
    request_leave,
    return_from_leave,
    withdraw_leave,
)
from domain.leave.events import (
    Approval,
    LeaveCorrected,
    LeaveGranted,
    LeaveKind,
    LeaveRefused,
    LeaveRequested,
    LeaveReturned,
    LeaveWithdrawn,
)
from domain.leave.granting import grant_leave, refuse_leave
from domain.leave.levels import ApproverLevel
from domain.leave.state import Leave, LeaveStatus
from domain.membership.state import Member
from domain.policies import BuiltInBook, Modality, RetroactiveLeave
from tests.unit.support import world
from tests.unit.support.given_when_then import event_id, fact, when
from tests.unit.support.world import ANN, BEN, BRANCH, LEAVE, MEETING, context

OTHER = world.id_of("other leave")


def on(day: int, month: int = 3) -> date:
    return date(2026, month, day)


def request(
    from_on: date = date(2026, 3, 24), to_on: date = date(2026, 3, 27), **header: Any
) -> RequestLeave:
    return RequestLeave(
        leave_id=LEAVE, member_id=ANN, kind=LeaveKind.STUDY, from_on=from_on, to_on=to_on, **header
    )


def refused() -> Leave:
    return world.leave(world.requested(), fact(LeaveRefused), leave_id=OTHER)


def returned(on_day: date, leave_id: UUID = OTHER) -> Leave:
    return world.leave(
        world.requested(), fact(LeaveGranted), fact(LeaveReturned, on=on_day), leave_id=leave_id
    )


class LenientBook(BuiltInBook):
    """Leave should be asked for within three days."""

    def retroactive_leave(self, on: date) -> RetroactiveLeave:
        return RetroactiveLeave(
            version="retroactive-leave/9", source="a township", modality=Modality.SHOULD, most_days_after=3
        )


class TestRequest:
    def test_ahead_of_time(self) -> None:
        leave = world.leave()
        when(request_leave, leave, request(), context(), member=world.member(), others=[]).then(
            fact(
                LeaveRequested,
                member_id=ANN,
                branch_id=BRANCH,
                kind=LeaveKind.STUDY,
                from_on=on(24),
                to_on=on(27),
                days_after=0,
                policy="retroactive-leave/1",
            )
        )
        assert leave.status is LeaveStatus.PENDING
        assert not leave.covers(MEETING, on(25))

    def test_after_its_first_day(self) -> None:
        command = request(on(18, month=2), on(18, month=2))
        (event,) = when(
            request_leave, world.leave(), command, context(), member=world.member(), others=[]
        ).events
        assert isinstance(event, LeaveRequested)
        assert event.days_after == 30

    def test_too_late(self) -> None:
        command = request(on(17, month=2), on(28))
        when(request_leave, world.leave(), command, context(), member=world.member(), others=[]).refused(
            "LEAVE_TOO_LATE fromOn"
        )

    def test_asked_for_in_time_and_entered_late(self) -> None:
        command = request(on(17, month=2), on(28), occurred_at=Occurred("2026-02-20"))
        (event,) = when(
            request_leave, world.leave(), command, context(), member=world.member(), others=[]
        ).events
        assert isinstance(event, LeaveRequested)
        assert event.days_after == 3

    def test_a_policy_that_only_should_be_kept_gives_way_to_a_reason(self) -> None:
        lenient = context(policies=LenientBook())
        member = world.member()
        command = request(on(10), on(12))
        when(request_leave, world.leave(), command, lenient, member=member, others=[]).refused(
            "LEAVE_TOO_LATE fromOn"
        )
        command = request(on(10), on(12), reason="IN_HOSPITAL")
        (event,) = when(request_leave, world.leave(), command, lenient, member=member, others=[]).events
        assert isinstance(event, LeaveRequested)
        assert (event.days_after, event.policy) == (10, "retroactive-leave/9")

    @pytest.mark.parametrize(
        ("from_on", "to_on", "refusal"),
        [
            (on(24), on(23), "INVALID_DATES toOn"),
            (on(24), date(2027, 3, 25), "INVALID_DATES toOn"),  # 367 days
            (date(2029, 1, 1), date(2029, 1, 2), "INVALID_DATES fromOn"),
            (date.min, date.min, "INVALID_DATES fromOn"),
            (date.min, date.max, "INVALID_DATES toOn"),
        ],
    )
    def test_days_that_do_not_fit(self, from_on: date, to_on: date, refusal: str) -> None:
        command = request(from_on, to_on)
        when(request_leave, world.leave(), command, context(), member=world.member(), others=[]).refused(
            refusal
        )

    def test_a_leap_year_in_full(self) -> None:
        command = request(on(24), date(2027, 3, 24))  # 366 days
        decided = when(request_leave, world.leave(), command, context(), member=world.member(), others=[])
        assert len(decided.events) == 1

    @pytest.mark.parametrize(
        "other",
        [
            world.leave(world.requested(on(27), on(30)), leave_id=OTHER),
            world.granted_leave(from_on=on(20), to_on=on(24), leave_id=OTHER),
            world.granted_leave(from_on=on(1), to_on=on(30), leave_id=OTHER),
        ],
        ids=["pending, one day", "granted, one day", "around"],
    )
    def test_no_overlap_with_one_that_stands(self, other: Leave) -> None:
        when(
            request_leave, world.leave(), request(), context(), member=world.member(), others=[other]
        ).refused("LEAVE_OVERLAPS fromOn")

    @pytest.mark.parametrize("other", [refused(), returned(on(18))], ids=["refused", "returned before"])
    def test_days_free_again_may_be_asked_for(self, other: Leave) -> None:
        command = request(on(18), on(20))
        decided = when(
            request_leave, world.leave(), command, context(), member=world.member(), others=[other]
        )
        assert len(decided.events) == 1

    def test_refused(self) -> None:
        leave = world.leave(world.requested())
        when(request_leave, leave, request(), context(), member=world.member(), others=[]).refused(
            "ALREADY_EXISTS leaveId"
        )
        when(request_leave, world.leave(), request(), context(), member=Member.empty(ANN), others=[]).refused(
            "NOT_FOUND memberId"
        )


class TestGrant:
    command = GrantLeave(leave_id=LEAVE)

    def test_once(self) -> None:
        leave = world.leave(world.requested())
        when(grant_leave, leave, self.command, context(), others=[]).then(
            fact(
                LeaveGranted,
                approval=Approval(level=ApproverLevel.BRANCH_SECRETARY, deputy=False, rules=()),
            )
        )
        assert leave.covers(MEETING, on(16))
        assert leave.covers(MEETING, on(20))
        assert not leave.covers(MEETING, on(15))
        assert not leave.covers(MEETING, on(21))
        when(grant_leave, leave, self.command, context(), others=[]).refused("LEAVE_NOT_PENDING leaveId")

    def test_nobody_grants_their_own(self) -> None:
        leave = world.leave(world.requested())
        own = context(actor_member_id=ANN)
        when(grant_leave, leave, self.command, own, others=[]).refused("OWN_REQUEST leaveId")
        colleague = context(actor_member_id=BEN)
        assert len(when(grant_leave, leave, self.command, colleague, others=[]).events) == 1

    def test_not_over_one_granted_in_the_meantime(self) -> None:
        leave = world.leave(world.requested())
        granted = world.granted_leave(from_on=on(20), to_on=on(30), leave_id=OTHER)
        when(grant_leave, leave, self.command, context(), others=[leave, granted]).refused(
            "LEAVE_OVERLAPS fromOn"
        )
        pending = world.leave(world.requested(), leave_id=OTHER)
        assert len(when(grant_leave, leave, self.command, context(), others=[pending]).events) == 1

    @pytest.mark.parametrize("ending", [LeaveRefused, LeaveWithdrawn])
    def test_only_while_pending(self, ending: Any) -> None:
        leave = world.leave(world.requested(), fact(ending))
        when(grant_leave, leave, self.command, context(), others=[]).refused("LEAVE_NOT_PENDING leaveId")
        when(grant_leave, world.leave(), self.command, context(), others=[]).refused("NOT_FOUND leaveId")


class TestRefuse:
    command = RefuseLeave(leave_id=LEAVE, reason="TOO_FEW_LEFT")

    def test_with_a_reason(self) -> None:
        leave = world.leave(world.requested())
        when(refuse_leave, leave, RefuseLeave(leave_id=LEAVE), context()).refused("REASON_REQUIRED reason")
        when(refuse_leave, leave, self.command, context()).then(fact(LeaveRefused, reason="TOO_FEW_LEFT"))
        assert leave.status is LeaveStatus.REFUSED
        when(refuse_leave, leave, self.command, context()).refused("LEAVE_NOT_PENDING leaveId")

    def test_not_their_own_and_none_unknown(self) -> None:
        leave = world.leave(world.requested())
        when(refuse_leave, leave, self.command, context(actor_member_id=ANN)).refused("OWN_REQUEST leaveId")
        when(refuse_leave, world.leave(), self.command, context()).refused("NOT_FOUND leaveId")


class TestWithdraw:
    command = WithdrawLeave(leave_id=LEAVE)

    @pytest.mark.parametrize("leave", [world.leave(world.requested()), world.granted_leave()])
    def test_pending_or_granted(self, leave: Leave) -> None:
        when(withdraw_leave, leave, self.command, context()).then(fact(LeaveWithdrawn))
        assert not leave.covers(MEETING, on(18))
        when(withdraw_leave, leave, self.command, context()).refused("LEAVE_NOT_PENDING leaveId")

    def test_refused(self) -> None:
        leave = world.leave(world.requested(), fact(LeaveRefused))
        when(withdraw_leave, leave, self.command, context()).refused("LEAVE_NOT_PENDING leaveId")
        when(withdraw_leave, world.leave(), self.command, context()).refused("NOT_FOUND leaveId")


class TestReturn:
    @pytest.mark.parametrize("day", [17, 20])
    def test_early_on_the_last_day_at_the_latest(self, day: int) -> None:
        leave = world.granted_leave()
        command = ReturnFromLeave(leave_id=LEAVE, on=on(day))
        when(return_from_leave, leave, command, context()).then(fact(LeaveReturned, on=on(day)))
        assert leave.covers(MEETING, on(day - 1))
        assert not leave.covers(MEETING, on(day))
        when(return_from_leave, leave, command, context()).refused("ALREADY_RECORDED leaveId")

    @pytest.mark.parametrize("day", [15, 16])
    def test_not_before_it_began(self, day: int) -> None:
        command = ReturnFromLeave(leave_id=LEAVE, on=on(day))
        when(return_from_leave, world.granted_leave(), command, context()).refused("INVALID_DATES on")

    def test_not_after_it_ended_and_not_ahead(self) -> None:
        past = world.granted_leave(from_on=on(10), to_on=on(12))
        command = ReturnFromLeave(leave_id=LEAVE, on=on(13))
        when(return_from_leave, past, command, context()).refused("INVALID_DATES on")
        command = ReturnFromLeave(leave_id=LEAVE, on=on(21))
        long = world.granted_leave(to_on=on(30))
        when(return_from_leave, long, command, context()).refused("IN_THE_FUTURE on")

    def test_only_from_a_granted_one(self) -> None:
        command = ReturnFromLeave(leave_id=LEAVE, on=on(18))
        pending = world.leave(world.requested())
        when(return_from_leave, pending, command, context()).refused("LEAVE_NOT_GRANTED leaveId")
        when(return_from_leave, world.leave(), command, context()).refused("NOT_FOUND leaveId")


def correct(version: int = 1, *, reason: str | None = "TYPING_ERROR", **changes: Any) -> CorrectLeave:
    return CorrectLeave(leave_id=LEAVE, corrects=event_id(LEAVE, version), reason=reason, **changes)


class TestCorrect:
    def test_the_days_of_a_grant(self) -> None:
        leave = world.granted_leave()
        when(correct_leave, leave, correct(to_on=on(18)), context(), others=[]).then(
            fact(LeaveCorrected, corrects=event_id(LEAVE, 1), to_on=on(18), reason="TYPING_ERROR")
        )
        assert (leave.from_on, leave.to_on) == (on(16), on(18))
        assert not leave.covers(MEETING, on(19))

    def test_nobody_stretches_their_own_grant(self) -> None:
        own = context(actor_member_id=ANN)
        command = correct(to_on=on(25))
        when(correct_leave, world.granted_leave(), command, own, others=[]).refused("OWN_REQUEST leaveId")
        pending = world.leave(world.requested())
        assert len(when(correct_leave, pending, command, own, others=[]).events) == 1

    @pytest.mark.parametrize(
        ("command", "refusal"),
        [
            (correct(reason=None, to_on=on(18)), "REASON_REQUIRED reason"),
            (correct(2, to_on=on(18)), "CORRECTS_NOTHING corrects"),  # the grant
            (correct(to_on=on(20)), "CORRECTS_NOTHING corrects"),  # as it was
            (correct(), "CORRECTS_NOTHING corrects"),
            (correct(to_on=on(15)), "INVALID_DATES toOn"),
            (correct(to_on=on(23)), "LEAVE_OVERLAPS fromOn"),
        ],
    )
    def test_refused(self, command: CorrectLeave, refusal: str) -> None:
        other = world.granted_leave(from_on=on(23), to_on=on(24), leave_id=OTHER)
        when(correct_leave, world.granted_leave(), command, context(), others=[other]).refused(refusal)

    def test_a_return_stays_within_it(self) -> None:
        leave = returned(on(18), LEAVE)
        when(correct_leave, leave, correct(to_on=on(17)), context(), others=[]).refused("INVALID_DATES toOn")

    def test_not_an_unknown_one(self) -> None:
        when(correct_leave, world.leave(), correct(to_on=on(18)), context(), others=[]).refused(
            "NOT_FOUND leaveId"
        )
