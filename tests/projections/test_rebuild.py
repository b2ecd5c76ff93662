"""Rebuilding: what differs is said in words, replaced in one transaction, and folded on from there."""

from __future__ import annotations

import asyncio

import pytest

from event_store.pool import Pool
from event_store.store import EventStore
from projections.framework.loading import NotLoadedError
from projections.framework.read_model import ReadModel
from projections.framework.rebuild import (
    LogTooShortError,
    Rebuilder,
    RebuildReport,
    UnknownReadModelError,
)
from projections.framework.rows import Rows
from projections.framework.runner import Projector
from projections.registry import READ_MODELS
from tests.projections.recount import Recount
from tests.projections.tables import all_rows, faults
from tests.projections.world import World
from tests.support.entered import whole_county


@pytest.fixture
async def world(app_pool: Pool, projector: Projector) -> World:
    """A county with some history, all of it folded."""
    world = World(app_pool, seed=1)
    await world.build()
    await world.live(200)
    await projector.run(world.tenant)
    return world


@pytest.fixture
def rebuilder(projector_pool: Pool) -> Rebuilder:
    return Rebuilder(projector_pool, EventStore(projector_pool), READ_MODELS)


async def spoil(pool: Pool) -> None:
    """What a fault in a read model might have left."""
    async with pool.acquire() as connection:
        await connection.execute("UPDATE read_model.meeting_count SET present = present + 1")
        await connection.execute("UPDATE read_model.county SET name = '某市'")
        await connection.execute("DELETE FROM read_model.leave")
        await connection.execute(
            """INSERT INTO read_model.observer
               SELECT tenant_id, meeting_id, gen_random_uuid(), org_path, position
                 FROM read_model.meeting LIMIT 1"""
        )


def lines(report: RebuildReport) -> dict[str, list[str]]:
    return {table.table: [str(line) for line in table.first] for table in report.tables if table.differing}


async def test_says_what_differs_and_replaces_it(
    app_pool: Pool, projector_pool: Pool, world: World, rebuilder: Rebuilder
) -> None:
    await spoil(projector_pool)
    spoilt = await all_rows(app_pool, world.tenant)
    report = await rebuilder.verify(world.tenant)
    assert not report.is_same
    differing = {table.table: table.differing for table in report.tables if table.differing}
    assert differing == {
        "county": 1,
        "meeting_count": len(world.meetings),
        "leave": len(world.leaves),
        "observer": 1,
    }
    said = lines(report)
    assert said["county"] == ["county: name is '某市', rebuilt '醴陵市'"]
    assert len(said["meeting_count"]) == min(20, len(world.meetings))
    assert said["leave"][0].endswith(": missing")
    assert said["observer"][0].endswith(": not in the log")
    assert await all_rows(app_pool, world.tenant) == spoilt  # a verification replaces nothing

    assert lines(await rebuilder.rebuild(world.tenant)) == said
    assert (await rebuilder.verify(world.tenant)).is_same
    assert faults(await all_rows(app_pool, world.tenant), Recount(world.events)) == []


async def test_rebuilds_named_read_models_only(
    projector_pool: Pool, world: World, rebuilder: Rebuilder
) -> None:
    await spoil(projector_pool)
    report = await rebuilder.rebuild(world.tenant, ["leaves", "county"])
    assert {table.table for table in report.tables} == {
        "leave",
        "leave_history",
        "county",
        "county_history",
    }
    assert lines(await rebuilder.verify(world.tenant)).keys() == {"meeting_count", "observer"}
    with pytest.raises(UnknownReadModelError, match=r"leafs; there are: county, clock, organisations"):
        await rebuilder.rebuild(world.tenant, ["leafs"])


async def test_a_projector_forgets_the_rows_that_it_kept(
    app_pool: Pool, projector_pool: Pool, world: World, rebuilder: Rebuilder
) -> None:
    async with projector_pool.acquire() as connection:
        await connection.execute("UPDATE read_model.meeting_count SET present = present + 1")
    other = Projector(projector_pool, EventStore(projector_pool), READ_MODELS)
    await world.live(80)
    await other.run(world.tenant)  # keeps spoilt rows in memory
    assert faults(await all_rows(app_pool, world.tenant), Recount(world.events))
    await rebuilder.rebuild(world.tenant)
    await world.live(300)
    await other.run(world.tenant)
    assert faults(await all_rows(app_pool, world.tenant), Recount(world.events)) == []


