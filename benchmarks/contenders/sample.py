"""The event that appends are measured with: one person's attendance, as the demo records it."""

from __future__ import annotations

from uuid import UUID

from domain.core import DomainEvent, Occurred, RandomIds
from domain.county.events import COUNTY_ID, CountyFounded
from domain.meetings.events import AttendanceRecorded, AttendanceStatus
from event_store.records import CommandAppend, Source

IDS = RandomIds()


def attendance(stream_id: UUID, version: int) -> AttendanceRecorded:
    """The event."""
    return AttendanceRecorded(
        originator_id=stream_id,
        originator_version=version,
        event_id=IDS.event_id(),
        occurred_at=Occurred("2025-03-18"),
        reason=None,
        member_id=IDS.new_id(),
        status=AttendanceStatus.PRESENT,
        policy="late-entry/1",
    )


def command(events: list[DomainEvent]) -> CommandAppend:
    """A command that appends a new stream of these events; each concerns a person and a branch."""
    branch_id = IDS.new_id()
    return CommandAppend(
        command_id=IDS.new_id(),
        body_hash=bytes(32),
        answer=b"{}",
        actor="benchmark",
        capacity="BRANCH_SECRETARY",
        correlation_id=IDS.new_id(),
        source=Source("benchmark"),
        reads={events[0].originator_id: 0},
        events=events,
        subjects=[(*event.subjects(), branch_id) for event in events],
    )


def recording(events: int) -> CommandAppend:
    """A command with so many attendances at one meeting."""
    stream_id = IDS.new_id()
    return command([attendance(stream_id, number + 1) for number in range(events)])


def founding() -> CommandAppend:
    """The command that opens a county's log."""
    founded = CountyFounded(
        originator_id=COUNTY_ID,
        originator_version=1,
        event_id=IDS.event_id(),
        occurred_at=Occurred("2025-01-01"),
        reason=None,
        name="醴陵市",
        division_code="430281",
        time_zone="Asia/Shanghai",
        committee_id=IDS.new_id(),
        rehearsal=False,
    )
    return command([founded])
