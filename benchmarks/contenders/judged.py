"""Folds a log anew, with its compliance or without: `python -m benchmarks.contenders.judged COUNTY yes|no`."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from benchmarks.harness.ledger import ledger_and_worker
from benchmarks.harness.worker import serve_rounds_async
from projections.compliance.read_model import COMPLIANCES
from projections.framework.rebuild import Rebuilder
from projections.registry import READ_MODELS


async def main(county: str, *, judged: bool) -> None:
    """Serve rounds; each counts the events of the log."""
    models = [model for model in READ_MODELS if judged or model is not COMPLIANCES]
    async with ledger_and_worker() as (ledger, worker):
        rebuilder = Rebuilder(worker.pool, ledger.store, models)

        async def prepare(_: dict[str, Any]) -> None:
            pass

        async def fold(_: None) -> dict[str, Any]:
            report = await rebuilder.verify(county)
            rows = {table.table: table.rows for table in report.tables}
            return {"count": report.position, "slots": rows.get("compliance", 0)}

        await serve_rounds_async(prepare, fold)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], judged=sys.argv[2] == "yes"))
