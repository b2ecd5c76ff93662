"""Members and their homes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.core import Occurred
from domain.membership.commands import (
    AssignGroup,
    ConfirmMember,
    CorrectMember,
    RegisterMember,
    TransferMember,
)
from domain.membership.decide import (
    assign_group,
    confirm_member,
    correct_member,
    register_member,
    transfer_member,
)
from domain.membership.events import (
    AffiliationTransferred,
    Entry,
    GroupAssigned,
    MemberConfirmed,
    MemberCorrected,
    MemberDeparted,
    MemberEntered,
    MemberKind,
    MemberRegistered,
    register_id,
)
from domain.membership.state import Member, Register
from domain.organisation.events import OrganisationKind
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Outcome, event_id, fact, given, when
from tests.unit.support.world import (
    ANN,
    BRANCH,
    GROUP,
    OTHER_BRANCH,
    OTHER_GROUP,
    TODAY,
    TOWNSHIP,
    context,
)

NAME = world.id_of("name")
PROBATIONARY = MemberKind.PROBATIONARY


def register_ann(**changes: Any) -> RegisterMember:
    fields: dict[str, Any] = {
        "member_id": ANN,
        "branch_id": BRANCH,
        "kind": PROBATIONARY,
        "joined_on": date(2026, 1, 1),
        "name_id": NAME,
    }
    return RegisterMember(**(fields | changes))


class TestRegister:
    def decide(
        self,
        command: RegisterMember,
        *,
        member: Member | None = None,
        branch: Organisation | None = None,
        group: Organisation | None = None,
    ) -> Outcome:
        return when(
            register_member,
            member or Member.empty(ANN),
            command,
            context(),
            branch=branch or world.branch(),
            group=group,
            register=world.register(),
        )

    def test_on_the_member_and_on_the_register(self) -> None:
        # 17:00 UTC on the 28th is the 1st of March in Shanghai.
        command = register_ann(group_id=GROUP, occurred_at=Occurred("2026-02-28T17:00:00Z"))
        self.decide(command, group=world.group()).then(
            fact(
                MemberRegistered,
                branch_id=BRANCH,
                kind=PROBATIONARY,
                joined_on=date(2026, 1, 1),
                name_id=NAME,
                group_id=GROUP,
            ),
            fact(
                MemberEntered,
                branch_id=BRANCH,
                member_id=ANN,
                from_on=date(2026, 3, 1),
                entry=Entry.REGISTERED,
                originator_id=register_id(BRANCH),
            ),
        )

    @pytest.mark.parametrize(
        ("organisation", "refusal"),
        [
            (world.township(), "WRONG_KIND branchId"),
            (Organisation.empty(BRANCH), "NOT_FOUND branchId"),
        ],
    )
    def test_only_a_branch_is_a_home(self, organisation: Organisation, refusal: str) -> None:
        self.decide(register_ann(), branch=organisation).refused(refusal)

    @pytest.mark.parametrize(
        ("group", "refusal"),
        [
            (world.group(branch_id=OTHER_BRANCH), "NOT_HOME_BRANCH groupId"),
            (world.branch(), "WRONG_KIND groupId"),
            (Organisation.empty(GROUP), "NOT_FOUND groupId"),
        ],
    )
    def test_the_group_is_one_of_the_branch(self, group: Organisation, refusal: str) -> None:
        self.decide(register_ann(group_id=GROUP), group=group).refused(refusal)

    def test_refused(self) -> None:
        self.decide(register_ann(), member=world.member()).refused("ALREADY_EXISTS memberId")
        self.decide(register_ann(joined_on=TODAY + timedelta(days=1))).refused("IN_THE_FUTURE joinedOn")
        self.decide(register_ann(occurred_at=Occurred("2027"))).refused("IN_THE_FUTURE occurredAt")


def transferred(to_branch_id: UUID, from_on: date) -> Any:
    return fact(AffiliationTransferred, from_branch_id=BRANCH, to_branch_id=to_branch_id, from_on=from_on)


class TestTransfer:
    def decide(
        self,
        from_on: date = date(2026, 4, 1),
        *,
        member: Member | None = None,
        to_branch: Organisation | None = None,
        registers: tuple[Register, Register] | None = None,
    ) -> Outcome:
        to_branch = to_branch or world.branch(OTHER_BRANCH)
        from_register, to_register = registers or (
            world.register(ANN),
            world.register(branch_id=OTHER_BRANCH),
        )
        return when(
            transfer_member,
            member or world.member(),
            TransferMember(member_id=ANN, to_branch_id=to_branch.id, from_on=from_on),
            context(),
            to_branch=to_branch,
            from_register=from_register,
            to_register=to_register,
        )

    def test_said_on_the_member_and_on_both_registers(self) -> None:
        member = world.member(ANN, fact(GroupAssigned, group_id=GROUP))
        registers = world.register(ANN), world.register(branch_id=OTHER_BRANCH)
        self.decide(member=member, registers=registers).then(
            fact(
                AffiliationTransferred,
                from_branch_id=BRANCH,
                to_branch_id=OTHER_BRANCH,
                from_on=date(2026, 4, 1),
            ),
            fact(
                MemberDeparted,
                branch_id=BRANCH,
                member_id=ANN,
                on=date(2026, 4, 1),
                to_branch_id=OTHER_BRANCH,
                originator_id=register_id(BRANCH),
            ),
            fact(
                MemberEntered,
                branch_id=OTHER_BRANCH,
                member_id=ANN,
                from_on=date(2026, 4, 1),
                entry=Entry.TRANSFERRED,
                originator_id=register_id(OTHER_BRANCH),
            ),
        )
        for day, homes in [(date(2026, 3, 31), (1, 0)), (date(2026, 4, 1), (0, 1))]:
            assert tuple(len(register.members_on(day)) for register in registers) == homes
        assert member.home_at(date(2026, 3, 31)).branch_id == BRANCH
        assert member.home_at(date(2026, 3, 31)).group_id == GROUP
        assert member.home_at(date(2026, 4, 1)).branch_id == OTHER_BRANCH
        assert member.home_at(date(2026, 4, 1)).group_id is None

    @pytest.mark.parametrize(
        ("from_on", "refusal"),
        [
            (date(2026, 1, 4), "INVALID_DATES fromOn"),  # before the registration
            (TODAY + timedelta(days=91), "INVALID_DATES fromOn"),
            (date.max, "INVALID_DATES fromOn"),
        ],
    )
    def test_days_out_of_bounds(self, from_on: date, refusal: str) -> None:
        self.decide(from_on).refused(refusal)

    @pytest.mark.parametrize("from_on", [date(2026, 1, 5), TODAY + timedelta(days=90)])
    def test_days_within_bounds(self, from_on: date) -> None:
        assert len(self.decide(from_on).events) == 3

    def test_not_before_the_last_change(self) -> None:
        member = world.member(ANN, transferred(OTHER_BRANCH, date(2026, 3, 1)))
        registers = (world.register(ANN, branch_id=OTHER_BRANCH), world.register(ANN))
        decided = self.decide(date(2026, 2, 28), member=member, to_branch=world.branch(), registers=registers)
        decided.refused("INVALID_DATES fromOn")

    def test_there_and_back_on_one_day_leaves_one_home(self) -> None:
        member, day = world.member(), date(2026, 3, 10)
        here, there = world.register(ANN), world.register(branch_id=OTHER_BRANCH)
        for to_branch, registers in [
            (world.branch(OTHER_BRANCH), (here, there)),
            (world.branch(), (there, here)),
        ]:
            for event in self.decide(day, member=member, to_branch=to_branch, registers=registers).events:
                {s.id: s for s in (member, here, there)}[event.originator_id].evolve([event])
        assert member.home_at(day).branch_id == BRANCH
        assert (here.members_on(day), there.members_on(day)) == ([ANN], [])

    def test_refused(self) -> None:
        self.decide(to_branch=world.branch()).refused("ALREADY_AFFILIATED toBranchId")
        self.decide(to_branch=world.township()).refused("WRONG_KIND toBranchId")
        self.decide(to_branch=Organisation.empty(OTHER_BRANCH)).refused("NOT_FOUND toBranchId")
        self.decide(member=Member.empty(ANN)).refused("NOT_FOUND memberId")


class TestGroup:
    def test_into_one_of_the_home_branch_and_out_again(self) -> None:
        member = world.member()
        into, out = (
            AssignGroup(member_id=ANN, group_id=GROUP),
            AssignGroup(member_id=ANN, group_id=None),
        )
        when(assign_group, member, out, context(), group=None).nothing()
        when(assign_group, member, into, context(), group=world.group()).then(
            fact(GroupAssigned, group_id=GROUP)
        )
        when(assign_group, member, into, context(), group=world.group()).nothing()
        when(assign_group, member, out, context(), group=None).then(fact(GroupAssigned, group_id=None))

    def test_refused(self) -> None:
        command = AssignGroup(member_id=ANN, group_id=OTHER_GROUP)
        elsewhere = world.group(OTHER_GROUP, OTHER_BRANCH)
        when(assign_group, world.member(), command, context(), group=elsewhere).refused(
            "NOT_HOME_BRANCH groupId"
        )
        no_group = world.organisation(OTHER_GROUP, OrganisationKind.PARTY_BRANCH, TOWNSHIP)
        when(assign_group, world.member(), command, context(), group=no_group).refused("WRONG_KIND groupId")
        when(assign_group, Member.empty(ANN), command, context(), group=elsewhere).refused(
            "NOT_FOUND memberId"
        )


class TestConfirm:
    command = ConfirmMember(member_id=ANN, occurred_at=Occurred("2026-03-01"))

    def test_a_probationary_member_once(self) -> None:
        member = world.member(kind=PROBATIONARY)
        when(confirm_member, member, self.command, context()).then(fact(MemberConfirmed))
        assert member.kind is MemberKind.FULL
        when(confirm_member, member, self.command, context()).refused("WRONG_KIND memberId")
        when(confirm_member, Member.empty(ANN), self.command, context()).refused("NOT_FOUND memberId")


def correct(version: int = 1, *, reason: str | None = "TYPING_ERROR", **changes: Any) -> CorrectMember:
    return CorrectMember(member_id=ANN, corrects=event_id(ANN, version), reason=reason, **changes)


class TestCorrect:
    def test_what_was_wrong_from_the_start_stays_confirmed(self) -> None:
        member = world.member(ANN, fact(MemberConfirmed), kind=PROBATIONARY)
        command = correct(joined_on=date(2025, 7, 1), name_id=world.id_of("other name"))
        when(correct_member, member, command, context()).then(
            fact(
                MemberCorrected,
                corrects=event_id(ANN, 1),
                joined_on=date(2025, 7, 1),
                name_id=world.id_of("other name"),
                reason="TYPING_ERROR",
            )
        )
        assert (member.joined_on, member.kind) == (date(2025, 7, 1), MemberKind.FULL)

    def test_a_confirmation_that_was_none(self) -> None:
        member = given(Member, ANN, *_probationary(), fact(MemberConfirmed))
        when(correct_member, member, correct(2, kind=PROBATIONARY), context()).then(
            fact(MemberCorrected, corrects=event_id(ANN, 2), kind=PROBATIONARY)
        )
        assert member.kind is PROBATIONARY

    @pytest.mark.parametrize(
        ("command", "refusal"),
        [
            (correct(reason=None, kind=PROBATIONARY), "REASON_REQUIRED reason"),
            (correct(kind=MemberKind.FULL), "CORRECTS_NOTHING corrects"),
            (correct(), "CORRECTS_NOTHING corrects"),
            (correct(7, kind=PROBATIONARY), "CORRECTS_NOTHING corrects"),
            (correct(joined_on=date(2027, 1, 1)), "IN_THE_FUTURE joinedOn"),
        ],
    )
    def test_refused(self, command: CorrectMember, refusal: str) -> None:
        when(correct_member, world.member(), command, context()).refused(refusal)

    def test_not_an_unknown_one(self) -> None:
        when(correct_member, Member.empty(ANN), correct(kind=PROBATIONARY), context()).refused(
            "NOT_FOUND memberId"
        )


def _probationary() -> list[Any]:
    return [
        fact(
            MemberRegistered,
            branch_id=BRANCH,
            kind=PROBATIONARY,
            joined_on=date(2025, 1, 1),
            name_id=NAME,
        )
    ]
