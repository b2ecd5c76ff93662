"""Random commands that often fit together: a few ids, a few days, every kind."""

from __future__ import annotations

import random
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any, get_args, get_origin
from uuid import UUID

from application.handlers import HANDLERS
from application.targets import target_of
from domain.accounts.commands import EndPost, GivePost, UnlinkAccount
from domain.accounts.events import PostRole
from domain.assessments.commands import AssessPeriod
from domain.contacts.commands import EndFloating, RecordContact, RecordLostContact, RegisterFloating
from domain.conveyance.commands import (
    ConfirmConveyance,
    DeliverConveyance,
    OpenConveyance,
    RevokeDelivery,
)
from domain.core import DomainEvent, Occurred
from domain.core.command import Command
from domain.county.commands import AdoptModule, FoundCounty
from domain.county.events import COUNTY_ID
from domain.coverage.commands import CoverEntity, EndEntityCoverage, ExcludeEntity, SurveyEntity
from domain.development.commands import (
    AdmitCandidate,
    AdvanceStage,
    EndDevelopment,
    ReceiveApplication,
    RecordBallot,
)
from domain.development.events import Stage, development_id
from domain.discipline.commands import ImposeDiscipline, LiftDiscipline
from domain.documents.commands import EraseDocument, SealDocument
from domain.documents.events import DocumentKind, ErasureBasis
from domain.grids.commands import EndCoverage, RelieveResponsible
from domain.households.commands import EndHousehold, MoveHousehold, RecordVisits, RegisterHouseholds
from domain.households.events import household_id
from domain.issues.commands import AssignIssue, CloseIssue, RaiseIssue, ReopenIssue
from domain.leave.commands import GrantLeave, RefuseLeave, RequestLeave, ReturnFromLeave
from domain.meeting_entries.commands import RecordLecturer, RecordLectureTest, WithdrawMeetingEntry
from domain.meeting_entries.events import MinutesField
from domain.meetings.commands import (
    AttendanceEntry,
    CancelMeeting,
    CorrectAttendance,
    CorrectMeeting,
    FreezeRoster,
    PlanMeeting,
    PostponeMeeting,
    RecordAttendance,
    RecordMakeUp,
    RecordObserver,
    RecordParticipation,
)
from domain.meetings.events import AbsenceReason, AttendanceStatus
from domain.membership.commands import AssignGroup, ConfirmMember
from domain.organisation.commands import (
    DissolveOrganisation,
    ElectGroupLeader,
    EndCustody,
    FoundOrganisation,
    MergeOrganisation,
    MoveOrganisation,
    RecodeOrganisation,
    RecordElection,
    SplitOrganisation,
    TakeIntoCustody,
)
from domain.organisation.events import BranchForm, OrganisationKind
from domain.projects.commands import ApproveProject, CloseTask, FileProject, PublishTask, ReopenTask
from domain.residence.commands import EndResidence, RecordResidence
from domain.scoring.commands import AwardPoints, CorrectPoints, ReversePoints
from domain.second_affiliation.commands import AddSecondAffiliation, EndSecondAffiliation
from domain.sites.commands import AssignSiteBranch, CloseSite, OpenSite, RecountSite
from domain.transfers.commands import AcknowledgeLetter, AdmitByLetter, IssueLetter, ReceiveLetter
from domain.verdicts.commands import AnnounceVerdict
from tests.unit.support import world
from tests.unit.support.absence_commands import some_make_up
from tests.unit.support.departure_commands import DEPARTURES, some_departure
from tests.unit.support.leave_commands import LEAVE_STEPS, some_leave_step
from tests.unit.support.lecture_commands import LECTURES
from tests.unit.support.objection_commands import OBJECTIONS, some_objection
from tests.unit.support.obligation_commands import OBLIGATIONS, some_obligation_command
from tests.unit.support.peer_review_commands import PEER_REVIEWS
from tests.unit.support.policy_commands import POLICIES
from tests.unit.support.procedure_commands import PROCEDURES
from tests.unit.support.public_item_commands import PUBLIC_ITEMS
from tests.unit.support.resolution_commands import RESOLUTIONS
from tests.unit.support.service_commands import AIMED, Aimed
from tests.unit.support.verdict_commands import some_announcement, some_assessment
from tests.unit.support.violation_commands import VIOLATIONS

