"""Organisations that end, and branches that become one or two."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.core import Occurred
from domain.meetings.commands import PlanMeeting
from domain.meetings.decide import plan_meeting
from domain.meetings.events import MeetingKind
from domain.meetings.state import Meeting
from domain.membership.events import (
    AffiliationTransferred,
    Entry,
    GroupAssigned,
    MemberDeparted,
    MemberEntered,
    MemberKind,
    MemberLeft,
    register_id,
)
from domain.membership.homes import home_refusal
from domain.membership.state import Register
from domain.organisation.commands import DissolveOrganisation, MergeOrganisation, SplitOrganisation
from domain.organisation.ending import dissolve_organisation, merge_organisation, split_organisation
from domain.organisation.events import (
    BranchEntrusted,
    BranchForm,
    BranchReleased,
    BranchSector,
    CustodyEnded,
    CustodyTaken,
    OrganisationDissolved,
    OrganisationFounded,
    OrganisationKind,
    OrganisationMerged,
    OrganisationSplit,
    UnitJoined,
    UnitLeft,
)
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Outcome, fact, given, when
from tests.unit.support.world import (
    ANN,
    BEN,
    BRANCH,
    COMMITTEE,
    GROUP,
    OTHER_BRANCH,
    TODAY,
    TOWNSHIP,
    context,
)

NEW = world.id_of("new branch")
LATER = date(2026, 3, 19)
GONE = fact(OrganisationDissolved, on=LATER, approved_by=TOWNSHIP)
MERGER: dict[str, Any] = {"on": LATER, "approved_by": TOWNSHIP, "reason": "FEW_MEMBERS"}


def formed(form: BranchForm, branch_id: UUID = BRANCH) -> Organisation:
    founded = fact(
        OrganisationFounded,
        kind=OrganisationKind.PARTY_BRANCH,
        name="某支部",
        parent_id=TOWNSHIP,
        form=form,
    )
    return given(Organisation, branch_id, founded)


def dissolve(
    organisation: Organisation, /, *, command: dict[str, Any] | None = None, **reads: Any
) -> Outcome:
    fields = {**MERGER, **(command or {})}
    read: dict[str, Any] = {
        "above": [TOWNSHIP, COMMITTEE],
        "approver": world.township(),
        "below": [],
        "register": Register.empty(register_id(organisation.id)),
        "members": [],
    } | reads
    asked = DissolveOrganisation(organisation_id=organisation.id, **fields)
    return when(dissolve_organisation, organisation, asked, context(), **read)


def test_a_branch_that_nobody_is_at_home_in_is_dissolved() -> None:
    dissolve(world.branch()).then(
        fact(OrganisationDissolved, on=LATER, approved_by=TOWNSHIP, reason="FEW_MEMBERS")
    )
    dissolve(given_branch(GONE)).refused("ORGANISATION_DISSOLVED organisationId")


def given_branch(*facts: Any) -> Organisation:
    return world.organisation(BRANCH, OrganisationKind.PARTY_BRANCH, TOWNSHIP, *facts)


def test_not_while_members_are_at_home_or_will_be() -> None:
    dissolve(world.branch(), register=world.register(ANN)).refused("MEMBERS_AT_HOME organisationId")
    for left_on, refusals in ((LATER, ()), (TODAY, ("MEMBERS_AT_HOME organisationId",))):
        left = fact(MemberDeparted, branch_id=BRANCH, member_id=ANN, on=left_on, to_branch_id=OTHER_BRANCH)
        register = given(Register, register_id(BRANCH), world.entered(ANN), left)
        decided = dissolve(world.branch(), register=register)
        if refusals:
            decided.refused(*refusals)
        else:
            assert len(decided.events) == 1


def test_not_while_it_covers_entities() -> None:
    covering = given_branch(fact(UnitJoined, entity_id=NEW, from_on=date(2026, 1, 6)))
    dissolve(covering).refused("UNITS_COVERED organisationId")
    merge(covering, world.branch(OTHER_BRANCH)).refused("UNITS_COVERED organisationId")
    left = fact(UnitLeft, entity_id=NEW, on=LATER)
    assert len(dissolve(given_branch(fact(UnitJoined, entity_id=NEW, from_on=LATER), left)).events) == 1


def test_not_while_it_looks_after_other_branches() -> None:
    looking = fact(BranchEntrusted, branch_id=NEW, from_on=LATER)
    for until, refusals in ((None, 1), (TODAY, 1), (LATER, 0)):
        released = [] if until is None else [fact(BranchReleased, branch_id=NEW, on=until)]
        custodian = given_branch(looking, *released)
        if refusals:
            dissolve(custodian).refused("LOOKS_AFTER_OTHERS organisationId")
            merge(custodian, world.branch(OTHER_BRANCH)).refused("LOOKS_AFTER_OTHERS organisationId")
        else:
            assert len(dissolve(custodian).events) == 1


@pytest.mark.parametrize(("ended_on", "goes_on"), [(None, True), (TODAY, True), (LATER, False)])
def test_who_looks_after_a_branch_does_so_until_its_end(ended_on: date | None, goes_on: bool) -> None:
    taken = fact(CustodyTaken, custodian_id=OTHER_BRANCH, from_on=LATER, approved_by=TOWNSHIP)
    ended = [] if ended_on is None else [fact(CustodyEnded, custodian_id=OTHER_BRANCH, on=ended_on)]
    custodian = world.branch(OTHER_BRANCH)
    released = fact(BranchReleased, branch_id=BRANCH, on=LATER) if goes_on else None
    gone = fact(OrganisationDissolved, on=LATER, approved_by=TOWNSHIP, reason="FEW_MEMBERS")
    dissolve(given_branch(taken, *ended), custodian=custodian).then(gone, *([released] if released else []))
    merged = merge(given_branch(taken, *ended), world.branch(NEW), custodian=custodian).events
    assert isinstance(merged[-1], BranchReleased) is goes_on


def test_not_while_organisations_stand_below_it() -> None:
    dissolve(world.branch(), below=[world.group()]).refused("ORGANISATIONS_BELOW organisationId")
    dissolved = world.organisation(GROUP, OrganisationKind.PARTY_GROUP, BRANCH, GONE)
    assert len(dissolve(world.branch(), below=[dissolved]).events) == 1


def test_a_group_goes_once_nobody_belongs_to_it() -> None:
    belongs = world.member(ANN, fact(GroupAssigned, group_id=GROUP))
    by_its_branch: dict[str, Any] = {"above": [BRANCH, TOWNSHIP, COMMITTEE], "approver": world.branch()}
    dissolve(world.group(), members=[belongs], **by_its_branch).refused("MEMBERS_AT_HOME organisationId")
    left = world.member(ANN, fact(GroupAssigned, group_id=GROUP), fact(GroupAssigned, group_id=None))
    assert len(dissolve(world.group(), members=[left], **by_its_branch).events) == 1


@pytest.mark.parametrize(("gone_on", "refusals"), [(LATER, ()), (TODAY, ("MEMBERS_AT_HOME organisationId",))])
def test_who_left_in_time_does_not_keep_a_group(gone_on: date, refusals: tuple[str, ...]) -> None:
    """Be it to another county or to another branch; who will only go belongs to it still."""
    by_its_branch: dict[str, Any] = {"above": [BRANCH, TOWNSHIP, COMMITTEE], "approver": world.branch()}
    left = fact(MemberLeft, branch_id=BRANCH, on=gone_on, to_county="510100")
    moved_on = fact(AffiliationTransferred, from_branch_id=BRANCH, to_branch_id=OTHER_BRANCH, from_on=gone_on)
    for gone in (left, moved_on):
        member = world.member(ANN, fact(GroupAssigned, group_id=GROUP), gone)
        decided = dissolve(world.group(), members=[member], **by_its_branch)
        if refusals:
            decided.refused(*refusals)
        else:
            assert len(decided.events) == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": None}, "REASON_REQUIRED reason"),
        ({"on": date(2026, 1, 4)}, "INVALID_DATES on"),
        ({"on": date(2026, 12, 1)}, "INVALID_DATES on"),
        ({"occurred_at": Occurred("2027")}, "IN_THE_FUTURE occurredAt"),
    ],
)
def test_dissolutions_refused(changes: dict[str, Any], refusal: str) -> None:
    dissolve(world.branch(), command=changes).refused(refusal)


def test_the_countys_committee_stays_and_nobody_approves_for_another() -> None:
    dissolve(world.committee(), above=[]).refused("WRONG_KIND organisationId")
    dissolve(world.branch(), approver=world.branch(OTHER_BRANCH)).refused("WRONG_KIND approvedBy")
    dissolve(world.branch(), approver=Organisation.empty(COMMITTEE)).refused("NOT_FOUND approvedBy")
    elsewhere = world.organisation(NEW, OrganisationKind.PARTY_COMMITTEE, COMMITTEE)
    dissolve(world.branch(), approver=elsewhere).refused("NOT_ABOVE approvedBy")
    dissolve(world.township(), above=[COMMITTEE]).refused("NOT_ABOVE approvedBy")  # its own approver
    assert len(dissolve(world.township(), above=[COMMITTEE], approver=world.committee()).events) == 1
    dissolve(Organisation.empty(BRANCH)).refused("NOT_FOUND organisationId")


def merge(
    source: Organisation, into: Organisation, /, *, command: dict[str, Any] | None = None, **reads: Any
) -> Outcome:
    fields = {**MERGER, **(command or {})}
    read: dict[str, Any] = {
        "into": into,
        "above": [TOWNSHIP, COMMITTEE],
        "approver": world.township(),
        "below": [],
        "from_register": world.register(ANN, BEN, branch_id=source.id),
        "to_register": Register.empty(register_id(into.id)),
        "members": {id_: world.member(id_) for id_ in (ANN, BEN)},
    } | reads
    asked = MergeOrganisation(organisation_id=source.id, into_id=into.id, **fields)
    return when(merge_organisation, source, asked, context(), **read)


def moved(member_id: UUID, to: UUID) -> list[Any]:
    return [
        fact(AffiliationTransferred, from_branch_id=BRANCH, to_branch_id=to, from_on=LATER),
        fact(MemberDeparted, branch_id=BRANCH, member_id=member_id, on=LATER, to_branch_id=to),
        fact(MemberEntered, branch_id=to, member_id=member_id, from_on=LATER, entry=Entry.TRANSFERRED),
    ]


def test_a_merger_moves_everybody_and_dissolves_the_branch_and_its_groups() -> None:
    merge(world.branch(), world.branch(OTHER_BRANCH), below=[world.group()]).then(
        *moved(ANN, OTHER_BRANCH),
        *moved(BEN, OTHER_BRANCH),
        fact(OrganisationDissolved, on=LATER, approved_by=TOWNSHIP),
        fact(
            OrganisationMerged,
            into_id=OTHER_BRANCH,
            on=LATER,
            approved_by=TOWNSHIP,
            reason="FEW_MEMBERS",
        ),
    )


def test_mergers_refused() -> None:
    merge(world.branch(), world.branch()).refused("WRONG_KIND intoId")
    merge(world.branch(), world.group(world.id_of("other group"))).refused("WRONG_KIND intoId")
    merge(world.branch(), formed(BranchForm.TEMPORARY, OTHER_BRANCH)).refused("WRONG_KIND intoId")
    merge(world.branch(), Organisation.empty(OTHER_BRANCH)).refused("NOT_FOUND intoId")
    merge(world.township(), world.branch()).refused("WRONG_KIND organisationId", "WRONG_KIND intoId")
    gone = world.organisation(OTHER_BRANCH, OrganisationKind.PARTY_BRANCH, TOWNSHIP, GONE)
    merge(world.branch(), gone).refused("ORGANISATION_DISSOLVED intoId")
    merge(given_branch(GONE), world.branch(OTHER_BRANCH)).refused("ORGANISATION_DISSOLVED organisationId")
    merge(world.branch(), world.branch(OTHER_BRANCH), command={"on": date(2026, 3, 21)}).refused(
        "IN_THE_FUTURE on"
    )


def test_nobody_is_moved_before_coming_there() -> None:
    newcomer = world.member(
        ANN, *[fact(AffiliationTransferred, from_branch_id=OTHER_BRANCH, to_branch_id=BRANCH, from_on=TODAY)]
    )
    merge(world.branch(), world.branch(OTHER_BRANCH), members={ANN: newcomer}).refused("INVALID_DATES on")


def split(*member_ids: UUID, organisation: Organisation | None = None, **changes: Any) -> Outcome:
    source = organisation or world.branch()
    fields = {**MERGER, "name": "新支部", **changes}
    asked = SplitOrganisation(organisation_id=source.id, new_id=NEW, member_ids=member_ids, **fields)
    return when(
        split_organisation,
        source,
        asked,
        context(),
        new=Organisation.empty(NEW),
        above=[TOWNSHIP, COMMITTEE],
        approver=world.township(),
        from_register=world.register(ANN, BEN),
        to_register=Register.empty(register_id(NEW)),
        members={id_: world.member(id_) for id_ in member_ids},
    )


def test_a_branch_is_split_off_with_those_named() -> None:
    founded, *_ = split(BEN).then(
        fact(
            OrganisationFounded,
            kind=OrganisationKind.PARTY_BRANCH,
            name="新支部",
            parent_id=TOWNSHIP,
            division_code="430281100201",
            sector=BranchSector.RURAL,
            approved_by=TOWNSHIP,
            split_from=BRANCH,
        ),
        *moved(BEN, NEW),
        fact(OrganisationSplit, new_id=NEW, on=LATER, approved_by=TOWNSHIP, reason="FEW_MEMBERS"),
    )
    assert founded.occurred_at == "2026-03-19"


def test_splits_refused() -> None:
    split().refused("INVALID_VALUE memberIds")
    split(ANN, ANN).refused("NAMED_TWICE memberIds[1]")
    split(world.CAT).refused("NOT_ON_REGISTER memberIds[0]")
    split(ANN, name=" ").refused("INVALID_VALUE name")
    split(ANN, reason=None).refused("REASON_REQUIRED reason")
    split(*[ANN] * 1001).refused("TOO_MANY memberIds")
    split(ANN, organisation=formed(BranchForm.TEMPORARY)).refused("FORM_FORBIDS organisationId")
    split(ANN, organisation=world.township()).refused("WRONG_KIND organisationId")


@pytest.mark.parametrize(
    ("held_on", "refusals"), [(date(2026, 3, 18), ()), (LATER, ("ORGANISATION_DISSOLVED organisationId",))]
)
def test_meetings_end_with_the_branch(held_on: date, refusals: tuple[str, ...]) -> None:
    command = PlanMeeting(
        meeting_id=world.MEETING, organisation_id=BRANCH, kind=MeetingKind.GENERAL_MEETING, held_on=held_on
    )
    decided = when(
        plan_meeting, Meeting.empty(world.MEETING), command, context(), organisation=given_branch(GONE)
    )
    if refusals:
        decided.refused(*refusals)
    else:
        assert len(decided.events) == 1


LEAGUE = world.organisation(world.id_of("league"), OrganisationKind.LEAGUE_BRANCH, TOWNSHIP)


@pytest.mark.parametrize(
    ("branch", "kind", "refusal"),
    [
        (world.branch(), MemberKind.FULL, None),
        (formed(BranchForm.JOINT), MemberKind.PROBATIONARY, None),
        (LEAGUE, MemberKind.LEAGUE_MEMBER, None),
        (LEAGUE, MemberKind.FULL, "WRONG_KIND"),
        (world.branch(), MemberKind.LEAGUE_MEMBER, "WRONG_KIND"),
        (formed(BranchForm.TEMPORARY), MemberKind.PROBATIONARY, "FORM_FORBIDS"),
        (formed(BranchForm.VIRTUAL), MemberKind.FULL, "FORM_FORBIDS"),
        (formed(BranchForm.FUNCTIONAL), MemberKind.FULL, "FORM_FORBIDS"),
        (given_branch(GONE), MemberKind.FULL, "ORGANISATION_DISSOLVED"),
    ],
)
def test_where_a_home_may_be(branch: Organisation, kind: MemberKind, refusal: str | None) -> None:
    refused = home_refusal(branch, "branchId", kind=kind)
    assert (refused and refused.code) == refusal
