"""The past beside the present: whatever is told in whatever order, it is as plain folding of the log says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.core import DomainEvent
from event_store.pool import make_pool
from projections.framework.cache import RowCache
from projections.framework.loading import loading
from projections.framework.rows import Rows
from projections.framework.storage import Storage
from projections.framework.table import History, Key, NotVersionedError, Row, Table
from projections.framework.versions import LostStateError
from projections.grids import GRID, GRID_RESPONSIBLE
from projections.meeting_tables import ATTENDANCE, MEETING_COUNT, MEETING_ROSTER
from projections.organisations import ORGANISATION_COUNT
from projections.registry import TABLES as ALL
from tests.projections.told import DAYS, FIRST_DAY, GRIDS, Commands, ends, histories, known, tell
from tests.support.postgres import Database

if TYPE_CHECKING:
    from event_store.pool import Connection

TABLES = (GRID, GRID_RESPONSIBLE, MEETING_COUNT)
OF_A_DATABASE = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@asynccontextmanager
async def clean(database: Database) -> AsyncIterator[Connection]:
    """A transaction that is rolled back."""
    pool = await make_pool(database.dsn("gridledger_projector"), min_size=1, max_size=1)
    try:
        async with pool.acquire() as connection:
            transaction = connection.transaction()
            await transaction.start()
            try:
                yield connection
            finally:
                await transaction.rollback()
    finally:
        await pool.close()


async def no_history(stream_id: UUID, up_to_version: int) -> list[DomainEvent]:
    return []


async def fold(connection: Connection, tenant: str, batches: Sequence[Commands], *, forget: bool) -> None:
    cache, position = RowCache(), 0
    for commands in batches:
        rows = Rows(Storage(connection, tenant), cache, no_history)
        position = await tell(rows, commands, position)
        await rows.flush()
        cache = RowCache() if forget else cache
        cache.settle()


async def stored(connection: Connection, tenant: str) -> dict[str, list[Row]]:
    """Every row of the present and of the past."""
    return {
        table.name: [
            dict(row)
            for row in await connection.fetch(
                f"SELECT {', '.join(table.types)} FROM read_model.{table.name} WHERE tenant_id = $1 "
                f"ORDER BY {', '.join(table.types)}",
                tenant,
            )
        ]
        for present in TABLES
        for table in present.with_past
    }


async def seen(connection: Connection, position: int, day: date | None) -> dict[Key, Row]:
    """All that was known at a position, about a day."""
    rows = {}
    for table in TABLES:
        visible = table.visible("v", "$2", None if day is None else "$3") + " AND ($3::date IS NULL OR TRUE)"
        sql = f"SELECT * FROM read_model.{table.versions} AS v WHERE v.tenant_id = $1 AND {visible}"
        for row in await connection.fetch(sql, "a", position, day):
            place = (table.name, *table.key_of(dict(row)))
            assert place not in rows
            rows[place] = {name: row[name] for name in table.columns if name != "version"}
    return rows


def batched(commands: Commands, lengths: Sequence[int]) -> list[Commands]:
    batches, rest = [], commands
    for length in lengths:
        batches.append(rest[:length])
        rest = rest[length:]
    return [batch for batch in [*batches, rest] if batch]


@OF_A_DATABASE
@given(histories, st.lists(st.integers(1, 3), max_size=4), st.booleans())
def test_what_is_stored_does_not_depend_on_how_batches_fall(
    database: Database, commands: Commands, lengths: list[int], forget: bool
) -> None:
    async def run() -> None:
        async with clean(database) as connection:
            await fold(connection, "a", batched(commands, lengths), forget=forget)
            await fold(connection, "b", [[command] for command in commands], forget=not forget)
            assert await stored(connection, "a") == await stored(connection, "b")

    asyncio.run(run())


@OF_A_DATABASE
@given(histories, st.lists(st.integers(1, 3), max_size=4))
def test_what_was_known_when_about_which_day(
    database: Database, commands: Commands, lengths: list[int]
) -> None:
    async def run() -> None:
        async with clean(database) as connection:
            await fold(connection, "a", batched(commands, lengths), forget=False)
            for position in ends(commands):
                for day in (None, DAYS[0], DAYS[3], DAYS[7]):
                    rows, _ = known(commands, position, day)
                    expected = {
                        place: {name: value for name, value in row.items() if name != "version"}
                        for place, row in rows.items()
                    }
                    assert await seen(connection, position, day) == expected

    asyncio.run(run())


@OF_A_DATABASE
@given(histories)
def test_every_field_leads_to_the_event_that_set_it(database: Database, commands: Commands) -> None:
    async def run() -> None:
        async with clean(database) as connection:
            await fold(connection, "a", [commands], forget=False)
            for position in ends(commands):
                for day in (None, DAYS[2], DAYS[5]):
                    _, setters = known(commands, position, day)
                    for grid in GRIDS:
                        expected = setters.get((GRID.name, grid), {})
                        assert await setters_of(connection, grid, position, day) == {
                            name: at for name, at in expected.items() if name != "version"
                        }

    asyncio.run(run())


async def setters_of(connection: Connection, grid: UUID, position: int, day: date | None) -> dict[str, int]:
    """By column, the position of the latest event whose version has its bit."""
    about = "v.true_from <= $4 AND v.true_to > $4" if day else "v.true_to = 'infinity' AND $4::date IS NULL"
    versions = await connection.fetch(
        "SELECT v.known_from, v.set_mask FROM read_model.grid_versions AS v "
        f"WHERE v.tenant_id = $1 AND v.grid_id = $2 AND v.known_from <= $3 AND {about} ORDER BY v.known_from",
        "a",
        grid,
        position,
        day,
    )
    return {
        name: version["known_from"]
        for version in versions
        for name, bit in GRID.bits.items()
        if bit & version["set_mask"]
    }


async def test_counters_have_one_version_a_command(database: Database) -> None:
    async with clean(database) as connection:
        rows = Rows(Storage(connection, "a"), RowCache(), no_history)
        position = 0
        for numbers in ((1, 2, 3), (4, 3), (5,)):
            for number in numbers:
                position += 1
                rows.begin_event(position, FIRST_DAY)
                blank = dict.fromkeys(MEETING_COUNT.columns, 0)
                await loading(rows.put, MEETING_COUNT, meeting_id=GRIDS[0], **{**blank, "present": number})
                rows.end_event()
            rows.end_command()
        await rows.flush()
        versions = await connection.fetch(
            "SELECT present, known_from, known_to FROM read_model.meeting_count_versions ORDER BY known_from"
        )
        assert [tuple(version) for version in versions] == [(3, 3, 6), (5, 6, 2**63 - 1)]


async def test_a_state_is_never_taken_away(database: Database) -> None:
    async with clean(database) as connection:
        rows = Rows(Storage(connection, "a"), RowCache(), no_history)
        grid: dict[str, Any] = dict.fromkeys(GRID.columns)
        rows.begin_event(1, FIRST_DAY)
        rows.create(GRID, grid_id=GRIDS[0], **grid)
        with pytest.raises(LostStateError, match="grid"):
            await loading(rows.delete, GRID, GRIDS[0])


def test_what_is_visible_is_said_in_one_place() -> None:
    assert GRID.visible("v", "$2", "$3") == (
        "v.known_from <= $2 AND v.known_to > $2 AND v.true_from <= $3 AND v.true_to > $3"
    )
    assert GRID.visible("v", "$2") == "v.known_from <= $2 AND v.known_to > $2 AND v.true_to = 'infinity'"
    assert ATTENDANCE.visible("v", "$2", "$3") == (
        "v.known_from <= $2 AND v.known_to > $2 AND v.held_on <= $3"
    )
    assert MEETING_COUNT.visible("v", "$2", "$3") == "v.known_from <= $2 AND v.known_to > $2"
    assert MEETING_ROSTER.visible("v", "$2", "$3") == "v.position <= $2"
    with pytest.raises(NotVersionedError, match="organisation_count"):
        ORGANISATION_COUNT.visible("v", "$2")


def test_every_version_of_a_column_has_a_bit_of_its_own() -> None:
    for table in ALL.values():
        if "set_mask" in table.stamps:
            bits = [bit for bit in table.bits.values() if bit]
            assert len(set(bits)) == len(bits) == len(table.columns.keys() - set(table.unversioned))
            assert table.all_bits < 2**31
        assert (table.past is None) == (table.history in {History.NONE, History.APPENDED})


def test_a_table_of_the_past_is_declared_by_its_present() -> None:
    past = GRID.past
    assert isinstance(past, Table)
    assert list(past.types) == [
        *GRID.key,
        "known_to",
        "true_from",
        *GRID.columns,
        "known_from",
        "set_mask",
        "true_to",
    ]
