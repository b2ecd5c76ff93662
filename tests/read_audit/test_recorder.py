"""Records of readings: kept in batches or before the answer, bounded, and never given up for lost without a word."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from asyncpg.pgproto import pgproto
from structlog.testing import capture_logs

from application.read_audit import (
    PersonSets,
    ReadAudit,
    ReadAuditLimits,
    ReadAuditUnavailableError,
    Reading,
    ReadingRefusedError,
    Written,
)
from event_store.errors import StoreUnavailableError


def reading(
    how_many: int = 1, *, marks: Sequence[bytes] | None = None, sets: PersonSets | None = None, **given: Any
) -> Reading:
    """A reading of so many persons, or of whom ``marks`` say; of a process of its own, or of that of ``sets``."""
    county = given.get("tenant_id", "county-a")
    marks = [f"c:{uuid4()}".encode() for _ in range(how_many)] if marks is None else marks
    values: dict[str, Any] = {
        "reading_id": uuid4(),
        "tenant_id": "county-a",
        "read_at": datetime(2026, 11, 20, tzinfo=UTC),
        "account": "li",
        "role": "INSPECTOR",
        "place_id": None,
        "grid_id": None,
        "member_id": None,
        "client": "tests",
        "purpose": None,
        "operation": None,
        "document": "00" * 32,
        "document_name": None,
        "request_id": "request",
        "position": 7,
        "as_of": [],
        "field_groups": ["PERSON"],
        "told": (sets or PersonSets()).told(county, marks),
    }
    return Reading(**values | given)


SIZE = reading().written().size  # bytes
QUICK = ReadAuditLimits(
    wait_seconds=0.05, retry_seconds=0.01, close_seconds=1.0, batch=5 * SIZE, waiting=15 * SIZE
)


@dataclass
class Table:
    """Stands where the database does; it can be away, and it refuses what an account of that name reads."""

    batches: list[list[Written]] = field(default_factory=list)
    away: Exception | None = None
    tries: int = 0

    async def keep(self, readings: Sequence[Written]) -> None:
        self.tries += 1
        if self.away:
            raise self.away
        if any(b'"account":"refused"' in reading.json for reading in readings):
            raise ReadingRefusedError("22P05")
        self.batches.append(list(readings))

    @property
    def kept(self) -> list[Written]:
        return [one for batch in self.batches for one in batch]


async def until(holds: Callable[[], bool]) -> None:
    """Wait for the recorder to come to that; pytest's time-out ends it."""
    while not holds():  # noqa: ASYNC110 - it tells nobody of its turns
        await asyncio.sleep(0.01)


async def test_what_comes_together_is_kept_by_one_statement_in_order() -> None:
    table = Table()
    audit = ReadAudit(table.keep, limits=QUICK)
    first, second = reading(), reading()
    await audit.record(first)
    await audit.record(second)
    assert (audit.waiting, table.batches) == (2, [])
    await asyncio.sleep(0.2)
    assert (audit.waiting, table.batches) == (0, [[first.written(), second.written()]])
    await audit.record(third := reading())
    await audit.close()
    assert table.batches == [[first.written(), second.written()], [third.written()]]