ORGANISATIONS = (
    world.COMMITTEE,
    world.TOWNSHIP,
    world.BRANCH,
    world.OTHER_BRANCH,
    world.GROUP,
    world.OTHER_GROUP,
)
BRANCHES = (world.BRANCH, world.OTHER_BRANCH)
ENTITIES = tuple(world.id_of(f"entity {number}") for number in range(8))
PROJECT_SITES = tuple(world.id_of(f"site {number}") for number in range(6))
SPARES = tuple(world.id_of(f"spare branch {number}") for number in range(8))  # founded, and ended, on the way
TEMPORARY = SPARES[-2:]  # of that form, if they are the first to be founded by that id
GENERAL = world.id_of("general branch")  # spare branches go below it, and back
GROUPS = (world.GROUP, world.OTHER_GROUP)
GRIDS = tuple(world.id_of(f"grid {number}") for number in range(2))
LINE = tuple(world.id_of(f"grid of level {level}") for level in range(1, 5))
LOWEST = tuple(world.id_of(f"grid of level 5, {number}") for number in range(2))
HOUSEHOLDS = tuple(household_id(number) for number in range(1, 7))
PROJECTS = tuple(world.id_of(f"project {number}") for number in range(4))
ISSUES = tuple(world.id_of(f"issue {number}") for number in range(6))
MEETINGS = tuple(world.id_of(f"meeting {number}") for number in range(5))
LECTURE = world.id_of("lecture")
ACCOUNTS = tuple(world.id_of(f"account {number}") for number in range(3))
POSTS = tuple(world.id_of(f"post {number}") for number in range(12))
DOCUMENTS = world.DOCUMENTS
LEAVES = tuple(world.id_of(f"leave {number}") for number in range(20))
CONVEYANCES = tuple(world.id_of(f"conveyance {number}") for number in range(3))
LETTERS = tuple(world.id_of(f"letter {number}") for number in range(8))
NEWCOMERS = tuple(world.id_of(f"newcomer {number}") for number in range(6))
PERSONS = tuple(world.id_of(f"person {number}") for number in range(3))

