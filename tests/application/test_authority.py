"""Role by command, and place by command: exactly the table, on a real log, without a trace of what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from application.access import ACCOUNTS, CALENDARS, GRIDS, RIGHTS, SCOPES
from application.actor import Actor, Role
from application.authority import ABOUT, GROUPS
from application.handlers import HANDLERS
from application.request import CommandResult
from domain.accounts.commands import EndPost, GivePost, LinkAccount
from domain.accounts.events import PostRole
from domain.assessments.commands import AssessPeriod
from domain.assessments.tally import Tally
from domain.conveyance.commands import OpenConveyance
from domain.conveyance.events import ConveyanceMode
from domain.core import RefusalCode
from domain.core.command import Command
from domain.core.ids import uuid7
from domain.county.commands import AdoptModule, FoundCounty
from domain.county.events import COUNTY_ID, Module
from domain.coverage.commands import ExcludeEntity, SurveyEntity
from domain.coverage.events import EntityKind, ExclusionGround
from domain.departures.commands import RecordDeparture, WithdrawDeparture
from domain.development.commands import ReceiveApplication, RecordBallot
from domain.development.events import Stage
from domain.discipline.events import Measure
from domain.documents.commands import SealDocument
from domain.documents.events import DocumentKind, ErasureBasis
from domain.handover.commands import OpenHandover
from domain.handover.events import HandoverItem, HandoverSide
from domain.households.commands import RecordVisits, RegisterHouseholds
from domain.issues.commands import RaiseIssue
from domain.issues.events import IssueKind
from domain.leave.commands import HandInLeaveEvidence, RequestLeave, ReturnFromLeave, WithdrawLeave
from domain.leave.events import LeaveKind
from domain.leave.evidence import EvidenceKind
from domain.lecture_orders.commands import (
    AcceptLecture,
    PlaceLectureOrder,
    PublishMenuItem,
    WithdrawLectureStep,
)
from domain.lecture_orders.events import lecture_order_id
from domain.lecture_orders.state import LectureStatus
from domain.meeting_entries.commands import RecordLecturer
from domain.meeting_entries.events import LecturerRole, MinutesField
from domain.meetings.commands import AttendanceEntry, PlanMeeting
from domain.meetings.events import AttendanceStatus, MeetingKind
from domain.member_node_houses.commands import NameMemberNodeHouse
from domain.membership.commands import RegisterMember, TransferMember
from domain.membership.events import MemberKind
from domain.objections.commands import RaiseObjection
from domain.objections.events import ObjectionOutcome
from domain.obligations.commands import ReconcileObligation
from domain.obligations.grounds import Consequence, Ground, SubjectKind, obligation_id
from domain.organisation.commands import FoundOrganisation, RenameOrganisation
from domain.organisation.events import OrganisationKind
from domain.pairing.commands import AssignPair
from domain.pairing.events import PairKind
from domain.peer_reviews.commands import RecordPeerReviews, ReviewEntry
from domain.peer_reviews.events import ReviewGrade, peer_review_id
from domain.policies.commands import PublishPack
from domain.policies.facts import Matter
from domain.policies.periods import Unit
from domain.procedures.commands import ReleaseProcedure, StartProcedureCase
from domain.projects.commands import ProposeProject, PublishTask
from domain.public_items.commands import PostPublicItem
from domain.public_items.events import PublicItemEnding, Weakness
from domain.publications.commands import PublishMatter, WithdrawPublication
from domain.resolutions.commands import MakeResolution, RaiseProposal
from domain.schedule.commands import ApproveScheduleException
from domain.scoring.events import PointsClass
from domain.second_affiliation.commands import AddSecondAffiliation
from domain.sites.commands import OpenSite
from domain.supervisory_inspections.commands import RecordSupervisoryInspection
from domain.transfers.commands import AdmitByLetter, IssueLetter
from domain.verdicts.announcing import AnnouncedStatus
from domain.verdicts.commands import AnnounceVerdict
from domain.violations.commands import ReportViolation
from domain.violations.events import ViolationKind, ViolationSeverity
from event_store.pool import Pool
from event_store.store import EventStore
from tests.application.conftest import TENANT, CountyOffice, codes
from tests.support.entered import whole_county
from tests.unit.support import world
from tests.unit.support.lecture_commands import MENU_ITEM
from tests.unit.support.oversight_commands import HOUSES, SUPERVISORY_INSPECTIONS
from tests.unit.support.plan_commands import EXCEPTIONS
from tests.unit.support.policy_commands import pack_of, series_of
from tests.unit.support.procedure_commands import CASES, loop
from tests.unit.support.public_item_commands import PUBLIC_ITEM
from tests.unit.support.random_commands import (
    CONVEYANCES,
    DOCUMENTS,
    HOUSEHOLDS,
    ISSUES,
    LEAVES,
    LETTERS,
    LINE,
    LOWEST,
    MEETINGS,
    PROJECTS,
)
from tests.unit.support.random_commands import GRIDS as GRID_IDS
from tests.unit.support.resolution_commands import PROPOSAL, RESOLUTION
from tests.unit.support.service_commands import HANDOVERS
from tests.unit.support.violation_commands import VIOLATION
from tests.unit.support.world import ANN, BEN, BRANCH, COMMITTEE, OTHER_BRANCH, TODAY, TOWNSHIP

SIBLING_TOWNSHIP = world.id_of("sibling township")
SIBLING_BRANCH = world.id_of("sibling branch")
ELSEWHERE = world.id_of("member of the sibling branch")
POST, ACCOUNT = world.id_of("post"), world.id_of("account")
NEXT_POST = world.id_of("next post")
NEIGHBOUR = world.id_of("neighbour")
OBJECTION = world.id_of("objection")
SECOND, DEVELOPMENT, APPLICANT, SITE, ENTITY = (
    world.id_of(name) for name in ("second affiliation", "development", "applicant", "site", "entity")
)
PLACED = (Role.TOWNSHIP_SECRETARY, Role.BRANCH_SECRETARY)
COMMANDS = sorted(HANDLERS, key=lambda cls: cls.__name__)
NOWHERE = {"FORBIDDEN", "NOT_FOUND"}
MAY = {
    role: {what for right in rights for what in right.what if isinstance(what, type)}
    for role, rights in RIGHTS.items()
}

# Some value for every field of every command: about the meeting, the leave, the members of one branch.
VALUES: Mapping[str, Any] = {
    "county_id": COUNTY_ID,
    "committee_id": COMMITTEE,
    "committee_name": "县委",
    "time_zone": "Asia/Shanghai",
    "rehearsal": True,
    "module": Module.POINTS,
    "organisation_id": BRANCH,
    "parent_id": TOWNSHIP,
    "branch_id": BRANCH,
    "to_branch_id": OTHER_BRANCH,
    "group_id": None,
    "grid_id": GRID_IDS[0],
    "to_grid_id": LOWEST[1],
    "household_id": HOUSEHOLDS[0],
    "household_ids": HOUSEHOLDS[:1],
    "numbers": (7,),
    "issue_id": ISSUES[0],
    "obligation_id": obligation_id(ANN, Consequence.TALK, "2026-H1#1"),
    "grounds": (
        Ground(series="county-rules/absence", node_id=COMMITTEE, version_id=uuid7(), event_ids=(uuid7(),)),
    ),
    "letter_id": LETTERS[0],
    "number": "2026-1",
    "from_county": "430224",
    "second_affiliation_id": SECOND,
    "development_id": DEVELOPMENT,
    "person_id": APPLICANT,
    "stage": Stage.ACTIVIST,
    "in_favour": 5,
    "against": 0,
    "abstained": 0,
    "since": TODAY,
    "until": TODAY,
    "pack": "unit-rules",
    "pack_sha256": "ab" * 32,
    "version": "1",
    "series": series_of("unit-rules"),
    "measure": Measure.WARNING,
    "site_id": SITE,
    "entity_id": ENTITY,
    "starts_on": TODAY,
    "ends_on": TODAY + timedelta(days=30),
    "surveyed_on": TODAY,
    "people": 30,
    "employees": 30,
    "members": 6,
    "into_id": OTHER_BRANCH,
    "new_id": world.id_of("new branch"),
    "member_ids": (BEN,),
    "custodian_id": OTHER_BRANCH,
    "from_month": 12,
    "to_month": 12,
    "amount_fen": 5_50,
    "paid_on": TODAY,
    "payment": uuid7(),
    "receipt_number": "NO-1",
    "issued_on": TODAY,
    "handover_id": HANDOVERS[0],
    "from_post_id": POST,
    "to_post_id": NEXT_POST,
    "side": HandoverSide.INCOMING,
    "items": (HandoverItem.HANDBOOK,),
    "pair": uuid7(),
    "member_node_house_id": HOUSES[0],
    "passed": True,
    "supervisory_inspection_id": SUPERVISORY_INSPECTIONS[0],
    "inspector_id": TOWNSHIP,
    "matter": "NO_MINUTES",
    "finding": uuid7(),
    "counted_on": TODAY,
    "project_id": PROJECTS[0],
    "task_id": world.id_of("task"),
    "approved_by": TOWNSHIP,
    "filed_with": COMMITTEE,
    "code": "ROADS",
    "owner_id": BEN,
    "checker_id": ANN,
    "assignee_id": BEN,
    "evidence": uuid7(),
    "due_on": TODAY,
    "recipient_id": TOWNSHIP,
    "item_id": uuid7(),
    "adopted_at": MeetingKind.GENERAL_MEETING,
    "unit": Unit.MONTH,
    "period_first": date(2026, 3, 1),
    "node_id": BRANCH,
    "month": date(2026, 3, 1),
    "exception_id": EXCEPTIONS[0],
    "case_id": CASES[0],
    "menu_item_id": MENU_ITEM,
    "proposal_id": PROPOSAL,
    "proposal_ids": (PROPOSAL,),
    "resolution_id": RESOLUTION,
    "violation_id": VIOLATION,
    "public_item_id": PUBLIC_ITEM,
    "peer_review_id": peer_review_id(MEETINGS[0], BEN),
    "reviews": (ReviewEntry(BEN, ReviewGrade.GOOD, ReviewGrade.FAIR),),
    "weakness": Weakness.VIOLATION,
    "ending": PublicItemEnding.IMPROVED,
    "stands_until": TODAY,
    "severity": ViolationSeverity.SERIOUS,
    "supervisor_id": world.CAT,
    "lecture_order_id": lecture_order_id(BRANCH, MENU_ITEM),
    "rating": 4,
    "released_by": TOWNSHIP,
    "procedure": "loop",
    "chapter": "activity",
    "step": "ask",
    "holidays": (date(2026, 1, 1),),
    "days_off": (),
    "workdays": (),
    "source": "〔2025〕7号",
    "meeting_id": MEETINGS[0],
    "records": (MinutesField.TIME,),
    "contents": ("FLOOD_DUTY",),
    "conveyance_id": CONVEYANCES[0],
    "mode": ConveyanceMode.IN_PERSON,
    "by_id": ANN,
    "document_id": DOCUMENTS[0],
    "salted_sha256": "0f" * 32,
    "basis": ErasureBasis.PERIOD_ENDED,
    "objection_id": OBJECTION,
    "outcome": ObjectionOutcome.UPHELD,
    "about": uuid7(),
    "correction": uuid7(),
    "day": TODAY,
    "leave_id": LEAVES[0],
    "post_id": POST,
    "account_id": ACCOUNT,
    "role": PostRole.BRANCH_SECRETARY,
    "member_id": BEN,
    "name_id": uuid7(),
    "ground": uuid7(),
    "corrects": uuid7(),
    "allocation": uuid7(),
    "reverses": uuid7(),
    "name": "名",
    "division_code": "430281",
    "level": 1,
    "from_on": TODAY,
    "to_on": TODAY,
    "on": TODAY,
    "held_on": TODAY,
    "joined_on": date(2001, 7, 1),
    "channel": "PHONE",
    "year": 2026,
    "points_hundredths": 100,
    "points_class": PointsClass.TASK,
    "rule": "STUDY",
    "entries": (AttendanceEntry(BEN, AttendanceStatus.PRESENT),),
    "entry": AttendanceEntry(BEN, AttendanceStatus.PRESENT),
}
KINDS: Mapping[type[Command], Any] = {
    FoundOrganisation: OrganisationKind.PARTY_BRANCH,
    RegisterMember: MemberKind.FULL,
    PlanMeeting: MeetingKind.GENERAL_MEETING,
    RequestLeave: LeaveKind.ILLNESS,
    RaiseIssue: IssueKind.SAFETY,
    AdmitByLetter: MemberKind.FULL,
    SurveyEntity: EntityKind.ENTERPRISE,
    AssignPair: PairKind.WORKER,
    HandInLeaveEvidence: EvidenceKind.MEDICAL_CERTIFICATE,
    SealDocument: DocumentKind.STATEMENT,
    ReportViolation: ViolationKind.OPERATING_RULES,
}


def some(cls: type[Command], **values: Any) -> Command:
    """Some command of a type: its demanded fields have some value or the one that is given."""
    said = SAID.get(cls, ())
    demanded = [field.name for field in fields(cls) if field.default is MISSING or field.name in said]
    given: dict[str, Any] = {**VALUES, "kind": KINDS.get(cls), **NEW.get(cls, {}), **values}
    return cls(**{name: given[name] for name in demanded})


# Fields with a default, by which a command would be about no place.
SAID: Mapping[type[Command], tuple[str, ...]] = {
    GivePost: ("organisation_id",),
    SealDocument: ("member_id",),
    ReconcileObligation: ("grounds",),
}
# What a command makes has a new id.
NEW: Mapping[type[Command], Mapping[str, Any]] = {
    FoundOrganisation: {"organisation_id": world.id_of("new organisation")},
    RegisterMember: {"member_id": world.id_of("new member")},
    PlanMeeting: {"meeting_id": world.id_of("new meeting")},
    RequestLeave: {"leave_id": world.id_of("new leave")},
    LinkAccount: {"account_id": world.id_of("new account")},
    GivePost: {"post_id": world.id_of("new post"), "member_id": ANN},
    OpenHandover: {"handover_id": world.id_of("new handover")},
    OpenConveyance: {"conveyance_id": world.id_of("new conveyance")},
    SealDocument: {"document_id": world.id_of("new document")},
    RaiseObjection: {"objection_id": world.id_of("new objection")},
    AddSecondAffiliation: {"second_affiliation_id": world.id_of("new second affiliation")},
    AdmitByLetter: {"letter_id": world.id_of("new letter"), "member_id": world.id_of("newcomer")},
    IssueLetter: {"letter_id": world.id_of("new letter")},
    ReceiveApplication: {"development_id": world.id_of("new development"), "person_id": uuid7()},
    RecordBallot: {"number": 1},
    AnnounceVerdict: {
        "series": "county-rules/lecture",
        "period": "2026-Q1",
        "version_id": uuid7(),
        "status": AnnouncedStatus.MISSED,
        "facts_position": 1,
    },
    ReconcileObligation: {
        "subject_kind": SubjectKind.MEMBER,
        "subject_id": ANN,
        "consequence": Consequence.TALK,
        "key": "2026-H1#1",
        "facts_position": 1,
    },
    RecordDeparture: {"series": "county-rules/lecture", "period": "2026-Q1"},
    WithdrawDeparture: {"series": "county-rules/lecture", "period": "2026-Q1"},
    AssessPeriod: {
        "series": "county-rules/lecture",
        "organisation_kind": OrganisationKind.PARTY_BRANCH,
        "period": "2026-Q1",
        "tally": Tally(passed=1),
        "digest": "ab" * 32,
        "facts_position": 1,
    },
    OpenSite: {"site_id": world.id_of("new site")},
    SurveyEntity: {"entity_id": world.id_of("new entity")},
    ExcludeEntity: {"ground": ExclusionGround.ZOMBIE},
    NameMemberNodeHouse: {"member_node_house_id": world.id_of("new node house")},
    RecordSupervisoryInspection: {"supervisory_inspection_id": world.id_of("new inspection")},
    RegisterHouseholds: {"grid_id": LOWEST[0]},
    RecordVisits: {"grid_id": LOWEST[0]},
    RaiseIssue: {"grid_id": LOWEST[0], "issue_id": world.id_of("new issue")},
    ProposeProject: {"project_id": world.id_of("new project")},
    PublishTask: {"task_id": world.id_of("new task")},
    PublishPack: {"pack": pack_of()},
    ReleaseProcedure: {"text": loop()},
    StartProcedureCase: {"case_id": world.id_of("new case")},
    RecordLecturer: {"role": LecturerRole.BRANCH_SECRETARY},
    AcceptLecture: {"role": LecturerRole.BRANCH_SECRETARY},
    WithdrawLectureStep: {"step": LectureStatus.ORDERED},
    RaiseProposal: {"proposal_id": world.id_of("new proposal")},
    MakeResolution: {"resolution_id": world.id_of("new resolution")},
    PublishMatter: {"matter": Matter.ASSESSMENT_RESULT},
    WithdrawPublication: {"matter": Matter.ASSESSMENT_RESULT},
    ApproveScheduleException: {"exception_id": world.id_of("new exception")},
    ReportViolation: {"violation_id": world.id_of("new violation")},
    PostPublicItem: {"public_item_id": world.id_of("new public item")},
}


def actor(role: Role, place: UUID | None = None, member_id: UUID | None = None) -> Actor:
    if role in PLACED and place is None:
        place = TOWNSHIP if role is Role.TOWNSHIP_SECRETARY else BRANCH
    if role is Role.MEMBER and member_id is None:
        member_id = BEN
    scopes = frozenset(SCOPES) if role is Role.INTEGRATOR else None
    grid = LINE[0] if role is Role.GRID_WORKER else None
    return Actor("someone", role, place, member_id, grid, scopes)


@pytest.fixture
async def office(office: CountyOffice, store: EventStore) -> CountyOffice:
    """With a post at the branch, an account of a member there, a household that it looks after, and an issue."""
    for command in (
        some(GivePost, post_id=POST, member_id=BEN),
        some(GivePost, post_id=NEXT_POST, member_id=world.CAT),
        some(OpenHandover, handover_id=HANDOVERS[0]),
        IssueLetter(letter_id=LETTERS[0], number="2026-1", member_id=world.DAN, to_branch_id=OTHER_BRANCH),
        some(RegisterMember, member_id=NEIGHBOUR, branch_id=OTHER_BRANCH),
        some(AddSecondAffiliation, second_affiliation_id=SECOND, member_id=NEIGHBOUR),
        some(ReceiveApplication, development_id=DEVELOPMENT, person_id=APPLICANT),
        some(OpenSite, site_id=SITE, organisation_id=TOWNSHIP),
        some(SurveyEntity, entity_id=ENTITY, organisation_id=TOWNSHIP),
        some(NameMemberNodeHouse, member_node_house_id=HOUSES[0]),
        some(OpenConveyance, conveyance_id=CONVEYANCES[0]),
        some(SealDocument, document_id=DOCUMENTS[0]),
        some(ApproveScheduleException, exception_id=EXCEPTIONS[0]),
        some(RecordSupervisoryInspection, supervisory_inspection_id=SUPERVISORY_INSPECTIONS[0]),
        some(LinkAccount, account_id=ACCOUNT),
        some(RegisterHouseholds, numbers=(1,)),
        some(RaiseIssue, issue_id=ISSUES[0]),
        some(ProposeProject, project_id=PROJECTS[0]),
        some(PublishTask, task_id=world.id_of("task")),
        some(ReleaseProcedure),
        some(StartProcedureCase, case_id=CASES[0]),
        some(PublishMenuItem),
        some(PlaceLectureOrder),
        some(ReportViolation, violation_id=VIOLATION),
        some(PostPublicItem, public_item_id=PUBLIC_ITEM),
        some(RecordPeerReviews),
        some(RaiseProposal, proposal_id=PROPOSAL),
        some(RaiseProposal, proposal_id=world.id_of("settled proposal")),
        some(MakeResolution, resolution_id=RESOLUTION, proposal_ids=(world.id_of("settled proposal"),)),
    ):
        assert (await office.give(command)).accepted
    registered = (await store.read_stream(TENANT, BEN))[0].event_id
    objecting = some(RaiseObjection, objection_id=OBJECTION, about=registered)
    assert (await office.give(objecting)).accepted
    assert (await office.give(some(ReconcileObligation), actor=actor(Role.PROCESS_MANAGER))).accepted
    return office


def about(cls: type[Command]) -> str:
    """The first field that a command is found by."""
    return ABOUT[cls][0]


def denials(result: CommandResult) -> list[Any]:
    """What stands in the way, by each refusal."""
    return [refusal.details.get("reason") for refusal in result.refusals]


async def traces(pool: Pool) -> tuple[int, int, int]:
    """Events, kept answers and names of the county."""
    tables = ("event_store.event", "event_store.command", "people.display_name")
    async with whole_county(pool, TENANT) as connection:
        counts = [
            await connection.fetchval(f"SELECT count(*) FROM {t} WHERE tenant_id = $1", TENANT)
            for t in tables
        ]
    return counts[0], counts[1], counts[2]


async def refused(office: CountyOffice, pool: Pool, command: Command, who: Actor) -> CommandResult:
    """The answer to a command that must leave no trace at all."""
    before = await traces(pool)
    result = await office.give(command, actor=who)
    assert not result.accepted
    assert await traces(pool) == before
    return result


@pytest.mark.parametrize("role", Role)
async def test_a_role_gives_its_commands_and_no_other(office: CountyOffice, pool: Pool, role: Role) -> None:
    for cls in COMMANDS:
        if cls in MAY[role]:
            result = await office.give(some(cls), actor=actor(role))
            assert "FORBIDDEN" not in codes(result), cls
        else:
            result = await refused(office, pool, some(cls), actor(role))
            assert codes(result) == ["FORBIDDEN"], cls


def test_the_table_names_every_role_and_every_command() -> None:
    assert MAY.keys() == set(Role)
    assert set().union(*MAY.values()) == HANDLERS.keys()
    assert MAY[Role.INSPECTOR] == set()
    whole_county = {FoundCounty, AdoptModule, PublishPack, *CALENDARS, *GRIDS, *ACCOUNTS}
    assert ABOUT.keys() == HANDLERS.keys() - whole_county - MAY[Role.PROCESS_MANAGER]


@pytest.fixture
async def two_townships(office: CountyOffice) -> CountyOffice:
    commands = [
        some(
            FoundOrganisation,
            organisation_id=SIBLING_TOWNSHIP,
            kind=OrganisationKind.PARTY_COMMITTEE,
            parent_id=COMMITTEE,
        ),
        some(FoundOrganisation, organisation_id=SIBLING_BRANCH, parent_id=SIBLING_TOWNSHIP),
        some(RegisterMember, member_id=ELSEWHERE, branch_id=SIBLING_BRANCH),
    ]
    for command in commands:
        assert (await office.give(command)).accepted
    return office


@pytest.mark.parametrize("role", PLACED)
@pytest.mark.parametrize("place", [SIBLING_TOWNSHIP, SIBLING_BRANCH])
async def test_what_lies_elsewhere_looks_like_nothing(
    two_townships: CountyOffice, pool: Pool, role: Role, place: UUID
) -> None:
    who = actor(role, place)
    for cls in sorted(MAY[role], key=lambda cls: cls.__name__):
        there = await refused(two_townships, pool, some(cls), who)
        unknown = {name: (uuid7(),) if name == "household_ids" else uuid7() for name in ABOUT[cls]}
        nowhere = await refused(two_townships, pool, some(cls, **unknown), who)
        assert codes(nowhere) == ["NOT_FOUND"], cls
        if about(cls) not in GROUPS:  # everybody knows that it exists
            assert codes(there) == ["FORBIDDEN"], cls
            assert there.refusals[0].details == {"reason": "PLACE"}, cls
            assert there.refusals[0].path == nowhere.refusals[0].path, cls
        else:
            assert there == nowhere, cls


@pytest.mark.parametrize(
    ("role", "place"), [(PLACED[0], TOWNSHIP), (PLACED[0], COMMITTEE), (PLACED[1], BRANCH)]
)
async def test_what_lies_at_the_own_place_or_below_is_decided(
    office: CountyOffice, pool: Pool, role: Role, place: UUID
) -> None:
    for cls in sorted(MAY[role], key=lambda cls: cls.__name__):
        if cls is FoundOrganisation and role is Role.BRANCH_SECRETARY:
            continue
        command = some(cls, **({"parent_id": BRANCH} if place == BRANCH else {}))
        before = await traces(pool)
        await office.give(command, actor=actor(role, place))
        assert (await traces(pool))[1] == before[1] + 1, cls  # decided: accepted or not, the answer is kept


@pytest.mark.parametrize(
    ("change", "code"),
    [({"member_id": ELSEWHERE}, "NOT_FOUND"), ({"to_branch_id": SIBLING_BRANCH}, "FORBIDDEN")],
    ids=["from", "to"],
)
async def test_no_transfer_across_the_border_of_a_township(
    two_townships: CountyOffice, pool: Pool, change: dict[str, UUID], code: str
) -> None:
    who = actor(Role.TOWNSHIP_SECRETARY)
    assert codes(await refused(two_townships, pool, some(TransferMember, **change), who)) == [code]


async def test_the_root_is_above_a_township(office: CountyOffice, pool: Pool) -> None:
    founding = some(FoundOrganisation, parent_id=COMMITTEE, kind=OrganisationKind.PARTY_COMMITTEE)
    result = await refused(office, pool, founding, actor(Role.TOWNSHIP_SECRETARY))
    assert denials(result) == ["PLACE"]


async def test_nobody_makes_an_equal(office: CountyOffice, pool: Pool) -> None:
    """A post at the own place is given from above."""
    who = actor(Role.TOWNSHIP_SECRETARY)
    own = some(GivePost, organisation_id=TOWNSHIP, role=PostRole.TOWNSHIP_SECRETARY)
    assert denials(await refused(office, pool, own, who)) == ["PLACE"]
    assert (await office.give(some(GivePost), actor=who)).accepted


async def test_a_post_that_can_be_seen_is_not_said_to_be_unknown(office: CountyOffice, pool: Pool) -> None:
    """A township's secretary sees the own post, and only those above may end it; a grid lies below no organisation."""
    who = actor(Role.TOWNSHIP_SECRETARY)
    own = some(GivePost, organisation_id=TOWNSHIP, role=PostRole.TOWNSHIP_SECRETARY)
    assert (await office.give(own)).accepted
    assert denials(await refused(office, pool, some(EndPost, post_id=world.id_of("new post")), who)) == [
        "PLACE"
    ]
    at_grid = some(
        GivePost, organisation_id=None, grid_id=GRID_IDS[0], role=PostRole.GRID_WORKER, post_id=uuid7()
    )
    assert denials(await refused(office, pool, at_grid, who)) == ["PLACE"]


