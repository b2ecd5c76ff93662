"""The reference county of the demo, loaded through the commands and folded: what reading is measured on."""

from __future__ import annotations

import asyncio

from benchmarks.harness.ledger import settings
from benchmarks.harness.postgres import Server
from gridledger.bootstrap import open_ledger, open_worker
from gridledger.demo.generator import Script
from gridledger.demo.loader import Loader
from gridledger.demo.progress import Bar

FOLD_SECONDS = 900.0


def load_county(server: Server, script: Script, database: str = "gridledger") -> int:
    """Load it, wait for the read models, analyse; the last position."""
    position = asyncio.run(_load(server, script, database))
    server.execute("VACUUM ANALYZE", database=database, user="postgres")
    return position


async def _load(server: Server, script: Script, database: str) -> int:
    chosen, urls = settings(), server.urls(database)
    async with (
        open_ledger(chosen, urls) as ledger,
        open_worker(chosen, urls, ledger) as worker,
        worker.projecting(),
    ):
        loader = Loader(
            ledger.store,
            ledger.executor,
            follow_up=worker.processes.run,
            progress=Bar("loading the reference county"),
        )
        loaded = await loader.load(script)
        await ledger.services.positions.wait_for(script.tenant_id, loaded.last_position, FOLD_SECONDS)
        return loaded.last_position
