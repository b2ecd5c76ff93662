"""Capacities that the log gives: a member's own, and one for each post; and whether one is still the actor's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from application.actor import Actor, Role
from application.session import Session
from domain.accounts.state import Account, Post
from domain.membership.state import Member


@dataclass(frozen=True, slots=True)
class Capacity:
    """What the holder of an account may act as: oneself, or the holder of a post at an organisation or a grid."""

    role: Role
    organisation: UUID | None = None
    grid: UUID | None = None
    post: UUID | None = None  # None: as oneself
    from_on: date | None = None
    to_on: date | None = None  # the day after the last

    def actor(self, account_id: str, link: UUID, member: UUID, scopes: frozenset[str] | None) -> Actor:
        """Who acts so: ``member``, to whom the account belongs that ``link`` names."""
        # The county's committee stands above all there is; also what lies at no organisation is its secretary's.
        whole_county = self.role is Role.COUNTY_SECRETARY
        place = None if whole_county else self.organisation
        return Actor(account_id, self.role, place, member, self.grid, scopes, link, self.post)


ONESELF = Capacity(Role.MEMBER)


async def is_lost(actor: Actor, session: Session) -> bool:
    """Whether the account was taken from the member, the post is not held today, or the member has left the county.

    Whatever a read model says: all are read in ``session``, and if one ends while the command is decided, the command
    is stale. Who left is held to that also where a token tells the role.
    """
    if actor.member_id is not None:
        member = await session.load(Member, actor.member_id)
        if member.left_on is not None and member.left_on <= session.context.today:
            return True
    if actor.link is not None:
        account = await session.load(Account, actor.link)
        if account.member_id != actor.member_id:
            return True
    if actor.post is not None:
        post = await session.load(Post, actor.post)
        return not post.in_force(session.context.today)
    return False
