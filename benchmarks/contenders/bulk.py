"""Loads a county-year in bulk through the commands: `python -m benchmarks.contenders.bulk FILE`.

Every step goes the way of a client's command: cached or loaded streams, decided, appended with its key; process
managers react as the load goes on. One round, once.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from benchmarks.harness.ledger import ledger_and_worker
from benchmarks.harness.spool import Spool
from benchmarks.harness.worker import serve_rounds_async
from gridledger.demo.generator import Script
from gridledger.demo.loader import Loader


class BulkLoader(Loader):
    """A loader that reads its steps from a file."""

    async def load_file(self, spool: Spool, header: Script) -> None:
        """Send all of them."""
        for chunk in spool.chunks():
            await self._send(header, chunk)
            if any(step.settles for _, step in chunk):
                await self._follow_up(header.tenant_id)


async def main(file: Path) -> None:
    """Serve the round; counts events."""
    async with ledger_and_worker() as (ledger, worker):
        loader = BulkLoader(ledger.store, ledger.executor, follow_up=worker.processes.run)

        async def prepare(_: dict[str, Any]) -> Spool:
            return Spool(file)

        async def load(spool: Spool) -> dict[str, Any]:
            header = Script(spool.tenant_id, spool.seed, None, (), (), ())  # type: ignore[arg-type]
            await loader.load_file(spool, header)
            return {"count": (await ledger.store.head(spool.tenant_id)).last_position}

        await serve_rounds_async(prepare, load)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
