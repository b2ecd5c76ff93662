"""Decisions about node houses."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, accept
from domain.core.checks import any_refusal, day, header, known, unused
from domain.core.context import Context
from domain.member_node_houses.commands import (
    NameMemberNodeHouse,
    ReplaceMemberNodeHouse,
    ReviewMemberNodeHouse,
)
from domain.member_node_houses.events import (
    MemberNodeHouseNamed,
    MemberNodeHouseReplaced,
    MemberNodeHouseReviewed,
)
from domain.member_node_houses.state import MemberNodeHouse
from domain.membership.state import Register
from domain.organisation.events import OrganisationKind
from domain.organisation.standing import lasting
from domain.organisation.state import Organisation


def name_member_node_house(
    house: MemberNodeHouse,
    command: NameMemberNodeHouse,
    context: Context,
    *,
    branch: Organisation,
    register: Register,
) -> Decision:
    """Name the house of a member who is on the branch's register that day."""
    refused = any_refusal(
        header(command, context),
        unused(house, "memberNodeHouseId"),
        known(branch, "branchId") or _is_branch(branch) or lasting(branch, "branchId"),
        day(command.from_on, context, "fromOn"),
        _on_register(register, command.member_id, command.from_on),
    )
    if refused:
        return refused
    named = context.events_of(house, command)(
        MemberNodeHouseNamed, branch_id=branch.id, member_id=command.member_id, from_on=command.from_on
    )
    return accept([named])


def review_member_node_house(
    house: MemberNodeHouse, command: ReviewMemberNodeHouse, context: Context
) -> Decision:
    """Record a review, each after the one before."""
    refused = any_refusal(
        header(command, context),
        known(house, "memberNodeHouseId"),
        day(command.on, context, "on", most_days_ahead=0),
    ) or any_refusal(_in_order(house, command.on))
    if refused:
        return refused
    reviewed = context.events_of(house, command, on=command.on)(
        MemberNodeHouseReviewed, on=command.on, passed=command.passed
    )
    return accept([reviewed])


def replace_member_node_house(
    house: MemberNodeHouse, command: ReplaceMemberNodeHouse, context: Context, *, register: Register
) -> Decision:
    """Let another member on the branch's register follow."""
    refused = any_refusal(
        header(command, context), known(house, "memberNodeHouseId"), day(command.on, context, "on")
    ) or any_refusal(
        _in_order(house, command.on),
        Refusal(RefusalCode.ALREADY_EXISTS, ("memberId",))
        if command.member_id == house.member_id
        else _on_register(register, command.member_id, command.on),
    )
    if refused:
        return refused
    replaced = context.events_of(house, command)(
        MemberNodeHouseReplaced, member_id=command.member_id, on=command.on
    )
    return accept([replaced])


def _is_branch(branch: Organisation) -> Refusal | None:
    if branch.kind is OrganisationKind.PARTY_BRANCH:
        return None
    return Refusal(RefusalCode.WRONG_KIND, ("branchId",), details={"kind": branch.kind.value})


def _in_order(house: MemberNodeHouse, on: date) -> Refusal | None:
    return None if house.since <= on else Refusal(RefusalCode.INVALID_DATES, ("on",))


def _on_register(register: Register, member_id: UUID, on: date) -> Refusal | None:
    """Whoever is elsewhere is refused as who is nowhere."""
    stays = register.stays.get(member_id, [])
    return (
        None
        if any(stay.covers(on) for stay in stays)
        else Refusal(RefusalCode.NOT_ON_REGISTER, ("memberId",))
    )
