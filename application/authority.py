"""Whether somebody may give a command: what access.py declares, held against what the command is about.

A command names things, and each of them belongs to a place of the organisation tree and perhaps to a person. It is
allowed if every one of them lies to the actor in a way in which the actor may give that command.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from application.access import (
    APPROVALS,
    CENTER_DAYS,
    CONVEYANCES,
    DEPARTURES,
    DEVELOPMENTS,
    DISCIPLINE,
    DOCUMENTS,
    DUES,
    ENTITIES,
    ERASURES,
    EXCEPTIONS,
    FUNDS,
    GRID_WORK,
    GROUP_LIFE,
    LEAVE,
    LECTURE_MENUS,
    LECTURES,
    MEETINGS,
    MEMBER_NODE_HOUSES,
    MEMBERS,
    OBJECTIONS,
    OBLIGATIONS,
    ORGANISATIONS,
    PAIRS,
    PEER_REVIEWS,
    PLANS,
    POINTS,
    POSTS,
    PROCEDURE_STEPS,
    PUBLIC_ITEMS,
    PUBLICATIONS,
    RESOLUTIONS,
    SCHEDULES,
    SITES,
    TASKS,
    THEMES,
    VIOLATIONS,
    FieldGroup,
    Relation,
    relations,
    role_may,
)
from application.actor import Actor
from application.capacity import is_lost
from application.session import Session
from domain.accounts import commands as accounts
from domain.accounts.state import Post
from domain.conveyance import commands as conveyance
from domain.conveyance.state import Conveyance
from domain.core import Aggregate, Refusal, RefusalCode
from domain.core.command import Command
from domain.county.events import COUNTY_ID
from domain.county.state import County
from domain.coverage import commands as coverage
from domain.coverage.state import Entity
from domain.development import commands as development
from domain.development.state import Development
from domain.documents.state import Document
from domain.grids.state import Grid
from domain.handover import commands as handover
from domain.handover.state import Handover
from domain.households import commands as households
from domain.households.commands import MOST_HOUSEHOLDS
from domain.households.state import Household
from domain.instruction import commands as instruction
from domain.issues import commands as issues
from domain.issues.state import Issue
from domain.leave import commands as leave
from domain.leave.state import Leave
from domain.lecture_orders import commands as lectures
from domain.lecture_orders.state import LectureOrder, MenuItem
from domain.meetings import commands as meetings
from domain.meetings.state import Meeting
from domain.member_node_houses import commands as member_node_houses
from domain.member_node_houses.state import MemberNodeHouse
from domain.membership import commands as membership
from domain.membership.state import Member
from domain.objections import commands as objections
from domain.objections.state import Objection
from domain.obligations.commands import WaiveObligation
from domain.obligations.grounds import SubjectKind
from domain.obligations.state import Obligation
from domain.organisation import commands as organisation
from domain.organisation.state import Organisation
from domain.peer_reviews import commands as peer_reviews
from domain.peer_reviews.state import PeerReview
from domain.policies import commands as policies
from domain.policies.events import adoptions_id
from domain.policies.state import PolicyAdoptions
from domain.procedures import commands as procedures
from domain.procedures.state import ProcedureCase
from domain.projects import commands as projects
from domain.projects.state import Project, Task
from domain.public_items import commands as public_items
from domain.public_items.state import PublicItem
from domain.resolutions import commands as resolutions
from domain.resolutions.state import Proposal, Resolution
from domain.schedule import commands as schedule
from domain.schedule.state import ScheduleException
from domain.second_affiliation import commands as second
from domain.second_affiliation.state import SecondAffiliation
from domain.sites import commands as sites
from domain.sites.state import Site
from domain.supervisory_inspections import commands as supervisory_inspections
from domain.supervisory_inspections.state import SupervisoryInspection
from domain.transfers import commands as transfers
from domain.transfers.state import Letter
from domain.violations import commands as violations
from domain.violations.state import Violation

# The fields that say what a command is about; what is new is about where it will belong. A command that is not here
# concerns the whole county: so do accounts, since whoever is linked to a member has all that the member's posts give,
# wherever in the county those are.
# Other ids that a command names are refused alike whether they are elsewhere or nowhere, and where one is not, a test
# has the reason: tests/security/access/second_ids.py.
ABOUT: dict[type[Command], tuple[str, ...]] = {
    **dict.fromkeys((*MEETINGS, *EXCEPTIONS), ("meeting_id",)),
    **dict.fromkeys(LEAVE, ("leave_id",)),
    **dict.fromkeys((*MEMBERS, *DISCIPLINE, *POINTS, *DUES, *PAIRS), ("member_id",)),
    **dict.fromkeys((*ORGANISATIONS, *GROUP_LIFE), ("organisation_id",)),
    **dict.fromkeys(POSTS, ("post_id",)),
    **dict.fromkeys(GRID_WORK, ("issue_id",)),
    **dict.fromkeys(TASKS, ("task_id",)),
    **dict.fromkeys(APPROVALS, ("project_id",)),
    **dict.fromkeys(OBLIGATIONS, ("obligation_id",)),
    meetings.PlanMeeting: ("organisation_id",),
    leave.RequestLeave: ("member_id",),
    membership.RegisterMember: ("branch_id",),
    membership.TransferMember: ("member_id", "to_branch_id"),
    **dict.fromkeys(DEVELOPMENTS, ("development_id",)),
    development.ReceiveApplication: ("branch_id",),
    second.AddSecondAffiliation: ("organisation_id",),
    second.EndSecondAffiliation: ("second_affiliation_id",),
    transfers.IssueLetter: ("member_id",),
    transfers.ReceiveLetter: ("to_branch_id",),
    transfers.AcknowledgeLetter: ("letter_id",),
    transfers.WithdrawLetter: ("letter_id",),
    transfers.AdmitByLetter: ("branch_id",),
    **dict.fromkeys(ENTITIES, ("entity_id",)),
    **dict.fromkeys(SITES, ("site_id",)),
    **dict.fromkeys(DOCUMENTS, ("member_id", "organisation_id")),
    **dict.fromkeys(ERASURES, ("document_id",)),
    coverage.SurveyEntity: ("organisation_id",),
    coverage.CoverEntity: ("entity_id", "branch_id"),
    sites.OpenSite: ("organisation_id",),
    sites.AssignSiteBranch: ("site_id", "branch_id"),
    organisation.FoundOrganisation: ("parent_id",),
    organisation.MergeOrganisation: ("organisation_id", "into_id"),
    organisation.MoveOrganisation: ("organisation_id", "parent_id"),
    accounts.GivePost: ("member_id", "organisation_id"),
    # Nobody cites the authority of those above: what is put in force on their word is theirs to record.
    policies.AdoptPolicy: ("node_id", "approved_by"),
    policies.EndAdoption: ("node_id",),
    policies.AnnulAdoption: ("node_id",),
    handover.OpenHandover: ("organisation_id",),
    handover.SignHandover: ("handover_id",),
    **dict.fromkeys(MEMBER_NODE_HOUSES, ("member_node_house_id",)),
    **dict.fromkeys(CENTER_DAYS, ("organisation_id",)),
    member_node_houses.NameMemberNodeHouse: ("branch_id",),
    supervisory_inspections.RecordSupervisoryInspection: ("organisation_id",),
    supervisory_inspections.RaiseSupervisoryInspectionFinding: ("supervisory_inspection_id",),
    supervisory_inspections.RectifySupervisoryInspectionFinding: ("supervisory_inspection_id",),
    **dict.fromkeys(FUNDS, ("organisation_id",)),
    instruction.AssignPartyInstructor: ("organisation_id", "member_id"),
    instruction.RecallPartyInstructor: ("organisation_id",),
    households.RegisterHouseholds: ("grid_id",),
    households.MoveHousehold: ("household_id", "to_grid_id"),
    households.EndHousehold: ("household_id",),
    households.RecordVisits: ("household_ids",),
    issues.RaiseIssue: ("grid_id",),
    projects.ProposeProject: ("organisation_id",),
    projects.PublishTask: ("organisation_id",),
    **dict.fromkeys((*PLANS, *PUBLICATIONS, *DEPARTURES), ("organisation_id",)),
    procedures.ReleaseProcedure: ("released_by",),
    procedures.StartProcedureCase: ("organisation_id",),
    **dict.fromkeys(PROCEDURE_STEPS, ("case_id",)),
    **dict.fromkeys(THEMES, ("node_id",)),
    **dict.fromkeys(LECTURE_MENUS, ("menu_item_id",)),
    lectures.PublishMenuItem: ("node_id",),
    **dict.fromkeys(LECTURES, ("lecture_order_id",)),
    lectures.PlaceLectureOrder: ("organisation_id",),
    **dict.fromkeys(RESOLUTIONS, ("resolution_id",)),
    resolutions.RaiseProposal: ("organisation_id",),
    resolutions.WithdrawProposal: ("proposal_id",),
    resolutions.MakeResolution: ("organisation_id",),
    **dict.fromkeys(VIOLATIONS, ("violation_id",)),
    violations.ReportViolation: ("organisation_id",),
    **dict.fromkeys(PUBLIC_ITEMS, ("public_item_id",)),
    public_items.PostPublicItem: ("organisation_id",),
    **dict.fromkeys(PEER_REVIEWS, ("peer_review_id",)),
    peer_reviews.RecordPeerReviews: ("meeting_id",),
    **dict.fromkeys(SCHEDULES, ("exception_id",)),
    schedule.ApproveScheduleException: ("organisation_id",),
    **dict.fromkeys(CONVEYANCES, ("conveyance_id",)),
    **dict.fromkeys(OBJECTIONS, ("objection_id",)),
    objections.RaiseObjection: ("member_id",),
    objections.DecideObjection: ("objection_id", "organisation_id"),
    conveyance.OpenConveyance: ("organisation_id",),
    conveyance.ConfirmConveyance: ("conveyance_id", "member_id"),
}

# Of these commands one field names what they are about, and the others are left out: the decision refuses all else.
_ABOUT_ONE = frozenset(DOCUMENTS)

# What the fields name is of a group of data: whoever sees that there knows whether it exists. All others name
# organisations or grids.
GROUPS: dict[str, FieldGroup] = {
    "meeting_id": FieldGroup.ORGANISATION_LIFE,
    "leave_id": FieldGroup.PERSON,
    "letter_id": FieldGroup.PERSON,
    "second_affiliation_id": FieldGroup.PERSON,
    "development_id": FieldGroup.PERSON,
    "member_id": FieldGroup.PERSON,
    "post_id": FieldGroup.PERSON,
    "document_id": FieldGroup.DOCUMENTS,
    "handover_id": FieldGroup.ORGANISATION_LIFE,
    "member_node_house_id": FieldGroup.ORGANISATION_LIFE,
    "supervisory_inspection_id": FieldGroup.ORGANISATION_LIFE,
    "household_id": FieldGroup.GRID_WORK,
    "household_ids": FieldGroup.GRID_WORK,
    "issue_id": FieldGroup.GRID_WORK,
    "project_id": FieldGroup.ORGANISATION_LIFE,
    "task_id": FieldGroup.ORGANISATION_LIFE,
    "exception_id": FieldGroup.ORGANISATION_LIFE,
    "conveyance_id": FieldGroup.ORGANISATION_LIFE,
    "objection_id": FieldGroup.PERSON,
    "obligation_id": FieldGroup.PERSON,
    "violation_id": FieldGroup.PERSON,
    "public_item_id": FieldGroup.PERSON,
    "peer_review_id": FieldGroup.PERSON,
    "case_id": FieldGroup.ORGANISATION_LIFE,
    "lecture_order_id": FieldGroup.ORGANISATION_LIFE,
    "proposal_id": FieldGroup.ORGANISATION_LIFE,
    "resolution_id": FieldGroup.ORGANISATION_LIFE,
}
# What all may know of in their county, and is no organisation. Of what is new at a grid the command names that.
_OPEN: dict[str, type[Aggregate]] = {
    "grid_id": Grid,
    "to_grid_id": Grid,
    "entity_id": Entity,
    "site_id": Site,
    "menu_item_id": MenuItem,
}


class Denial(StrEnum):
    """Why a command is FORBIDDEN, told as ``details.reason`` of the refusal."""

    ROLE = "ROLE"  # the role may not, anywhere
    SCOPE = "SCOPE"  # the role may, and the token's scopes leave it out
    CAPACITY = "CAPACITY"  # the account is no longer the member's, or the post is not held today
    PLACE = "PLACE"  # not there: it is outside of what the actor covers, or takes the whole county


async def refuse_unless_allowed(actor: Actor, command: Command, session: Session) -> Refusal | None:
    """None if ``actor`` may give ``command``; else a refusal that tells no more than the actor may know.

    The declaration is asked before anything is read. What the actor may not see looks the same as what does not exist.
    Whatever is read to find out is read in ``session``: a change of it in the meantime makes the command stale.
    """
    held = relations(actor, type(command))
    if not held:
        return _forbidden(Denial.SCOPE if role_may(actor.role, type(command)) else Denial.ROLE)
    if await is_lost(actor, session):
        return _forbidden(Denial.CAPACITY)
    if actor.place is None and Relation.COUNTY in held:
        return None
    if type(command) not in ABOUT:
        return (
            None if Relation.COUNTY in held and await _is_root(actor, session) else _forbidden(Denial.PLACE)
        )
    if actor.place is None and not held & {Relation.SELF, Relation.GRID}:
        return _forbidden(Denial.PLACE)
    for name in ABOUT[type(command)]:
        named = getattr(command, name)
        if named is None and type(command) in _ABOUT_ONE:
            continue
        if named is None:
            return _forbidden(Denial.PLACE)  # it is to be at a grid, and no grid lies below an organisation
        several: tuple[UUID, ...] = named if isinstance(named, tuple) else (named,)
        if len(several) > 1:
            await session.load_many(Household, several[:MOST_HOUSEHOLDS])  # at once; the rest is refused
        for one in several[:MOST_HOUSEHOLDS]:
            thing = await _thing(name, one, command, session)
            lies = await _relations_to(thing, actor, session)
            if not held & lies:
                if thing.seen_at is not None:
                    lies = await _relations_to(_Thing(thing.seen_at), actor, session)
                known = await _is_known(name, one, lies, actor, session)
                return (
                    _forbidden(Denial.PLACE, name) if known else Refusal(RefusalCode.NOT_FOUND, _path(name))
                )
    return None


class _Thing(NamedTuple):
    """What a command is about: where it belongs, in both trees, and to whom. Of what does not exist all are None."""

    place: UUID | None
    person: UUID | None = None
    grid: UUID | None = None
    seen_at: UUID | None = None  # where it is seen, if that is not where it is decided on


async def _thing(name: str, named: UUID | None, command: Command, session: Session) -> _Thing:
    """What a field names. A post at a grid lies below no organisation."""
    if named is None:
        return _Thing(None)
    match name:
        case "meeting_id":
            return _Thing((await session.load(Meeting, named)).branch_id)
        case "leave_id":
            of_leave = await session.load(Leave, named)
            return _Thing(of_leave.branch_id, of_leave.member_id)
        case "member_id":
            return _Thing((await session.load(Member, named)).branch_id, named)
        case "development_id":
            way = await session.load(Development, named)
            return _Thing(way.branch_id, way.person_id)
        case "second_affiliation_id":
            affiliation = await session.load(SecondAffiliation, named)
            return _Thing(affiliation.organisation_id, affiliation.member_id)
        case "letter_id":
            letter = await session.load(Letter, named)
            return _Thing(letter.from_branch_id or letter.to_branch_id, letter.member_id)
        case "member_node_house_id":
            return _Thing((await session.load(MemberNodeHouse, named)).branch_id)
        case "supervisory_inspection_id":
            return _Thing((await session.load(SupervisoryInspection, named)).organisation_id)
        case "handover_id":
            of_post = await session.load(Handover, named)
            # Who signs for oneself need not hold the post any more.
            signer = of_post.members.get(command.side) if isinstance(command, handover.SignHandover) else None
            return _Thing(of_post.organisation_id, signer)
        case "node_id" if isinstance(command, policies.EndAdoption | policies.AnnulAdoption):
            adoptions = await session.load(PolicyAdoptions, adoptions_id(named, command.series))
            return _Thing(adoptions.approved_by or named)  # who put it in force may end it, and those above
        case "document_id":
            document = await session.load(Document, named)
            if document.member_id is None:
                return _Thing(document.organisation_id)
            return _Thing((await session.load(Member, document.member_id)).branch_id, document.member_id)
        case "post_id":
            return _Thing((await session.load(Post, named)).organisation_id)
        case "household_id" | "household_ids":
            place = (await session.load(Household, named)).place
            return _Thing(None) if place is None else _Thing(place.organisation_id, grid=place.grid_id)
        case "issue_id":
            issue = await session.load(Issue, named)
            return _Thing(issue.organisation_id, grid=issue.grid_id)
        case "project_id":
            return _Thing((await session.load(Project, named)).organisation_id)
        case "task_id":
            return _Thing((await session.load(Task, named)).organisation_id)
        case "exception_id":
            return _Thing((await session.load(ScheduleException, named)).organisation_id)
        case "objection_id":
            objection = await session.load(Objection, named)
            return _Thing(objection.branch_id, objection.member_id)
        case "violation_id":
            violation = await session.load(Violation, named)
            return _Thing(violation.organisation_id, violation.member_id)
        case "public_item_id":
            item = await session.load(PublicItem, named)
            return _Thing(item.organisation_id, item.member_id)
        case "peer_review_id":
            review = await session.load(PeerReview, named)
            return _Thing(review.organisation_id, review.member_id)
        case "conveyance_id":
            told = await session.load(Conveyance, named)
            speaks = command.member_id if isinstance(command, conveyance.ConfirmConveyance) else None
            return _Thing(told.branch_id, speaks if speaks in told.expected else None)
        case "case_id":
            return _Thing((await session.load(ProcedureCase, named)).organisation_id)
        case "obligation_id":
            return await _obligation(await session.load(Obligation, named), command, session)
        case "lecture_order_id":
            return _Thing((await session.load(LectureOrder, named)).organisation_id)
        case "proposal_id":
            return _Thing((await session.load(Proposal, named)).organisation_id)
        case "resolution_id":
            return _Thing((await session.load(Resolution, named)).organisation_id)
        case "menu_item_id":
            return _Thing((await session.load(MenuItem, named)).node_id)
        case "entity_id":
            return _Thing((await session.load(Entity, named)).organisation_id)
        case "site_id":
            return _Thing((await session.load(Site, named)).organisation_id)
        case "grid_id" | "to_grid_id":
            return _Thing(getattr(command, "organisation_id", None), grid=named)
        case _:
            return _Thing(named)  # an organisation; one that does not exist lies below none


async def _obligation(owed: Obligation, command: Command, session: Session) -> _Thing:
    """It belongs to who owes it, and is the assignee's to act on. Of what is due of itself, nobody lets itself off."""
    if owed.subject_kind is not SubjectKind.ORGANISATION or owed.subject_id is None:
        return _Thing(owed.organisation_id, owed.assignee_id)
    if isinstance(command, WaiveObligation):
        above = (await session.load(Organisation, owed.subject_id)).parent_id
        return _Thing(above, seen_at=owed.subject_id)
    return _Thing(owed.organisation_id, owed.assignee_id, seen_at=owed.subject_id)


