"""Handlers of commands about accounts and posts."""

from __future__ import annotations

from application.session import Session
from domain.accounts import decide
from domain.accounts.commands import EndPost, GivePost, LinkAccount, UnlinkAccount
from domain.accounts.state import Account, Post
from domain.core import Decision
from domain.grids.state import Grid
from domain.membership.state import Member
from domain.organisation.state import Organisation


async def link_account(command: LinkAccount, session: Session) -> Decision:
    """Say which member an account belongs to."""
    account = await session.load(Account, command.account_id)
    member = await session.load(Member, command.member_id)
    return decide.link_account(account, command, session.context, member=member)


async def unlink_account(command: UnlinkAccount, session: Session) -> Decision:
    """Let an account belong to nobody."""
    account = await session.load(Account, command.account_id)
    return decide.unlink_account(account, command, session.context)


async def give_post(command: GivePost, session: Session) -> Decision:
    """Give a post, with a look at the member's other posts."""
    post = await session.load(Post, command.post_id)
    member = await session.load(Member, command.member_id)
    place = command.organisation_id
    organisation = None if place is None else await session.load(Organisation, place)
    grid = None if command.grid_id is None else await session.load(Grid, command.grid_id)
    others = await session.streams_of(command.member_id, Post)
    return decide.give_post(
        post,
        command,
        session.context,
        member=member,
        organisation=organisation,
        grid=grid,
        others=others,
    )


async def end_post(command: EndPost, session: Session) -> Decision:
    """End a post."""
    post = await session.load(Post, command.post_id)
    return decide.end_post(post, command, session.context)