async def test_a_refusal_says_what_stands_in_the_way(office: CountyOffice, pool: Pool) -> None:
    """The role, the token's scopes, or the place; who may not know of a thing learns nothing of its place."""
    rename = some(RenameOrganisation)
    assert denials(await refused(office, pool, rename, actor(Role.BRANCH_SECRETARY))) == ["ROLE"]
    program = Actor("program", Role.INTEGRATOR, scopes=frozenset(["structure:read"]))
    assert denials(await refused(office, pool, rename, program)) == ["SCOPE"]
    assert denials(await refused(office, pool, some(AdoptModule), program)) == ["ROLE"]
    above = some(RenameOrganisation, organisation_id=COMMITTEE)
    assert denials(await refused(office, pool, above, actor(Role.TOWNSHIP_SECRETARY))) == ["PLACE"]
    blind = Actor("secretary", Role.TOWNSHIP_SECRETARY, TOWNSHIP, scopes=frozenset(["organisations:write"]))
    result = await refused(office, pool, above, blind)
    assert (codes(result), denials(result)) == (["NOT_FOUND"], [None])


@pytest.mark.parametrize("role", PLACED)
async def test_no_place_is_not_the_whole_county(office: CountyOffice, pool: Pool, role: Role) -> None:
    for cls in MAY[role]:
        assert denials(await refused(office, pool, some(cls), Actor("someone", role))) == ["PLACE"], cls


