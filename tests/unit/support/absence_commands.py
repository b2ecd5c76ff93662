"""Random making up for meetings that somebody missed, and its being taken back."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from domain.core import DomainEvent
from domain.meetings.commands import RecordMakeUp
from domain.meetings.events import AttendanceRecorded, AttendanceStatus
from tests.unit.support import world


def some_make_up(chance: random.Random, streams: Mapping[UUID, Sequence[DomainEvent]]) -> RecordMakeUp | None:
    """About somebody who was recorded as anything but present; None where nobody was."""
    missed = [
        event
        for events in streams.values()
        for event in events
        if isinstance(event, AttendanceRecorded) and event.status is not AttendanceStatus.PRESENT
    ]
    if not missed:
        return None
    one = chance.choice(missed)
    return RecordMakeUp(
        meeting_id=one.originator_id,
        member_id=one.member_id,
        on=chance.choice((None, *(world.TODAY + timedelta(days=ahead) for ahead in (-60, 0, 0, 0, 1)))),
    )
