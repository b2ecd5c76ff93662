"""Picking events in the database: what is not asked for stays there, and nothing that was is missed."""

from __future__ import annotations

import asyncpg
import pytest

from domain.core.ids import uuid7
from domain.meetings.events import AttendanceRecorded, AttendanceStatus, ObserverRecorded
from event_store.errors import UnknownEventError
from event_store.picking import Pick
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, WHEN, command, observer
from tests.support.postgres import Database

MEETING, MEMBER = uuid7(), uuid7()
AWAY = Pick().saying("status", AttendanceStatus.ABSENT, AttendanceRecorded)


def attendance(version: int, status: AttendanceStatus) -> AttendanceRecorded:
    return AttendanceRecorded(
        originator_id=MEETING,
        originator_version=version,
        event_id=uuid7(),
        occurred_at=WHEN,
        reason=None,
        member_id=MEMBER,
        status=status,
    )


@pytest.fixture
async def filled(store: EventStore) -> EventStore:
    """Present, absent, an observer, absent."""
    await store.append(
        COUNTY,
        [
            command(
                attendance(1, AttendanceStatus.PRESENT),
                attendance(2, AttendanceStatus.ABSENT),
                observer(MEETING, 3, member_id=MEMBER),
                attendance(4, AttendanceStatus.ABSENT),
            )
        ],
    )
    return store


@pytest.mark.parametrize(
    ("pick", "positions"),
    [
        (Pick(), []),
        (AWAY, [2, 4]),
        (AWAY.all_of(ObserverRecorded), [2, 3, 4]),
        (AWAY.saying("status", AttendanceStatus.PRESENT, AttendanceRecorded), [1, 2, 4]),
        (Pick().saying("member_id", uuid7(), ObserverRecorded), []),
        (Pick().saying("member_id", MEMBER, ObserverRecorded), [3]),
    ],
)
async def test_by_what_they_say(filled: EventStore, pick: Pick, positions: list[int]) -> None:
    log = await filled.read_log_picked(COUNTY, 0, 4, 10, pick)
    assert [event.position for event in log] == positions
    streams = await filled.read_streams(COUNTY, [MEETING], pick)
    assert [event.position for event in streams[MEETING]] == positions
    stranger = uuid7()
    subjects = await filled.read_subjects(COUNTY, [MEMBER, stranger], pick)
    assert [event.position for event in subjects[MEMBER]] == positions
    assert subjects[stranger] == []
    assert log == streams[MEETING] == subjects[MEMBER]


async def test_a_stretch_of_the_log(filled: EventStore) -> None:
    async def positions(after: int, up_to: int, limit: int) -> list[int]:
        return [e.position for e in await filled.read_log_picked(COUNTY, after, up_to, limit, AWAY)]

    assert await positions(2, 4, 10) == [4]
    assert await positions(0, 3, 10) == [2]
    assert await positions(0, 4, 1) == [2]


@pytest.mark.parametrize("change", ["type = 'meeting.newer'", "schema_version = 2"])
async def test_what_is_not_known_is_passed_over_by_nobody(
    filled: EventStore, database: Database, change: str
) -> None:
    """It comes along, and whoever reads it stumbles over it."""
    connection = await asyncpg.connect(database.dsn("postgres"))
    await connection.execute(f"UPDATE event_store.event SET {change} WHERE position = 3")
    await connection.close()
    log = await filled.read_log_picked(COUNTY, 0, 4, 10, AWAY)
    assert [event.position for event in log] == [2, 3, 4]
    with pytest.raises(UnknownEventError):
        _ = log[1].domain_event
