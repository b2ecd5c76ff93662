"""Random commands about objections, from a source of their own; and what their events say, taken down by hand."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.meetings.events import AttendanceCorrected, AttendanceRecorded
from domain.objections import commands, events
from domain.objections.events import ObjectionOutcome
from tests.projections.known import Known, SeededIds

Rows = dict[tuple[Any, ...], dict[str, Any]]
_FEW = 6


class Path(Protocol):
    """Where an organisation stands, or stood on a day."""

    def __call__(self, organisation_id: UUID, day: date | None = None, /) -> str: ...


class Objections:
    """Lets members object to how their attendance was recorded."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"objections {seed}")
        self._ids = SeededIds(seed + 97_000_000)

    def raised(self, number: int) -> Iterator[Command]:
        """So many commands of members about themselves."""
        for _ in range(number):
            attended = [one for one in self._known.events if isinstance(one, AttendanceRecorded)][-_FEW:]
            objections = self._open()
            if objections and self._random.random() < 0.3:
                yield commands.WithdrawObjection(objection_id=self._random.choice(objections).originator_id)
            elif attended:
                about = self._random.choice(attended)
                yield commands.RaiseObjection(
                    objection_id=self._ids.new_id(),
                    member_id=about.member_id,
                    about=about.event_id,
                    grounds_id=self._known.document_of(about.member_id),
                )

    def decided(self, number: int) -> Iterator[Command]:
        """So many commands of those who decide; what was upheld is put right by whatever was corrected."""
        for _ in range(number):
            objections = self._open()
            if not objections:
                return
            objection = self._random.choice(objections)
            yield commands.DecideObjection(
                objection_id=objection.originator_id,
                organisation_id=self._known.committee_id,
                outcome=self._random.choice(list(ObjectionOutcome)),
                on=self._known.today,
                reason=self._random.choice(["PROVEN", "PROVEN", None]),
                document_id=self._known.document_of(objection.member_id),
            )
            rights = [
                one.event_id
                for one in self._known.events
                if isinstance(one, AttendanceCorrected | AttendanceRecorded)
                and one.member_id == objection.member_id
            ]
            yield commands.RemedyObjection(
                objection_id=objection.originator_id,
                correction=self._random.choice(rights),
                on=self._known.today,
            )

    def _open(self) -> list[events.ObjectionRaised]:
        """The latest that were raised, whatever became of them."""
        return [one for one in self._known.events if isinstance(one, events.ObjectionRaised)][-_FEW:]


class ObjectionFacts:
    """Kept in dictionaries."""

    def __init__(self) -> None:
        self.rows: Rows = {}
        self._meetings: dict[UUID, UUID | None] = {}  # by events: none where it is no record of attendance

    def take(self, event: DomainEvent) -> None:
        me = event.originator_id
        of_attendance = isinstance(event, AttendanceRecorded | AttendanceCorrected)
        self._meetings[event.event_id] = me if of_attendance else None
        match event:
            case events.ObjectionRaised():
                none = ("decided_by", "decided_on", "decided_for", "document_id", "correction")
                self.rows[me,] = {
                    **dict.fromkeys(none),
                    "member_id": event.member_id,
                    "branch_id": event.branch_id,
                    "about": event.about,
                    # Of a record that was passed over, there is the objection's own word.
                    "meeting_id": self._meetings.get(event.about, event.meeting_id),
                    "grounds_id": event.grounds_id,
                    "raised_on": event.raised_on,
                    "due_on": event.due_on,
                    "version_id": event.version_id,
                    "status": "OPEN",
                }
            case events.ObjectionWithdrawn():
                self.rows[me,]["status"] = "WITHDRAWN"
            case events.ObjectionDecided():
                self.rows[me,] |= {
                    "status": event.outcome,
                    "decided_by": event.organisation_id,
                    "decided_on": event.on,
                    "decided_for": event.reason,
                    "document_id": event.document_id,
                }
            case events.ObjectionRemedied():
                self.rows[me,]["correction"] = event.correction
            case _:
                return
        self.rows[me,]["version"] = event.originator_version

    def tables(self, path: Path) -> dict[str, Rows]:
        """Its table."""
        return {
            "objection": {
                key: {
                    **row,
                    "to_remedy": row["status"] in ("UPHELD", "PARTLY") and row["correction"] is None,
                    "org_path": path(row["branch_id"], row["raised_on"]),
                }
                for key, row in self.rows.items()
            }
        }
