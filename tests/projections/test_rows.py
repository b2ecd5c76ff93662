"""The unit of work: reads see what the batch did so far, and one flush writes it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from domain.core import DomainEvent
from domain.core.ids import deterministic_id
from event_store.pool import Pool
from projections.framework.cache import RowCache
from projections.framework.loading import NotLoadedError, loading
from projections.framework.rows import MissingRowError, RowExistsError, Rows
from projections.framework.storage import Storage
from projections.framework.table import Row
from projections.grids import GRID_COVERAGE
from projections.meeting_tables import OBSERVER
from projections.organisations import ORGANISATION_COUNT
from projections.rollups import ROLLUP

TENANT = "county-a"
BRANCH, OTHER_BRANCH = deterministic_id("branch", 1), deterministic_id("branch", 2)
GRID, OTHER_GRID = deterministic_id("grid", 1), deterministic_id("grid", 2)
JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)


def term(branch_id: UUID, from_on: date, grid_id: UUID = GRID) -> dict[str, Any]:
    return {
        "organisation_id": branch_id,
        "from_on": from_on,
        "to_on": None,
        "grid_id": grid_id,
        "position": 1,
    }


def said(row: Row | None) -> Row | None:
    """The row without the framework's own columns."""
    return row and {name: value for name, value in row.items() if name not in GRID_COVERAGE.stamps}


async def no_history(stream_id: UUID, up_to_version: int) -> list[DomainEvent]:
    return []


