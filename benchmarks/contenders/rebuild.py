"""Rebuilds all read models of a county from its log: `python -m benchmarks.contenders.rebuild COUNTY`."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from benchmarks.harness.ledger import ledger_and_worker
from benchmarks.harness.worker import serve_rounds_async
from projections.framework.rebuild import Rebuilder
from projections.registry import READ_MODELS


async def main(county: str) -> None:
    """Serve rounds; each counts the events of the log."""
    async with ledger_and_worker() as (ledger, worker):
        rebuilder = Rebuilder(worker.pool, ledger.store, READ_MODELS)

        async def prepare(_: dict[str, Any]) -> None:
            pass

        async def rebuild(_: None) -> dict[str, Any]:
            report = await rebuilder.rebuild(county, None)
            if not report.is_same:
                raise ValueError("the rebuilt rows differ from the live ones")
            return {"count": report.position, "rows": sum(table.rows for table in report.tables)}

        await serve_rounds_async(prepare, rebuild)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
