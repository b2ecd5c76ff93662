"""Folds a log anew without some read models: `python -m benchmarks.contenders.judged COUNTY nothing|compliance|…`."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from benchmarks.harness.ledger import ledger_and_worker
from benchmarks.harness.worker import serve_rounds_async
from projections.absences.read_model import ABSENCES
from projections.compliance.read_model import COMPLIANCES
from projections.framework.rebuild import Rebuilder
from projections.missed.read_model import MISSED
from projections.registry import READ_MODELS

# Missed duties go with what they rest on. Obligations stay: they have events, which would be parked without them.
LEFT_OUT = {
    "nothing": (),
    "compliance": (COMPLIANCES, MISSED),
    "escalation": (ABSENCES, MISSED),
}


async def main(county: str, left_out: str) -> None:
    """Serve rounds; each counts the events of the log."""
    models = [model for model in READ_MODELS if model not in LEFT_OUT[left_out]]
    async with ledger_and_worker() as (ledger, worker):
        rebuilder = Rebuilder(worker.pool, ledger.store, models)

        async def prepare(_: dict[str, Any]) -> None:
            pass

        async def fold(_: None) -> dict[str, Any]:
            report = await rebuilder.verify(county)
            rows = {table.table: table.rows for table in report.tables}
            slots, absences, escalations, wanted = (
                rows.get(name, 0) for name in ("compliance", "absence", "escalation", "wanted")
            )
            return {
                "count": report.position,
                "slots": slots,
                "absences": absences,
                "escalations": escalations,
                "wanted": wanted,
            }

        await serve_rounds_async(prepare, fold)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