async def test_it_waits_for_a_batch_that_is_being_folded(
    projector_pool: Pool, world: World, rebuilder: Rebuilder
) -> None:
    """Rows of an earlier position would else take the place of those that the batch is about to write."""
    async with projector_pool.acquire() as connection:
        await connection.execute("UPDATE read_model.meeting_count SET present = present + 1")
    await world.live(40)
    folded, write = asyncio.Event(), asyncio.Event()

    async def pause() -> None:
        folded.set()
        await write.wait()

    def load(_rows: Rows) -> None:
        if not write.is_set():
            raise NotLoadedError(pause)

    slow = [*READ_MODELS, ReadModel(name="slow", tables=(), at_end=load)]
    folding = asyncio.create_task(
        Projector(projector_pool, EventStore(projector_pool), slow).run(world.tenant)
    )
    await folded.wait()
    rebuilding = asyncio.create_task(rebuilder.rebuild(world.tenant))
    await asyncio.sleep(0.5)  # until it has come to where the live rows stand
    write.set()
    assert await folding == len(world.events)
    assert (await rebuilding).position == len(world.events)
    assert (await rebuilder.verify(world.tenant)).is_same


async def test_readers_see_all_rows_throughout(
    app_pool: Pool, projector_pool: Pool, projector: Projector, world: World, rebuilder: Rebuilder
) -> None:
    done = asyncio.Event()
    seen: set[int] = set()

    async def count() -> int:
        async with whole_county(app_pool, world.tenant) as connection:
            members: int = await connection.fetchval("SELECT count(*) FROM read_model.member")
            return members

    async def keep_counting() -> None:
        while not done.is_set():
            seen.add(await count())

    members = await count()
    reader = asyncio.create_task(keep_counting())
    for _ in range(3):
        async with projector_pool.acquire() as connection:
            await connection.execute("UPDATE read_model.member SET version = 0")
        await asyncio.gather(rebuilder.rebuild(world.tenant), projector.run(world.tenant))
    done.set()
    await reader
    assert seen == {members}


async def test_a_verification_is_not_misled_by_what_happens_meanwhile(
    world: World, projector: Projector, rebuilder: Rebuilder
) -> None:
    async def verify() -> list[bool]:
        return [(await rebuilder.verify(world.tenant)).is_same for _ in range(3)]

    async def go_on() -> None:
        for _ in range(30):
            await world.live(5)
            await projector.run(world.tenant)

    same, _ = await asyncio.gather(verify(), go_on())
    assert same == [True] * 3


async def test_nothing_is_left_in_the_session(
    projector_pool: Pool, world: World, rebuilder: Rebuilder
) -> None:
    await rebuilder.verify(world.tenant)
    for _ in range(2):
        await rebuilder.rebuild(world.tenant)
    async with projector_pool.acquire() as connection:
        left = await connection.fetchval("SELECT count(*) FROM pg_class WHERE relpersistence = 't'")
    assert left == 0


async def test_a_log_that_lost_its_tail_is_told(
    projector_pool: Pool, world: World, rebuilder: Rebuilder
) -> None:
    async with projector_pool.acquire() as connection:
        await connection.execute("UPDATE read_model.checkpoint SET position = position + 5")
    with pytest.raises(LogTooShortError):
        await rebuilder.verify(world.tenant)


async def test_the_past_is_compared_and_replaced_too(
    projector_pool: Pool, world: World, rebuilder: Rebuilder
) -> None:
    async with projector_pool.acquire() as connection:
        past = "SELECT * FROM read_model.meeting_history ORDER BY known_from, known_to, true_from"
        before = await connection.fetch(past)
        first = before[0]
        await connection.execute(
            "UPDATE read_model.meeting_history SET theme = 'other' WHERE meeting_id = $1 AND known_from = $2",
            first["meeting_id"],
            first["known_from"],
        )
        await connection.execute("DELETE FROM read_model.contribution_history")
        said = lines(await rebuilder.verify(world.tenant))
        row = f"meeting_id={first['meeting_id']} known_to={first['known_to']} true_from={first['true_from']}"
        assert said.pop("meeting_history") == [
            f"meeting_history {row}: theme is 'other', rebuilt {first['theme']!r}"
        ]
        assert all(line.endswith(": missing") for line in said.pop("contribution_history"))
        assert not said
        await rebuilder.rebuild(world.tenant, ["meetings", "contributions"])
        assert await connection.fetch(past) == before
    assert (await rebuilder.verify(world.tenant)).is_same


async def test_a_rebuild_forgets_and_looks_again(
    world: World, rebuilder: Rebuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projections.framework.rebuild._ROWS_IN_MEMORY", 60)
    monkeypatch.setattr("projections.framework.rebuild._BATCH_EVENTS", 40)
    report = await rebuilder.verify(world.tenant)
    assert lines(report) == {}