_CHOICES: dict[str, Sequence[Any]] = {
    "county_id": [COUNTY_ID],
    "committee_id": [world.COMMITTEE],
    "organisation_id": [*ORGANISATIONS, *GROUPS, *BRANCHES],
    "approved_by": [world.COMMITTEE, world.TOWNSHIP, world.BRANCH],
    "custodian_id": [*BRANCHES, world.TOWNSHIP],
    "into_id": [*BRANCHES, *BRANCHES, SPARES[0]],
    "new_id": SPARES,
    "entity_id": ENTITIES,
    "site_id": PROJECT_SITES,
    "people": [19, 25, 25],
    "employees": [40, 80],
    "members": [3, 6, 6, 90],
    "until_on": [None, None, world.TODAY + timedelta(days=300), world.TODAY - timedelta(days=400)],
    "member_ids": [(world.ANN,), (world.BEN,), (world.CAT, world.DAN), (world.EVE, world.EVE), ()],
    "branch_id": BRANCHES,
    "to_branch_id": [*BRANCHES * 3, *SPARES[:2]],
    "group_id": [*GROUPS, None],
    "member_id": world.MEMBERS,
    "meeting_id": MEETINGS,
    "gathering_id": [None, world.id_of("gathering")],
    "of_business": [False, False, True],
    "urgent": [False, False, True],
    "records": [tuple(MinutesField), (MinutesField.TIME,), (MinutesField.TIME, MinutesField.TIME), ()],
    "document_id": [None, *DOCUMENTS],
    "grounds_id": [None, *DOCUMENTS],
    "for_meeting_id": [None, None, *MEETINGS],
    "lecturer_id": [None, *world.MEMBERS],
    "contents": [("DUES", "STUDY"), ("DUES",), ("no code",), ()],
    "leave_id": LEAVES,
    "account_id": ACCOUNTS,
    "letter_id": LETTERS,
    "development_id": [development_id(person) for person in PERSONS],
    "person_id": PERSONS,
    "second_affiliation_id": [world.id_of(f"second affiliation {number}") for number in range(6)],
    "number": ["2026-1", "no number"],
    "from_county": ["430224", "430224", "430281", "no county"],
    "post_id": POSTS,
    "grid_id": [*GRIDS, LINE[0], *LOWEST, *LOWEST],
    "to_grid_id": [*LOWEST, LINE[3]],
    "household_id": HOUSEHOLDS,
    "household_ids": [*((id_,) for id_ in HOUSEHOLDS), HOUSEHOLDS[:2], (HOUSEHOLDS[0], HOUSEHOLDS[0]), ()],
    "numbers": [*((number,) for number in range(1, 7)), (5, 6), (1, 1), (0,), ()],
    "issue_id": ISSUES,
    "project_id": [*PROJECTS, None],
    "task_id": [world.id_of(f"task {number}") for number in range(6)],
    "filed_with": [world.COMMITTEE, world.TOWNSHIP, world.BRANCH],
    "code": ["ROADS", "WATER", "no code"],
    "owner_id": world.MEMBERS,
    "by_id": world.MEMBERS[:4],
    "conveyance_id": CONVEYANCES,
    "second_language": [None, "II", "no code"],
    "checker_id": world.MEMBERS,
    "evidence": [world.id_of("evidence")],
    "parent_id": [*ORGANISATIONS, *GRIDS, None],
    "corrects": [world.id_of("no event")],
    "reverses": [world.id_of("no event")],
    "ground": [world.id_of(f"ground {number}") for number in range(1000)],
    "name_id": [world.id_of("name"), world.id_of("other name")],
    "name": ["甲", "乙", "丙", ""],
    "division_code": ["430281", "430281100", "430281200", "4", None],
    "starts_at": ["19:30", "25:00", None],
    "reason": ["TYPING_ERROR", "TYPING_ERROR", "ILLNESS", None],
    "channel": ["PHONE", "MESSAGE"],
    "theme": ["SPRING", "AUTUMN", None],
    # The founding was nine days ago.
    "day": [world.TODAY - timedelta(days=before) for before in (9, 9, 8, 8, 6, 0)],
    "inspector_id": [world.TOWNSHIP],
    "amount_fen": [0, 300_00, -1],
    "matter": ["NO_MINUTES"],
    "rule": ["ATTENDANCE", "STUDY", "no code"],
    "level": [1, 1, 2],
    "year": [2026],
    "points_hundredths": [-1, 50, 120, 550],
    "duration_minutes": [0, 60, 90, None],
    "expected_version": [None],
    "occurred_at": [*[None] * 9, Occurred("2026-03-01"), Occurred("2026"), Occurred("2027")],
}
_DAYS = [world.TODAY + timedelta(days=ahead) for ahead in (-60, -9, -2, -1, 0, 0, 1, 30)]