async def test_a_county_secretary_at_a_place(office: CountyOffice, pool: Pool) -> None:
    """What concerns the whole county takes the whole county, or the place at its root."""
    for cls in (*GRIDS, *ACCOUNTS, *CALENDARS, AdoptModule):
        here = actor(Role.COUNTY_SECRETARY, TOWNSHIP)
        assert codes(await refused(office, pool, some(cls), here)) == ["FORBIDDEN"], cls
        at_the_root = await office.give(some(cls), actor=actor(Role.COUNTY_SECRETARY, COMMITTEE))
        assert "FORBIDDEN" not in codes(at_the_root), cls


@pytest.mark.parametrize("cls", [RequestLeave, WithdrawLeave, ReturnFromLeave])
async def test_a_member_acts_about_oneself_only(office: CountyOffice, pool: Pool, cls: type[Command]) -> None:
    who = actor(Role.MEMBER, member_id=ANN)
    theirs = await refused(office, pool, some(cls), who)  # Ben's
    nobody_s = await refused(office, pool, some(cls, leave_id=uuid7(), member_id=uuid7()), who)
    assert theirs == nobody_s
    assert codes(theirs) == ["NOT_FOUND"]
    own = await office.give(some(cls), actor=actor(Role.MEMBER, member_id=BEN))
    assert RefusalCode.NOT_FOUND.value not in codes(own)


async def test_a_member_without_an_id_is_nobody(office: CountyOffice, pool: Pool) -> None:
    nobody = Actor("someone", Role.MEMBER, BRANCH)
    withdraw = some(WithdrawLeave, leave_id=uuid7())
    assert codes(await refused(office, pool, withdraw, nobody)) == ["NOT_FOUND"]


async def test_another_county_s_actor_finds_nothing(
    office: CountyOffice, pool: Pool, store: EventStore
) -> None:
    """Ids of this county mean nothing in the log of another."""
    there = "elsewhere"
    found = await office.give(some(FoundCounty), tenant_id=there, actor=actor(Role.OPERATOR))
    assert found.accepted
    before = await store.head(there)
    for cls in COMMANDS:
        if ABOUT.get(cls) and cls in MAY[Role.COUNTY_SECRETARY]:
            result = await office.give(some(cls), tenant_id=there, actor=actor(Role.COUNTY_SECRETARY))
            assert not result.accepted, cls
    assert (await store.head(there)).last_position == before.last_position
