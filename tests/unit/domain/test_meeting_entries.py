"""What is written down of a meeting: minutes, lecturers, tests, contents, exceptions, and what is taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.core import Occurred
from domain.documents.events import DocumentErased, DocumentKind, DocumentSealed, ErasureBasis
from domain.documents.named import NamedDocument
from domain.documents.state import Document
from domain.meeting_entries.commands import (
    MOST_CONTENTS,
    ApproveMeetingException,
    RecordContents,
    RecordLecturer,
    RecordLectureTest,
    TakeMinutes,
    WithdrawMeetingEntry,
)
from domain.meeting_entries.decide import (
    approve_exception,
    record_contents,
    record_lecture_test,
    record_lecturer,
    take_minutes,
    withdraw_entry,
)
from domain.meeting_entries.events import (
    ContentsRecorded,
    LecturerRecorded,
    LecturerRole,
    LectureTested,
    MeetingEntryWithdrawn,
    MeetingExceptionApproved,
    MinutesField,
    MinutesTaken,
)
from domain.meetings.events import MeetingCancelled, MeetingConcluded, MeetingKind
from domain.meetings.state import Meeting
from domain.membership.state import Member
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, event_id, fact, given, when
from tests.unit.support.world import ANN, BRANCH, COMMITTEE, MEETING, TODAY, TOWNSHIP, context

HELD = date(2026, 3, 18)
TOMORROW = TODAY + timedelta(days=1)
ALL = tuple(MinutesField)
DOCUMENT = world.id_of("minutes")
LECTURE = world.planned(HELD, MeetingKind.PARTY_LECTURE)
SECRETARY = LecturerRole.BRANCH_SECRETARY
CANCELLED = fact(MeetingCancelled, reason="FLOOD_DUTY")
COMPLETE = fact(MinutesTaken, fields=ALL)


def lecture(*facts: Fact) -> Meeting:
    return world.meeting(LECTURE, *facts)


def minutes(
    state: Meeting,
    *records: MinutesField,
    document_id: UUID | None = None,
    document: NamedDocument | None = None,
) -> Outcome:
    command = TakeMinutes(meeting_id=MEETING, records=records, document_id=document_id)
    return when(take_minutes, state, command, context(), document=document)


def erased(document_id: UUID) -> NamedDocument:
    """A text about the branch, which nobody reads any more."""
    sealed = fact(DocumentSealed, kind=DocumentKind.MINUTES, salted_sha256="0f" * 32, organisation_id=BRANCH)
    gone = fact(DocumentErased, basis=ErasureBasis.PERIOD_ENDED, organisation_id=BRANCH)
    return NamedDocument(given(Document, document_id, sealed, gone), frozenset([BRANCH]))


class TestMinutes:
    def test_are_kept_in_the_order_of_the_regulation(self) -> None:
        taken = minutes(lecture(), MinutesField.OPINIONS, MinutesField.TIME, document_id=DOCUMENT)
        taken.then(
            fact(
                MinutesTaken,
                fields=(MinutesField.TIME, MinutesField.OPINIONS),
                document_id=DOCUMENT,
                occurred_at=Occurred("2026-03-18"),
            )
        )

    def test_need_no_frozen_roster(self) -> None:
        minutes(lecture(), *ALL).then(COMPLETE)

    def test_are_taken_on_the_day_itself_and_not_before(self) -> None:
        minutes(world.meeting(world.planned(TODAY)), *ALL).then(COMPLETE)
        minutes(world.meeting(world.planned(TOMORROW)), *ALL).refused("MEETING_NOT_HELD_YET meetingId")

    def test_later_ones_take_the_place_of_earlier_ones(self) -> None:
        before = lecture(fact(MinutesTaken, fields=ALL[:5]))
        minutes(before, *ALL).then(COMPLETE)
        last = before.entries.last(MinutesTaken)
        assert last is not None
        assert last.fields == ALL

    def test_the_same_again_says_nothing_new_but_another_document_does(self) -> None:
        minutes(lecture(COMPLETE), *reversed(ALL)).refused("ALREADY_RECORDED records")
        minutes(lecture(COMPLETE), *ALL, document_id=DOCUMENT).then(
            fact(MinutesTaken, fields=ALL, document_id=DOCUMENT)
        )

    def test_are_put_right_though_their_document_was_erased(self) -> None:
        """They go on naming it. Minutes that do not name it, or do no more, take another that is there."""
        named, without = (
            fact(MinutesTaken, fields=ALL[:5], document_id=DOCUMENT),
            fact(MinutesTaken, fields=ALL[:5]),
        )
        gone: dict[str, Any] = {"document_id": DOCUMENT, "document": erased(DOCUMENT)}
        minutes(lecture(named), *ALL, **gone).then(fact(MinutesTaken, fields=ALL, document_id=DOCUMENT))
        minutes(lecture(named), *ALL[:5], **gone).refused("ALREADY_RECORDED records")
        for before in (), (without,), (named, without):
            minutes(lecture(*before), *ALL, **gone).refused("DOCUMENT_ERASED documentId")
        other = world.id_of("other minutes")
        gone = {"document_id": other, "document": erased(other)}
        minutes(lecture(named), *ALL, **gone).refused("DOCUMENT_ERASED documentId")

    def test_record_something_and_each_once(self) -> None:
        minutes(lecture()).refused("INVALID_VALUE records")
        minutes(lecture(), ALL[0], ALL[1], ALL[0]).refused("NAMED_TWICE records[2]")

    def test_there_are_none_of_a_cancelled_or_unknown_meeting(self) -> None:
        minutes(lecture(CANCELLED), *ALL).refused("MEETING_CANCELLED meetingId")
        minutes(Meeting.empty(MEETING), *ALL).refused("NOT_FOUND meetingId")


def lecturer(state: Meeting, role: LecturerRole = SECRETARY, member: Member | None = None) -> Outcome:
    command = RecordLecturer(meeting_id=MEETING, role=role, lecturer_id=None if member is None else member.id)
    return when(record_lecturer, state, command, context(), lecturer=member)


class TestLecturer:
    @pytest.mark.parametrize("kind", [MeetingKind.PARTY_LECTURE, MeetingKind.MICRO_LECTURE])
    def test_gives_a_lecture(self, kind: MeetingKind) -> None:
        outcome = lecturer(world.meeting(world.planned(HELD, kind)), member=world.member())
        outcome.then(
            fact(LecturerRecorded, role=SECRETARY, lecturer_id=ANN, occurred_at=Occurred("2026-03-18"))
        )

    def test_need_not_be_a_member(self) -> None:
        lecturer(lecture(), LecturerRole.INVITED_LECTURER).then(
            fact(LecturerRecorded, role=LecturerRole.INVITED_LECTURER)
        )

    @pytest.mark.parametrize(
        "kind", sorted(set(MeetingKind) - {MeetingKind.PARTY_LECTURE, MeetingKind.MICRO_LECTURE})
    )
    def test_there_is_none_at_other_meetings(self, kind: MeetingKind) -> None:
        lecturer(world.meeting(world.planned(HELD, kind))).refused("WRONG_KIND meetingId")

    def test_there_may_be_several_each_once_in_a_role(self) -> None:
        given = lecture(fact(LecturerRecorded, role=SECRETARY, lecturer_id=ANN))
        lecturer(given, member=world.member()).refused("ALREADY_RECORDED role")
        lecturer(given, LecturerRole.WORK_TEAM_LEADER, world.member()).then(
            fact(LecturerRecorded, role=LecturerRole.WORK_TEAM_LEADER, lecturer_id=ANN)
        )

    def test_of_that_id_must_be_known(self) -> None:
        lecturer(lecture(), member=Member.empty(ANN)).refused("NOT_FOUND lecturerId")

    def test_gives_none_before_its_day_nor_one_that_was_cancelled(self) -> None:
        ahead = world.meeting(world.planned(TOMORROW, MeetingKind.PARTY_LECTURE))
        lecturer(ahead).refused("MEETING_NOT_HELD_YET meetingId")
        lecturer(lecture(CANCELLED)).refused("MEETING_CANCELLED meetingId")
        lecturer(Meeting.empty(MEETING)).refused("NOT_FOUND meetingId")


CONCLUDED = (world.frozen(), fact(MeetingConcluded))


def examined(state: Meeting, on: date = HELD) -> Outcome:
    return when(record_lecture_test, state, RecordLectureTest(meeting_id=MEETING, on=on), context())


class TestTest:
    @pytest.mark.parametrize("on", [HELD, HELD + timedelta(days=1), TODAY])
    def test_follows_on_the_day_of_the_lecture_or_later(self, on: date) -> None:
        examined(lecture(*CONCLUDED), on).then(
            fact(LectureTested, on=on, occurred_at=Occurred(on.isoformat()))
        )

    @pytest.mark.parametrize(
        ("on", "refusal"),
        [
            (HELD - timedelta(days=1), "INVALID_DATES on"),
            (TOMORROW, "IN_THE_FUTURE on"),
        ],
    )
    def test_neither_precedes_it_nor_lies_ahead(self, on: date, refusal: str) -> None:
        examined(lecture(*CONCLUDED), on).refused(refusal)

    def test_follows_only_what_took_place(self) -> None:
        examined(lecture()).refused("MEETING_NOT_CONCLUDED meetingId")
        examined(lecture(CANCELLED)).refused("MEETING_CANCELLED meetingId")
        examined(Meeting.empty(MEETING)).refused("NOT_FOUND meetingId")

    def test_follows_no_other_meeting(self) -> None:
        examined(world.meeting(world.planned(HELD), *CONCLUDED)).refused("WRONG_KIND meetingId")

    def test_a_day_has_one(self) -> None:
        examined(lecture(*CONCLUDED, fact(LectureTested, on=HELD))).refused("ALREADY_RECORDED on")


def contents(state: Meeting, *codes: str) -> Outcome:
    return when(record_contents, state, RecordContents(meeting_id=MEETING, contents=codes), context())


class TestContents:
    def test_are_codes(self) -> None:
        contents(world.meeting(world.planned(HELD)), "DUES", "STUDY").then(
            fact(ContentsRecorded, contents=("DUES", "STUDY"), occurred_at=Occurred("2026-03-18"))
        )
        contents(lecture(), "DUES", "free text").refused("INVALID_VALUE contents[1]")

    def test_are_fifty_at_most_each_once_and_one_at_least(self) -> None:
        fifty = [f"CODE_{number}" for number in range(MOST_CONTENTS)]
        contents(lecture(), *fifty).then(fact(ContentsRecorded, contents=tuple(fifty)))
        contents(lecture(), *fifty, "ONE_MORE").refused("TOO_MANY contents")
        contents(lecture(), "DUES", "DUES").refused("NAMED_TWICE contents[1]")
        contents(lecture()).refused("INVALID_VALUE contents")

    def test_later_ones_take_the_place_of_earlier_ones(self) -> None:
        before = lecture(fact(ContentsRecorded, contents=("DUES", "STUDY")))
        contents(before, "STUDY", "DUES").refused("ALREADY_RECORDED contents")
        contents(before, "STUDY").then(fact(ContentsRecorded, contents=("STUDY",)))

    def test_there_are_none_of_what_was_not_held(self) -> None:
        contents(world.meeting(world.planned(TOMORROW)), "DUES").refused("MEETING_NOT_HELD_YET meetingId")
        contents(lecture(CANCELLED), "DUES").refused("MEETING_CANCELLED meetingId")
        contents(Meeting.empty(MEETING), "DUES").refused("NOT_FOUND meetingId")


def approve(state: Meeting, by: UUID = TOWNSHIP) -> Outcome:
    command = ApproveMeetingException(meeting_id=MEETING, approved_by=by)
    return when(approve_exception, state, command, context(), above=[TOWNSHIP, COMMITTEE])


class TestException:
    @pytest.mark.parametrize("held_on", [HELD, TOMORROW])
    def test_is_approved_from_above_before_the_day_or_after(self, held_on: date) -> None:
        approve(world.meeting(world.planned(held_on))).then(
            fact(MeetingExceptionApproved, approved_by=TOWNSHIP)
        )

    def test_nobody_approves_the_own(self) -> None:
        approve(lecture(), BRANCH).refused("NOT_ABOVE approvedBy")

    def test_each_approves_once(self) -> None:
        approved = lecture(fact(MeetingExceptionApproved, approved_by=TOWNSHIP))
        approve(approved).refused("ALREADY_RECORDED approvedBy")
        approve(approved, COMMITTEE).then(fact(MeetingExceptionApproved, approved_by=COMMITTEE))

    def test_there_is_none_of_a_cancelled_or_unknown_meeting(self) -> None:
        approve(lecture(CANCELLED)).refused("MEETING_CANCELLED meetingId")
        approve(Meeting.empty(MEETING)).refused("NOT_FOUND meetingId")


def withdraw(state: Meeting, version: int, reason: str | None = "MIXED_UP_PERSONS") -> Outcome:
    command = WithdrawMeetingEntry(meeting_id=MEETING, corrects=event_id(MEETING, version), reason=reason)
    return when(withdraw_entry, state, command, context())


class TestWithdrawing:
    @pytest.mark.parametrize(
        "entry",
        [
            COMPLETE,
            fact(LecturerRecorded, role=SECRETARY),
            fact(LectureTested, on=HELD),
            fact(ContentsRecorded, contents=("DUES",)),
            fact(MeetingExceptionApproved, approved_by=TOWNSHIP),
        ],
    )
    def test_an_entry_of_any_kind(self, entry: Fact) -> None:
        state = lecture(entry)
        withdraw(state, 2).then(
            fact(MeetingEntryWithdrawn, corrects=event_id(MEETING, 2), reason="MIXED_UP_PERSONS")
        )
        assert state.entries.last(entry.cls) is None

    def test_what_was_said_before_holds_again(self) -> None:
        state = lecture(fact(MinutesTaken, fields=ALL[:5]), COMPLETE)
        withdraw(state, 3).then(fact(MeetingEntryWithdrawn, corrects=event_id(MEETING, 3)))
        last = state.entries.last(MinutesTaken)
        assert last is not None
        assert last.fields == ALL[:5]

    def test_names_an_entry_that_stands_and_a_reason(self) -> None:
        withdraw(lecture(), 1).refused("CORRECTS_NOTHING corrects")
        twice = lecture(COMPLETE, fact(MeetingEntryWithdrawn, corrects=event_id(MEETING, 2)))
        withdraw(twice, 2).refused("CORRECTS_NOTHING corrects")
        withdraw(lecture(COMPLETE), 2, reason=None).refused("REASON_REQUIRED reason")
        withdraw(Meeting.empty(MEETING), 2).refused("NOT_FOUND meetingId")
