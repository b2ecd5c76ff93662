"""Reads what many commands will ask for in a statement a step, where each command would take several of its own.

No more than a kindness: what is not foreseen here, a handler reads for itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from application.request import CommandRequest
from application.session import RunStreams
from application.targets import streams_named, streams_written
from domain.core.command import Command
from domain.leave.commands import CorrectLeave, GrantLeave, RequestLeave
from domain.leave.state import Leave
from domain.meetings.commands import FreezeRoster, RecordAttendance
from domain.meetings.events import AttendanceStatus
from domain.meetings.state import Meeting
from domain.membership.commands import TransferMember
from domain.membership.events import register_id
from domain.membership.state import Member


async def read_ahead(requests: Sequence[CommandRequest], streams: RunStreams) -> None:
    """First what the commands name, then what follows from that."""
    commands = [request.command for request in requests]
    await streams.read_ahead(id_ for c in commands for id_ in (*streams_named(c), *streams_written(c)))
    persons = {id_ for c in commands for id_ in _persons_on_leave(c, streams) if id_}
    registers = {id_ for c in commands for id_ in _registers(c, streams)}
    await streams.read_ahead(registers | await streams.ids_of(persons, Leave))


def _persons_on_leave(command: Command, streams: RunStreams) -> Iterator[UUID | None]:
    """Persons whose every leave the command looks at."""
    match command:
        case RequestLeave():
            yield command.member_id
        case GrantLeave() | CorrectLeave():
            if leave := streams.at_hand(Leave, command.leave_id):
                yield leave.member_id
        case RecordAttendance():
            for entry in command.entries:
                if entry.status is AttendanceStatus.LEAVE and entry.leave_id is None:
                    yield entry.member_id


def _registers(command: Command, streams: RunStreams) -> Iterator[UUID]:
    """Registers that the command looks at and does not name."""
    match command:
        case FreezeRoster():
            meeting = streams.at_hand(Meeting, command.meeting_id)
            if meeting and meeting.branch_id:
                yield register_id(meeting.branch_id)
        case TransferMember():
            member = streams.at_hand(Member, command.member_id)
            if member and member.branch_id:
                yield register_id(member.branch_id)
