"""Facts about members (党员), on the member's stream, and about a branch's register (党员名册), on its own.

A home affiliation is said twice on purpose: on the member's stream, where exactly one home at every instant
is held, and on the register of each branch concerned, whose version a roster reads.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.membership.state import Home, Member, Register, Stay

STREAM = Member.STREAM_TYPE
REGISTER_STREAM = Register.STREAM_TYPE


class MemberKind(StrEnum):
    """正式党员, 预备党员, and 共青团员: members of the League, who are none of the party."""

    FULL = "FULL"
    PROBATIONARY = "PROBATIONARY"
    LEAGUE_MEMBER = "LEAGUE_MEMBER"


class Entry(StrEnum):
    """How a member came to a branch's register."""

    REGISTERED = "REGISTERED"
    TRANSFERRED = "TRANSFERRED"


def register_id(branch_id: UUID) -> UUID:
    """The stream of a branch's register."""
    return deterministic_id("register", branch_id)


@event_type("member.registered", STREAM, subjects=("originator_id", "branch_id", "group_id"))
class MemberRegistered(DomainEvent):
    """A member is known to the county, with a home branch from the day of occurrence on."""

    branch_id: UUID
    kind: MemberKind
    joined_on: date  # of admission to the party
    name_id: UUID  # the display name's version, in the table outside the log
    group_id: UUID | None = None

    def apply(self, state: Member) -> None:
        state.registered_at = self.occurred_at
        state.homes = [Home(self.branch_id, None, self.group_id)]
        state.kind = self.kind
        state.joined_on = self.joined_on
        state.name_id = self.name_id
        state.statements.say(self.event_id, kind=self.kind, joined_on=self.joined_on, name_id=self.name_id)


@event_type(
    "member.affiliation-transferred", STREAM, subjects=("originator_id", "from_branch_id", "to_branch_id")
)
class AffiliationTransferred(DomainEvent):
    """The home moved to another branch of the county (组织关系转接), from ``from_on`` on."""

    from_branch_id: UUID
    to_branch_id: UUID
    from_on: date

    def apply(self, state: Member) -> None:
        state.homes.append(Home(self.to_branch_id, self.from_on))


@event_type("member.group-assigned", STREAM, subjects=("originator_id", "group_id"))
class GroupAssigned(DomainEvent):
    """The member belongs to this party group of the home branch, or to none."""

    group_id: UUID | None

    def apply(self, state: Member) -> None:
        state.homes[-1].group_id = self.group_id


@event_type("member.confirmed", STREAM, subjects=("originator_id",))
class MemberConfirmed(DomainEvent):
    """A probationary member became a full member (转正) on the day of occurrence."""

    def apply(self, state: Member) -> None:
        state.kind = MemberKind.FULL
        state.confirmed_at = self.occurred_at
        state.statements.say(self.event_id, kind=MemberKind.FULL)


@event_type("member.corrected", STREAM, subjects=("originator_id",))
class MemberCorrected(DomainEvent):
    """An earlier event of this member was wrong in these fields; those left out stay as they were."""

    corrects: UUID
    kind: MemberKind | None = None
    joined_on: date | None = None
    name_id: UUID | None = None

    def apply(self, state: Member) -> None:
        state.statements.correct(
            self.event_id, self.corrects, kind=self.kind, joined_on=self.joined_on, name_id=self.name_id
        )
        state.kind = state.statements.now("kind")
        state.joined_on = state.statements.now("joined_on")
        state.name_id = state.statements.now("name_id")


@event_type("member.left", STREAM, subjects=("originator_id", "branch_id"))
class MemberLeft(DomainEvent):
    """From ``on`` on the home is in another county (转出本县): this one has no more than the past."""

    branch_id: UUID  # the last home here
    on: date
    to_county: str  # division code of six digits

    def apply(self, state: Member) -> None:
        state.left_on = self.on


@event_type("register.member-entered", REGISTER_STREAM, subjects=("branch_id", "member_id"))
class MemberEntered(DomainEvent):
    """The member stands on the branch's register from ``from_on`` on."""

    branch_id: UUID
    member_id: UUID
    from_on: date
    entry: Entry

    def apply(self, state: Register) -> None:
        state.branch_id = self.branch_id
        state.stays.setdefault(self.member_id, []).append(Stay(self.from_on))


@event_type("register.member-departed", REGISTER_STREAM, subjects=("branch_id", "member_id"))
class MemberDeparted(DomainEvent):
    """The member stands on the branch's register no longer, from ``on`` on (the day itself excluded)."""

    branch_id: UUID
    member_id: UUID
    on: date
    to_branch_id: UUID | None = None  # None: to another county

    def apply(self, state: Register) -> None:
        state.stays[self.member_id][-1].until = self.on
