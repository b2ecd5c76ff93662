"""Commands about node houses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class NameMemberNodeHouse(Command):
    """Make a member's house a node of the branch."""

    member_node_house_id: UUID
    branch_id: UUID
    member_id: UUID
    from_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewMemberNodeHouse(Command):
    """Record that it was looked at how a node house does."""

    member_node_house_id: UUID
    on: date
    passed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplaceMemberNodeHouse(Command):
    """Let another member's house take its place."""

    member_node_house_id: UUID
    member_id: UUID
    on: date
