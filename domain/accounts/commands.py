"""Commands about accounts and posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.accounts.events import PostRole
from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkAccount(Command):
    """Say which member an account belongs to."""

    account_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class UnlinkAccount(Command):
    """Let an account belong to no member any more."""

    account_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class GivePost(Command):
    """Give a member a post at an organisation or, to a grid worker, at a grid."""

    post_id: UUID
    member_id: UUID
    role: PostRole
    from_on: date
    to_on: date | None = None  # the day after the last; None: until somebody ends it
    organisation_id: UUID | None = None
    grid_id: UUID | None = None
    deputy: bool = False  # as the deputy of whoever holds it; at an organisation


@dataclass(frozen=True, kw_only=True, slots=True)
class EndPost(Command):
    """End a post on ``on``, the first day without it; what has an end already may only end sooner."""

    post_id: UUID
    on: date