async def _relations_to(thing: _Thing, actor: Actor, session: Session) -> frozenset[Relation]:
    """How a thing lies to the actor."""
    found = set()
    if thing.person is not None and thing.person == actor.member_id:
        found.add(Relation.SELF)
    if actor.place is not None and thing.place == actor.place:
        found |= {Relation.OWN, Relation.COUNTY}
    elif actor.place is not None and await _is_below(thing.place, actor.place, session):
        found |= {Relation.BELOW, Relation.COUNTY}
    if actor.grid is not None and await _is_in_grid(thing.grid, actor.grid, session):
        found.add(Relation.GRID)
    return frozenset(found)


async def _is_below(place: UUID | None, top: UUID, session: Session) -> bool:
    """Walk up the tree; every organisation on the way is read, so a move in the meantime makes the command stale."""
    while place is not None:
        place = (await session.load(Organisation, place)).parent_id
        if place == top:
            return True
    return False


async def _is_in_grid(grid: UUID | None, top: UUID, session: Session) -> bool:
    """The same in the tree of grids, in which a node is in itself."""
    while grid is not None and grid != top:
        grid = (await session.load(Grid, grid)).parent_id
    return grid is not None


async def _is_root(actor: Actor, session: Session) -> bool:
    """Whether the actor's place is the committee above all."""
    return actor.place is not None and actor.place == (await session.load(County, COUNTY_ID)).committee_id


async def _is_known(
    name: str, named: UUID, lies: frozenset[Relation], actor: Actor, session: Session
) -> bool:
    """Whether a field names what exists, and the actor may know that."""
    if name in GROUPS:
        return bool(lies & relations(actor, GROUPS[name]))
    thing = await session.load(_OPEN.get(name, Organisation), named)
    return bool(relations(actor, FieldGroup.STRUCTURE)) and thing.exists


def _forbidden(denial: Denial, name: str | None = None) -> Refusal:
    path = () if name is None else _path(name)
    return Refusal(RefusalCode.FORBIDDEN, path, details={"reason": denial.value})


def _path(name: str) -> tuple[str, ...]:
    first, *rest = name.split("_")
    return (first + "".join(map(str.capitalize, rest)),)
