"""A granted leave that is corrected to more than was granted is held to the rules, as an extension is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.core import Refused
from domain.leave.commands import CorrectLeave, HandInLeaveEvidence
from domain.leave.correcting import correct_leave
from domain.leave.decide import hand_in_evidence
from domain.leave.events import (
    LeaveApproved,
    LeaveCorrected,
    LeaveEvidenceHandedIn,
    LeaveExtended,
    LeaveExtensionRequested,
    LeaveGranted,
    LeaveKind,
    LeaveReturned,
)
from domain.leave.granting import FROM_ABOVE, Terms
from domain.policies.modality import Modality
from tests.unit.support import world
from tests.unit.support.given_when_then import event_id, fact, when
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
from tests.unit.support.world import LEAVE, context

WHY = "TYPING_ERROR"
ASKED = world.requested()  # illness, five days from 16 to 20 March, today being the 20th


def on(day: int) -> date:
    return date(2026, 3, day)


def correct(**changes: Any) -> CorrectLeave:
    return CorrectLeave(leave_id=LEAVE, corrects=event_id(LEAVE, 1), reason=WHY, **changes)


@pytest.mark.parametrize(
    "changes",
    [{"to_on": on(21)}, {"from_on": on(15)}, {"from_on": on(18), "to_on": on(23)}],
    ids=["later", "earlier", "moved"],
)
def test_days_that_nobody_granted_take_the_level_that_grants_them(changes: dict[str, Any]) -> None:
    """Six days each: one more than the branch's secretary grants."""
    leave, terms = world.granted_leave(), Terms([layer(granting(5))])
    told = when(correct_leave, leave, correct(**changes), context(), others=[], terms=terms)
    told.refused("LEAVE_LEVEL_TOO_LOW leaveId")
    assert isinstance(told.decision, Refused)
    details = {"series": "town/leave", "version": "1", "level": "SUPERIOR"}
    assert told.decision.refusals[0].details == details
    when(
        correct_leave, leave, correct(**changes), context(), others=[], terms=terms, decider=FROM_ABOVE
    ).then(
        fact(
            LeaveCorrected,
            corrects=event_id(LEAVE, 1),
            approval=approved(SUPERIOR, *terms.layers),
            reason=WHY,
            **changes,
        )
    )


@pytest.mark.parametrize(
    "changes",
    [{"to_on": on(19)}, {"from_on": on(17)}, {"from_on": on(17), "to_on": on(18)}],
    ids=["earlier", "later", "both"],
)
def test_fewer_days_take_no_leave_of_anybody(changes: dict[str, Any]) -> None:
    """Although the rule that came into force since would let nobody grant even one."""
    rules = Terms([layer(granting(5, steps=(granting().steps[0],))), layer(evidence())])
    leave = world.granted_leave()
    when(correct_leave, leave, correct(**changes), context(), others=[], terms=rules).then(
        fact(LeaveCorrected, corrects=event_id(LEAVE, 1), reason=WHY, **changes)
    )
    assert not leave.levels


def test_what_waits_for_its_decision_is_held_to_the_rules_then() -> None:
    terms = Terms([layer(granting(5))])
    pending = world.leave(ASKED)
    assert when(correct_leave, pending, correct(to_on=on(29)), context(), others=[], terms=terms).events


def test_more_than_was_approved_so_far_is_approved_anew() -> None:
    """Whoever approved five days said nothing of ten; of fewer they did, and where nobody did it is all one."""
    for changes, void in (({"to_on": on(29)}, True), ({"from_on": on(18)}, False)):
        waits = world.leave(ASKED, fact(LeaveApproved, level=LEADER, deputy=False))
        (event,) = when(correct_leave, waits, correct(**changes), context(), others=[]).events
        assert isinstance(event, LeaveCorrected)
        assert event.voids_approvals is (True if void else None)
        event.apply(waits)
        assert waits.levels == (set() if void else {LEADER})
    (event,) = when(correct_leave, world.leave(ASKED), correct(to_on=on(29)), context(), others=[]).events
    assert isinstance(event, LeaveCorrected)
    assert event.voids_approvals is None


def test_in_a_chain_who_granted_it_counts() -> None:
    terms = Terms([layer(granting(10, order="chain"))])
    by_nobody = world.leave(ASKED, fact(LeaveGranted))
    by_leader = world.leave(ASKED, fact(LeaveGranted, approval=approved(LEADER)))
    command = correct(to_on=on(25))
    when(correct_leave, by_nobody, command, context(), others=[], terms=terms).refused(
        "LEAVE_STEP_MISSING leaveId"
    )
    (event,) = when(correct_leave, by_leader, command, context(), others=[], terms=terms).events
    event.apply(by_leader)
    assert by_leader.levels == {LEADER, SECRETARY}


