"""Random commands about how meetings are held and written down, from a source of their own."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.core import Occurred
from domain.core.command import Command
from domain.meeting_entries import commands as entries
from domain.meeting_entries.events import LecturerRole, MinutesField
from domain.meetings import commands as meetings
from domain.meetings.events import MeetingKind
from tests.projections.known import Known, SeededIds

_CODES = ["DUES", "STUDY", "ELECTION"]
# None at which there are ballots.
_KINDS = [MeetingKind.PARTY_LECTURE, MeetingKind.DEMOCRATIC_APPRAISAL]


class Minutes:
    """Lets the secretaries of a county keep their books, with faults enough."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"minutes {seed}")
        self._ids = SeededIds(seed + 11_000_000)
        self._lectures: list[UUID] = []
        self._gathering = self._ids.new_id()

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        makers: list[Callable[[], Command | None]] = [
            *(self._plan, self._freeze, self._conclude, self._lecturer, self._test) * 2,
            *(self._postpone, self._take, self._take, self._contents, self._exception, self._notify),
            *(self._withdraw, self._withdraw, self._correct),
        ]
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def _plan(self) -> Command:
        """Often two in a row of one gathering."""
        pick = self._random.choice
        if self._random.random() < 0.5:
            self._gathering = self._ids.new_id()
        kind = pick(_KINDS)
        meeting_id = self._ids.new_id()
        if kind is MeetingKind.PARTY_LECTURE:
            self._lectures.append(meeting_id)
        return meetings.PlanMeeting(
            meeting_id=meeting_id,
            organisation_id=pick(self._known.branches),
            kind=kind,
            held_on=self._known.today - timedelta(days=pick([0, 1, 5, 30])),
            gathering_id=pick([None, self._gathering]),
            of_business=pick([False, True]),
            urgent=pick([False, False, True]),
        )

    def _freeze(self) -> Command | None:
        return self._of_a_lecture(meetings.FreezeRoster)

    def _conclude(self) -> Command | None:
        return self._of_a_lecture(meetings.ConcludeMeeting)

    def _lecturer(self) -> Command | None:
        lecturers = [None, *list(self._known.members)[:3]]
        role, who = self._random.choice(list(LecturerRole)[:3]), self._random.choice(lecturers)
        return self._of_a_lecture(entries.RecordLecturer, role=role, lecturer_id=who)

    def _test(self) -> Command | None:
        on = self._known.today - timedelta(days=self._random.choice([0, 0, 2, 9]))
        return self._of_a_lecture(entries.RecordLectureTest, on=on)

    def _of_a_lecture(self, cls: Callable[..., Command], **fields: Any) -> Command | None:
        if not self._lectures:
            return None
        return cls(meeting_id=self._random.choice(self._lectures[-4:]), **fields)

    def _postpone(self) -> Command | None:
        held_on = self._known.today + timedelta(days=self._random.choice([-3, 0, 4]))
        return self._of_a_lecture(meetings.PostponeMeeting, held_on=held_on, reason="FLOOD_DUTY")

    def _take(self) -> Command | None:
        records = tuple(self._random.sample(list(MinutesField), self._random.choice([0, 5, 6, 6])))
        document = self._random.choice([None, self._known.document_of()])
        return self._of_any(entries.TakeMinutes, records=records, document_id=document)

    def _contents(self) -> Command | None:
        contents = tuple(self._random.sample(_CODES, self._random.randrange(1, 3)))
        return self._of_any(entries.RecordContents, contents=contents)

    def _exception(self) -> Command | None:
        above = self._random.choice([*self._known.townships, self._known.branches[0]])
        return self._of_any(entries.ApproveMeetingException, approved_by=above)

    def _notify(self) -> Command | None:
        """Entered late: the day that it was is before others that are known."""
        told = Occurred.on(self._known.today - timedelta(days=self._random.choice([0, 1, 8])))
        return self._of_any(meetings.NotifyMeeting, channel="NOTICE_BOARD", occurred_at=told)

    def _correct(self) -> Command | None:
        fields: dict[str, Any] = self._random.choice(
            [{"urgent": True}, {"of_business": False}, {"gathering_id": self._gathering}]
        )
        return self._about_an_event(meetings.CorrectMeeting, "meeting.", **fields)

    def _withdraw(self) -> Command | None:
        said = self._random.choice(
            ["meeting.minutes", "meeting.lectur", "meeting.contents", "meeting.schedule", "meeting."]
        )
        return self._about_an_event(entries.WithdrawMeetingEntry, said)

    def _about_an_event(self, cls: Callable[..., Command], said: str, **fields: Any) -> Command | None:
        told = [event for event in self._known.events if event.TOPIC.startswith(said)]
        if not told:
            return None
        wrong = self._random.choice(told[-40:])
        return cls(meeting_id=wrong.originator_id, corrects=wrong.event_id, reason="MISTYPED", **fields)

    def _of_any(self, cls: Callable[..., Command], **fields: Any) -> Command | None:
        ids = list(self._known.meetings)[-20:]
        return cls(meeting_id=self._random.choice(ids), **fields) if ids else None
