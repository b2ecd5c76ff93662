"""Records of readings: kept in batches or before the answer, bounded, and never given up for lost without a word."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from application.read_audit import ReadAudit, ReadAuditLimits, ReadAuditUnavailableError, Reading
from event_store.errors import StoreUnavailableError

QUICK = ReadAuditLimits(wait_seconds=0.05, retry_seconds=0.01, close_seconds=1.0, batch=10, waiting=30)


def reading(how_many: int = 1, **given: Any) -> Reading:
    told: dict[str, Any] = {
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
        "marks": [f"c:{uuid4()}".encode() for _ in range(how_many)],
    }
    return Reading(**told | given)


@dataclass
class Table:
    """Stands where the database does; it can be away."""

    batches: list[list[Reading]] = field(default_factory=list)
    away: Exception | None = None
    tries: int = 0

    async def keep(self, readings: Sequence[Reading]) -> None:
        self.tries += 1
        if self.away:
            raise self.away
        self.batches.append(list(readings))


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
    assert (audit.waiting, table.batches) == (0, [[first, second]])
    await audit.record(third := reading())
    await audit.close()
    assert table.batches == [[first, second], [third]]


async def test_a_whole_batch_waits_for_no_more() -> None:
    table = Table()
    audit = ReadAudit(table.keep, limits=ReadAuditLimits(wait_seconds=60, batch=10))
    many = [reading(3) for _ in range(3)]
    for one in many:
        await audit.record(one)
    await asyncio.sleep(0.05)
    assert [len(batch) for batch in table.batches] == [2]  # 4 and 4; a third would be beyond ten
    await audit.close()
    assert [one for batch in table.batches for one in batch] == many


async def test_the_largest_goes_alone() -> None:
    table = Table()
    audit = ReadAudit(table.keep, limits=QUICK)
    for persons in (1, 50):
        await audit.record(reading(persons))
        await audit.settle()
    assert [len(batch) for batch in table.batches] == [1, 1]
    await audit.close()


async def test_nobody_reads_while_too_much_waits() -> None:
    audit = ReadAudit(Table().keep, limits=ReadAuditLimits(wait_seconds=60, batch=1_000, waiting=30))
    for _ in range(3):
        await audit.record(reading(9))
    with pytest.raises(ReadAuditUnavailableError):
        await audit.record(reading())
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
    assert [one for batch in table.batches for one in batch] == [first, second]


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
    assert table.batches == [[ahead]]
    table.away = StoreUnavailableError(code="CONNECTION")
    with pytest.raises(ReadAuditUnavailableError):
        await audit.record(reading(field_groups=["POINTS"]))
    table.away = None
    await audit.close()
    assert table.batches == [[ahead], [batched]]


async def test_what_cannot_be_kept_until_the_end_is_said_to_be_lost() -> None:
    table = Table(away=StoreUnavailableError(code="CONNECTION"))
    audit = ReadAudit(
        table.keep, limits=ReadAuditLimits(wait_seconds=0.01, retry_seconds=0.01, close_seconds=0.1)
    )
    with capture_logs() as logs:
        await audit.record(reading(2))
        await audit.close()
    assert logs[-1] == {"event": "readings lost", "readings": 1, "log_level": "error"}
    with pytest.raises(ReadAuditUnavailableError):
        await audit.record(reading())