class Batches:
    """Batches of one event each, of one connection, on one memory."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.cache = RowCache()
        self.position = 0

    def begin(self) -> Rows:
        rows = Rows(self.storage, self.cache, no_history)
        self.position += 1
        rows.begin_event(self.position, JANUARY)
        return rows

    async def end(self, rows: Rows, *, forget: bool = False) -> None:
        rows.end_event()
        rows.end_command()
        await rows.flush()
        self.cache.settle()
        if forget:
            self.cache = RowCache()


@pytest.fixture
async def batches(projector_pool: Pool) -> AsyncIterator[Batches]:
    async with projector_pool.acquire() as connection:
        yield Batches(Storage(connection, TENANT))


async def test_rows_of_a_group_join_what_is_stored_and_what_is_new(batches: Batches) -> None:
    rows = batches.begin()
    rows.create(GRID_COVERAGE, **term(BRANCH, JANUARY))
    await batches.end(rows, forget=True)

    rows = batches.begin()
    rows.create(GRID_COVERAGE, **term(BRANCH, MARCH))  # nothing of the branch is in memory
    assert [row["from_on"] for row in await loading(rows.of, GRID_COVERAGE, BRANCH)] == [JANUARY, MARCH]
    assert (await loading(rows.require, GRID_COVERAGE, BRANCH, JANUARY))["grid_id"] == GRID
    assert await loading(rows.of, GRID_COVERAGE, OTHER_BRANCH) == []


@pytest.mark.parametrize("forget", [True, False])
async def test_changes_and_deletions_are_written(batches: Batches, *, forget: bool) -> None:
    rows = batches.begin()
    for from_on in (JANUARY, MARCH):
        rows.create(GRID_COVERAGE, **term(BRANCH, from_on))
    await batches.end(rows, forget=forget)

    rows = batches.begin()
    await loading(rows.change, GRID_COVERAGE, BRANCH, JANUARY, to_on=MARCH)
    await loading(rows.delete, GRID_COVERAGE, BRANCH, MARCH)
    assert await loading(rows.get, GRID_COVERAGE, BRANCH, MARCH) is None
    await loading(rows.put, GRID_COVERAGE, **term(OTHER_BRANCH, MARCH))
    await batches.end(rows, forget=forget)

    rows = batches.begin()
    assert [(row["from_on"], row["to_on"]) for row in await loading(rows.of, GRID_COVERAGE, BRANCH)] == [
        (JANUARY, MARCH)
    ]
    await loading(rows.put, GRID_COVERAGE, **term(OTHER_BRANCH, MARCH, OTHER_GRID))
    await batches.end(rows, forget=True)
    assert (await loading(batches.begin().require, GRID_COVERAGE, OTHER_BRANCH, MARCH))[
        "grid_id"
    ] == OTHER_GRID


async def test_a_row_deleted_and_made_again_in_one_batch(batches: Batches) -> None:
    rows = batches.begin()
    rows.create(GRID_COVERAGE, **term(BRANCH, JANUARY))
    await batches.end(rows)

    rows = batches.begin()
    await loading(rows.delete, GRID_COVERAGE, BRANCH, JANUARY)
    await loading(rows.put, GRID_COVERAGE, **term(BRANCH, JANUARY, OTHER_GRID))
    await loading(rows.put, GRID_COVERAGE, **term(BRANCH, MARCH))
    await loading(rows.delete, GRID_COVERAGE, BRANCH, MARCH)
    await batches.end(rows, forget=True)
    (row,) = await loading(batches.begin().of, GRID_COVERAGE, BRANCH)
    assert row["grid_id"] == OTHER_GRID


async def test_finding_by_a_column_sees_the_batch(batches: Batches) -> None:
    rows = batches.begin()
    for branch_id in (BRANCH, OTHER_BRANCH):
        rows.create(GRID_COVERAGE, **term(branch_id, JANUARY))
    await batches.end(rows)

    rows = batches.begin()
    await loading(rows.change, GRID_COVERAGE, BRANCH, JANUARY, grid_id=OTHER_GRID)
    rows.create(GRID_COVERAGE, **term(BRANCH, MARCH))
    await loading(rows.delete, GRID_COVERAGE, OTHER_BRANCH, JANUARY)
    found = await loading(rows.find, GRID_COVERAGE, "grid_id", GRID)
    assert [GRID_COVERAGE.key_of(row) for row in found] == [(BRANCH, MARCH)]


async def test_finding_sees_what_the_batch_and_the_event_added_to(batches: Batches) -> None:
    rows = batches.begin()
    labels = {"node_type": "GRID", "org_path": "11/", "path": "12/", "big": False, "position": 1}
    rows.add(ROLLUP, GRID, JANUARY, labels=labels, differences={"present": 2})
    rows.end_event()
    rows.begin_event(2, JANUARY)
    rows.add(ROLLUP, GRID, JANUARY, labels={**labels, "org_path": "13/", "position": 2}, differences={})
    rows.add(ROLLUP, GRID, MARCH, labels=labels, differences={"present": 1})
    found = await loading(rows.find, ROLLUP, "node_id", GRID)
    assert [(row["month"], row["org_path"]) for row in found] == [(JANUARY, "13/"), (MARCH, "11/")]
    rows.abandon_event()
    found = await loading(rows.find, ROLLUP, "node_id", GRID)
    assert [(row["month"], row["org_path"]) for row in found] == [(JANUARY, "11/")]


async def test_counters_add_up_over_batches(batches: Batches) -> None:
    for differences in ({"members": 2, "full_members": 1}, {"members": -1}):
        rows = batches.begin()
        for _ in range(2):
            rows.add(ORGANISATION_COUNT, BRANCH, labels={}, differences=differences)
        await batches.end(rows)
    assert await loading(batches.begin().get, ORGANISATION_COUNT, BRANCH) == {
        "organisation_id": BRANCH,
        "members": 2,
        "full_members": 2,
    }


async def test_what_should_be_there_and_is_not_is_an_error(batches: Batches) -> None:
    rows = batches.begin()
    for attempt in (rows.require, partial(rows.change, to_on=MARCH), rows.delete):
        with pytest.raises(MissingRowError, match=f"grid_coverage {BRANCH}"):
            await loading(attempt, GRID_COVERAGE, BRANCH, JANUARY)


async def test_an_event_s_changes_are_told_from_its_start_to_its_end(batches: Batches) -> None:
    rows = batches.begin()
    rows.create(GRID_COVERAGE, **term(BRANCH, JANUARY))
    rows.end_event()
    rows.begin_event(2, MARCH)
    await loading(rows.change, GRID_COVERAGE, BRANCH, JANUARY, to_on=MARCH)
    await loading(rows.change, GRID_COVERAGE, BRANCH, JANUARY, grid_id=OTHER_GRID)
    await loading(rows.put, GRID_COVERAGE, **term(BRANCH, MARCH))
    before, after = rows.transition(GRID_COVERAGE, BRANCH, JANUARY)
    assert said(before) == term(BRANCH, JANUARY)
    assert said(after) == {**term(BRANCH, JANUARY, OTHER_GRID), "to_on": MARCH}
    assert [(table, key, said(was), said(now)) for table, key, was, now in rows.changes()] == [
        (GRID_COVERAGE, (BRANCH, JANUARY), said(before), said(after)),
        (GRID_COVERAGE, (BRANCH, MARCH), None, term(BRANCH, MARCH)),
    ]


async def test_of_a_run_it_is_told_at_which_of_its_events_a_row_went(batches: Batches) -> None:
    rows = batches.begin()
    for day in (JANUARY, MARCH):
        rows.create(GRID_COVERAGE, **term(BRANCH, day))
    rows.end_event()
    rows.begin_event(2, MARCH)
    await loading(rows.delete, GRID_COVERAGE, BRANCH, JANUARY)
    rows.position = 3
    await loading(rows.delete, GRID_COVERAGE, BRANCH, MARCH)
    assert [rows.gone_at(GRID_COVERAGE, (BRANCH, day)) for day in (JANUARY, MARCH)] == [2, 3]


async def test_an_event_that_is_abandoned_leaves_no_trace(batches: Batches) -> None:
    rows = batches.begin()
    rows.create(GRID_COVERAGE, **term(BRANCH, JANUARY))
    rows.add(ORGANISATION_COUNT, BRANCH, labels={}, differences={"members": 2, "full_members": 1})
    rows.gather(ORGANISATION_COUNT, BRANCH, position=1, differences={"members": 1})
    rows.end_event()
    rows.begin_event(2, MARCH)
    await loading(rows.change, GRID_COVERAGE, BRANCH, JANUARY, grid_id=OTHER_GRID)
    rows.end_event()
    rows.begin_event(3, MARCH)
    await loading(rows.change, GRID_COVERAGE, BRANCH, JANUARY, to_on=MARCH)
    await loading(rows.put, GRID_COVERAGE, **term(BRANCH, MARCH))
    rows.create(ORGANISATION_COUNT, organisation_id=OTHER_BRANCH, members=9, full_members=9)
    rows.add(ORGANISATION_COUNT, BRANCH, labels={}, differences={"members": 5})
    rows.gather(ORGANISATION_COUNT, OTHER_BRANCH, position=3, differences={"members": 5})
    assert rows.take_gathered(ORGANISATION_COUNT) == [((BRANCH,), 1, {"members": 1})]
    rows.abandon_event()
    assert list(rows.changes()) == []
    assert [said(row) for row in await loading(rows.of, GRID_COVERAGE, BRANCH)] == [
        term(BRANCH, JANUARY, OTHER_GRID)
    ]
    assert await loading(rows.get, ORGANISATION_COUNT, OTHER_BRANCH) is None
    assert rows.take_gathered(ORGANISATION_COUNT) == [((BRANCH,), 1, {"members": 1})]
    rows.begin_event(4, MARCH)
    await loading(rows.delete, GRID_COVERAGE, BRANCH, JANUARY)
    rows.abandon_event()
    await rows.flush()

    rows = Rows(batches.storage, RowCache(), no_history)
    assert [said(row) for row in await loading(rows.of, GRID_COVERAGE, BRANCH)] == [
        term(BRANCH, JANUARY, OTHER_GRID)
    ]
    assert (await loading(rows.require, ORGANISATION_COUNT, BRANCH))["members"] == 2
    assert await loading(rows.get, ORGANISATION_COUNT, OTHER_BRANCH) is None


async def test_what_exists_is_not_brought_into_being_again(batches: Batches) -> None:
    rows = batches.begin()
    rows.create(GRID_COVERAGE, **term(BRANCH, JANUARY))
    rows.end_event()
    rows.begin_event(2, MARCH)
    with pytest.raises(RowExistsError, match=f"grid_coverage {BRANCH}, 2026-01-01"):
        rows.create(GRID_COVERAGE, **term(BRANCH, JANUARY, OTHER_GRID))
    rows.abandon_event()
    await batches.end(rows, forget=True)
    (row,) = await loading(batches.begin().of, GRID_COVERAGE, BRANCH)
    assert row["grid_id"] == GRID


async def test_an_abandoned_row_does_not_hide_the_one_that_is_stored(batches: Batches) -> None:
    rows = batches.begin()
    rows.create(GRID_COVERAGE, **term(BRANCH, JANUARY))
    await batches.end(rows, forget=True)

    rows = batches.begin()
    rows.create(GRID_COVERAGE, **term(BRANCH, JANUARY, OTHER_GRID))  # what is stored is not in memory
    assert len(await loading(rows.of, GRID_COVERAGE, BRANCH)) == 1
    rows.abandon_event()
    assert (await loading(rows.require, GRID_COVERAGE, BRANCH, JANUARY))["grid_id"] == GRID


async def test_an_event_that_makes_many_rows_has_each_looked_up_once(batches: Batches) -> None:
    """Whatever it asks for and is not in memory, it is abandoned and begun anew."""
    rows, loads = batches.begin(), 0
    branches = [deterministic_id("branch", number) for number in range(12)]
    while True:
        try:
            for branch_id in branches:
                rows.put(GRID_COVERAGE, **term(branch_id, JANUARY))
            break
        except NotLoadedError as missing:
            rows.abandon_event()
            rows.begin_event(1, JANUARY)
            await missing.load()
            loads += 1
    assert loads == len(branches)
    await batches.end(rows)


def test_memory_is_bounded() -> None:
    cache = RowCache(capacity=5)
    for number in range(9):
        cache[ORGANISATION_COUNT].place((number,))
        cache[GRID_COVERAGE].place((BRANCH, JANUARY))
        cache.settle()
    assert (BRANCH, JANUARY) in cache[GRID_COVERAGE].cells  # of the smaller table
    assert 0 < len(cache[ORGANISATION_COUNT].cells) <= 4
    assert not cache[GRID_COVERAGE].knows(BRANCH)
    cache[OBSERVER].place((BRANCH, OTHER_BRANCH))
    cache.settle()
    assert not cache[OBSERVER].cells  # nobody asks for them later


async def _covered_by(rows: Rows, grid_id: UUID) -> list[UUID]:
    found = await loading(rows.among, GRID_COVERAGE, "grid_id", {grid_id})
    return [row["organisation_id"] for row in found]


async def test_what_is_wholly_in_memory_is_found_by_what_its_rows_have_become(batches: Batches) -> None:
    batches.cache = RowCache(from_nothing=True)
    rows = batches.begin()
    assert await _covered_by(rows, GRID) == []
    rows.create(GRID_COVERAGE, **term(BRANCH, JANUARY))
    rows.create(GRID_COVERAGE, **term(OTHER_BRANCH, JANUARY, OTHER_GRID))
    assert await _covered_by(rows, GRID) == [BRANCH]
    await batches.end(rows)

    rows = batches.begin()
    rows.change(GRID_COVERAGE, BRANCH, JANUARY, grid_id=OTHER_GRID)
    assert await _covered_by(rows, GRID) == []
    assert set(await _covered_by(rows, OTHER_GRID)) == {BRANCH, OTHER_BRANCH}
    rows.abandon_event()
    assert await _covered_by(rows, GRID) == [BRANCH]
    assert await _covered_by(rows, OTHER_GRID) == [OTHER_BRANCH]


async def test_what_is_worked_out_is_kept_until_a_row_changes_or_is_taken_back(batches: Batches) -> None:
    def terms(rows: Rows) -> list[Any]:
        return [row["grid_id"] for row in rows.of(GRID_COVERAGE, BRANCH)]

    rows = batches.begin()
    kept = partial(rows.kept, terms, (GRID_COVERAGE,))
    nothing = await loading(kept)
    assert nothing == []
    rows.create(ORGANISATION_COUNT, organisation_id=BRANCH, members=1, full_members=1)
    assert kept() is nothing
    rows.create(GRID_COVERAGE, **term(BRANCH, JANUARY))
    assert kept() == [GRID]
    rows.change(GRID_COVERAGE, BRANCH, JANUARY, grid_id=OTHER_GRID)
    assert kept() == [OTHER_GRID]
    rows.abandon_event()
    assert kept() == []
