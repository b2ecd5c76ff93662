"""Sets of persons in the table: each is kept once, for as long as a reading refers to it, whoever comes meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from application.read_audit import PersonSets, Reading, ReadingTable
from event_store.connections import Connections
from tests.read_audit.test_recorder import reading
from tests.read_audit.test_table import app, owner, worker
from tests.support.postgres import Database

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

__all__ = ["app", "owner", "worker"]
LONG_AGO = datetime.now(UTC) - timedelta(days=100)
FORGET = "SELECT read_audit.forget(now() - interval '98 days', 1000)"
ONE, TWO, THREE = uuid4(), uuid4(), uuid4()


def page(*persons: UUID) -> list[bytes]:
    """Marks of an answer that told of persons."""
    return [f"c:{person}".encode() for person in persons]


class Noting(Connections):
    """Connections that note what sets were sent."""

    sent: list[str]

    async def fetch(self, statement: str, *arguments: Any, **more: Any) -> list[asyncpg.Record]:
        """As ever."""
        self.sent = [*getattr(self, "sent", []), arguments[1]]
        return await super().fetch(statement, *arguments, **more)


@pytest.fixture
async def noting(app: Connections) -> Noting:
    return Noting(app._pool)


@pytest.fixture
async def another(database: Database) -> AsyncIterator[Connection]:
    """A connection of a worker that has its transactions in its own hand."""
    connection = await asyncpg.connect(database.dsn("gridledger_projector"))
    yield connection
    await connection.close()


async def sets(owner: Connection) -> list[tuple[str, set[UUID]]]:
    rows = await owner.fetch(
        "SELECT tenant_id, persons FROM read_audit.person_set ORDER BY tenant_id, set_id"
    )
    return [(row["tenant_id"], set(row["persons"])) for row in rows]


async def count(owner: Connection) -> int:
    return int(await owner.fetchval("SELECT count(*) FROM read_audit.reading"))


async def waits(owner: Connection) -> None:
    """Until somebody waits for another's lock."""
    while not await owner.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"):  # noqa: ASYNC110
        await asyncio.sleep(0.01)


async def test_a_page_that_is_read_again_is_neither_kept_nor_sent_again(
    noting: Noting, owner: Connection
) -> None:
    table, known = ReadingTable(noting), PersonSets()
    first, again = (reading(marks=page(*those), sets=known) for those in ((ONE, TWO), (TWO, ONE)))
    await table.keep([first.written(), reading(marks=page(ONE, TWO), sets=known).written()])
    await table.keep([again.written()])
    assert await sets(owner) == [("county-a", {ONE, TWO})]
    assert await count(owner) == 3
    assert noting.sent[1] == "[]"
    assert again.written().to_send < again.written().size


async def test_nor_by_another_process_by_which_it_is_sent(app: Connections, owner: Connection) -> None:
    for _ in range(2):
        await ReadingTable(app).keep([reading(marks=page(ONE, TWO)).written()])
    assert (len(await sets(owner)), await count(owner)) == (1, 2)


async def test_whom_events_concern_is_the_same_set(app: Connections, owner: Connection) -> None:
    await owner.executemany(
        "INSERT INTO event_store.event_subject (tenant_id, subject_id, position) VALUES ('county-a', $1, $2)",
        [(ONE, 4), (TWO, 4), (TWO, 5)],
    )
    told = (page(ONE, TWO), [b"f@4"], [b"f@5", *page(ONE)], [b"f@4", b"f@5"])
    await ReadingTable(app).keep([reading(marks=marks).written() for marks in told])
    assert await sets(owner) == [("county-a", {ONE, TWO})]
    assert await count(owner) == 4


async def test_each_county_has_its_own(app: Connections, owner: Connection) -> None:
    known = PersonSets()
    for tenant in ("county-a", "county-b"):
        await ReadingTable(app).keep([reading(marks=page(ONE), sets=known, tenant_id=tenant).written()])
    assert await sets(owner) == [("county-a", {ONE}), ("county-b", {ONE})]


