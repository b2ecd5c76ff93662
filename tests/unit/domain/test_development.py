"""The development of members: stages in order, one ballot a person, admission under the same id."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.core import Occurred
from domain.development.ballots import record_ballot
from domain.development.commands import (
    AdmitCandidate,
    AdvanceStage,
    EndDevelopment,
    ReceiveApplication,
    RecordBallot,
)
from domain.development.decide import (
    admit_candidate,
    advance_stage,
    end_development,
    receive_application,
)
from domain.development.events import (
    AdmissionVoted,
    ApplicationReceived,
    BallotHeld,
    CandidateAdmitted,
    DevelopmentEnded,
    Stage,
    StageAdvanced,
    ballot_id,
    development_id,
)
from domain.development.state import Ballot, Development
from domain.development.votes import has_vote, is_passed, is_quorate
from domain.discipline.events import DisciplineImposed, Measure
from domain.discipline.state import Discipline
from domain.meetings.events import (
    AbsenceReason,
    AttendanceRecorded,
    AttendanceStatus,
    MeetingCancelled,
    MeetingKind,
)
from domain.meetings.state import Meeting
from domain.membership.events import Entry, MemberConfirmed, MemberEntered, MemberKind, MemberRegistered
from domain.membership.state import Member
from domain.organisation.events import OrganisationDissolved, OrganisationKind
from domain.organisation.state import Organisation
from tests.unit.domain.test_ending import dissolve, merge
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import BRANCH, MEETING, MEMBERS, OTHER_BRANCH, TODAY, TOWNSHIP, context

PERSON, OTHER = world.id_of("person"), world.id_of("other person")
ID = development_id(PERSON)
NAME = world.id_of("name of a person")
DAY, MET = date(2026, 2, 1), date(2026, 3, 18)
TOMORROW = TODAY + timedelta(days=1)


def applied(branch_id: Any = BRANCH) -> Fact:
    return fact(ApplicationReceived, person_id=PERSON, branch_id=branch_id, name_id=NAME, on=DAY)


def at(stage: Stage, on: date = DAY) -> Fact:
    return fact(StageAdvanced, stage=stage, on=on)


ADMISSION_CANDIDATE = (applied(), at(Stage.ACTIVIST), at(Stage.ADMISSION_CANDIDATE))
ENDED = fact(DevelopmentEnded, on=DAY)


def voted(*, passed: bool = True, on: date = MET, number: int = 1) -> Fact:
    ballot = ballot_id(MEETING, number)
    return fact(AdmissionVoted, meeting_id=MEETING, ballot_id=ballot, on=on, passed=passed)


HELD = (world.planned(MET), world.frozen())
PRESENT, LATE, ABSENT = AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.ABSENT


def attended(*statuses: AttendanceStatus) -> list[Fact]:
    """What was recorded of the first so many of those expected."""
    return [
        fact(
            AttendanceRecorded,
            member_id=member_id,
            status=status,
            absence_reason=AbsenceReason.NONE_GIVEN if status is ABSENT else None,
            leave_id=None,
            late_entry_days=0,
            policy="built-in",
        )
        for member_id, status in zip(MEMBERS, statuses, strict=False)
    ]


def development(*facts: Fact) -> Development:
    return given(Development, ID, *facts)


class TestApplication:
    def decide(
        self,
        *facts: Fact,
        on: date = DAY,
        branch: Organisation | None = None,
        person: Member | None = None,
    ) -> Outcome:
        branch = branch or world.branch()
        command = ReceiveApplication(
            development_id=ID, person_id=PERSON, branch_id=branch.id, name_id=NAME, on=on
        )
        return when(
            receive_application,
            development(*facts),
            command,
            context(),
            person=person or Member.empty(PERSON),
            branch=branch,
        )

    def test_a_person_is_known_before_being_a_member(self) -> None:
        self.decide().then(applied())

    def test_refused(self) -> None:
        self.decide(applied()).refused("ALREADY_EXISTS developmentId")
        self.decide(branch=world.township()).refused("WRONG_KIND branchId")
        self.decide(branch=Organisation.empty(BRANCH)).refused("NOT_FOUND branchId")
        self.decide(on=TOMORROW).refused("IN_THE_FUTURE on")
        self.decide(person=world.member(PERSON)).refused("ALREADY_EXISTS personId")


class TestStages:
    branch = world.branch()

    def decide(self, *facts: Fact, to: Stage, on: date = DAY) -> Outcome:
        command = AdvanceStage(development_id=ID, stage=to, on=on)
        return when(advance_stage, development(*facts), command, context(), branch=self.branch)

    def test_one_after_the_other(self) -> None:
        self.decide(applied(), to=Stage.ACTIVIST).then(at(Stage.ACTIVIST))
        self.decide(applied(), at(Stage.ACTIVIST), to=Stage.ADMISSION_CANDIDATE).then(
            at(Stage.ADMISSION_CANDIDATE)
        )

    @pytest.mark.parametrize(
        ("facts", "to"),
        [
            ((applied(),), Stage.APPLICANT),
            ((applied(),), Stage.ADMISSION_CANDIDATE),
            ((applied(), at(Stage.ACTIVIST)), Stage.ACTIVIST),
            ((applied(), at(Stage.ACTIVIST)), Stage.ADMITTED),
            (ADMISSION_CANDIDATE, Stage.ACTIVIST),
            (ADMISSION_CANDIDATE, Stage.ADMITTED),
            ((*ADMISSION_CANDIDATE, voted(), fact(CandidateAdmitted, on=MET)), Stage.ADMISSION_CANDIDATE),
        ],
    )
    def test_none_is_left_out_or_taken_back(self, facts: tuple[Fact, ...], to: Stage) -> None:
        self.decide(*facts, to=to).refused("WRONG_STAGE stage")

    def test_days(self) -> None:
        self.decide(applied(), to=Stage.ACTIVIST, on=DAY - timedelta(days=1)).refused("INVALID_DATES on")
        self.decide(applied(), to=Stage.ACTIVIST, on=TOMORROW).refused("IN_THE_FUTURE on")

    def test_not_once_it_ended(self) -> None:
        self.decide(applied(), ENDED, to=Stage.ACTIVIST).refused("DEVELOPMENT_ENDED developmentId")
        self.decide(to=Stage.ACTIVIST).refused("NOT_FOUND developmentId")

    @pytest.mark.parametrize(("days", "fits"), [(-1, True), (0, False)])
    def test_not_in_a_branch_that_is_no_more(self, days: int, fits: bool) -> None:
        gone = fact(OrganisationDissolved, on=TODAY, approved_by=TOWNSHIP)
        branch = world.organisation(BRANCH, OrganisationKind.PARTY_BRANCH, TOWNSHIP, gone)
        command = AdvanceStage(development_id=ID, stage=Stage.ACTIVIST, on=TODAY + timedelta(days=days))
        outcome = when(advance_stage, development(applied()), command, context(), branch=branch)
        if fits:
            assert outcome.events
        else:
            outcome.refused("ORGANISATION_DISSOLVED developmentId")


DISCIPLINE = world.id_of("discipline")


def imposed(measure: Measure = Measure.DISCIPLINARY_PROBATION, from_on: date = MET) -> Discipline:
    return given(
        Discipline,
        DISCIPLINE,
        fact(DisciplineImposed, member_id=PERSON, measure=measure, from_on=from_on, until_on=TOMORROW),
    )


VOTERS = tuple(world.member(id_) for id_ in MEMBERS)


class TestBallot:
    def decide(
        self,
        *facts: Fact,
        number: int = 1,
        votes: tuple[int, int, int] = (4, 1, 0),
        ballot: Ballot | None = None,
        meeting: Meeting | None = None,
        expected: tuple[Member, ...] = VOTERS,
        disciplined: Discipline | None = None,
    ) -> Outcome:
        in_favour, against, abstained = votes
        command = RecordBallot(
            development_id=ID,
            meeting_id=MEETING,
            number=number,
            in_favour=in_favour,
            against=against,
            abstained=abstained,
        )
        return when(
            record_ballot,
            development(*(facts or ADMISSION_CANDIDATE)),
            command,
            context(),
            ballot=ballot or Ballot.empty(ballot_id(MEETING, number)),
            meeting=meeting or world.meeting(*HELD, *attended(*[PRESENT] * 5)),
            expected=[(member, disciplined or Discipline.empty(DISCIPLINE)) for member in expected],
        )

    def held(self, in_favour: int, against: int, abstained: int, entitled: int = 5) -> Fact:
        return fact(
            BallotHeld,
            meeting_id=MEETING,
            branch_id=BRANCH,
            number=1,
            person_id=PERSON,
            entitled=entitled,
            in_favour=in_favour,
            against=against,
            abstained=abstained,
        )

    def test_more_than_half_of_all_who_are_entitled(self) -> None:
        self.decide(votes=(3, 0, 0)).then(self.held(3, 0, 0), voted())
        self.decide(votes=(2, 1, 2)).then(self.held(2, 1, 2), voted(passed=False))

    def test_half_is_not_more_than_half(self) -> None:
        four = VOTERS[:4]
        self.decide(votes=(2, 1, 0), expected=four).then(self.held(2, 1, 0, 4), voted(passed=False))

    @pytest.mark.parametrize(
        ("statuses", "refusal"),
        [
            ([], "NO_QUORUM meetingId"),
            ([ABSENT] * 5, "NO_QUORUM meetingId"),
            ([PRESENT, PRESENT, ABSENT, ABSENT, ABSENT], "NO_QUORUM meetingId"),
            ([PRESENT, PRESENT], "NO_QUORUM meetingId"),
            ([PRESENT, LATE, PRESENT, ABSENT], None),
            ([PRESENT] * 5, None),
        ],
    )
    def test_more_than_half_of_those_entitled_were_there(
        self, statuses: list[AttendanceStatus], refusal: str | None
    ) -> None:
        """By what was recorded of the meeting: a roster alone says who should come."""
        outcome = self.decide(votes=(3, 0, 0), meeting=world.meeting(*HELD, *attended(*statuses)))
        if refusal:
            outcome.refused(refusal)
        else:
            outcome.then(self.held(3, 0, 0), voted())

    def test_nobody_votes_who_was_not_there(self) -> None:
        three = world.meeting(*HELD, *attended(PRESENT, PRESENT, LATE, ABSENT, ABSENT))
        self.decide(votes=(2, 1, 1), meeting=three).refused("TOO_MANY inFavour")
        self.decide(votes=(2, 1, 0), meeting=three).then(self.held(2, 1, 0), voted(passed=False))

    def test_who_is_there_without_a_vote_makes_no_quorum(self) -> None:
        probationary = world.member(MEMBERS[2], kind=MemberKind.PROBATIONARY)
        voters = (*VOTERS[:2], probationary, *VOTERS[3:])
        three = world.meeting(*HELD, *attended(PRESENT, PRESENT, PRESENT))
        self.decide(votes=(2, 0, 0), meeting=three, expected=voters).refused("NO_QUORUM meetingId")

    def test_two_candidates_in_one_ballot(self) -> None:
        """The second finds it held; a ballot of its own, by the next number, is what it takes."""
        first = given(Ballot, ballot_id(MEETING, 1), self.held(4, 1, 0))
        self.decide(ballot=first).refused("BALLOT_HELD number")

    def test_only_full_members_vote(self) -> None:
        probationary = world.member(MEMBERS[0], kind=MemberKind.PROBATIONARY)
        voters = (*VOTERS[1:], probationary)
        self.decide(votes=(4, 0, 0), expected=voters).then(self.held(4, 0, 0, 4), voted())
        self.decide(votes=(5, 0, 0), expected=voters).refused("TOO_MANY inFavour")

    def test_nobody_votes_on_disciplinary_probation(self) -> None:
        self.decide(votes=(3, 0, 0), disciplined=imposed()).refused("NO_QUORUM meetingId")
        self.decide(votes=(3, 0, 0), disciplined=imposed(Measure.WARNING)).then(self.held(3, 0, 0), voted())

    def test_of_candidates_alone(self) -> None:
        self.decide(applied()).refused("WRONG_STAGE developmentId")
        self.decide(*ADMISSION_CANDIDATE, ENDED).refused("DEVELOPMENT_ENDED developmentId")
        late = (applied(), at(Stage.ACTIVIST), at(Stage.ADMISSION_CANDIDATE, MET + timedelta(days=1)))
        self.decide(*late).refused("INVALID_DATES meetingId")

    def test_at_a_general_meeting_of_the_branch_that_was_held(self) -> None:
        lecture = world.meeting(world.planned(MET, MeetingKind.PARTY_LECTURE), world.frozen())
        self.decide(meeting=lecture).refused("WRONG_KIND meetingId")
        self.decide(meeting=world.meeting(world.planned(MET))).refused("ROSTER_NOT_FROZEN meetingId")
        elsewhere = (applied(OTHER_BRANCH), *ADMISSION_CANDIDATE[1:])
        self.decide(*elsewhere).refused("NOT_FOUND meetingId")
        self.decide(meeting=Meeting.empty(MEETING)).refused("NOT_FOUND meetingId")

    def test_numbers_that_cannot_be(self) -> None:
        self.decide(number=0).refused("INVALID_VALUE number")
        self.decide(number=101).refused("INVALID_VALUE number")
        self.decide(votes=(4, -1, 0)).refused("INVALID_VALUE against")
        self.decide(votes=(-1, 0, -1)).refused("INVALID_VALUE inFavour", "INVALID_VALUE abstained")


class TestAdmission:
    def decide(
        self, *facts: Fact, on: date = MET, member: Member | None = None, meeting: Meeting | None = None
    ) -> Outcome:
        return when(
            admit_candidate,
            development(*facts),
            AdmitCandidate(development_id=ID, on=on),
            context(),
            member=member or Member.empty(PERSON),
            branch=world.branch(),
            group=None,
            register=world.register(),
            meeting=meeting or world.meeting(*HELD),
        )

    def test_a_probationary_member_under_the_same_id(self) -> None:
        self.decide(*ADMISSION_CANDIDATE, voted()).then(
            fact(CandidateAdmitted, on=MET, originator_id=ID),
            fact(
                MemberRegistered,
                originator_id=PERSON,
                branch_id=BRANCH,
                kind=MemberKind.PROBATIONARY,
                joined_on=MET,
                name_id=NAME,
                occurred_at=Occurred("2026-03-18"),
            ),
            fact(
                MemberEntered,
                branch_id=BRANCH,
                member_id=PERSON,
                from_on=MET,
                entry=Entry.REGISTERED,
            ),
        )

    def test_not_without_a_ballot_that_was_for_it(self) -> None:
        self.decide(*ADMISSION_CANDIDATE).refused("NOT_VOTED_FOR developmentId")
        self.decide(*ADMISSION_CANDIDATE, voted(passed=False)).refused("NOT_VOTED_FOR developmentId")
        self.decide(*ADMISSION_CANDIDATE, voted(), on=MET - timedelta(days=1)).refused("INVALID_DATES on")

    def test_the_last_ballot_counts(self) -> None:
        """By the day it was held: one entered late does not outdo what came after it."""
        before = MET - timedelta(days=7)
        won, lost = voted(number=1), voted(passed=False, number=2)
        self.decide(*ADMISSION_CANDIDATE, won, lost).refused("NOT_VOTED_FOR developmentId")
        assert self.decide(*ADMISSION_CANDIDATE, lost, won).events
        won, lost = voted(on=before), voted(passed=False, number=2)
        self.decide(*ADMISSION_CANDIDATE, won, lost).refused("NOT_VOTED_FOR developmentId")
        self.decide(*ADMISSION_CANDIDATE, lost, won).refused("NOT_VOTED_FOR developmentId")
        won, lost = voted(number=2), voted(on=before, passed=False)
        assert self.decide(*ADMISSION_CANDIDATE, won, lost).events

    def test_not_by_a_meeting_that_did_not_take_place(self) -> None:
        cancelled = world.meeting(*HELD, fact(MeetingCancelled))
        self.decide(*ADMISSION_CANDIDATE, voted(), meeting=cancelled).refused(
            "MEETING_CANCELLED developmentId"
        )

    def test_refused(self) -> None:
        self.decide().refused("NOT_FOUND developmentId")
        self.decide(applied()).refused("WRONG_STAGE developmentId")
        admitted = fact(CandidateAdmitted, on=MET)
        self.decide(*ADMISSION_CANDIDATE, voted(), admitted).refused("WRONG_STAGE developmentId")
        self.decide(*ADMISSION_CANDIDATE, voted(), on=TOMORROW).refused("IN_THE_FUTURE on")


class TestEnd:
    def decide(self, *facts: Fact, on: date = DAY, reason: str | None = "MOVED_AWAY") -> Outcome:
        command = EndDevelopment(development_id=ID, on=on, reason=reason)
        return when(end_development, development(*facts), command, context())

    def test_at_any_stage_before_admission(self) -> None:
        self.decide(applied()).then(ENDED)
        self.decide(*ADMISSION_CANDIDATE, voted()).then(ENDED)

    def test_refused(self) -> None:
        self.decide().refused("NOT_FOUND developmentId")
        self.decide(applied(), reason=None).refused("REASON_REQUIRED reason")
        self.decide(applied(), ENDED).refused("DEVELOPMENT_ENDED developmentId")
        self.decide(applied(), on=DAY - timedelta(days=1)).refused("INVALID_DATES on")
        admitted = fact(CandidateAdmitted, on=MET)
        self.decide(*ADMISSION_CANDIDATE, voted(), admitted, on=MET).refused("WRONG_STAGE developmentId")


def test_a_vote_begins_with_the_confirmation() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    confirmed = fact(MemberConfirmed, occurred_at=Occurred("2026-03-17T16:30:00Z"))  # the 18th there
    member = world.member(PERSON, confirmed, kind=MemberKind.PROBATIONARY)
    none = Discipline.empty(DISCIPLINE)
    assert not has_vote(member, none, date(2026, 3, 17), zone)
    assert has_vote(member, none, date(2026, 3, 18), zone)
    assert has_vote(world.member(OTHER), none, date(2001, 7, 1), zone)
    assert not has_vote(world.member(OTHER, kind=MemberKind.PROBATIONARY), none, TODAY, zone)
    full, probation = world.member(OTHER), imposed()
    assert has_vote(full, probation, MET - timedelta(days=1), zone)
    assert not has_vote(full, probation, MET, zone)
    assert has_vote(full, probation, TOMORROW, zone)


@pytest.mark.parametrize(
    ("count", "entitled", "enough"), [(5, 10, False), (6, 10, True), (5, 11, False), (6, 11, True)]
)
def test_more_than_half(count: int, entitled: int, enough: bool) -> None:
    assert is_quorate(count, entitled) is enough
    assert is_passed(count, entitled) is enough


class TestBranchThatEnds:
    """Neither a dissolution nor a merger leaves behind whoever the branch develops."""

    @pytest.mark.parametrize(
        ("facts", "ends"),
        [
            ((applied(),), False),
            ((*ADMISSION_CANDIDATE, voted()), False),
            ((applied(), ENDED), True),
            ((*ADMISSION_CANDIDATE, voted(), fact(CandidateAdmitted, on=MET)), True),
            ((), True),
        ],
    )
    def test_once_it_develops_nobody(self, facts: tuple[Fact, ...], ends: bool) -> None:
        developments = [development(applied(), ENDED), development(*facts)]
        for outcome in (
            dissolve(world.branch(), developments=developments),
            merge(world.branch(), world.branch(OTHER_BRANCH), developments=developments),
        ):
            if ends:
                assert outcome.events
            else:
                outcome.refused("DEVELOPMENTS_OPEN organisationId")
