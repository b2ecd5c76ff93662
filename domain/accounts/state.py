"""State of an account, and of a post."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from domain.core import Aggregate

if TYPE_CHECKING:
    from domain.accounts.events import PostRole


class Account(Aggregate):
    """An account of an identity provider, and the member that it belongs to. Every event names that member."""

    STREAM_TYPE = "account"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.member_id: UUID | None = None  # None: of nobody


class Post(Aggregate):
    """A member's power at one place, between two days."""

    STREAM_TYPE = "post"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.member_id: UUID | None = None  # None: the post was never given
        self.role: PostRole
        self.organisation_id: UUID | None = None
        self.grid_id: UUID | None = None
        self.from_on: date
        self.to_on: date | None = None  # the day after the last
        self.deputy = False  # of whoever holds it

    def in_force(self, day: date) -> bool:
        """Whether it is held on that day."""
        return self.exists and self.from_on <= day and (self.to_on is None or day < self.to_on)

    def concerns(self) -> tuple[UUID, ...]:
        """The member, and the organisation if it is at one."""
        return tuple(id_ for id_ in (self.member_id, self.organisation_id) if id_ is not None)
