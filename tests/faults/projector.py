"""A projector in a process of its own, in small batches, for tests that kill it: `projector.py DSN`."""

from __future__ import annotations

import asyncio
import sys

from event_store.pool import make_pool
from event_store.store import EventStore
from projections.framework.runner import Projector
from projections.registry import READ_MODELS

BATCH_EVENTS = 3


async def main(dsn: str) -> None:
    pool = await make_pool(dsn, min_size=1, max_size=3)
    projector = Projector(
        pool,
        EventStore(pool),
        READ_MODELS,
        batch_events=BATCH_EVENTS,
        poll_seconds=0.01,
        first_retry_seconds=0.01,
    )
    sys.stdout.write("folding\n")
    sys.stdout.flush()
    await projector.run_forever(asyncio.Event())


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
