"""A worker that announces verdicts in a process of its own, one an append and slowly: `announcer.py APP PROJECTOR`."""

from __future__ import annotations

import asyncio
import sys
from datetime import date

from event_store.pool import make_pool
from process_managers import announcer
from tests.faults import closer
from tests.projections.compliance.office import Office


async def main(app: str, projector: str) -> None:
    announcer.BATCH, closer.PAUSE_SECONDS = 1, 0.02
    pool = await make_pool(app, min_size=1, max_size=2)
    office = Office(pool, await make_pool(projector, min_size=1, max_size=2), opened=date(2026, 1, 1))
    office.store = closer.SlowStore(pool)
    office.executor = office.executor_on(office.store)
    sys.stdout.write("announcing\n")
    sys.stdout.flush()
    await office.announcer().run_forever(asyncio.Event(), poll_seconds=0.01)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
