"""Facts about accounts (账号) and posts (职务).

Neither holds what an account is called: its stream's id follows from that, and the log needs no more.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.accounts.state import Account, Post
from domain.core import DomainEvent, deterministic_id, event_type

STREAM = Account.STREAM_TYPE
POST_STREAM = Post.STREAM_TYPE


class PostRole(StrEnum):
    """What a post gives the power of."""

    COUNTY_SECRETARY = "COUNTY_SECRETARY"
    TOWNSHIP_SECRETARY = "TOWNSHIP_SECRETARY"
    BRANCH_SECRETARY = "BRANCH_SECRETARY"
    GRID_WORKER = "GRID_WORKER"


def account_id(issuer: str, subject: str) -> UUID:
    """The stream of an account, by who vouches for it and what it is called there (``iss`` and ``sub``)."""
    return deterministic_id("account", issuer, subject)


@event_type("account.linked", STREAM, subjects=("member_id",))
class AccountLinked(DomainEvent):
    """The account belongs to a member from here on."""

    member_id: UUID

    def apply(self, state: Account) -> None:
        state.member_id = self.member_id


@event_type("account.unlinked", STREAM, subjects=("member_id",))
class AccountUnlinked(DomainEvent):
    """The account belongs to this member, and to anybody, no longer."""

    member_id: UUID

    def apply(self, state: Account) -> None:
        state.member_id = None


@event_type("post.given", POST_STREAM, subjects=("member_id", "organisation_id"))
class PostGiven(DomainEvent):
    """A member holds a post from ``from_on`` up to and without ``to_on``; a grid worker's is at a grid.

    A ``deputy`` (副书记) has the power of whoever holds the post, and is never taken for them.
    """

    member_id: UUID
    role: PostRole
    from_on: date
    to_on: date | None = None
    organisation_id: UUID | None = None
    grid_id: UUID | None = None
    deputy: bool | None = None  # None: the holder

    def apply(self, state: Post) -> None:
        state.member_id = self.member_id
        state.role = self.role
        state.organisation_id = self.organisation_id
        state.grid_id = self.grid_id
        state.from_on = self.from_on
        state.to_on = self.to_on
        state.deputy = bool(self.deputy)


@event_type("post.ended", POST_STREAM)
class PostEnded(DomainEvent):
    """The post is held no longer, from ``on`` on; of the first day, it never was."""

    on: date

    def apply(self, state: Post) -> None:
        state.to_on = self.on
