"""Workers die between any two days: none is lost, and none is closed twice."""

from __future__ import annotations

import asyncio
import random
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from application.counties import Counties
from domain.clock.events import DayClosed
from domain.core import Occurred
from event_store.pool import Pool
from event_store.store import EventStore
from process_managers.day_closer import DayCloser
from tests.application.conftest import TENANT, office_on
from tests.event_store.soundness import sound_log
from tests.support.postgres import Database
from tests.unit.application.test_histories import FOUNDING
from tests.unit.support import world

ROOT = Path(__file__).parents[2]
KILLS = 6
FOUNDED = date(2022, 1, 1)  # four years and more to close
FOUND = replace(FOUNDING[0], occurred_at=Occurred.on(FOUNDED), rehearsal=False)  # type: ignore[call-arg]


@pytest.mark.faults
async def test_killed_again_and_again(database: Database, app_pool: Pool) -> None:
    store = EventStore(app_pool)
    office = office_on(app_pool, store)
    assert (await office.give(FOUND)).accepted
    chance, reached = random.Random(1), [0]
    async with closer_process(database):  # it goes on beside those that are killed
        for _ in range(KILLS):
            async with closer_process(database):
                await asyncio.sleep(chance.random() * 0.2)
            reached.append((await store.head(TENANT)).last_position)
    assert reached == sorted(reached), reached
    assert len(set(reached)) > 2  # kills fell between days
    closer = DayCloser(
        store=store,
        executor=office.executor,
        counties=Counties(store, production=False),
        now=lambda: world.NOW,
    )
    await closer.run(TENANT)
    log = [event.domain_event for event in await sound_log(store, TENANT)]
    days = [event.day for event in log if isinstance(event, DayClosed)]
    assert days == [FOUNDED + timedelta(days=number) for number in range((world.TODAY - FOUNDED).days)]


@asynccontextmanager
async def closer_process(database: Database) -> AsyncIterator[Process]:
    """A worker's clock, killed at the end of the block."""
    command = [sys.executable, "-m", "tests.faults.closer", database.dsn("gridledger_app")]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"closing\n"
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()
