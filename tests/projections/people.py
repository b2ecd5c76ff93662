"""Random commands about people, from a source of their own: those about all else stay as they were."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID

from domain.contacts import commands as contacts
from domain.core import Occurred
from domain.core.command import Command
from domain.development import commands as development
from domain.development.events import (
    AdmissionVoted,
    ApplicationReceived,
    CandidateAdmitted,
    DevelopmentEnded,
    Stage,
    StageAdvanced,
    development_id,
)
from domain.meetings.commands import (
    AttendanceEntry,
    FreezeRoster,
    PlanMeeting,
    RecordAttendance,
    RecordParticipation,
)
from domain.meetings.events import AttendanceStatus, MeetingKind
from domain.membership.events import MemberKind
from domain.second_affiliation import commands as second
from domain.second_affiliation.events import SecondAffiliationAdded
from domain.transfers import commands as transfers
from domain.transfers.events import LetterIssued, letter_id
from tests.projections.known import Known, SeededIds

_COUNTIES = ["430224", "510100"]


class People:
    """Lets people of a county move by letter, to and fro."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"people {seed}")
        self._ids = SeededIds(seed + 7_000_000)
        self._numbers = 0

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        makers: list[Callable[[], Command | None]] = [
            *(self._issue, self._receive) * 2,
            self._acknowledge,
            self._end,
            self._admit,
            *(self._second, self._end_second) * 2,
            *(self._go_away, self._go_away, self._come_back, self._contact, self._lose),
            *(self._participate, self._participate),
            *(self._apply, self._ballot, self._advance, self._advance, self._advance, self._advance),
            *(
                self._convene,
                self._roll,
                self._call_the_roll,
                self._call_the_roll,
                self._ballot,
                self._ballot,
                self._ballot,
                self._enter,
                self._enter,
                self._give_up,
            ),
        ]
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def _second(self) -> Command:
        return second.AddSecondAffiliation(
            second_affiliation_id=self._ids.new_id(),
            member_id=self._few(),
            organisation_id=self._random.choice(self._known.branches),
            from_on=self._day(),
        )

    def _end_second(self) -> Command | None:
        added = [event for event in self._known.events if isinstance(event, SecondAffiliationAdded)]
        if not added:
            return None
        return second.EndSecondAffiliation(
            second_affiliation_id=self._random.choice(added).originator_id, on=self._day()
        )

    def _go_away(self) -> Command:
        code = self._random.choice([None, "440305"])
        return contacts.RegisterFloating(member_id=self._few(), from_on=self._day(), division_code=code)

    def _come_back(self) -> Command:
        return contacts.EndFloating(member_id=self._few(), on=self._day())

    def _contact(self) -> Command:
        return contacts.RecordContact(member_id=self._few(), on=self._day(), channel="PHONE")

    def _lose(self) -> Command:
        return contacts.RecordLostContact(member_id=self._few(), since=self._day())

    def _participate(self) -> Command | None:
        if not self._known.rosters:
            return None
        meeting_id = self._random.choice(list(self._known.rosters)[-8:])
        return RecordParticipation(meeting_id=meeting_id, member_id=self._member())

    def _apply(self) -> Command:
        person = self._ids.new_id()
        meeting = list(self._general_meetings().values())
        branch_id = self._random.choice(meeting or self._known.branches)
        return development.ReceiveApplication(
            development_id=development_id(person),
            person_id=person,
            branch_id=branch_id,
            name_id=self._ids.new_id(),
            on=self._known.today - timedelta(days=60),
        )

    def _general_meetings(self) -> dict[UUID, UUID]:
        """Where ballots are held: meetings with a roster, to their branch."""
        return {
            id_: meeting.organisation_id
            for id_, meeting in self._known.meetings.items()
            if id_ in self._known.rosters and meeting.kind is MeetingKind.GENERAL_MEETING
        }

    def _convene(self) -> Command | None:
        applied = self._at(Stage.ADMISSION_CANDIDATE)
        if applied is None:
            return None
        return PlanMeeting(
            meeting_id=self._ids.new_id(),
            organisation_id=applied.branch_id,
            kind=MeetingKind.GENERAL_MEETING,
            held_on=self._known.today,
        )

    def _roll(self) -> Command | None:
        planned = [
            id_
            for id_, meeting in self._known.meetings.items()
            if id_ not in self._known.rosters and meeting.kind is MeetingKind.GENERAL_MEETING
        ]
        return FreezeRoster(meeting_id=planned[-1]) if planned else None

    def _call_the_roll(self) -> Command | None:
        """All who were not recorded yet were at a general meeting."""
        met = [id_ for id_ in self._general_meetings() if not self._known.recorded[id_]]
        if not met:
            return None
        there = self._known.rosters[met[-1]].expected
        entries = tuple(AttendanceEntry(member_id, AttendanceStatus.PRESENT) for member_id in there)
        return RecordAttendance(meeting_id=met[-1], entries=entries)

    def _at(self, *stages: Stage) -> ApplicationReceived | None:
        """Somebody who came that far, as it seems."""
        applied: dict[UUID, ApplicationReceived] = {}
        reached: dict[UUID, Stage] = {}
        for event in self._known.events:
            match event:
                case ApplicationReceived():
                    applied[event.originator_id] = event
                    reached[event.originator_id] = Stage.APPLICANT
                case StageAdvanced():
                    reached[event.originator_id] = event.stage
                case CandidateAdmitted() | DevelopmentEnded():
                    reached.pop(event.originator_id)
        fitting = [way for way, stage in reached.items() if stage in stages]
        return applied[self._random.choice(fitting)] if fitting else None

    def _advance(self) -> Command | None:
        stage = self._random.choice([Stage.ACTIVIST, Stage.ADMISSION_CANDIDATE])
        before = {Stage.ACTIVIST: Stage.APPLICANT, Stage.ADMISSION_CANDIDATE: Stage.ACTIVIST}[stage]
        applied = self._at(before) or self._at(Stage.APPLICANT, Stage.ADMISSION_CANDIDATE)
        if applied is None:
            return None
        return development.AdvanceStage(development_id=applied.originator_id, stage=stage, on=applied.on)

    def _ballot(self) -> Command | None:
        applied = self._at(Stage.ADMISSION_CANDIDATE)
        held = [
            id_ for id_, place in self._general_meetings().items() if applied and place == applied.branch_id
        ]
        if applied is None or not held:
            return None
        meeting_id = self._random.choice(held)
        expected = len(self._known.rosters[meeting_id].expected)
        return development.RecordBallot(
            development_id=applied.originator_id,
            meeting_id=meeting_id,
            number=self._random.choice([1, 1, 2, 3, 4]),
            in_favour=self._random.randrange(expected // 2 + 2),  # many of them have no vote
            against=0,
            abstained=0,
        )

    def _enter(self) -> Command | None:
        voted = [event for event in self._known.events if isinstance(event, AdmissionVoted)]
        if not voted:
            return None
        chosen = self._random.choice(voted[-4:])
        return development.AdmitCandidate(development_id=chosen.originator_id, on=self._known.today)

    def _give_up(self) -> Command | None:
        applied = self._at(Stage.APPLICANT, Stage.ACTIVIST)
        if applied is None:
            return None
        return development.EndDevelopment(
            development_id=applied.originator_id, on=self._known.today, reason="MOVED_AWAY"
        )

    def _few(self) -> UUID:
        """Persons who meet what they did before."""
        return self._random.choice(list(self._known.members)[:8])

    def _member(self) -> UUID:
        return self._random.choice(list(self._known.members))

    def _day(self) -> date:
        return self._known.today - timedelta(days=self._random.choice([0, 0, 1, 5, 20]))

    def _issue(self) -> Command:
        self._numbers += 1
        number = f"2026-{self._numbers}"
        inside = self._random.random() < 0.6
        return transfers.IssueLetter(
            letter_id=letter_id(number),
            number=number,
            member_id=self._member(),
            to_branch_id=self._random.choice(self._known.branches) if inside else None,
            to_county=None if inside else self._random.choice(_COUNTIES),
            occurred_at=Occurred.on(self._day()),
        )

    def _letter(self, *, inside: bool) -> LetterIssued | None:
        issued = [
            event
            for event in self._known.events
            if isinstance(event, LetterIssued) and (event.to_county is None) is inside
        ]
        return self._random.choice(issued[-4:]) if issued else None

    def _receive(self) -> Command | None:
        letter = self._letter(inside=True)
        if letter is None or letter.to_branch_id is None:
            return None
        on = self._random.choice([letter.issued_on, self._known.today])
        return transfers.ReceiveLetter(
            letter_id=letter.originator_id, to_branch_id=letter.to_branch_id, on=on
        )

    def _acknowledge(self) -> Command | None:
        letter = self._letter(inside=False)
        if letter is None:
            return None
        return transfers.AcknowledgeLetter(letter_id=letter.originator_id, on=self._known.today)

    def _end(self) -> Command | None:
        letter = self._letter(inside=self._random.random() < 0.5)
        if letter is None:
            return None
        return transfers.WithdrawLetter(letter_id=letter.originator_id, reason="NOT_USED")

    def _admit(self) -> Command:
        number, county, on = str(self._random.randrange(30)), self._random.choice(_COUNTIES), self._day()
        return transfers.AdmitByLetter(
            letter_id=letter_id(number, county),
            number=number,
            from_county=county,
            issued_on=on - timedelta(days=self._random.choice([0, 30, 150])),
            on=on,
            member_id=self._ids.new_id(),
            branch_id=self._random.choice(self._known.branches),
            kind=self._random.choice([MemberKind.FULL, MemberKind.PROBATIONARY]),
            joined_on=date(2001, 7, 1),
            name_id=self._ids.new_id(),
        )
