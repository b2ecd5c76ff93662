"""A projector in a process of its own, in small batches, for tests that kill it: `fold.py DSN TENANT`."""

from __future__ import annotations

import asyncio
import sys

from event_store.pool import make_pool
from event_store.store import EventStore
from projections.framework.runner import Projector
from projections.registry import READ_MODELS


async def main(dsn: str, tenant: str) -> None:
    pool = await make_pool(dsn, min_size=1, max_size=2)
    projector = Projector(pool, EventStore(pool), READ_MODELS, batch_events=3)
    sys.stdout.write("folding\n")
    sys.stdout.flush()
    await projector.run(tenant)
    await pool.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
