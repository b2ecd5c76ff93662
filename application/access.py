"""Who may do and see what, and where: one declaration, default deny.

A right is a role, how what it is about lies to the caller's place (a relation), and what may be done or seen there: a
command, or a group of fields. Commands are decided by it (authority.py), statements read by it (read/scope.py of the
API), callers are told of it (``viewer.rights``), and the access matrix of the tests is made from it. Nothing else says
who may do what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from application.actor import Actor, Role
from domain.accounts import commands as accounts
from domain.annual_plans import commands as annual_plans
from domain.assessments.commands import AssessPeriod
from domain.calendar import commands as calendar
from domain.clock import commands as clock
from domain.contacts import commands as contacts
from domain.conveyance import commands as conveyance
from domain.core.command import Command
from domain.county import commands as county
from domain.coverage import commands as coverage
from domain.departures import commands as departures
from domain.development import commands as development
from domain.discipline import commands as discipline
from domain.documents import commands as documents
from domain.dues import commands as dues
from domain.funds import commands as funds
from domain.grids import commands as grids
from domain.handover import commands as handover
from domain.households import commands as households
from domain.instruction import commands as instruction
from domain.issues import commands as issues
from domain.leave import commands as leave
from domain.lecture_orders import commands as lectures
from domain.meeting_entries import commands as entries
from domain.meetings import commands as meetings
from domain.member_node_houses import commands as member_node_houses
from domain.membership import commands as membership
from domain.objections import commands as objections
from domain.obligations import commands as obligations
from domain.organisation import commands as organisation
from domain.pairing import commands as pairing
from domain.peer_reviews import commands as peer_reviews
from domain.policies import commands as policies
from domain.procedures import commands as procedures
from domain.projects import commands as projects
from domain.public_items import commands as public_items
from domain.publications import commands as publications
from domain.residence import commands as residence
from domain.resolutions import commands as resolutions
from domain.schedule import commands as schedule
from domain.scoring import commands as scoring
from domain.second_affiliation import commands as second
from domain.sites import commands as sites
from domain.supervisory_inspections import commands as supervisory_inspections
from domain.transfers import commands as transfers
from domain.verdicts import commands as verdicts
from domain.violations import commands as violations


class FieldGroup(StrEnum):
    """What kind of data a field is."""

    STRUCTURE = "STRUCTURE"  # the county, its organisations and grids
    ORGANISATION_LIFE = "ORGANISATION_LIFE"  # meetings and their numbers
    PERSON = "PERSON"  # who somebody is, and what a person did
    POINTS = "POINTS"
    FIGURES = "FIGURES"  # sums over many persons
    AUDIT = "AUDIT"  # events, and who recorded what
    READ_AUDIT = "READ_AUDIT"  # who read whose data
    GRID_WORK = "GRID_WORK"  # households, visits to them, issues
    DOCUMENTS = "DOCUMENTS"  # sealed texts: that there is one, and what it says


class Relation(StrEnum):
    """How what is asked about lies to the caller."""

    COUNTY = "COUNTY"  # anywhere in the county; of an account that is limited to a place: there and below
    OWN = "OWN"  # at the caller's own place
    BELOW = "BELOW"  # in the organisation tree below that place
    GRID = "GRID"  # at the caller's grid or below it, in the tree of grids
    SAME_BRANCH = "SAME_BRANCH"  # at the home branch of the member behind the account, or below it
    SELF = "SELF"  # about that very member, or theirs to act on


What: TypeAlias = type[Command] | FieldGroup


@dataclass(frozen=True, slots=True)
class Right:
    """What a role may do and see where one of these relations holds."""

    where: frozenset[Relation]
    what: frozenset[What]


def _right(*where: Relation, do: Iterable[type[Command]] = (), see: Iterable[FieldGroup] = ()) -> Right:
    return Right(frozenset(where), frozenset([*do, *see]))


OWN_LEAVE = (
    leave.RequestLeave,
    leave.HandInLeaveEvidence,
    leave.RequestLeaveExtension,
    leave.WithdrawLeaveExtension,
    leave.WithdrawLeave,
    leave.ReturnFromLeave,
)
LEAVE = (
    *OWN_LEAVE,
    leave.ApproveLeave,
    leave.GrantLeave,
    leave.RefuseLeave,
    leave.ExtendLeave,
    leave.RefuseLeaveExtension,
    leave.CorrectLeave,
)
MEETINGS = (
    meetings.PlanMeeting,
    meetings.NotifyMeeting,
    meetings.FreezeRoster,
    meetings.RecordAttendance,
    meetings.CorrectAttendance,
    meetings.RecordMakeUp,
    meetings.RecordObserver,
    meetings.RecordParticipation,
    meetings.ConcludeMeeting,
    meetings.CancelMeeting,
    meetings.PostponeMeeting,
    meetings.CorrectMeeting,
    entries.TakeMinutes,
    entries.RecordLecturer,
    entries.RecordLectureTest,
    entries.RecordContents,
    entries.WithdrawMeetingEntry,
)
CONVEYANCES = (
    conveyance.OpenConveyance,
    conveyance.DeliverConveyance,
    conveyance.RevokeDelivery,
    conveyance.CloseConveyance,
)
OWN_RECEIPTS = (conveyance.ConfirmConveyance,)  # nobody's but the member's own word
OWN_OBJECTIONS = (objections.RaiseObjection, objections.WithdrawObjection)
OBJECTIONS = (*OWN_OBJECTIONS, objections.DecideObjection, objections.RemedyObjection)
VIOLATIONS = (
    violations.ReportViolation,
    violations.CorrectViolation,
    violations.WithdrawViolation,
    violations.AssignSupervisor,
    violations.EndSupervision,
)
PUBLIC_ITEMS = (public_items.PostPublicItem, public_items.EndPublicItem, public_items.WithdrawPublicItem)
PEER_REVIEWS = (
    peer_reviews.RecordPeerReviews,
    peer_reviews.CorrectPeerReview,
    peer_reviews.WithdrawPeerReview,
)
EXCEPTIONS = (entries.ApproveMeetingException,)  # from above
POINTS = (scoring.AwardPoints, scoring.DeductPoints, scoring.ReversePoints, scoring.CorrectPoints)
SECOND_AFFILIATIONS = (second.AddSecondAffiliation, second.EndSecondAffiliation)
CONTACTS = (
    contacts.RegisterFloating,
    contacts.EndFloating,
    contacts.RecordContact,
    contacts.RecordLostContact,
)
DEVELOPMENTS = (
    development.ReceiveApplication,
    development.AdvanceStage,
    development.RecordBallot,
    development.AdmitCandidate,
    development.EndDevelopment,
)
MEMBERS = (
    membership.RegisterMember,
    membership.AssignGroup,
    membership.ConfirmMember,
    membership.CorrectMember,
    *SECOND_AFFILIATIONS,
    *CONTACTS,
    *DEVELOPMENTS,
    residence.RecordResidence,
    residence.EndResidence,
)
LETTERS = (
    transfers.IssueLetter,
    transfers.ReceiveLetter,
    transfers.AcknowledgeLetter,
    transfers.WithdrawLetter,
    transfers.AdmitByLetter,
)
TRANSFERS = (membership.TransferMember, *LETTERS)
ORGANISATIONS = (
    organisation.FoundOrganisation,
    organisation.RenameOrganisation,
    organisation.CorrectOrganisation,
    organisation.DissolveOrganisation,
    organisation.MergeOrganisation,
    organisation.SplitOrganisation,
    organisation.MoveOrganisation,
    organisation.RecodeOrganisation,
    organisation.RecordElection,
    organisation.TakeIntoCustody,
    organisation.EndCustody,
)
GROUP_LIFE = (organisation.ElectGroupLeader,)
ENTITIES = (
    coverage.SurveyEntity,
    coverage.ExcludeEntity,
    coverage.CoverEntity,
    coverage.EndEntityCoverage,
)
SITES = (sites.OpenSite, sites.RecountSite, sites.AssignSiteBranch, sites.CloseSite)
DISCIPLINE = (discipline.ImposeDiscipline, discipline.LiftDiscipline)
GRIDS = (
    grids.DefineGrid,
    grids.AssignResponsible,
    grids.RelieveResponsible,
    grids.AssignCoverage,
    grids.EndCoverage,
    grids.CorrectGrid,
)
HOUSEHOLDS = (households.RegisterHouseholds, households.MoveHousehold, households.EndHousehold)
GRID_WORK = (
    households.RecordVisits,
    issues.RaiseIssue,
    issues.AssignIssue,
    issues.CloseIssue,
    issues.ReopenIssue,
)
TASKS = (projects.ProposeProject, projects.PublishTask, projects.CloseTask, projects.ReopenTask)
PROCEDURES = (procedures.ReleaseProcedure,)
PROCEDURE_STEPS = (
    procedures.RecordProcedureStep,
    procedures.WithdrawProcedureStep,
    procedures.CloseProcedureCase,
)
PROCEDURE_CASES = (procedures.StartProcedureCase, *PROCEDURE_STEPS)
APPROVALS = (projects.ApproveProject, projects.FileProject)
DOCUMENTS = (documents.SealDocument,)
ERASURES = (documents.EraseDocument,)  # not by those whose records the texts are
ACCOUNTS = (accounts.LinkAccount, accounts.UnlinkAccount)
POSTS = (accounts.GivePost, accounts.EndPost)
POLICIES = (policies.AdoptPolicy, policies.EndAdoption, policies.AnnulAdoption)
PAIRS = (pairing.AssignPair, pairing.EndPair)
MEMBER_NODE_HOUSES = (
    member_node_houses.NameMemberNodeHouse,
    member_node_houses.ReviewMemberNodeHouse,
    member_node_houses.ReplaceMemberNodeHouse,
)
SUPERVISORY_INSPECTIONS = (
    supervisory_inspections.RecordSupervisoryInspection,
    supervisory_inspections.RaiseSupervisoryInspectionFinding,
)
PARTY_INSTRUCTORS = (instruction.AssignPartyInstructor, instruction.RecallPartyInstructor)
CENTER_DAYS = (instruction.PlanCenterDay, instruction.CancelCenterDay, instruction.HoldCenterDay)
FUNDS = (funds.AllocateFunds, funds.ReverseFundsAllocation)
DUES = (dues.AssessDues, dues.PayDues, dues.IssueDuesReceipt, dues.ReverseDuesPayment)
PLANS = (
    annual_plans.AdoptAnnualPlan,
    annual_plans.FileAnnualPlan,
    annual_plans.AssignPlanItem,
    annual_plans.WithdrawPlanItem,
)
PUBLICATIONS = (publications.PublishMatter, publications.WithdrawPublication)
OBLIGATIONS = (
    obligations.AssignObligation,
    obligations.FulfilObligation,
    obligations.WaiveObligation,
)
THEMES = (publications.PublishTheme, publications.WithdrawTheme)
DEPARTURES = (departures.RecordDeparture, departures.WithdrawDeparture)
RESOLUTIONS = (
    resolutions.RaiseProposal,
    resolutions.WithdrawProposal,
    resolutions.MakeResolution,
    resolutions.PublishResult,
    resolutions.WithdrawResult,
    resolutions.WithdrawResolution,
)
LECTURE_MENUS = (lectures.PublishMenuItem, lectures.WithdrawMenuItem)
LECTURES = (
    lectures.PlaceLectureOrder,
    lectures.AcceptLecture,
    lectures.RecordLectureDelivery,
    lectures.RateLecture,
    lectures.WithdrawLectureStep,
)
SCHEDULES = (schedule.ApproveScheduleException, schedule.EndScheduleException)  # from above
CALENDARS = (calendar.PublishCalendarYear,)
# What organisations record of their own service and money, and what is recorded of them from above.
SERVICE = (
    *DUES,
    *PAIRS,
    *MEMBER_NODE_HOUSES,
    *CENTER_DAYS,
    handover.SignHandover,
    supervisory_inspections.RectifySupervisoryInspectionFinding,
)
OVERSIGHT = (*SUPERVISORY_INSPECTIONS, *PARTY_INSTRUCTORS, handover.OpenHandover, *FUNDS)
_LIFE = (*MEETINGS, *CONVEYANCES, *PLANS, *PUBLICATIONS, *DEPARTURES, *LECTURES, *RESOLUTIONS)
_BRANCH = (
    *MEMBERS,
    *OBJECTIONS,
    *VIOLATIONS,
    *PUBLIC_ITEMS,
    *PEER_REVIEWS,
    *GROUP_LIFE,
    *_LIFE,
    *LEAVE,
    *POINTS,
    *HOUSEHOLDS,
    *GRID_WORK,
    *TASKS,
    *PROCEDURE_CASES,
    *OBLIGATIONS,
    *SERVICE,
    *DOCUMENTS,
)
_TOWNSHIP = (
    *THEMES,
    *LECTURE_MENUS,
    *PROCEDURES,
    *ORGANISATIONS,
    *ENTITIES,
    *SITES,
    *DISCIPLINE,
    *TRANSFERS,
    *_BRANCH,
    *OVERSIGHT,
    *POLICIES,
)
_ABOVE = (*POSTS, *SCHEDULES, *APPROVALS, *EXCEPTIONS)  # never at the own place
_COUNTY = (
    county.AdoptModule,
    policies.PublishPack,
    *CALENDARS,
    *GRIDS,
    *_TOWNSHIP,
    *ACCOUNTS,
    *ERASURES,
    *_ABOVE,
)
# A county's rules may come with its set-up, from files.
_OPERATOR = (county.FoundCounty, policies.PublishPack, policies.AdoptPolicy)

# Not who reads them: those who keep records are not to see who looks into it.
RECORDS = frozenset(FieldGroup) - {FieldGroup.READ_AUDIT}
_STRUCTURE = _right(Relation.COUNTY, see=[FieldGroup.STRUCTURE])

RIGHTS: Mapping[Role, tuple[Right, ...]] = MappingProxyType(
    {
        Role.OPERATOR: (_right(Relation.COUNTY, do=_OPERATOR, see=[FieldGroup.STRUCTURE]),),
        Role.COUNTY_SECRETARY: (
            _STRUCTURE,
            _right(
                Relation.COUNTY,
                do=_COUNTY,
                see=RECORDS,
            ),
        ),
        Role.TOWNSHIP_SECRETARY: (
            _STRUCTURE,
            _right(Relation.OWN, Relation.BELOW, do=_TOWNSHIP, see=RECORDS),
            # Never at the own place: nobody makes an equal, or approves what is the own.
            _right(Relation.BELOW, do=_ABOVE),
        ),
        Role.BRANCH_SECRETARY: (
            _STRUCTURE,
            _right(Relation.OWN, Relation.BELOW, do=_BRANCH, see=RECORDS),
        ),
        Role.GRID_WORKER: (
            _STRUCTURE,
            _right(Relation.GRID, do=GRID_WORK, see=[FieldGroup.FIGURES, FieldGroup.GRID_WORK]),
        ),
        Role.MEMBER: (
            _STRUCTURE,
            _right(Relation.SAME_BRANCH, see=[FieldGroup.ORGANISATION_LIFE, FieldGroup.FIGURES]),
            # Of organisations' life and of work in the grids, what the member has to act on: whoever signs a handover,
            # owns a task or an issue, or checked one, sees what it is about, wherever that lies; and whoever is to see
            # to an obligation does so.
            _right(
                Relation.SELF,
                do=[
                    *OWN_LEAVE,
                    *DOCUMENTS,
                    *OWN_RECEIPTS,
                    *OWN_OBJECTIONS,
                    handover.SignHandover,
                    obligations.FulfilObligation,
                ],
                see=[
                    FieldGroup.ORGANISATION_LIFE,
                    FieldGroup.PERSON,
                    FieldGroup.POINTS,
                    FieldGroup.AUDIT,
                    FieldGroup.READ_AUDIT,
                    FieldGroup.GRID_WORK,
                    FieldGroup.DOCUMENTS,
                ],
            ),
        ),
        Role.INSPECTOR: (_right(Relation.COUNTY, see=FieldGroup),),
        Role.INTEGRATOR: (
            _right(
                Relation.COUNTY,
                do=[
                    *ORGANISATIONS,
                    *GROUP_LIFE,
                    *ENTITIES,
                    *SITES,
                    *MEMBERS,
                    *TRANSFERS,
                    *_LIFE,
                    *LEAVE,
                    *HOUSEHOLDS,
                    *GRID_WORK,
                    *DOCUMENTS,
                ],
                see=RECORDS,
            ),
        ),
        Role.PROCESS_MANAGER: (
            _right(
                Relation.COUNTY,
                do=[
                    meetings.ReclassifyAbsence,
                    clock.CloseDay,
                    verdicts.AnnounceVerdict,
                    AssessPeriod,
                    obligations.ReconcileObligation,
                ],
            ),
        ),
    }
)

# What the scopes of a token are called (RFC 6749, 3.3), and what each leaves of its bearer's rights.
SCOPES: Mapping[str, frozenset[What]] = MappingProxyType(
    {
        "structure:read": frozenset([FieldGroup.STRUCTURE]),
        "life:read": frozenset([FieldGroup.ORGANISATION_LIFE]),
        "persons:read": frozenset([FieldGroup.PERSON]),
        "points:read": frozenset([FieldGroup.POINTS]),
        "figures:read": frozenset([FieldGroup.FIGURES]),
        "audit:read": frozenset([FieldGroup.AUDIT]),
        "grid-work:read": frozenset([FieldGroup.GRID_WORK]),
        "documents:read": frozenset([FieldGroup.DOCUMENTS]),
        "read-audit:read": frozenset([FieldGroup.READ_AUDIT]),
        "organisations:write": frozenset([*ORGANISATIONS, *GROUP_LIFE, *ENTITIES, *SITES]),
        "policies:write": frozenset([policies.PublishPack, *POLICIES]),
        "grids:write": frozenset(GRIDS),
        "grid-work:write": frozenset([*HOUSEHOLDS, *GRID_WORK]),
        "members:write": frozenset(
            [*MEMBERS, *OBJECTIONS, *VIOLATIONS, *PUBLIC_ITEMS, *PEER_REVIEWS, *TRANSFERS]
        ),
        "meetings:write": frozenset([*_LIFE, *OWN_RECEIPTS]),
        "leave:write": frozenset(LEAVE),
        "documents:write": frozenset(DOCUMENTS),
        "points:write": frozenset(POINTS),
        "service:write": frozenset(SERVICE),
        "tasks:write": frozenset([*TASKS, *APPROVALS, *PROCEDURES, *PROCEDURE_CASES]),
        "obligations:write": frozenset(OBLIGATIONS),
        "oversight:write": frozenset(
            [*OVERSIGHT, *THEMES, *LECTURE_MENUS, *SCHEDULES, *EXCEPTIONS, *DISCIPLINE]
        ),
    }
)

# Figures of fewer persons are told to none who may not see the persons, unless a setting says another number.
SMALL_CELL = 5

# Programs have what their scopes say and no more; persons have all that their role may, unless scopes narrow it.
NEEDS_SCOPES = frozenset({Role.INTEGRATOR})


def relations(actor: Actor, what: What) -> frozenset[Relation]:
    """Where an actor may do or see something; nowhere, unless it was declared."""
    return _rights_of(actor.role, actor.scopes).get(what, frozenset())


def role_may(role: Role, what: What) -> bool:
    """Whether a role may do or see something somewhere, where no scopes narrow it."""
    return any(what in right.what for right in RIGHTS[role])


@cache
def _rights_of(role: Role, scopes: frozenset[str] | None) -> Mapping[What, frozenset[Relation]]:
    found: dict[What, frozenset[Relation]] = {}
    for right in RIGHTS[role]:
        for what in right.what:
            if _within(what, role, scopes):
                found[what] = found.get(what, frozenset()) | right.where
    return found


def _within(what: What, role: Role, scopes: frozenset[str] | None) -> bool:
    if scopes is None:
        return role not in NEEDS_SCOPES
    return any(what in SCOPES.get(scope, ()) for scope in scopes)
