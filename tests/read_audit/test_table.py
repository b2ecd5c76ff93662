"""The table of readings: who may write it, what it makes of a record, and how long it keeps it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from structlog.testing import capture_logs

from application.keeping import LEAST_READING_DAYS
from application.read_audit import Reading, ReadingRefusedError, ReadingTable, Retention
from event_store.connections import Connections
from event_store.errors import EventStoreError
from event_store.pool import make_pool
from gridledger.embedded_postgres import SUPERUSER
from tests.read_audit.test_recorder import reading, until
from tests.support.postgres import Database

INSUFFICIENT_PRIVILEGE = "42501"
INVALID_PARAMETER = "22023"
WITH_PERSONS = "read_audit.reading JOIN read_audit.person_set USING (tenant_id, set_id)"
NOT_THEIRS = (
    "INSERT INTO read_audit.reading SELECT * FROM read_audit.reading",
    "INSERT INTO read_audit.person_set SELECT * FROM read_audit.person_set",
    "UPDATE read_audit.reading SET account = 'nobody'",
    "UPDATE read_audit.person_set SET persons = ARRAY[gen_random_uuid()]",
    "DELETE FROM read_audit.reading",
    "DELETE FROM read_audit.person_set",
    "TRUNCATE read_audit.reading",
    "DROP TABLE read_audit.reading",
    "ALTER TABLE read_audit.reading DISABLE ROW LEVEL SECURITY",
    "CREATE TABLE read_audit.extra ()",
    "CREATE OR REPLACE FUNCTION read_audit.write(json, json) RETURNS void LANGUAGE sql AS 'SELECT'",
)


@pytest.fixture
async def app(database: Database) -> AsyncIterator[Connections]:
    pool = await make_pool(database.dsn("gridledger_app"))
    yield Connections(pool)
    await pool.close()


@pytest.fixture
async def worker(database: Database) -> AsyncIterator[Connections]:
    pool = await make_pool(database.dsn("gridledger_projector"))
    yield Connections(pool)
    await pool.close()


@pytest.fixture
async def owner(database: Database) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    connection = await asyncpg.connect(database.dsn(SUPERUSER))
    yield connection
    await connection.close()


async def persons(owner: asyncpg.Connection[asyncpg.Record]) -> list[list[UUID]]:
    rows = await owner.fetch(f"SELECT persons, member_id FROM {WITH_PERSONS} ORDER BY read_at, reading_id")
    return [[person for person in row["persons"] if person != row["member_id"]] for row in rows]


def person_of(one: Reading) -> UUID:
    """The person of a reading that tells of one."""
    return UUID(one.told.content.decode())


async def test_records_come_as_they_were_and_once(
    app: Connections, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    told = reading(2, purpose="SYNC", operation="Q", as_of=[3, 5], document_name="all", request_id="r-1")
    table = ReadingTable(app)
    await table.keep([told.written(), reading().written()])
    await table.keep([told.written()])
    assert len(await persons(owner)) == 2
    row = await owner.fetchrow(f"SELECT * FROM {WITH_PERSONS} WHERE reading_id = $1", told.reading_id)
    assert row is not None
    assert ",".join(person.hex for person in row["persons"]).encode() == told.told.content
    kept = {name: row[name] for name in ("purpose", "operation", "as_of", "document_name", "request_id")}
    assert kept == {
        "purpose": "SYNC", "operation": "Q", "as_of": [3, 5], "document_name": "all", "request_id": "r-1"
    }  # fmt: skip
    assert (row["read_at"], row["position"], row["document"]) == (told.read_at, 7, bytes(32))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"account": "half\0"}, "22P05"),
        ({"document": "no hexadecimal"}, "22023"),
        ({"position": None}, "23502"),
        ({"marks": [b"c:no uuid"]}, "22P02"),
    ],
)
async def test_what_a_record_holds_may_be_refused(app: Connections, wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(ReadingRefusedError, match=code):
        await ReadingTable(app).keep([reading().written(), reading(**wrong).written()])


async def test_nobody_is_recorded_for_reading_of_oneself(
    app: Connections, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    me, other = uuid4(), uuid4()
    mine = reading(member_id=me, marks=[f"c:{me}".encode()])
    both = reading(member_id=me, marks=[f"c:{me}".encode(), f"d:{other}".encode()])
    await ReadingTable(app).keep([mine.written(), both.written()])
    assert await persons(owner) == [[other]]


async def test_whom_an_event_concerns_is_looked_up_organisations_are_no_persons(
    app: Connections, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    member, branch, elsewhere = uuid4(), uuid4(), uuid4()
    await owner.execute(
        """
        INSERT INTO event_store.event_subject (tenant_id, subject_id, position)
        VALUES ('county-a', $1, 4), ('county-a', $2, 4), ('county-b', $3, 4), ('county-a', $2, 5)""",
        member, branch, elsewhere,
    )  # fmt: skip
    await owner.execute(
        """
        INSERT INTO read_model.organisation (tenant_id, organisation_id, kind, name, org_path, paths_from, paths_to,
                                             depth, founded_on, version, position, known_from, set_mask, true_from)
        VALUES ('county-a', $1, 'PARTY_BRANCH', 'x', '1/2/', '1/2/', '1/20',
                1, '2026-01-01', 1, 1, 1, 0, '2026-01-01')""",
        branch,
    )
    of_event = reading(marks=[b"f@4"], field_groups=["AUDIT"], place_id=branch)
    of_organisation = reading(marks=[b"f@5"], field_groups=["AUDIT"])
    await ReadingTable(app).keep([of_event.written(), of_organisation.written()])
    assert await persons(owner) == [[member]]
    assert await owner.fetchval("SELECT org_path FROM read_audit.reading") == "1/2/"


@pytest.mark.parametrize("role", ["gridledger_app", "gridledger_projector"])
async def test_the_programs_roles_cannot_change_it(database: Database, app: Connections, role: str) -> None:
    await ReadingTable(app).keep([reading().written()])
    connection = await asyncpg.connect(database.dsn(role))
    others = ["SELECT read_audit.write('[]', '[]')"] if role == "gridledger_projector" else []
    others += ["SELECT read_audit.forget(now(), 1)"] if role == "gridledger_app" else []
    for statement in (*NOT_THEIRS, *others):
        with pytest.raises(asyncpg.PostgresError) as refusal:
            await connection.execute(statement)
        assert refusal.value.sqlstate == INSUFFICIENT_PRIVILEGE, statement
    await connection.close()


async def test_what_is_too_old_goes_a_few_at_a_time_the_oldest_first(
    app: Connections, worker: Connections, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    now = datetime.now(UTC)
    old = [reading(read_at=now - timedelta(days=days)) for days in (99, 100, 101)]
    young = reading(read_at=now - timedelta(days=97))
    await ReadingTable(app).keep([one.written() for one in (*old, young)])
    one_batch = await worker.fetch("SELECT read_audit.forget($1, 2) AS gone", now - timedelta(days=98))
    assert one_batch[0]["gone"] == 2
    assert await persons(owner) == [[person_of(one)] for one in (old[0], young)]
    assert await Retention(worker, days=98).run(batch=1) == 1
    assert await persons(owner) == [[person_of(young)]]


async def test_the_worker_keeps_house_again_and_again_whatever_happens(
    app: Connections, worker: Connections, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    old = reading(read_at=datetime.now(UTC) - timedelta(days=99))
    await owner.execute("REVOKE EXECUTE ON FUNCTION read_audit.forget FROM gridledger_projector")
    stop = asyncio.Event()
    with capture_logs() as logs:
        keeping = asyncio.create_task(Retention(worker, days=98, every_seconds=0.01).run_forever(stop))
        await until(lambda: len(logs) > 1)
        await owner.execute("GRANT EXECUTE ON FUNCTION read_audit.forget TO gridledger_projector")
        await ReadingTable(app).keep([old.written()])
        await until(lambda: logs[-1]["event"] == "readings forgotten")
        stop.set()
        await keeping
    assert logs[0]["event"] == "read audit retention failed"
    assert logs[-1]["readings"] == 1
    assert await persons(owner) == []


async def test_not_even_the_worker_takes_away_what_is_younger_than_a_setting_may_ask_for(
    worker: Connections,
) -> None:
    assert await Retention(worker, days=LEAST_READING_DAYS).run() == 0
    for seconds in (1, LEAST_READING_DAYS * 24 * 3600):
        younger = f"now() - interval '{LEAST_READING_DAYS} days' + interval '{seconds} seconds'"
        with pytest.raises(EventStoreError) as refusal:
            await worker.fetch(f"SELECT read_audit.forget({younger}, 1)")
        assert refusal.value.code == INVALID_PARAMETER


async def seen(database: Database, entered: str) -> list[str]:
    """Accounts of the readings that the application's role sees, having entered so; whatever the statement forgot."""
    connection = await asyncpg.connect(database.dsn("gridledger_app"))
    async with connection.transaction():
        await connection.execute("SELECT set_config('gridledger.entered', $1, true)", entered)
        rows = await connection.fetch("SELECT account FROM read_audit.reading ORDER BY account")
    await connection.close()
    return [row["account"] for row in rows]


async def test_row_security_holds_readings_to_county_place_and_person(
    database: Database, app: Connections, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    one = uuid4()
    await ReadingTable(app).keep(
        [
            reading(account="a", marks=[f"c:{one}".encode()]).written(),
            reading(account="b").written(),
            reading(account="c", tenant_id="county-b", marks=[f"c:{one}".encode()]).written(),
        ]
    )
    await owner.execute("UPDATE read_audit.reading SET org_path = '1/2/' WHERE account = 'b'")
    assert await seen(database, "") == []
    assert await seen(database, "county-a") == []
    assert await seen(database, "county-a\nAUDIT=/\nPERSON=/") == []
    assert await seen(database, "county-a\nREAD_AUDIT=/") == ["a", "b"]
    assert await seen(database, "county-b\nREAD_AUDIT=/") == ["c"]
    assert await seen(database, "county-a\nREAD_AUDIT=/1/2/") == ["b"]
    assert await seen(database, f"county-a\nREAD_AUDIT.SELF=/{one}") == ["a"]
    assert await seen(database, f"county-a\nREAD_AUDIT.SELF=/{uuid4()}") == []