# Kinds that need others to have succeeded before come more often.
_OFTEN: tuple[type[Command], ...] = (
    *(FreezeRoster, RecordAttendance, CorrectAttendance, RecordMakeUp, RecordObserver) * 2,
    *(RequestLeave, GrantLeave, GrantLeave, GrantLeave, ReturnFromLeave) * 2,
    *(AwardPoints, ReversePoints, CorrectPoints) * 2,
    *(SurveyEntity, ExcludeEntity, CoverEntity, EndEntityCoverage),
    *(OpenSite, RecountSite, AssignSiteBranch, AssignSiteBranch, CloseSite),
    *(RecodeOrganisation, RecordElection, TakeIntoCustody, EndCustody),
    *(ElectGroupLeader, ImposeDiscipline, LiftDiscipline, RecordResidence, EndResidence),
    *(MoveOrganisation, MoveOrganisation, MoveOrganisation, CorrectMeeting, CorrectMeeting),
    *(FoundOrganisation, SplitOrganisation, MergeOrganisation, MergeOrganisation, DissolveOrganisation),
    *(RelieveResponsible, EndCoverage, ConfirmMember, AssignGroup, GivePost, EndPost, UnlinkAccount),
    *(RegisterHouseholds, RegisterHouseholds, MoveHousehold, EndHousehold, RecordVisits, RecordVisits) * 2,
    *(RaiseIssue, RaiseIssue, AssignIssue, CloseIssue, CloseIssue, ReopenIssue) * 2,
    *(ApproveProject, FileProject, PublishTask, PublishTask, CloseTask, CloseTask, ReopenTask) * 2,
    *(IssueLetter, IssueLetter, ReceiveLetter, AcknowledgeLetter, AcknowledgeLetter, AdmitByLetter),
    *(AddSecondAffiliation, EndSecondAffiliation, RecordParticipation),
    *sorted(POLICIES, key=str),
    *(AnnounceVerdict, AssessPeriod) * 2,
    *sorted(OBLIGATIONS, key=str) * 3,
    *sorted(DEPARTURES, key=str) * 2,
    *sorted(OBJECTIONS, key=str) * 2,
    *sorted(LEAVE_STEPS, key=str) * 2,
    *sorted(LECTURES, key=str),
    *sorted(RESOLUTIONS, key=str),
    *sorted(VIOLATIONS, key=str),
    *sorted(PUBLIC_ITEMS, key=str),
    *sorted(PEER_REVIEWS, key=str),
    *sorted(PROCEDURES, key=str),
    *(ReceiveApplication, AdvanceStage, AdvanceStage, RecordBallot, RecordBallot, AdmitCandidate),
    *(RegisterFloating, EndFloating, RecordContact, RecordLostContact),
    *(OpenConveyance, DeliverConveyance, DeliverConveyance, RevokeDelivery, ConfirmConveyance),
    *(RefuseLeave, RefuseLeave, PlanMeeting, PlanMeeting, PostponeMeeting),
)


# What ends an organisation, and most foundings, are about those that others can do without.
_OF_SPARES = frozenset([FoundOrganisation, DissolveOrganisation, MergeOrganisation])
_DATED = frozenset([RecodeOrganisation, RecordElection, TakeIntoCustody, EndCustody])
_OF_MEMBERS = frozenset([ElectGroupLeader, ImposeDiscipline, LiftDiscipline, RecordResidence, EndResidence])
_ENDING = frozenset([DissolveOrganisation, MergeOrganisation, SplitOrganisation])
_BEGINNING = frozenset([FoundCounty, AdoptModule])


def random_commands(seed: int, streams: Mapping[UUID, Sequence[DomainEvent]]) -> Iterator[Command]:
    """Commands without end, of every kind but those that begin a log; the same for the same seed and log.

    One that corrects or reverses aims at an event of its own target in ``streams``, if there is any.
    """
    source = _Source(seed)
    kinds = [*(cls for cls in HANDLERS if cls not in _BEGINNING), *_OFTEN * 3]
    while True:
        kind = source.choice(kinds)
        aimed_at = Aimed(source, streams)
        command: Command | None
        if kind in OBJECTIONS:
            command = some_objection(kind, source, streams)
        elif kind in DEPARTURES:
            command = some_departure(kind, source, streams)
        elif kind in OBLIGATIONS:
            command = some_obligation_command(kind, source, streams)
        elif kind is RecordMakeUp:
            command = some_make_up(source, streams)
        elif kind in LEAVE_STEPS:
            command = some_leave_step(kind, source, streams)
        else:
            command = aimed_at.of(kind) if kind in AIMED else source.any_of(kind)
        if command is None:
            continue  # nothing is there to aim at yet
        events = streams.get(target_of(command).stream_id, ())
        for name in ("corrects", "reverses"):
            if hasattr(command, name) and events:
                aimed: dict[str, Any] = {name: source.choice(events).event_id}
                command = replace(command, **aimed)
        yield command


