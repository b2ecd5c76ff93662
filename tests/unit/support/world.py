"""A small county to decide in. It is 2026-03-20, ten in the morning, in Shanghai."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from domain.core import Occurred, deterministic_id
from domain.core.context import Context
from domain.county.events import COUNTY_ID, CountyFounded, Module, ModuleAdopted
from domain.county.state import County
from domain.leave.events import LeaveGranted, LeaveKind, LeaveRequested
from domain.leave.state import Leave
from domain.meetings.events import MeetingKind, MeetingPlanned, RosterFrozen
from domain.meetings.state import Meeting
from domain.membership.events import (
    Entry,
    MemberEntered,
    MemberKind,
    MemberRegistered,
    register_id,
)
from domain.membership.state import Member, Register
from domain.organisation.events import BranchSector, OrganisationFounded, OrganisationKind
from domain.organisation.state import Organisation
from domain.policies import BuiltInBook
from tests.unit.support.given_when_then import CountedIds, Fact, fact, given

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 20, 10, tzinfo=ZONE)
TODAY = date(2026, 3, 20)


def id_of(name: str) -> UUID:
    return deterministic_id("world", name)


COMMITTEE = id_of("county committee")
TOWNSHIP = id_of("township committee")
BRANCH = id_of("branch")
OTHER_BRANCH = id_of("other branch")
GROUP = id_of("group")
OTHER_GROUP = id_of("other group")
MEETING = id_of("meeting")
LEAVE = id_of("leave")
MEMBERS = tuple(id_of(f"member {number}") for number in range(5))
ANN, BEN, CAT, DAN, EVE = MEMBERS
DOCUMENTS = tuple(id_of(f"document {number}") for number in range(6))


def context(**changes: Any) -> Context:
    plain = Context(now=NOW, zone=ZONE, ids=CountedIds(), policies=BuiltInBook())
    return replace(plain, **changes)


def county(*modules: Module) -> County:
    founded = fact(
        CountyFounded,
        name="醴陵市",
        division_code="430281",
        time_zone="Asia/Shanghai",
        committee_id=COMMITTEE,
        rehearsal=True,
    )
    return given(County, COUNTY_ID, founded, *(fact(ModuleAdopted, module=module) for module in modules))


def organisation(
    organisation_id: UUID, kind: OrganisationKind, parent_id: UUID | None = None, *facts: Fact
) -> Organisation:
    founded = fact(
        OrganisationFounded, kind=kind, name="某组织", parent_id=parent_id, division_code="430281100"
    )
    return given(Organisation, organisation_id, founded, *facts)


def committee() -> Organisation:
    return organisation(COMMITTEE, OrganisationKind.PARTY_COMMITTEE)


def township() -> Organisation:
    return organisation(TOWNSHIP, OrganisationKind.PARTY_COMMITTEE, COMMITTEE)


def branch(branch_id: UUID = BRANCH) -> Organisation:
    founded = fact(
        OrganisationFounded,
        kind=OrganisationKind.PARTY_BRANCH,
        name="某村支部",
        parent_id=TOWNSHIP,
        division_code="430281100201",
        sector=BranchSector.RURAL,
    )
    return given(Organisation, branch_id, founded)


def group(group_id: UUID = GROUP, branch_id: UUID = BRANCH) -> Organisation:
    return organisation(group_id, OrganisationKind.PARTY_GROUP, branch_id)


def member(member_id: UUID = ANN, *facts: Fact, kind: MemberKind = MemberKind.FULL) -> Member:
    registered = fact(
        MemberRegistered,
        branch_id=BRANCH,
        kind=kind,
        joined_on=date(2001, 7, 1),
        name_id=id_of("name"),
        occurred_at=Occurred("2026-01-05"),
    )
    return given(Member, member_id, registered, *facts)


def entered(member_id: UUID, from_on: date = date(2026, 1, 5), branch_id: UUID = BRANCH) -> Fact:
    return fact(
        MemberEntered, branch_id=branch_id, member_id=member_id, from_on=from_on, entry=Entry.REGISTERED
    )


def register(*members: UUID, branch_id: UUID = BRANCH) -> Register:
    return given(Register, register_id(branch_id), *(entered(id_, branch_id=branch_id) for id_ in members))


def planned(
    held_on: date = date(2026, 3, 18),
    kind: MeetingKind = MeetingKind.GENERAL_MEETING,
    organisation_id: UUID = BRANCH,
) -> Fact:
    return fact(MeetingPlanned, organisation_id=organisation_id, branch_id=BRANCH, kind=kind, held_on=held_on)


def frozen(*expected: UUID) -> Fact:
    return fact(RosterFrozen, expected=expected or MEMBERS, excluded=(), register_version=5)


def meeting(*facts: Fact) -> Meeting:
    return given(Meeting, MEETING, *facts)


def requested(
    from_on: date = date(2026, 3, 16), to_on: date = date(2026, 3, 20), member_id: UUID = ANN
) -> Fact:
    return fact(
        LeaveRequested,
        member_id=member_id,
        branch_id=BRANCH,
        kind=LeaveKind.ILLNESS,
        from_on=from_on,
        to_on=to_on,
    )


def leave(*facts: Fact, leave_id: UUID = LEAVE) -> Leave:
    return given(Leave, leave_id, *facts)


def granted_leave(
    member_id: UUID = ANN,
    from_on: date = date(2026, 3, 16),
    to_on: date = date(2026, 3, 20),
    leave_id: UUID = LEAVE,
) -> Leave:
    return leave(requested(from_on, to_on, member_id), fact(LeaveGranted), leave_id=leave_id)
