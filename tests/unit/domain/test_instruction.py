"""Instructors, sent and recalled; a general branch's one day a month at the centre."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.instruction.commands import (
    AssignPartyInstructor,
    CancelCenterDay,
    HoldCenterDay,
    PlanCenterDay,
    RecallPartyInstructor,
)
from domain.instruction.decide import (
    assign_party_instructor,
    cancel_center_day,
    hold_center_day,
    plan_center_day,
    recall_party_instructor,
)
from domain.instruction.events import (
    CenterDayCancelled,
    CenterDayHeld,
    CenterDayPlanned,
    PartyInstructorAssigned,
    PartyInstructorRecalled,
    center_days_id,
    instruction_id,
)
from domain.instruction.state import CenterDays, Instruction
from domain.membership.events import MemberKind, MemberLeft
from domain.membership.state import Member
from domain.organisation.events import OrganisationKind
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import ANN, BRANCH, TOWNSHIP, context

FROM, LATER = date(2026, 3, 2), date(2026, 3, 16)
ASSIGNED = fact(PartyInstructorAssigned, organisation_id=BRANCH, member_id=ANN, from_on=FROM)
RECALLED = fact(PartyInstructorRecalled, organisation_id=BRANCH, member_id=ANN, on=LATER)
GENERAL = world.id_of("general branch")


def instruction(*facts: Fact) -> Instruction:
    return given(Instruction, instruction_id(BRANCH), *facts)


def assign(
    before: Instruction | None = None,
    *,
    organisation: Organisation | None = None,
    member: Member | None = None,
    from_on: date = FROM,
) -> Outcome:
    command = AssignPartyInstructor(organisation_id=BRANCH, member_id=ANN, from_on=from_on)
    return when(
        assign_party_instructor,
        before or instruction(),
        command,
        context(),
        organisation=organisation or world.branch(),
        member=member or world.member(),
    )


def recall(before: Instruction, **changes: Any) -> Outcome:
    given_: dict[str, Any] = {
        "organisation_id": BRANCH,
        "member_id": ANN,
        "on": LATER,
        "reason": "NOT_QUALIFIED",
    }
    return when(recall_party_instructor, before, RecallPartyInstructor(**(given_ | changes)), context())


class TestPartyInstructor:
    def test_nobody_who_left_the_county_by_then(self) -> None:
        for left_on in (date(2026, 3, 1), FROM):
            left = fact(MemberLeft, branch_id=BRANCH, on=left_on, to_county="430224")
            assign(member=world.member(ANN, left)).refused("LEFT_COUNTY memberId")
        left = fact(MemberLeft, branch_id=BRANCH, on=date(2026, 3, 3), to_county="430224")
        assign(member=world.member(ANN, left)).then(ASSIGNED)

    def test_sent_and_recalled_and_sent_again(self) -> None:
        assign().then(ASSIGNED)
        recall(instruction(ASSIGNED)).then(RECALLED)
        again = fact(PartyInstructorAssigned, organisation_id=BRANCH, member_id=ANN, from_on=LATER)
        assign(instruction(ASSIGNED, RECALLED), from_on=LATER).then(again)

    def test_once_at_a_time(self) -> None:
        assign(instruction(ASSIGNED)).refused("ALREADY_EXISTS memberId")
        assign(instruction(ASSIGNED, RECALLED)).refused("ALREADY_EXISTS memberId")

    def test_what_cannot_be_sent(self) -> None:
        assign(member=Member.empty(ANN)).refused("NOT_FOUND memberId")
        assign(member=world.member(kind=MemberKind.PROBATIONARY)).refused("WRONG_KIND memberId")
        assign(organisation=Organisation.empty(BRANCH)).refused("NOT_FOUND organisationId")
        assign(organisation=world.group()).refused("WRONG_KIND organisationId")
        assign(from_on=date(1899, 1, 1)).refused("INVALID_DATES fromOn")

    def test_what_cannot_be_recalled(self) -> None:
        recall(instruction()).refused("NO_PARTY_INSTRUCTOR memberId")
        recall(instruction(ASSIGNED, RECALLED)).refused("NO_PARTY_INSTRUCTOR memberId")
        recall(instruction(ASSIGNED), reason=None).refused("REASON_REQUIRED reason")
        recall(instruction(ASSIGNED), on=date(2026, 3, 1)).refused("INVALID_DATES on")


def days(*facts: Fact) -> CenterDays:
    return given(CenterDays, center_days_id(GENERAL), *facts)


def planned(on: date = FROM) -> Fact:
    return fact(CenterDayPlanned, organisation_id=GENERAL, on=on)


def held(on: date = FROM) -> Fact:
    return fact(CenterDayHeld, organisation_id=GENERAL, on=on)


def general_branch() -> Organisation:
    return world.organisation(GENERAL, OrganisationKind.GENERAL_BRANCH, TOWNSHIP)


def plan(before: CenterDays, on: date = FROM, organisation: Organisation | None = None) -> Outcome:
    return when(
        plan_center_day,
        before,
        PlanCenterDay(organisation_id=GENERAL, on=on),
        context(),
        organisation=organisation or general_branch(),
    )


def hold(before: CenterDays, on: date = FROM) -> Outcome:
    return when(hold_center_day, before, HoldCenterDay(organisation_id=GENERAL, on=on), context())


def cancel(before: CenterDays, on: date = FROM, reason: str | None = "HALL_CLOSED") -> Outcome:
    command = CancelCenterDay(organisation_id=GENERAL, on=on, reason=reason)
    return when(cancel_center_day, before, command, context())


class TestCenterDay:
    def test_one_a_month(self) -> None:
        plan(days()).then(planned())
        for same in (FROM, date(2026, 3, 31)):
            plan(days(planned()), same).refused("CENTER_DAY_TAKEN on")
        for other in (date(2026, 4, 2), date(2027, 3, 2)):
            plan(days(planned()), other).then(planned(other))

    @pytest.mark.parametrize(
        ("organisation", "refusal"),
        [
            (Organisation.empty(GENERAL), "NOT_FOUND organisationId"),
            (world.branch(GENERAL), "WRONG_KIND organisationId"),
        ],
    )
    def test_of_a_general_branch(self, organisation: Organisation, refusal: str) -> None:
        plan(days(), organisation=organisation).refused(refusal)

    def test_used_on_the_day_that_was_planned(self) -> None:
        hold(days(planned())).then(held())
        hold(days(planned(), held())).nothing()
        hold(days(planned()), LATER).refused("NO_CENTER_DAY on")
        hold(days()).refused("NO_CENTER_DAY on")
        hold(days(planned(date(2026, 3, 21))), date(2026, 3, 21)).refused("IN_THE_FUTURE on")

    def test_cancelled_its_month_is_free(self) -> None:
        cancelled = fact(CenterDayCancelled, organisation_id=GENERAL, on=FROM)
        cancel(days(planned())).then(cancelled)
        plan(days(planned(), cancelled), date(2026, 3, 31)).then(planned(date(2026, 3, 31)))
        plan(days(planned(), cancelled)).then(planned())

    def test_what_cannot_be_cancelled(self) -> None:
        cancel(days(planned(), held())).refused("ALREADY_RECORDED on")
        cancel(days(planned()), LATER).refused("NO_CENTER_DAY on")
        cancel(days()).refused("NO_CENTER_DAY on")
        cancel(days(planned()), reason=None).refused("REASON_REQUIRED reason")