class _Source(random.Random):
    def any_of(self, cls: type[Any]) -> Any:
        if cls is AttendanceEntry and self.random() < 0.8:
            return self._fit_entry()
        if cls is GivePost:
            return self._fit_post()
        if cls is AnnounceVerdict:
            return some_announcement(self)
        if cls is AssessPeriod:
            return some_assessment(self)
        if cls is SealDocument:
            return self._fit_document()
        if cls is EraseDocument:
            return EraseDocument(document_id=self.choice(DOCUMENTS), basis=self.choice(list(ErasureBasis)))
        made = self._of_fields(cls)
        if cls in _OF_SPARES:
            made = replace(made, organisation_id=self.choice([*SPARES, world.OTHER_GROUP]))
        if cls in _ENDING and self.random() < 0.8:
            made = replace(
                made, on=world.TODAY, approved_by=world.TOWNSHIP, reason="TOO_LARGE", occurred_at=None
            )
        if cls in _DATED and self.random() < 0.8:
            made = replace(made, occurred_at=None, organisation_id=self.choice([*BRANCHES, *SPARES[:3]]))
        if cls is RecodeOrganisation:
            made = replace(made, division_code=f"43028110{self.randrange(5)}")
        if cls is TakeIntoCustody and self.random() < 0.8:
            made = replace(
                made, reason="FEW_MEMBERS", approved_by=world.TOWNSHIP, custodian_id=self.choice(BRANCHES)
            )
        if cls is SurveyEntity or cls is OpenSite:
            made = replace(made, organisation_id=world.TOWNSHIP, occurred_at=None)
        if cls is SurveyEntity:
            made = replace(made, surveyed_on=self.choice(_DAYS[:5]))
        if cls in (ExcludeEntity, EndEntityCoverage, RecountSite, AssignSiteBranch, CloseSite):
            made = replace(made, on=world.TODAY, occurred_at=None)
        if cls is OpenSite and self.random() < 0.7:  # there is a branch for a site only once it is there
            made = replace(made, starts_on=world.TODAY - timedelta(days=9))
        if cls is OpenSite or cls is RecountSite:
            made = replace(made, ends_on=world.TODAY + timedelta(days=self.choice([40, 60])))
        if cls is FoundOrganisation and self.random() < 0.2:
            ends = world.TODAY + timedelta(days=60)
            form = {
                "form": BranchForm.TEMPORARY,
                "expected_end": ends,
                "reason": "SURVEY",
                "occurred_at": None,
            }
            return replace(
                made,
                organisation_id=self.choice(TEMPORARY),
                kind=OrganisationKind.PARTY_BRANCH,
                parent_id=world.TOWNSHIP,
                approved_by=world.TOWNSHIP,
                name="临时",
                **form,
            )
        if cls is AssignSiteBranch:
            made = replace(made, branch_id=self.choice(TEMPORARY))
        if cls in _OF_MEMBERS and self.random() < 0.8:
            made = replace(made, occurred_at=None, reason=None)
        if cls is ElectGroupLeader and self.random() < 0.8:
            made = replace(made, organisation_id=world.GROUP, on=world.TODAY, occurred_at=None)
        if cls is RecordResidence:
            made = replace(made, from_on=world.TODAY, grid_id=self.choice(LOWEST))
        if cls in (LiftDiscipline, EndResidence):
            made = replace(made, on=world.TODAY)
        if cls is FoundOrganisation and self.random() < 0.8:
            branch = OrganisationKind.PARTY_BRANCH
            made = replace(
                made, kind=branch, parent_id=world.TOWNSHIP, form=None, expected_end=None, name="支部"
            )
            if self.random() < 0.5:  # so long ago that it may have gone elsewhere since
                made = replace(made, occurred_at=Occurred("2026-03-01"), sector=None, reason=None)
            if self.random() < 0.2:
                made = replace(made, organisation_id=GENERAL, kind=OrganisationKind.GENERAL_BRANCH)
        if cls is MoveOrganisation and self.random() < 0.9:
            made = replace(
                made,
                organisation_id=self.choice(SPARES[:4]),
                parent_id=self.choice([GENERAL, world.TOWNSHIP]),
                on=self.choice(_DAYS[1:6]),
                approved_by=world.TOWNSHIP,
                reason="REDRAWN",
                occurred_at=None,
            )
        return made

    def _of_fields(self, cls: type[Any]) -> Any:
        if cls in (ReceiveApplication, AdvanceStage, EndDevelopment):
            return self._fit_stage(cls)
        if cls is RecordBallot:
            return self._fit_ballot()
        if cls is IssueLetter:
            return self._fit_letter()
        types = typing.get_type_hints(cls)
        names = [f.name for f in fields(cls)] if is_dataclass(cls) else list(types)
        made = cls(**{name: self._value(name, types[name]) for name in names})
        if self.random() < 0.7:
            match made:
                case RecordAttendance():  # a ballot takes more than half of those entitled
                    entry = AttendanceEntry(self.choice(world.MEMBERS[:4]), AttendanceStatus.PRESENT)
                    if entry.member_id == world.MEMBERS[3] and self.random() < 0.5:
                        reason = self.choice(list(AbsenceReason))
                        entry = replace(entry, status=AttendanceStatus.ABSENT, absence_reason=reason)
                    return replace(made, meeting_id=MEETINGS[0], entries=(entry,))
                case AdmitByLetter():  # only who came goes again, or soon nobody would be left
                    issued_on = world.TODAY - timedelta(days=9)
                    came = self.choice(NEWCOMERS)
                    return replace(
                        made, member_id=came, issued_on=issued_on, on=issued_on, joined_on=issued_on
                    )
                case RaiseIssue():  # for a committee that all members are below
                    on = world.TODAY - timedelta(days=2)
                    there = replace(made, organisation_id=world.TOWNSHIP, grid_id=LOWEST[0], on=on)
                    return replace(there, household_id=None)
                case CloseIssue() | CloseTask() | ReopenIssue() | ReopenTask():
                    return replace(made, on=world.TODAY)
                case ReceiveLetter() | AcknowledgeLetter():
                    return replace(made, on=world.TODAY)
                case OpenConveyance():
                    listed = replace(made, organisation_id=world.BRANCH, meeting_id=None, code="ROADS")
                    return replace(listed, issued_on=world.TODAY, occurred_at=None)
                case DeliverConveyance():
                    to_ben = replace(made, member_ids=(world.BEN,), by_id=world.CAT, second_language=None)
                    return replace(to_ben, on=world.TODAY, occurred_at=None)
                case RevokeDelivery() | ConfirmConveyance():
                    return replace(made, member_id=world.BEN, occurred_at=None)
                case AdmitCandidate():
                    return replace(made, on=world.TODAY, group_id=None, occurred_at=None)
                case RecordLecturer() | RecordLectureTest() | WithdrawMeetingEntry():
                    return replace(made, meeting_id=LECTURE)
                case CancelMeeting():  # not the one that ballots are held at
                    return replace(made, meeting_id=self.choice(MEETINGS[1:]))
                case MoveHousehold():
                    moved = replace(made, organisation_id=world.TOWNSHIP, to_grid_id=self.choice(LOWEST))
                    return replace(moved, from_on=world.TODAY, occurred_at=None)
                case EndHousehold():
                    return replace(made, household_id=HOUSEHOLDS[-1])
        return made

    def _fit_entry(self) -> AttendanceEntry:
        status = self.choice(list(AttendanceStatus))
        absent = status is AttendanceStatus.ABSENT
        reason = self.choice(list(AbsenceReason)) if absent else None
        return AttendanceEntry(self.choice(world.MEMBERS), status, reason)

    def _fit_stage(self, cls: type[Command]) -> Command:
        """In time for any meeting, and of one branch, so that many a ballot fits."""
        person = self.choice(PERSONS)
        on = world.TODAY - timedelta(days=70)
        if cls is ReceiveApplication:
            return ReceiveApplication(
                development_id=development_id(person),
                person_id=person,
                branch_id=world.BRANCH,
                name_id=world.id_of("name"),
                on=on,
            )
        if cls is AdvanceStage:
            stage = self.choice(list(Stage))
            return AdvanceStage(development_id=development_id(person), stage=stage, on=on)
        last = development_id(PERSONS[-1])
        return EndDevelopment(development_id=last, on=on, reason="MOVED_AWAY")

    def _fit_ballot(self) -> RecordBallot:
        return RecordBallot(
            development_id=development_id(self.choice(PERSONS)),
            meeting_id=self.choice([*[MEETINGS[0]] * 4, MEETINGS[1]]),
            number=self.choice([0, *range(1, 9)]),
            in_favour=self.choice([1, 2, 3, 4]),
            against=self.choice([0, 0, 0, -1]),
            abstained=0,
        )

    def _fit_letter(self) -> IssueLetter:
        leaves = self.random() < 0.4
        return IssueLetter(
            letter_id=self.choice(LETTERS),
            number="2026-1",
            member_id=self.choice(NEWCOMERS if leaves else world.MEMBERS),
            to_branch_id=None if leaves else self.choice(BRANCHES),
            to_county="510100" if leaves else None,
            occurred_at=self.choice([None, Occurred("2026-03-01")]),
        )

    def _fit_document(self) -> SealDocument:
        member_id = self.choice([None, *world.MEMBERS])
        return SealDocument(
            document_id=self.choice(DOCUMENTS),
            kind=self.choice(list(DocumentKind)),
            salted_sha256=self.choice(["0f" * 32, "f0" * 32, "no hash"]),
            member_id=member_id,
            organisation_id=self.choice((*BRANCHES, world.COMMITTEE)) if member_id is None else None,
        )

    def _fit_post(self) -> GivePost:
        role = self.choice(list(PostRole))
        at_a_grid = role is PostRole.GRID_WORKER
        return GivePost(
            post_id=self.choice(POSTS),
            member_id=self.choice(world.MEMBERS),
            role=role,
            from_on=self.choice(_DAYS),
            to_on=self.choice([None, *_DAYS]),
            organisation_id=None if at_a_grid else self.choice(ORGANISATIONS[:4]),
            grid_id=self.choice(GRIDS) if at_a_grid else None,
        )

    def _value(self, name: str, type_: Any) -> Any:
        options = [option for option in get_args(type_) if option is not type(None)]
        if name in _CHOICES:
            chosen = self.choice(_CHOICES[name])
            if chosen is None and type(None) not in get_args(type_):
                return next(one for one in _CHOICES[name] if one is not None)
            for one in (type_, *options):
                if isinstance(one, type) and issubclass(one, Enum) and not isinstance(chosen, one):
                    return self.choice(list(one))  # another field of that name
            return chosen
        if get_origin(type_) is tuple:
            return tuple(self.any_of(options[0]) for _ in range(self.choice([0, 1, 1, 1, 2])))
        if type(None) in get_args(type_):
            return None if self.random() < 0.5 else self._value(name, options[0])
        if type_ is date:
            return self.choice(_DAYS)
        if issubclass(type_, Enum):
            return self.choice(list(type_))
        return self.any_of(type_)
