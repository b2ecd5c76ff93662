"""Workers die between any two announcements: none is lost, and none is made twice."""

from __future__ import annotations

import asyncio
import random
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from domain.meetings.events import MeetingKind
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.periods import Unit
from event_store.pool import Pool
from tests.projections.compliance.office import Office, pack
from tests.support.postgres import Database

ROOT = Path(__file__).parents[2]
KILLS, BRANCHES = 3, 100
MONTHLY = MeetingFrequency(
    meeting=MeetingKind.PARTY_LECTURE, per=Unit.MONTH, at_least=1, partial_period="not_required"
)


@pytest.mark.faults
async def test_killed_again_and_again(database: Database, app_pool: Pool, projector_pool: Pool) -> None:
    office = Office(app_pool, projector_pool, opened=date(2026, 1, 1))
    await office.open()
    branches = [await office.found() for _ in range(BRANCHES)]
    await office.adopt(pack("county", "1", {"lecture": MONTHLY}))
    await office.until(date(2026, 2, 1))
    await office.project()
    chance, reached = random.Random(1), [await head(office)]
    for _ in range(KILLS):
        async with announcer_process(database):
            await grown(office, reached[-1] + chance.randrange(1, 20))
        reached.append(await head(office))
    assert reached[-1] - reached[0] < BRANCHES  # kills fell between announcements
    await office.announce()
    announced = [await office.announced(branch) for branch in branches]
    assert [len(events) for events in announced] == [1] * BRANCHES
    assert await office.is_sound()


async def head(office: Office) -> int:
    return (await office.store.head(office.tenant)).last_position


async def grown(office: Office, position: int) -> None:
    """Wait until the log has come so far."""
    for _ in range(2000):
        if await head(office) >= position:
            return
        await asyncio.sleep(0.01)
    pytest.fail("nothing is announced")


@asynccontextmanager
async def announcer_process(database: Database) -> AsyncIterator[Process]:
    """A worker, killed at the end of the block."""
    dsns = (database.dsn("gridledger_app"), database.dsn("gridledger_projector"))
    command = [sys.executable, "-m", "tests.faults.announcer", *dsns]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"announcing\n"
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()
