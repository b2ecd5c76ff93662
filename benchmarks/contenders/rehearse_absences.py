"""Rehearses rules about absences over a year: `python -m benchmarks.contenders.rehearse_absences COUNTY PACK YEAR`."""

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
from domain.policies.rehearsing import Matter
from event_store.connections import Connections
from projections.absences.rehearsal.outcome import rehearse_absences
from projections.absences.rehearsal.reading import Concern
from projections.absences.tables import ABSENCE
from projections.compliance.rehearsal.proposal import Proposal, versions_of
from projections.compliance.rehearsal.reading import read_facts
from projections.compliance.rehearsal.rows import ReadRows
from projections.county import COUNTY
from projections.members import MEMBER

_COMMITTEE = f"SELECT committee_id FROM read_model.{COUNTY.name} WHERE tenant_id = $1"


async def main(county: str, pack: Pack, year: int) -> None:
    """Serve rounds; each counts the absences that are classed and counted anew."""
    versions = versions_of(pack)
    since, until = date(year, 1, 1), date(year, 12, 31)
    async with ledger_and_worker() as (_, worker):
        [row] = await Connections(worker.pool).fetch(_COMMITTEE, county)

        async def prepare(_: dict[str, Any]) -> None:
            pass

        async def play(_: None) -> dict[str, Any]:
            started = time.perf_counter()
            async with worker.pool.acquire() as connection:
                concern = Concern(until, lambda _: versions)
                read = await read_facts(connection, county, row["committee_id"], since, concern)
            seconds = time.perf_counter() - started
            known = ReadRows({table: map(dict, rows) for table, rows in read.tables.items()})
            proposal = Proposal(row["committee_id"], since, versions)
            outcome = rehearse_absences(known, read.presences or (), proposal)
            due = [one for of, one in outcome.told_by(frozenset()).items() if of.matter is Matter.DUE]
            return {
                "count": len(read.tables[ABSENCE]),
                "reading_s": seconds,
                "members": len(read.tables[MEMBER]),
                "differing": outcome.differing,
                "due": sum(one.would for one in due),
            }

        await serve_rounds_async(prepare, play)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], read_pack(Path(sys.argv[2]).read_bytes()).pack, int(sys.argv[3])))
