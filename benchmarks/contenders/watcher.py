"""Watches how far the read models of a county have come: `python -m benchmarks.contenders.watcher COUNTY`.

Rollups commit in one transaction with the checkpoint, so whoever sees the one sees the other. Asked {"until":
position}, it polls until then and answers each position it saw with the instant.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from typing import Any

import asyncpg

from benchmarks.harness.worker import serve_rounds_async
from event_store.entering import ENTERED

POLL_SECONDS = 0.002  # what it sees is late by this much at most
CHECKPOINT = f"SELECT min(position) FROM read_model.checkpoint WHERE tenant_id = $1 AND {ENTERED}"


async def main(county: str) -> None:
    """Serve rounds."""
    connection = await asyncpg.connect(os.environ["DATABASE_URL"])
    seen: list[tuple[int, float]] = []
    stop = asyncio.Event()
    watching: list[asyncio.Task[None]] = []

    async def watch() -> None:
        while not stop.is_set():
            position = await connection.fetchval(CHECKPOINT, county)
            if position is not None and (not seen or position > seen[-1][0]):
                seen.append((position, time.monotonic()))
            await asyncio.sleep(POLL_SECONDS)

    async def prepare(_: dict[str, Any]) -> None:
        seen.clear()
        stop.clear()
        watching.append(asyncio.create_task(watch()))

    async def answer(_: None) -> dict[str, Any]:
        stop.set()
        await watching.pop()
        return {"count": len(seen), "seen": seen}

    await serve_rounds_async(prepare, answer)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
