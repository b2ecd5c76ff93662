"""Rehearses packs in a county of the tests, and says what came of adopting them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from domain.policies.pack import Pack
from domain.policies.rehearsing import Stood
from domain.policies.verdicts import Status
from event_store.pool import Pool
from projections.compliance.rehearsal.comparing import compare
from projections.compliance.rehearsal.outcome import Outcome, rehearse
from projections.compliance.rehearsal.proposal import Proposal, versions_of
from projections.compliance.rehearsal.reading import Read, read_facts
from projections.compliance.rehearsal.rows import ReadRows
from projections.compliance.tables import VOID
from tests.projections.compliance.office import Office

Slots = dict[UUID, Stood]
FAR = date(2100, 1, 1)


async def read(office: Office, pool: Pool, node: UUID, since: date) -> tuple[Read, ReadRows]:
    """The facts, once all is folded, as the server reads them."""
    await office.project()
    async with pool.acquire() as connection:
        found = await read_facts(connection, office.tenant, node, since)
    return found, ReadRows({table: map(dict, rows) for table, rows in found.tables.items()})


async def rehearsed(
    office: Office, pool: Pool, pack: Pack, *, node: UUID, since: date, until: date = FAR
) -> Outcome:
    """What would have followed."""
    found, known = await read(office, pool, node, since)
    return rehearse(known, Proposal(node, since, versions_of(pack)), until, found.organisation_ids)


async def would_be(
    office: Office, pool: Pool, projector_pool: Pool, pack: Pack, *, node: UUID, since: date
) -> Slots:
    """How every slot of the county would stand, those that the rules do not reach as they do."""
    found, known = await read(office, pool, node, since)
    slots = await stands(office, projector_pool)
    for compared in compare(known, Proposal(node, since, versions_of(pack)), FAR, found.organisation_ids):
        for slot in compared:
            assert slots.get(slot.slot_id) == slot.stands
            slots.pop(slot.slot_id, None)
            if slot.would is not None:
                slots[slot.slot_id] = slot.would
    return slots


async def stands(office: Office, pool: Pool) -> Slots:
    """How every slot of the county stands."""
    await office.project()
    rows = await everything(office, pool, "compliance")
    return {
        row["slot_id"]: Stood(Status(row["status"]), row["required"], row["held"], row["verified"])
        for row in rows
        if row["status"] != VOID
    }


async def everything(office: Office, pool: Pool, table: str, schema: str = "read_model") -> list[Any]:
    """All rows of a table; ``pool`` is the projector's, which sees them."""
    async with pool.acquire() as connection:
        return list(
            await connection.fetch(f"SELECT * FROM {schema}.{table} WHERE tenant_id = $1", office.tenant)
        )
