"""A log in order has no findings; whatever a superuser plants in one is found and named by its position."""

from __future__ import annotations

import asyncpg
import pytest

from application import log_verification
from application.log_verification import verify_log
from domain.leave.commands import GrantLeave
from domain.meetings.commands import AttendanceEntry, ConcludeMeeting, RecordAttendance
from domain.meetings.events import AbsenceReason, AttendanceStatus
from domain.organisation.commands import RenameOrganisation
from event_store.errors import UnknownCountyError
from event_store.store import EventStore
from gridledger.embedded_postgres import SUPERUSER
from tests.application.conftest import TENANT, CountyOffice
from tests.support.postgres import Database
from tests.unit.support.random_commands import LEAVES, MEETINGS
from tests.unit.support.world import ANN, BEN, BRANCH

ATTENDANCE = "type = 'meeting.attendance-recorded'"
FIRST = f"(SELECT min(position) FROM event WHERE tenant_id = 'liling' AND {ATTENDANCE})"
PAYLOAD = "UPDATE event SET payload"
REPLACED = "convert_to(replace(convert_from(payload, 'UTF8')"
LAST = "(SELECT max(position) FROM event WHERE tenant_id = 'liling')"


@pytest.fixture
async def lived(office: CountyOffice) -> CountyOffice:
    """A county with some history: the last three events are of three streams."""
    entries = (
        AttendanceEntry(ANN, AttendanceStatus.PRESENT),
        AttendanceEntry(BEN, AttendanceStatus.ABSENT, AbsenceReason.NONE_GIVEN),
    )
    for command in (
        RecordAttendance(meeting_id=MEETINGS[0], entries=entries),
        ConcludeMeeting(meeting_id=MEETINGS[0]),
        GrantLeave(leave_id=LEAVES[0]),
        RenameOrganisation(organisation_id=BRANCH, name="新名"),
    ):
        assert (await office.give(command)).accepted
    return office


async def test_a_sound_log(lived: CountyOffice, store: EventStore) -> None:
    head = await store.head(TENANT)
    result = await verify_log(store, TENANT)
    assert result.findings == []
    assert result.sound
    assert result.events == head.last_position
    assert result.streams == len({event.stream_id for event in await store.read_log(TENANT, 0, 1000)})
    assert result.subjects > 6


async def test_in_batches_smaller_than_the_log(
    lived: CountyOffice, store: EventStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await verify_log(store, TENANT)
    monkeypatch.setattr(log_verification, "BATCH", 3)
    monkeypatch.setattr(log_verification, "PAGE", 2)
    assert await verify_log(store, TENANT) == whole


async def test_refusals_are_no_findings(lived: CountyOffice, store: EventStore) -> None:
    """A refusal moves the head's time and no position."""
    assert not (await lived.give(ConcludeMeeting(meeting_id=MEETINGS[0]))).accepted
    assert (await verify_log(store, TENANT)).sound


async def test_no_such_county(store: EventStore) -> None:
    with pytest.raises(UnknownCountyError):
        await verify_log(store, "nowhere")


PLANTED = {
    "payload no longer canonical": (
        f"UPDATE event SET payload = convert_to(' ' || convert_from(payload, 'UTF8'), 'UTF8') WHERE position = {FIRST}",
        "not in canonical form",
    ),
    "payload of another person": (
        f"{PAYLOAD} = {REPLACED}, '{ANN}', '{BEN}'), 'UTF8') WHERE position = {FIRST}",
        "the subject index is wrong",
    ),
    "payload that fits no more": (
        f"UPDATE event SET payload = '{{}}'::bytea WHERE position = {FIRST}",
        "payload does not fit",
    ),
    "payload with a wrong value": (
        f"{PAYLOAD} = {REPLACED}, 'PRESENT', 'ELSEWHERE'), 'UTF8') WHERE position = {FIRST}",
        "payload does not fit",
    ),
    "event deleted": (f"DELETE FROM event WHERE position = {FIRST}", "is missing"),
    "last event deleted": (f"DELETE FROM event WHERE position = {LAST}", "the head says"),
    "head moved back": ("UPDATE tenant_head SET last_position = last_position - 1", "stands beyond the head"),
    "positions swapped": (
        f"""UPDATE event SET position = position + 100000 WHERE position IN ({LAST}, {LAST} - 1);
            UPDATE event SET position = CASE position WHEN {LAST} THEN {LAST} - 100001 ELSE {LAST} - 100000 END
             WHERE position > 100000""",
        "recorded before|subject index",
    ),
    "subject row of somebody else": (
        f"INSERT INTO event_subject VALUES ('liling', gen_random_uuid(), {FIRST})",
        "the subject index is wrong",
    ),
    "subject row missing": (
        f"DELETE FROM event_subject WHERE subject_id = '{ANN}' AND position = {FIRST}",
        "the subject index is wrong",
    ),
    "version left out": (
        f"UPDATE event SET version = version + 7 WHERE position = {FIRST} + 1",
        "version 11 follows version 3",
    ),
    "recorded earlier": (
        f"UPDATE event SET recorded_at = recorded_at - interval '1 year' WHERE position = {FIRST}",
        "recorded before",
    ),
    "recorded later than anything": (
        f"UPDATE event SET recorded_at = recorded_at + interval '1 year' WHERE position = {LAST}",
        "recorded after the time that the head says",
    ),
    "unknown type": (
        f"UPDATE event SET type = 'meeting.dreamt' WHERE position = {FIRST}",
        "unknown event type",
    ),
    "unknown version of a type": (
        f"UPDATE event SET schema_version = 99 WHERE position = {FIRST}",
        "schema version above",
    ),
    "type of another stream": (
        f"UPDATE event SET stream_type = 'leave' WHERE position = {FIRST}",
        "stands in a stream of type leave",
    ),
    "event moved to another stream": (
        f"UPDATE event SET stream_id = '{BRANCH}', version = 3 WHERE position = {LAST} - 1",
        "does not fold",
    ),
    "time of occurrence that is none": (
        f"UPDATE event SET occurred_at = 'yesterday' WHERE position = {FIRST}",
        "envelope is malformed",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
async def test_what_is_planted_is_found(
    lived: CountyOffice, store: EventStore, database: Database, name: str
) -> None:
    statements, finding = PLANTED[name]
    superuser = await asyncpg.connect(database.dsn(SUPERUSER))
    await superuser.execute("SET search_path = event_store")
    for statement in statements.split(";"):
        assert await superuser.execute(statement) not in ("UPDATE 0", "DELETE 0")
    await superuser.close()
    result = await verify_log(store, TENANT)
    assert not result.sound
    assert any(part in found for part in finding.split("|") for found in result.findings), result.findings


async def test_many_findings_are_counted(lived: CountyOffice, store: EventStore, database: Database) -> None:
    superuser = await asyncpg.connect(database.dsn(SUPERUSER))
    await superuser.execute("DELETE FROM event_store.event_subject")
    await superuser.close()
    result = await verify_log(store, TENANT)
    assert len(result.findings) == log_verification.MOST_FINDINGS
    assert result.unnamed > 0
