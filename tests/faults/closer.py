"""A worker's clock in a process of its own, a day an append and slowly, for tests that kill it: `closer.py DSN`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from application.counties import Counties
from event_store.pool import make_pool
from event_store.records import Mode, Outcome
from event_store.store import EventStore, ToAppend
from process_managers import day_closer
from process_managers.day_closer import DayCloser
from tests.application.conftest import office_on
from tests.unit.support import world

PAUSE_SECONDS = 0.005


class SlowStore(EventStore):
    """A store that takes its time to append."""

    async def append(
        self, tenant: str, commands: Sequence[ToAppend], *, found: Mode | None = None
    ) -> list[Outcome]:
        await asyncio.sleep(PAUSE_SECONDS)
        return await super().append(tenant, commands, found=found)


async def main(dsn: str) -> None:
    day_closer.BATCH = 1
    pool = await make_pool(dsn, min_size=1, max_size=2)
    store = SlowStore(pool)
    closer = DayCloser(
        store=store,
        executor=office_on(pool, store).executor,
        counties=Counties(store, production=False),
        now=lambda: world.NOW,
    )
    sys.stdout.write("closing\n")
    sys.stdout.flush()
    await closer.run_forever(asyncio.Event(), poll_seconds=0.01)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