def test_more_than_anybody_may_grant() -> None:
    terms = Terms([layer(granting(5, steps=granting(5).steps[:2]))])
    leave, command = world.granted_leave(), correct(to_on=on(21))
    when(correct_leave, leave, command, context(), others=[], terms=terms, decider=FROM_ABOVE).refused(
        "LEAVE_TOO_LONG leaveId"
    )


def test_another_kind_takes_what_proves_it() -> None:
    personal = fact(ASKED.cls, **{**ASKED.values, "kind": LeaveKind.PERSONAL})
    leave = world.leave(personal, fact(LeaveGranted))
    command, rule = correct(kind=LeaveKind.ILLNESS), layer(evidence())
    when(correct_leave, leave, command, context(), others=[], terms=Terms([rule])).refused(
        "LEAVE_EVIDENCE_MISSING leaveId"
    )
    leave = world.leave(
        personal,
        fact(LeaveGranted),
        fact(LeaveEvidenceHandedIn, kind=CERTIFICATE, on=on(20), settles=False),
    )
    assert when(correct_leave, leave, command, context(), others=[], terms=Terms([rule])).events


def test_what_is_awaited_is_said_anew() -> None:
    leave, rule = world.granted_leave(), layer(evidence(within_days=5))
    when(correct_leave, leave, correct(from_on=on(15)), context(), others=[], terms=Terms([rule])).then(
        fact(
            LeaveCorrected,
            corrects=event_id(LEAVE, 1),
            from_on=on(15),
            approval=approved(SECRETARY, rule),
            awaits=(CERTIFICATE,),
            evidence_due_on=on(20),
            reason=WHY,
        )
    )
    handed_in = HandInLeaveEvidence(leave_id=LEAVE, kind=CERTIFICATE, on=on(20))
    when(hand_in_evidence, leave, handed_in, context()).then(
        fact(LeaveEvidenceHandedIn, kind=CERTIFICATE, on=on(20), settles=True)
    )


def test_in_the_name_of_a_level_that_is_the_actors_to_say() -> None:
    leave, command = world.granted_leave(), correct(to_on=on(21), level=COMMITTEE)
    (event,) = when(correct_leave, leave, command, context(), others=[]).events
    assert isinstance(event, LeaveCorrected)
    assert event.approval == approved(COMMITTEE)
    command = correct(to_on=on(22), level=SUPERIOR)
    when(correct_leave, leave, command, context(), others=[]).refused("LEVEL_NOT_HELD level")


def test_a_should_gives_way_to_the_reason_that_every_correction_has() -> None:
    terms = Terms([layer(granting(5), modality=Modality.SHOULD)])
    assert when(
        correct_leave, world.granted_leave(), correct(to_on=on(21)), context(), others=[], terms=terms
    ).events


def test_days_given_back_are_not_had_again() -> None:
    """The return may turn out to be wrong in its turn: what the leave says is what would count then."""
    terms = Terms([layer(granting(5))])
    leave = world.leave(ASKED, fact(LeaveGranted), fact(LeaveReturned, on=on(18)))
    when(correct_leave, leave, correct(to_on=on(21)), context(), others=[], terms=terms).refused(
        "LEAVE_LEVEL_TOO_LOW leaveId"
    )


def test_a_correction_after_an_extension_is_held_against_the_days_it_gave() -> None:
    asked = fact(LeaveExtensionRequested, to_on=on(24), days_after=0, policy="retroactive-leave/1")
    extended = fact(LeaveExtended, to_on=on(24), approval=approved(SECRETARY))
    leave = world.leave(ASKED, fact(LeaveGranted), asked, extended)
    of_it = event_id(LEAVE, 4)
    terms = Terms([layer(granting(9))])
    shorter = CorrectLeave(leave_id=LEAVE, corrects=of_it, to_on=on(23), reason=WHY)
    assert when(correct_leave, leave, shorter, context(), others=[], terms=terms).events
    longer = CorrectLeave(leave_id=LEAVE, corrects=of_it, to_on=on(25), reason=WHY)
    when(correct_leave, leave, longer, context(), others=[], terms=terms).refused(
        "LEAVE_LEVEL_TOO_LOW leaveId"
    )


def test_a_correction_of_days_that_an_extension_set_anew_gives_none_and_asks_nobody() -> None:
    asked = fact(LeaveExtensionRequested, to_on=on(24), days_after=0, policy="retroactive-leave/1")
    extended = fact(LeaveExtended, to_on=on(24), approval=approved(SECRETARY))
    leave = world.leave(ASKED, fact(LeaveGranted), asked, extended)
    terms = Terms([layer(granting(9))])
    (event,) = when(correct_leave, leave, correct(to_on=on(29)), context(), others=[], terms=terms).events
    assert isinstance(event, LeaveCorrected)
    assert event.approval is None
    event.apply(leave)
    assert leave.to_on == on(24)
