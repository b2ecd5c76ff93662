"""Commands about members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.membership.events import MemberKind


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterMember(Command):
    """Make a member known, with a home branch. The display name is kept outside the log under ``name_id``."""

    member_id: UUID
    branch_id: UUID
    kind: MemberKind
    joined_on: date
    name_id: UUID
    group_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TransferMember(Command):
    """Move the home affiliation to another branch of the county from ``from_on`` on."""

    member_id: UUID
    to_branch_id: UUID
    from_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignGroup(Command):
    """Put the member into a party group of the home branch, or into none."""

    member_id: UUID
    group_id: UUID | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfirmMember(Command):
    """Make a probationary member a full one."""

    member_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectMember(Command):
    """Say what was wrong in an earlier event of this member, and why (``reason``)."""

    member_id: UUID
    corrects: UUID
    kind: MemberKind | None = None
    joined_on: date | None = None
    name_id: UUID | None = None
