"""State of a member, and of a branch's register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from domain.core import Aggregate, Occurred
from domain.core.statements import Statements

if TYPE_CHECKING:
    from domain.membership.events import MemberKind


@dataclass
class Home:
    """A home affiliation until the next one begins."""

    branch_id: UUID
    from_on: date | None  # None: since the registration
    group_id: UUID | None = None


class Member(Aggregate):
    """A member. ``homes`` is the timeline of home affiliations: exactly one at every instant until ``left_on``."""

    STREAM_TYPE = "member"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.homes: list[Home] = []
        self.left_on: date | None = None  # the first day without a home in this county
        self.registered_at: Occurred
        self.kind: MemberKind
        self.confirmed_at: Occurred | None = None  # None: registered as a full member, or probationary
        self.joined_on: date
        self.name_id: UUID
        self.statements = Statements()

    @property
    def branch_id(self) -> UUID | None:
        """The latest home, which may still lie ahead; None before the registration."""
        return self.homes[-1].branch_id if self.homes else None

    def home_at(self, on: date) -> Home:
        """The home on a day; of days before the registration, the first. The member must exist."""
        return next(
            (home for home in reversed(self.homes) if home.from_on and home.from_on <= on), self.homes[0]
        )

    def in_group_from(self, group_id: UUID, on: date) -> bool:
        """Whether the member belongs to that party group on the day or any later one, as far as is known."""
        ends = [*(home.from_on for home in self.homes[1:]), self.left_on]
        return any(
            home.group_id == group_id and (until is None or until > on)
            for home, until in zip(self.homes, ends, strict=True)
        )

    def concerns(self) -> tuple[UUID, ...]:
        """The branch at home in which this happens."""
        return () if self.branch_id is None else (self.branch_id,)


@dataclass
class Stay:
    """Days on a register, without the last."""

    from_on: date
    until: date | None = None

    def covers(self, on: date) -> bool:
        """Whether the member stood on the register that day."""
        return self.from_on <= on and (self.until is None or on < self.until)


class Register(Aggregate):
    """The register of a branch: who stood on it, and when."""

    STREAM_TYPE = "register"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.branch_id: UUID | None = None
        self.stays: dict[UUID, list[Stay]] = {}

    def members_on(self, on: date) -> list[UUID]:
        """Everyone on the register that day, in the order of first entry."""
        return [
            member_id for member_id, stays in self.stays.items() if any(stay.covers(on) for stay in stays)
        ]

    def members_from(self, on: date) -> list[UUID]:
        """Everyone on the register that day or on any later one."""
        return [
            member_id
            for member_id, stays in self.stays.items()
            if stays[-1].until is None or stays[-1].until > on
        ]

    def concerns(self) -> tuple[UUID, ...]:
        """The branch."""
        return () if self.branch_id is None else (self.branch_id,)
