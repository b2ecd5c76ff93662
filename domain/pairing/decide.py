"""Decisions about pairs. How many are too many is no rule of these: it is found afterwards, and said."""

from __future__ import annotations

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header
from domain.core.context import Context
from domain.membership.homes import at_home
from domain.membership.state import Member
from domain.pairing.commands import AssignPair, EndPair
from domain.pairing.events import PairAssigned, PairEnded, PairKind
from domain.pairing.state import Pairing

MOST_AT_A_TIME = 100  # pairs of one member: beyond any that is meant


def assign_pair(
    pairing: Pairing, command: AssignPair, context: Context, *, member: Member, partner: Member | None
) -> Decision:
    """Let a member look after somebody; ``partner`` is the member whom the command names, if it names one."""
    refused = any_refusal(
        header(command, context), at_home(member, "memberId"), day(command.from_on, context, "fromOn")
    ) or any_refusal(_partner_fits(command), _of_one_branch(command, member, partner))
    if refused:
        return refused
    if len(pairing.open_pairs) >= MOST_AT_A_TIME:
        return refuse(RefusalCode.TOO_MANY, "memberId")
    named = command.partner_member_id or command.household_id
    if named is not None and any(pair.partner_id == named for pair in pairing.open_pairs):
        return refuse(RefusalCode.ALREADY_EXISTS, _FIELDS[command.kind])
    assigned = context.events_of(pairing, command)(
        PairAssigned,
        member_id=member.id,
        branch_id=member.home_at(command.from_on).branch_id,
        kind=command.kind,
        from_on=command.from_on,
        partner_member_id=command.partner_member_id,
        household_id=command.household_id,
    )
    return accept([assigned])


def end_pair(pairing: Pairing, command: EndPair, context: Context) -> Decision:
    """End a pair, or let it end sooner than it would."""
    refused = any_refusal(header(command, context), day(command.on, context, "on"))
    if refused:
        return refused
    pair = pairing.pairs.get(command.pair)
    if pair is None:
        return refuse(RefusalCode.NOT_FOUND, "pair")
    if command.on < pair.from_on or (pair.until is not None and command.on > pair.until):
        return refuse(RefusalCode.INVALID_DATES, "on")
    if command.on == pair.until:
        return accept()
    return accept([context.events_of(pairing, command)(PairEnded, pair=command.pair, on=command.on)])


_FIELDS = {PairKind.MEMBER: "partnerMemberId", PairKind.HOUSEHOLD: "householdId", PairKind.WORKER: "kind"}


def _partner_fits(command: AssignPair) -> Refusal | None:
    """What the kind asks for is named, and nothing else; nobody looks after oneself."""
    given = {
        PairKind.MEMBER: command.partner_member_id is not None,
        PairKind.HOUSEHOLD: command.household_id is not None,
    }
    if any(is_given is not (kind is command.kind) for kind, is_given in given.items()):
        return Refusal(RefusalCode.INVALID_VALUE, (_FIELDS[command.kind],))
    if command.partner_member_id == command.member_id:
        return Refusal(RefusalCode.INVALID_VALUE, ("partnerMemberId",))
    return None


def _of_one_branch(command: AssignPair, member: Member, partner: Member | None) -> Refusal | None:
    """Members look after members of the own branch; whoever is elsewhere is refused as who is nowhere."""
    if partner is None:
        return None
    home = member.home_at(command.from_on).branch_id
    if partner.exists and partner.left_on is None and partner.home_at(command.from_on).branch_id == home:
        return None
    return Refusal(RefusalCode.NOT_HOME_BRANCH, ("partnerMemberId",))