async def test_whoever_reads_of_oneself_alone_leaves_no_set(app: Connections, owner: Connection) -> None:
    await ReadingTable(app).keep([reading(member_id=ONE, marks=page(ONE)).written()])
    assert (await sets(owner), await count(owner)) == ([], 0)


async def test_a_set_goes_with_its_last_reading(
    app: Connections, worker: Connections, owner: Connection
) -> None:
    table, known = ReadingTable(app), PersonSets()
    young = reading(marks=page(ONE), sets=known)
    for tenant in ("county-a", "county-b"):
        await table.keep([reading(marks=page(ONE), sets=known, tenant_id=tenant, read_at=LONG_AGO).written()])
    await table.keep([young.written(), reading(marks=page(TWO), sets=known, read_at=LONG_AGO).written()])
    await worker.fetch(FORGET)
    assert await sets(owner) == [("county-a", {ONE})]
    assert await owner.fetchval("SELECT reading_id FROM read_audit.reading") == young.reading_id


async def test_a_set_that_has_gone_meanwhile_is_sent_again(
    noting: Noting, worker: Connections, owner: Connection
) -> None:
    table, known = ReadingTable(noting), PersonSets()
    await table.keep([reading(marks=page(ONE, TWO), sets=known, read_at=LONG_AGO).written()])
    await worker.fetch(FORGET)
    assert await sets(owner) == []
    more = reading(marks=page(THREE), sets=known)
    await table.keep([reading(marks=page(ONE, TWO), sets=known).written(), more.written()])
    assert len(noting.sent) == 3
    assert (len(await sets(owner)), await count(owner)) == (2, 2)


async def test_it_is_not_taken_from_whoever_is_about_to_refer_to_it(
    app: Connections, worker: Connections, database: Database, owner: Connection
) -> None:
    known = PersonSets()
    await ReadingTable(app).keep([reading(marks=page(ONE), sets=known, read_at=LONG_AGO).written()])
    writer = await asyncpg.connect(database.dsn("gridledger_app"))
    written = reading(marks=page(ONE), sets=known).written()
    async with writer.transaction():
        await writer.execute("SELECT read_audit.write($1, '[]')", f"[{written.json.decode()}]")
        forgetting = asyncio.create_task(worker.fetch(FORGET))
        await waits(owner)
    await forgetting
    await writer.close()
    assert (await sets(owner), await count(owner)) == ([("county-a", {ONE})], 1)


async def test_whoever_comes_while_it_is_taken_away_writes_it_anew(
    noting: Noting, another: Connection, owner: Connection
) -> None:
    table, known = ReadingTable(noting), PersonSets()
    await table.keep([reading(marks=page(ONE), sets=known, read_at=LONG_AGO).written()])
    async with another.transaction():
        await another.execute(FORGET)
        keeping = asyncio.create_task(table.keep([reading(marks=page(ONE), sets=known).written()]))
        await waits(owner)
    await keeping
    assert len(noting.sent) == 3
    assert (await sets(owner), await count(owner)) == ([("county-a", {ONE})], 1)


async def test_and_so_does_a_process_that_did_not_know_it(
    app: Connections, another: Connection, owner: Connection
) -> None:
    await ReadingTable(app).keep([reading(marks=page(ONE), read_at=LONG_AGO).written()])
    async with another.transaction():
        await another.execute(FORGET)
        keeping = asyncio.create_task(ReadingTable(app).keep([reading(marks=page(ONE)).written()]))
        await waits(owner)
    await keeping
    assert (await sets(owner), await count(owner)) == ([("county-a", {ONE})], 1)


