"""Rehearses a pack at a county's own node over a year: `python -m benchmarks.contenders.rehearse COUNTY PACK YEAR`."""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.harness.ledger import ledger_and_worker
from benchmarks.harness.worker import serve_rounds_async
from domain.policies.pack import Pack
from domain.policies.pack_reading import read_pack
from event_store.connections import Connections
from projections.compliance.rehearsal.outcome import rehearse
from projections.compliance.rehearsal.proposal import Proposal, versions_of
from projections.compliance.rehearsal.reading import read_facts
from projections.compliance.rehearsal.rows import ReadRows
from projections.county import COUNTY
from projections.meeting_facts import MEETING_FACT

_COMMITTEE = f"SELECT committee_id FROM read_model.{COUNTY.name} WHERE tenant_id = $1"


async def main(county: str, pack: Pack, year: int) -> None:
    """Serve rounds; each counts the slots that there would be."""
    versions = versions_of(pack)
    since, until = date(year, 1, 1), date(year, 12, 31)
    async with ledger_and_worker() as (_, worker):
        [row] = await Connections(worker.pool).fetch(_COMMITTEE, county)

        async def prepare(_: dict[str, Any]) -> None:
            pass

        async def play(_: None) -> dict[str, Any]:
            started = time.perf_counter()
            async with worker.pool.acquire() as connection:
                read = await read_facts(connection, county, row["committee_id"], since)
            seconds = time.perf_counter() - started
            known = ReadRows({table: map(dict, rows) for table, rows in read.tables.items()})
            proposal = Proposal(row["committee_id"], since, versions)
            outcome = rehearse(known, proposal, until, read.organisation_ids)
            return {
                "count": outcome.whole.asked,
                "reading_s": seconds,
                "differing": outcome.differing,
                "organisations": len(read.organisation_ids),
                "meetings": len(read.tables[MEETING_FACT]),
            }

        await serve_rounds_async(prepare, play)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], read_pack(Path(sys.argv[2]).read_bytes()).pack, int(sys.argv[3])))
