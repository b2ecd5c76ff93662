"""Leave on its way: levels that approve, the rules in force, evidence, extension."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.core import Occurred, Refused
from domain.leave.commands import (
    ApproveLeave,
    ExtendLeave,
    GrantLeave,
    HandInLeaveEvidence,
    RefuseLeaveExtension,
    RequestLeave,
    RequestLeaveExtension,
    ReturnFromLeave,
    WithdrawLeave,
    WithdrawLeaveExtension,
)
from domain.leave.decide import (
    hand_in_evidence,
    request_leave,
    return_from_leave,
    withdraw_leave,
)
from domain.leave.events import (
    LeaveApproved,
    LeaveCorrected,
    LeaveEvidenceHandedIn,
    LeaveExtended,
    LeaveExtensionRefused,
    LeaveExtensionRequested,
    LeaveExtensionWithdrawn,
    LeaveGranted,
    LeaveKind,
    LeaveRefused,
    LeaveRequested,
    LeaveReturned,
)
from domain.leave.evidence import EvidenceKind
from domain.leave.extending import extend_leave, refuse_extension, request_extension, withdraw_extension
from domain.leave.granting import FROM_ABOVE, OF_THE_BRANCH, Terms, approve_leave, grant_leave
from domain.leave.state import Leave
from domain.meetings.events import MeetingCancelled
from domain.meetings.state import Meeting
from domain.policies.modality import Modality
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, event_id, fact, when
from tests.unit.support.leave_rules import (
    CERTIFICATE,
    COMMITTEE,
    LEADER,
    SECRETARY,
    SUPERIOR,
    approved,
    evidence,
    granting,
    layer,
)
from tests.unit.support.world import ANN, BEN, LEAVE, MEETING, TODAY, context

OTHER = world.id_of("other leave")
DAY = timedelta(days=1)
# Five days from 16 to 20 March, today being the 20th.
ASKED = world.requested()


def on(day: int, month: int = 3) -> date:
    return date(2026, month, day)


class TestGate:
    command = GrantLeave(leave_id=LEAVE)

    def test_the_level_that_may(self) -> None:
        rule = layer(granting(secretary_days=5))
        when(grant_leave, world.leave(ASKED), self.command, context(), others=[], terms=Terms([rule])).then(
            fact(LeaveGranted, approval=approved(SECRETARY, rule))
        )

    def test_one_day_more_than_it_may(self) -> None:
        terms = Terms([layer(granting(secretary_days=4))])
        outcome = when(grant_leave, world.leave(ASKED), self.command, context(), others=[], terms=terms)
        outcome.refused("LEAVE_LEVEL_TOO_LOW leaveId")
        assert isinstance(outcome.decision, Refused)
        assert outcome.decision.refusals[0].details == {
            "series": "town/leave",
            "version": "1",
            "level": "SUPERIOR",
        }
        above = when(
            grant_leave,
            world.leave(ASKED),
            self.command,
            context(),
            others=[],
            terms=terms,
            decider=FROM_ABOVE,
        )
        assert len(above.events) == 1

    def test_all_layers_hold_it(self) -> None:
        lax, strict = layer(granting(30), "branch/leave"), layer(granting(4))
        for terms in (Terms([lax, strict]), Terms([strict, lax])):
            when(grant_leave, world.leave(ASKED), self.command, context(), others=[], terms=terms).refused(
                "LEAVE_LEVEL_TOO_LOW leaveId"
            )

    def test_a_should_gives_way_to_a_reason(self) -> None:
        terms = Terms([layer(granting(4), modality=Modality.SHOULD)])
        leave = world.leave(ASKED)
        when(grant_leave, leave, self.command, context(), others=[], terms=terms).refused(
            "LEAVE_LEVEL_TOO_LOW leaveId"
        )
        reasoned = GrantLeave(leave_id=LEAVE, reason="NOBODY_ABOVE_WAS_THERE")
        assert len(when(grant_leave, leave, reasoned, context(), others=[], terms=terms).events) == 1
        must = Terms([layer(granting(4))])
        when(grant_leave, leave, reasoned, context(), others=[], terms=must).refused(
            "LEAVE_LEVEL_TOO_LOW leaveId"
        )

    def test_the_branch_does_not_speak_for_what_stands_above(self) -> None:
        claimed = GrantLeave(leave_id=LEAVE, level=SUPERIOR)
        when(grant_leave, world.leave(ASKED), claimed, context(), others=[]).refused("LEVEL_NOT_HELD level")
        by_committee = GrantLeave(leave_id=LEAVE, level=COMMITTEE)
        when(grant_leave, world.leave(ASKED), by_committee, context(), others=[]).then(
            fact(LeaveGranted, approval=approved(COMMITTEE))
        )

    def test_leave_of_the_one_who_approves(self) -> None:
        rule = layer(granting(5))
        terms = Terms([rule], frozenset({SECRETARY}))
        leave = world.leave(ASKED)
        when(grant_leave, leave, self.command, context(actor_member_id=ANN), others=[], terms=terms).refused(
            "OWN_REQUEST leaveId"
        )
        when(grant_leave, leave, self.command, context(actor_member_id=BEN), others=[], terms=terms).refused(
            "LEAVE_LEVEL_TOO_LOW leaveId"
        )
        deputy = OF_THE_BRANCH._replace(deputy=True)
        when(grant_leave, leave, self.command, context(), others=[], terms=terms, decider=deputy).then(
            fact(LeaveGranted, approval=approved(SECRETARY, rule, deputy=True))
        )

    def test_evidence_that_is_awaited(self) -> None:
        rule = layer(evidence(within_days=4))  # until the 20th, which is today
        leave = world.leave(ASKED)
        when(grant_leave, leave, self.command, context(), others=[], terms=Terms([rule])).then(
            fact(
                LeaveGranted,
                approval=approved(SECRETARY, rule),
                awaits=(CERTIFICATE,),
                evidence_due_on=on(20),
            )
        )
        assert leave.awaited == (CERTIFICATE,)

    def test_evidence_that_is_late(self) -> None:
        terms = Terms([layer(evidence(within_days=3))])
        when(grant_leave, world.leave(ASKED), self.command, context(), others=[], terms=terms).refused(
            "LEAVE_EVIDENCE_MISSING leaveId"
        )
        in_time = GrantLeave(leave_id=LEAVE, occurred_at=Occurred("2026-03-19"))
        decided = when(grant_leave, world.leave(ASKED), in_time, context(), others=[], terms=terms)
        assert len(decided.events) == 1
        handed_in = fact(LeaveEvidenceHandedIn, kind=CERTIFICATE, on=on(20), settles=False)
        leave = world.leave(ASKED, handed_in)
        decided = when(grant_leave, leave, self.command, context(), others=[], terms=terms)
        (event,) = decided.events
        assert isinstance(event, LeaveGranted)
        assert event.awaits is None

    def test_of_several_duties_the_first_is_awaited(self) -> None:
        rules = [layer(evidence(within_days=9), "a/a"), layer(evidence(within_days=5), "b/b")]
        (event,) = when(
            grant_leave, world.leave(ASKED), self.command, context(), others=[], terms=Terms(rules)
        ).events
        assert isinstance(event, LeaveGranted)
        assert event.evidence_due_on == on(21)


class TestApprove:
    command = ApproveLeave(leave_id=LEAVE, level=LEADER)

    def test_step_by_step(self) -> None:
        rule = layer(granting(5, order="chain"))
        leave = world.leave(ASKED)
        grant = GrantLeave(leave_id=LEAVE)
        when(grant_leave, leave, grant, context(), others=[], terms=Terms([rule])).refused(
            "LEAVE_STEP_MISSING leaveId"
        )
        when(approve_leave, leave, self.command, context(), decider=OF_THE_BRANCH).then(
            fact(LeaveApproved, level=LEADER, deputy=False)
        )
        when(grant_leave, leave, grant, context(), others=[], terms=Terms([rule])).then(
            fact(LeaveGranted, approval=approved(SECRETARY, rule))
        )

    def test_upwards_and_each_once(self) -> None:
        leave = world.leave(ASKED, fact(LeaveApproved, level=SECRETARY, deputy=False))
        for passed in (LEADER, SECRETARY):
            command = ApproveLeave(leave_id=LEAVE, level=passed)
            when(approve_leave, leave, command, context(), decider=OF_THE_BRANCH).refused(
                "ALREADY_RECORDED level"
            )
        committee = ApproveLeave(leave_id=LEAVE, level=COMMITTEE)
        assert len(when(approve_leave, leave, committee, context(), decider=OF_THE_BRANCH).events) == 1

    def test_a_deputy_in_the_stead_of_the_own_level_alone(self) -> None:
        deputy = OF_THE_BRANCH._replace(deputy=True)
        own = ApproveLeave(leave_id=LEAVE)
        when(approve_leave, world.leave(ASKED), own, context(), decider=deputy).then(
            fact(LeaveApproved, level=SECRETARY, deputy=True)
        )
        when(approve_leave, world.leave(ASKED), self.command, context(), decider=deputy).then(
            fact(LeaveApproved, level=LEADER, deputy=False)
        )

    def test_refused(self) -> None:
        when(approve_leave, world.leave(), self.command, context(), decider=OF_THE_BRANCH).refused(
            "NOT_FOUND leaveId"
        )
        leave = world.leave(ASKED)
        own = context(actor_member_id=ANN)
        when(approve_leave, leave, self.command, own, decider=OF_THE_BRANCH).refused("OWN_REQUEST leaveId")
        above = ApproveLeave(leave_id=LEAVE, level=SUPERIOR)
        when(approve_leave, leave, above, context(), decider=OF_THE_BRANCH).refused("LEVEL_NOT_HELD level")
        for decided in (fact(LeaveGranted), fact(LeaveRefused)):
            leave = world.leave(ASKED, decided)
            when(approve_leave, leave, self.command, context(), decider=OF_THE_BRANCH).refused(
                "LEAVE_NOT_PENDING leaveId"
            )


class TestEvidence:
    command = HandInLeaveEvidence(leave_id=LEAVE, kind=CERTIFICATE, on=TODAY)

    def test_what_was_awaited_is_settled(self) -> None:
        granted = fact(LeaveGranted, awaits=(CERTIFICATE,), evidence_due_on=on(23))
        leave = world.leave(ASKED, granted)
        other = HandInLeaveEvidence(leave_id=LEAVE, kind=EvidenceKind.OTHER_PAPER, on=TODAY)
        when(hand_in_evidence, leave, other, context()).then(
            fact(LeaveEvidenceHandedIn, kind=EvidenceKind.OTHER_PAPER, on=TODAY, settles=False)
        )
        when(hand_in_evidence, leave, self.command, context()).then(
            fact(LeaveEvidenceHandedIn, kind=CERTIFICATE, on=TODAY, settles=True)
        )
        assert leave.awaited == ()

    def test_refused(self) -> None:
        when(hand_in_evidence, world.leave(), self.command, context()).refused("NOT_FOUND leaveId")
        ahead = HandInLeaveEvidence(leave_id=LEAVE, kind=CERTIFICATE, on=TODAY + DAY)
        when(hand_in_evidence, world.leave(ASKED), ahead, context()).refused("IN_THE_FUTURE on")
        dead = world.leave(ASKED, fact(LeaveRefused))
        when(hand_in_evidence, dead, self.command, context()).refused("LEAVE_NOT_PENDING leaveId")


class TestExtension:
    command = RequestLeaveExtension(leave_id=LEAVE, to_on=on(25))
    asked = fact(LeaveExtensionRequested, to_on=on(25), days_after=0, policy="retroactive-leave/1")

    def extended(self, leave: Leave) -> None:
        when(extend_leave, leave, ExtendLeave(leave_id=LEAVE), context(), others=[]).then(
            fact(LeaveExtended, to_on=on(25), approval=approved(SECRETARY))
        )

    def test_asked_for_and_granted(self) -> None:
        leave = world.granted_leave()
        when(request_extension, leave, self.command, context(), others=[leave]).then(self.asked)
        assert not leave.covers(MEETING, on(21))
        self.extended(leave)
        assert leave.covers(MEETING, on(25))
        assert not leave.covers(MEETING, on(26))

    def test_all_days_together_are_held_to_the_rules(self) -> None:
        rule = layer(granting(10))
        leave = world.leave(ASKED, fact(LeaveGranted), self.asked)  # ten days
        command = ExtendLeave(leave_id=LEAVE)
        nine = Terms([layer(granting(9))])
        when(extend_leave, leave, command, context(), others=[], terms=nine).refused(
            "LEAVE_LEVEL_TOO_LOW leaveId"
        )
        when(extend_leave, leave, command, context(), others=[], terms=Terms([rule])).then(
            fact(LeaveExtended, to_on=on(25), approval=approved(SECRETARY, rule))
        )

    def test_who_granted_the_leave_counts_in_the_chain(self) -> None:
        by_leader = fact(LeaveGranted, approval=approved(LEADER))
        leave = world.leave(ASKED, by_leader, self.asked)
        terms = Terms([layer(granting(10, order="chain"))])
        command = ExtendLeave(leave_id=LEAVE)
        assert len(when(extend_leave, leave, command, context(), others=[], terms=terms).events) == 1

    def test_refused_with_a_reason_it_stands_as_it_was(self) -> None:
        leave = world.leave(ASKED, fact(LeaveGranted), self.asked)
        bare = RefuseLeaveExtension(leave_id=LEAVE)
        when(refuse_extension, leave, bare, context()).refused("REASON_REQUIRED reason")
        command = RefuseLeaveExtension(leave_id=LEAVE, reason="MEETING_NEEDS_ALL")
        when(refuse_extension, leave, command, context()).then(
            fact(LeaveExtensionRefused, reason="MEETING_NEEDS_ALL")
        )
        assert (leave.to_on, leave.asked_to_on) == (on(20), None)
        when(refuse_extension, leave, command, context()).refused("EXTENSION_NOT_PENDING leaveId")

    def test_taken_back_by_whoever_asked(self) -> None:
        leave, own = world.leave(ASKED, fact(LeaveGranted), self.asked), context(actor_member_id=ANN)
        command = WithdrawLeaveExtension(leave_id=LEAVE)
        when(withdraw_extension, leave, command, own).then(fact(LeaveExtensionWithdrawn))
        assert (leave.to_on, leave.asked_to_on) == (on(20), None)
        when(withdraw_extension, leave, command, own).refused("EXTENSION_NOT_PENDING leaveId")
        when(extend_leave, leave, ExtendLeave(leave_id=LEAVE), context(), others=[]).refused(
            "EXTENSION_NOT_PENDING leaveId"
        )
        when(withdraw_extension, world.leave(), command, own).refused("NOT_FOUND leaveId")

    def test_asked_again_for_another_day(self) -> None:
        leave = world.leave(ASKED, fact(LeaveGranted), self.asked)
        when(request_extension, leave, self.command, context(), others=[]).refused("ALREADY_RECORDED toOn")
        other = RequestLeaveExtension(leave_id=LEAVE, to_on=on(24))
        when(request_extension, leave, other, context(), others=[]).then(
            fact(LeaveExtensionRequested, to_on=on(24), days_after=0, policy="retroactive-leave/1")
        )

    @pytest.mark.parametrize(("last", "late"), [(17, False), (16, True)])
    def test_no_later_than_leave_may_be_asked_for(self, last: int, late: bool) -> None:
        """Thirty days after the first day that it does not cover."""
        leave = world.granted_leave(from_on=on(10, 2), to_on=on(last, 2))
        outcome = when(request_extension, leave, self.command, context(), others=[])
        if late:
            outcome.refused("LEAVE_TOO_LATE toOn")
        else:
            (event,) = outcome.events
            assert isinstance(event, LeaveExtensionRequested)
            assert event.days_after == 30

    def test_not_over_another_leave(self) -> None:
        leave = world.granted_leave()
        other = world.granted_leave(from_on=on(25), to_on=on(26), leave_id=OTHER)
        when(request_extension, leave, self.command, context(), others=[leave, other]).refused(
            "LEAVE_OVERLAPS toOn"
        )
        asked = world.leave(ASKED, fact(LeaveGranted), self.asked)
        when(extend_leave, asked, ExtendLeave(leave_id=LEAVE), context(), others=[other]).refused(
            "LEAVE_OVERLAPS fromOn"
        )

    @pytest.mark.parametrize(
        ("to_on", "refusal"),
        [
            (on(20), "INVALID_DATES toOn"),
            (date(2027, 3, 17), "INVALID_DATES toOn"),
            (date.max, "INVALID_DATES toOn"),
        ],
    )
    def test_days_that_do_not_fit(self, to_on: date, refusal: str) -> None:
        command = RequestLeaveExtension(leave_id=LEAVE, to_on=to_on)
        when(request_extension, world.granted_leave(), command, context(), others=[]).refused(refusal)

    def test_only_of_what_goes_on(self) -> None:
        returned = world.leave(ASKED, fact(LeaveGranted), fact(LeaveReturned, on=on(18)))
        for leave in (world.leave(ASKED), returned):
            when(request_extension, leave, self.command, context(), others=[]).refused(
                "LEAVE_NOT_GRANTED leaveId"
            )
        when(request_extension, world.leave(), self.command, context(), others=[]).refused(
            "NOT_FOUND leaveId"
        )

    def test_gone_with_a_return_or_a_withdrawal(self) -> None:
        for decide, command in (
            (return_from_leave, ReturnFromLeave(leave_id=LEAVE, on=on(18))),
            (withdraw_leave, WithdrawLeave(leave_id=LEAVE)),
        ):
            leave = world.leave(ASKED, fact(LeaveGranted), self.asked)
            outcome = when(decide, leave, command, context())
            leave.evolve(outcome.events)
            when(extend_leave, leave, ExtendLeave(leave_id=LEAVE), context(), others=[]).refused(
                "EXTENSION_NOT_PENDING leaveId"
            )

    def test_nobody_extends_their_own(self) -> None:
        leave = world.leave(ASKED, fact(LeaveGranted), self.asked)
        own = context(actor_member_id=ANN)
        when(extend_leave, leave, ExtendLeave(leave_id=LEAVE), own, others=[]).refused("OWN_REQUEST leaveId")
        refusal = RefuseLeaveExtension(leave_id=LEAVE, reason="MEETING_NEEDS_ALL")
        when(refuse_extension, leave, refusal, own).refused("OWN_REQUEST leaveId")

    def test_a_correction_that_gave_it_these_days_already(self) -> None:
        corrected = fact(LeaveCorrected, corrects=event_id(LEAVE, 1), to_on=on(26))
        leave = world.leave(ASKED, fact(LeaveGranted), self.asked, corrected)
        when(extend_leave, leave, ExtendLeave(leave_id=LEAVE), context(), others=[]).refused(
            "INVALID_DATES leaveId"
        )


class TestOfOneMeeting:
    def ask(self, *others: Leave, day: date = TODAY, meeting: Meeting | None = None) -> Outcome:
        command = RequestLeave(
            leave_id=LEAVE,
            member_id=ANN,
            kind=LeaveKind.PERSONAL,
            from_on=day,
            to_on=day,
            for_meeting_id=MEETING,
        )
        return when(
            request_leave,
            world.leave(),
            command,
            context(),
            member=world.member(),
            others=others,
            meeting=meeting or world.meeting(world.planned(held_on=TODAY)),
        )

    def test_it_covers_that_meeting_alone(self) -> None:
        (requested,) = self.ask().events
        assert isinstance(requested, LeaveRequested)
        assert requested.meeting_id == MEETING
        leave = world.leave(*ONE_MEETING, fact(LeaveGranted))
        assert leave.covers(MEETING, TODAY)
        assert not leave.covers(world.id_of("another meeting"), TODAY)
        assert not leave.covers(MEETING, TODAY + DAY)  # it was moved to another day

    def test_two_meetings_of_one_day(self) -> None:
        of_another = world.leave(*one_meeting(world.id_of("another meeting")), leave_id=OTHER)
        assert len(self.ask(of_another).events) == 1
        of_the_same = world.leave(*ONE_MEETING, leave_id=OTHER)
        whole_day = world.leave(world.requested(TODAY, TODAY), leave_id=OTHER)
        for other in (of_the_same, whole_day):
            self.ask(other).refused("LEAVE_OVERLAPS fromOn")

    def test_refused(self) -> None:
        there = world.planned(held_on=TODAY)
        elsewhere = world.meeting(fact(there.cls, **{**there.values, "branch_id": world.OTHER_BRANCH}))
        self.ask(meeting=elsewhere).refused("NOT_FOUND meetingId")
        cancelled = world.meeting(world.planned(held_on=TODAY), fact(MeetingCancelled, reason="NO_QUORUM"))
        self.ask(meeting=cancelled).refused("MEETING_CANCELLED meetingId")
        self.ask(day=TODAY + DAY).refused("INVALID_DATES fromOn")
        self.ask(meeting=Meeting.empty(MEETING)).refused("NOT_FOUND meetingId")

    def test_it_is_not_extended(self) -> None:
        leave = world.leave(*ONE_MEETING, fact(LeaveGranted))
        command = RequestLeaveExtension(leave_id=LEAVE, to_on=on(25))
        when(request_extension, leave, command, context(), others=[]).refused("WRONG_KIND leaveId")


def one_meeting(meeting_id: UUID) -> tuple[Fact]:
    """Leave asked for of one meeting, today."""
    plain = world.requested(TODAY, TODAY)
    return (fact(LeaveRequested, **plain.values, meeting_id=meeting_id),)


ONE_MEETING = one_meeting(MEETING)