async def test_many_who_write_and_forget_the_same_at_once(
    app: Connections, worker: Connections, owner: Connection
) -> None:
    random, persons = Random(7), [uuid4() for _ in range(6)]

    def some(known: PersonSets) -> Reading:
        at = random.choice([LONG_AGO, datetime.now(UTC)])
        return reading(marks=page(*random.sample(persons, 2)), sets=known, read_at=at)

    async def write() -> list[Reading]:
        table, known, kept = ReadingTable(app), PersonSets(), []
        for _ in range(25):
            those = [some(known) for _ in range(4)]
            await table.keep([one.written() for one in those])
            kept += [one for one in those if one.read_at != LONG_AGO]
        return kept

    async def forget(writing: list[asyncio.Task[list[Reading]]]) -> None:
        while not all(one.done() for one in writing):
            await worker.fetch(FORGET)

    writing = [asyncio.create_task(write()) for _ in range(4)]
    await asyncio.gather(forget(writing), forget(writing))
    young = {one.reading_id: one for task in writing for one in task.result()}
    await worker.fetch(FORGET)
    rows = await owner.fetch(
        "SELECT reading_id, persons FROM read_audit.reading JOIN read_audit.person_set USING (tenant_id, set_id)"
    )
    told = {row["reading_id"]: ",".join(person.hex for person in row["persons"]).encode() for row in rows}
    assert told == {key: one.told.content for key, one in young.items()}
    assert len(await sets(owner)) == len(set(told.values()))


async def test_a_set_is_seen_by_whoever_sees_one_of_its_readings(
    database: Database, app: Connections, owner: Connection
) -> None:
    known = PersonSets()
    those = [("county-a", (ONE, TWO)), ("county-a", (TWO, THREE)), ("county-b", (ONE, THREE))]
    for tenant, persons in those:
        await ReadingTable(app).keep([reading(marks=page(*persons), sets=known, tenant_id=tenant).written()])
    a, b, elsewhere = (set(persons) for _, persons in those)
    await owner.execute(
        "UPDATE read_audit.reading SET org_path = '1/2/' WHERE tenant_id = 'county-a' AND set_id ="
        " (SELECT set_id FROM read_audit.person_set WHERE persons @> ARRAY[$1::uuid, $2])", ONE, TWO,
    )  # fmt: skip
    connection = await asyncpg.connect(database.dsn("gridledger_app"))

    async def seen(entered: str) -> list[set[UUID]]:
        async with connection.transaction():
            await connection.execute("SELECT set_config('gridledger.entered', $1, true)", entered)
            rows = await connection.fetch("SELECT persons FROM read_audit.person_set")
        return sorted((set(row["persons"]) for row in rows), key=[a, b, elsewhere].index)

    assert await seen("") == []
    assert await seen("county-a\nPERSON=/") == []
    assert await seen("county-a\nREAD_AUDIT=/") == [a, b]
    assert await seen("county-b\nREAD_AUDIT=/") == [elsewhere]
    assert await seen("county-a\nREAD_AUDIT=/1/2/") == [a]
    assert await seen(f"county-a\nREAD_AUDIT.SELF=/{THREE}") == [b]
    assert await seen(f"county-a\nREAD_AUDIT.SELF=/{TWO}") == [a, b]
    await connection.close()


async def test_readings_of_a_person_are_found_by_index(app: Connections, owner: Connection) -> None:
    many = [uuid4() for _ in range(400)]
    for number in range(0, 400, 2):
        those = [reading(marks=page(*many[number : number + 2])).written() for _ in range(2)]
        await ReadingTable(app).keep(those)
    await owner.execute("ANALYZE read_audit.person_set, read_audit.reading")
    body = await owner.fetchval("SELECT prosrc FROM pg_proc WHERE oid = 'read_audit.of_person'::regproc")
    await owner.execute("SET gridledger.entered = 'county-a'; SET search_path = read_audit")
    await owner.execute("SET enable_seqscan = off")  # there are few
    plan = await owner.fetch("EXPLAIN " + body.replace("p_person", f"'{many[7]}'::uuid"))
    text = "\n".join(row[0] for row in plan)
    assert "person_set_of_person" in text
    assert "reading_of_set" in text
    assert len(await owner.fetch("SELECT read_audit.of_person($1)", many[7])) == 2
