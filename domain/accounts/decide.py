"""Decisions about accounts and posts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.accounts.commands import EndPost, GivePost, LinkAccount, UnlinkAccount
from domain.accounts.events import AccountLinked, AccountUnlinked, PostEnded, PostGiven, PostRole
from domain.accounts.state import Account, Post
from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, unused
from domain.core.context import Context
from domain.grids.state import Grid
from domain.membership.homes import at_home
from domain.membership.state import Member
from domain.organisation.events import OrganisationKind
from domain.organisation.standing import lasting
from domain.organisation.state import Organisation

LONGEST_TERM_DAYS = 3653  # ten years: two terms of the longest kind
_COMMITTEES = frozenset({OrganisationKind.PARTY_COMMITTEE, OrganisationKind.PARTY_WORK_COMMITTEE})
_BRANCHES = frozenset(
    {OrganisationKind.GENERAL_BRANCH, OrganisationKind.PARTY_BRANCH, OrganisationKind.LEAGUE_BRANCH}
)


def link_account(account: Account, command: LinkAccount, context: Context, *, member: Member) -> Decision:
    """Link an account that belongs to nobody; a member may have several."""
    refused = any_refusal(header(command, context), known(member, "memberId"))
    if refused:
        return refused
    if account.member_id is not None:
        same = account.member_id == member.id
        return refuse(RefusalCode.ALREADY_EXISTS if same else RefusalCode.ACCOUNT_LINKED, "memberId")
    return accept([context.events_of(account, command)(AccountLinked, member_id=member.id)])


def unlink_account(account: Account, command: UnlinkAccount, context: Context) -> Decision:
    """Take an account from the member that it belongs to."""
    refused = any_refusal(header(command, context), known(account, "accountId"))
    if refused:
        return refused
    if account.member_id is None:
        return refuse(RefusalCode.ACCOUNT_NOT_LINKED, "accountId")
    return accept([context.events_of(account, command)(AccountUnlinked, member_id=account.member_id)])


def give_post(
    post: Post,
    command: GivePost,
    context: Context,
    *,
    member: Member,
    organisation: Organisation | None,
    grid: Grid | None,
    others: Iterable[Post],
) -> Decision:
    """Give a post; ``organisation`` and ``grid`` are those that the command names, ``others`` the member's posts."""
    refused = any_refusal(
        header(command, context),
        unused(post, "postId"),
        at_home(member, "memberId"),
        _at_a_grid(command, organisation, grid)
        if command.role is PostRole.GRID_WORKER
        else _at_an_organisation(command, organisation, grid),
        day(command.from_on, context, "fromOn"),
        _end_fits(command, context),
    )
    if refused:
        return refused
    for other in others:
        if _same_post(other, command) and _overlap(other, command):
            return refuse(RefusalCode.POST_OVERLAPS, "fromOn", postId=other.id)
    given = context.events_of(post, command)(
        PostGiven,
        member_id=member.id,
        role=command.role,
        from_on=command.from_on,
        to_on=command.to_on,
        organisation_id=command.organisation_id,
        grid_id=command.grid_id,
        deputy=True if command.deputy else None,
    )
    return accept([given])


def end_post(post: Post, command: EndPost, context: Context) -> Decision:
    """End a post, or let it end sooner than it would."""
    refused = any_refusal(
        header(command, context),
        known(post, "postId"),
        day(command.on, context, "on", most_days_ahead=LONGEST_TERM_DAYS),
    )
    if refused:
        return refused
    if command.on < post.from_on or (post.to_on is not None and command.on > post.to_on):
        return refuse(RefusalCode.INVALID_DATES, "on")
    if command.on == post.to_on:
        return accept()
    return accept([context.events_of(post, command)(PostEnded, on=command.on)])


def _at_an_organisation(
    command: GivePost, organisation: Organisation | None, grid: Grid | None
) -> Refusal | None:
    if grid is not None:
        return Refusal(RefusalCode.INVALID_VALUE, ("gridId",))
    if organisation is None:
        return Refusal(RefusalCode.INVALID_VALUE, ("organisationId",))
    if not organisation.exists:
        return Refusal(RefusalCode.NOT_FOUND, ("organisationId",))
    fits = {
        PostRole.COUNTY_SECRETARY: organisation.parent_id is None,
        PostRole.TOWNSHIP_SECRETARY: organisation.parent_id is not None and organisation.kind in _COMMITTEES,
        PostRole.BRANCH_SECRETARY: organisation.kind in _BRANCHES,
    }[command.role]
    if not fits:
        return Refusal(RefusalCode.WRONG_KIND, ("organisationId",))
    return lasting(organisation, "organisationId", until=command.to_on)


def _at_a_grid(command: GivePost, organisation: Organisation | None, grid: Grid | None) -> Refusal | None:
    if command.deputy:
        return Refusal(RefusalCode.INVALID_VALUE, ("deputy",))
    if organisation is not None:
        return Refusal(RefusalCode.INVALID_VALUE, ("organisationId",))
    if grid is None:
        return Refusal(RefusalCode.INVALID_VALUE, ("gridId",))
    return known(grid, "gridId")


def _end_fits(command: GivePost, context: Context) -> Refusal | None:
    if command.to_on is None:
        return None
    if command.to_on <= command.from_on:
        return Refusal(RefusalCode.INVALID_DATES, ("toOn",))
    return day(command.to_on, context, "toOn", most_days_ahead=LONGEST_TERM_DAYS)


def _same_post(other: Post, command: GivePost) -> bool:
    there = (other.member_id, other.role, other.organisation_id, other.grid_id)
    return there == (command.member_id, command.role, command.organisation_id, command.grid_id)


def _overlap(other: Post, command: GivePost) -> bool:
    """Whether some day belongs to both; a post that ended on its first day has none."""
    start = max(other.from_on, command.from_on)
    return start < (other.to_on or date.max) and start < (command.to_on or date.max)
