"""Workers die a hundred times between what happened and the obligation: none is lost, and none is opened twice."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from domain.meetings.events import AbsenceReason, AttendanceStatus
from event_store.pool import Pool
from tests.process_managers.obliged import Obliged
from tests.process_managers.test_reconciler import with_talk
from tests.projections.absences.office import OPENED
from tests.support.postgres import Database

ROOT = Path(__file__).parents[2]
KILLS, MEMBERS, AT_ONCE = 100, 150, 2


@pytest.mark.faults
async def test_killed_a_hundred_times(database: Database, app_pool: Pool, projector_pool: Pool) -> None:
    office = Obliged(app_pool, projector_pool, opened=OPENED)
    await office.open()
    branch, members = await with_talk(office, members=MEMBERS)
    for _ in range(3):
        third = await office.call(branch, dict.fromkeys(members, AbsenceReason.NONE_GIVEN))
        await office.until(office.today + timedelta(days=5))
    await office.project()
    chance, reached, excused = random.Random(1), {await head(office)}, set()
    async with nursery(database) as workers:
        for kill in range(KILLS):
            pids = [await bear(workers) for _ in range(AT_ONCE)]
            if kill % 2 and await office.left():
                await grown(office, await head(office) + chance.randrange(1, 4))
            await asyncio.sleep(chance.random() * 0.03)
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            if kill % 10 == 5:  # its ground falls in between, whether it was opened or not
                member = chance.choice(members)
                excused.add(member)
                await office.put_right(third, member, AttendanceStatus.PRESENT)
            await office.project()
            reached.add(await head(office))
    assert len(reached) > KILLS / 4  # kills fell between obligations
    await office.reconcile()
    for member in members:
        topics = await office.topics(member)
        if member in excused:
            assert topics in ([], ["opened", "withdrawn"]), member
        else:
            assert topics == ["opened"], member
    assert await office.is_sound()


async def head(office: Obliged) -> int:
    return (await office.store.head(office.tenant)).last_position


async def grown(office: Obliged, position: int) -> None:
    """Wait a while for the log to come so far: workers beside each other may have less left than that."""
    for _ in range(100):
        if await head(office) >= position:
            return
        await asyncio.sleep(0.01)


@asynccontextmanager
async def nursery(database: Database) -> AsyncIterator[Process]:
    """A process that forks workers."""
    dsns = (database.dsn("gridledger_app"), database.dsn("gridledger_projector"))
    command = [sys.executable, "-m", "tests.faults.reconciler", *dsns]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdin=PIPE, stdout=PIPE, start_new_session=True
    )
    try:
        yield process
    finally:
        os.killpg(
            process.pid, signal.SIGKILL
        )  # with all that it has borne: their ends of its pipes stay open
        await process.wait()


async def bear(workers: Process) -> int:
    """The process id of a new worker."""
    assert workers.stdin is not None
    assert workers.stdout is not None
    workers.stdin.write(b"\n")
    return int(await workers.stdout.readline())
