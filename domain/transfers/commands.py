"""Commands about transfer letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.membership.events import MemberKind


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueLetter(Command):
    """Make out a letter on the day of occurrence, to a branch of the county or to another county."""

    letter_id: UUID  # ``events.letter_id`` of the number
    number: str
    member_id: UUID
    to_branch_id: UUID | None = None
    to_county: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceiveLetter(Command):
    """Use a letter of this county at the branch to which it is addressed: the home moves there from ``on`` on."""

    letter_id: UUID
    to_branch_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class AcknowledgeLetter(Command):
    """Enter the receipt of another county: its bearer has a home there from ``on`` on, and none here."""

    letter_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawLetter(Command):
    """Take a letter back that was not used, and say why (``reason``): the member stays at home where they were."""

    letter_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class AdmitByLetter(Command):
    """Register the bearer of another county's letter, at home in a branch from ``on`` on."""

    letter_id: UUID  # ``events.letter_id`` of the number and the county
    number: str
    from_county: str
    issued_on: date
    on: date
    member_id: UUID
    branch_id: UUID
    kind: MemberKind
    joined_on: date
    name_id: UUID
    group_id: UUID | None = None