async def test_a_whole_batch_waits_for_no_more() -> None:
    table = Table()
    audit = ReadAudit(table.keep, limits=ReadAuditLimits(wait_seconds=60, batch=5 * SIZE // 2))
    many = [reading() for _ in range(3)]
    for one in many:
        await audit.record(one)
    await asyncio.sleep(0.05)
    assert [len(batch) for batch in table.batches] == [2]  # a third would be beyond two and a half
    await audit.close()
    assert table.kept == [one.written() for one in many]


async def test_the_largest_goes_alone() -> None:
    table = Table()
    audit = ReadAudit(table.keep, limits=QUICK)
    for persons in (1, 500):
        await audit.record(reading(persons))
        await audit.settle()
    assert [len(batch) for batch in table.batches] == [1, 1]
    await audit.close()


async def test_whoever_reads_much_waits_until_there_is_room() -> None:
    table, limits = Table(), ReadAuditLimits(wait_seconds=60, batch=100 * SIZE, waiting=3 * SIZE)
    audit = ReadAudit(table.keep, limits=limits)
    many = [reading() for _ in range(20)]
    async with asyncio.timeout(5):
        await asyncio.gather(*(audit.record(one) for one in many))
    assert len(table.batches) > 1  # before all were there
    await audit.close()
    assert {one.json for one in table.kept} == {one.written().json for one in many}


async def test_nobody_reads_for_whom_no_room_is_made_in_time() -> None:
    goes_on = asyncio.Event()

    async def keep(readings: Sequence[Written]) -> None:
        await goes_on.wait()

    audit = ReadAudit(keep, limits=ReadAuditLimits(batch=SIZE, waiting=3 * SIZE, room_seconds=0.05))
    for _ in range(3):
        await audit.record(reading())
    with pytest.raises(ReadAuditUnavailableError):
        await audit.record(reading())
    goes_on.set()
    await until(lambda: audit.waiting == 0)
    await audit.record(reading())
    await audit.close()


async def test_persons_that_are_kept_already_fill_no_batch() -> None:
    table, sets = Table(), PersonSets()
    audit = ReadAudit(table.keep, limits=ReadAuditLimits(wait_seconds=60, batch=20 * SIZE))
    marks = [f"c:{uuid4()}".encode() for _ in range(500)]
    for _ in range(3):  # each of which would fill one
        one = reading(marks=marks, sets=sets)
        assert one.told.persons is not None
        one.told.persons.is_kept = True
        await audit.record(one)
    await asyncio.sleep(0.05)
    assert (audit.waiting, table.batches) == (3, [])
    await audit.close()
    assert [len(batch) for batch in table.batches] == [3]


async def test_what_waits_is_kept_without_a_pause_where_it_is_more_than_a_batch() -> None:
    table = Table()
    audit = ReadAudit(table.keep, limits=ReadAuditLimits(wait_seconds=60, batch=SIZE, waiting=100 * SIZE))
    for _ in range(5):
        await audit.record(reading())
    async with asyncio.timeout(5):
        await until(lambda: len(table.kept) == 5)
    await audit.close()


async def test_nobody_reads_while_nothing_can_be_kept_and_nothing_is_lost_meanwhile() -> None:
    table = Table(away=StoreUnavailableError(code="CONNECTION"))
    audit = ReadAudit(table.keep, limits=QUICK)
    first = reading()
    await audit.record(first)
    await until(lambda: audit.is_failing)
    with pytest.raises(ReadAuditUnavailableError):
        await audit.record(reading())
    table.away = None
    await until(lambda: not audit.is_failing)
    await audit.record(second := reading())
    await audit.close()
    assert table.kept == [first.written(), second.written()]


async def test_a_fault_that_nobody_foresaw_stops_reading_too() -> None:
    table = Table(away=ValueError("a fault of the program"))
    audit = ReadAudit(table.keep, limits=QUICK)
    with capture_logs() as logs:
        await audit.record(reading())
        await until(lambda: table.tries >= 3)
    with pytest.raises(ReadAuditUnavailableError):
        await audit.record(reading())
    assert [(log["event"], log["error"]) for log in logs] == [("read audit failed", "ValueError")]  # once
    table.away = None
    await audit.close()
    assert audit.waiting == 0


async def test_what_is_wanted_before_the_answer_is_kept_before_it() -> None:
    table = Table()
    audit = ReadAudit(table.keep, before=frozenset({"POINTS"}), limits=QUICK)
    await audit.record(batched := reading())
    await audit.record(ahead := reading(field_groups=["PERSON", "POINTS"]))
    assert table.batches == [[ahead.written()]]
    table.away = StoreUnavailableError(code="CONNECTION")
    with pytest.raises(ReadAuditUnavailableError):
        await audit.record(reading(field_groups=["POINTS"]))
    assert (audit.is_failing, audit.waiting) == (True, 1)
    table.away = None
    await audit.record(again := reading(field_groups=["POINTS"]))
    assert (audit.is_failing, audit.waiting) == (False, 1)
    await audit.close()
    assert table.batches == [[ahead.written()], [again.written()], [batched.written()]]


async def test_what_is_refused_for_itself_keeps_no_other_from_being_kept() -> None:
    table = Table()
    audit = ReadAudit(table.keep, limits=QUICK)
    those = [reading() for _ in range(4)]
    those.insert(2, reading(account="refused", request_id="r-7"))
    with capture_logs() as logs:
        for one in those:
            await audit.record(one)
        await audit.settle()
    assert table.kept == [one.written() for one in those if one.account == "li"]
    assert (audit.waiting, audit.is_failing, audit.refused) == (0, False, 1)
    (log,) = logs
    assert log == {
        "event": "reading refused", "error": "ReadingRefusedError", "code": "22P05", "request_id": "r-7",
        "log_level": "error",
    }  # fmt: skip


async def test_from_then_on_nothing_is_told_whose_record_is_not_kept_yet() -> None:
    table = Table()
    audit = ReadAudit(table.keep, limits=QUICK)
    await audit.record(reading(account="refused"))
    await audit.settle()
    with pytest.raises(ReadingRefusedError):
        await audit.record(reading(account="refused"))
    await audit.record(another := reading())
    assert (table.batches, audit.waiting, audit.refused) == ([[another.written()]], 0, 2)
    await audit.close()


async def test_what_cannot_be_written_fails_its_own_request_alone() -> None:
    table = Table()
    audit = ReadAudit(table.keep, limits=QUICK)
    with pytest.raises(TypeError):
        await audit.record(reading(operation=object()))
    await audit.record(another := reading())
    await audit.close()
    assert table.kept == [another.written()]


def test_ids_as_the_drivers_rows_have_them() -> None:
    one = uuid4()
    names = ("reading_id", "member_id", "place_id", "grid_id")
    theirs: dict[str, Any] = {name: pgproto.UUID(str(one)) for name in names}
    ours: dict[str, Any] = dict.fromkeys(names, one)
    assert reading(marks=[], **theirs).written().json == reading(marks=[], **ours).written().json
