from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import asyncpg
import pytest

from gridledger.bootstrap import Ledger
from gridledger.embedded_postgres import SUPERUSER
from tests.api.conftest import api, county, founded, issuer, ledger, settings, template, urls, worker
from tests.support.postgres import Database

__all__ = ["api", "county", "founded", "issuer", "ledger", "settings", "template", "urls", "worker"]


@dataclass
class Kept:
    """What the read audit holds."""

    ledger: Ledger
    connection: asyncpg.Connection[asyncpg.Record]

    async def readings(self) -> list[dict[str, Any]]:
        """All records, the oldest first, with the persons meant, once those that wait are kept."""
        await self.ledger.services.read_audit.settle()
        rows = await self.connection.fetch(
            """SELECT *, array_remove(persons, member_id) AS persons
                 FROM read_audit.reading JOIN read_audit.person_set USING (tenant_id, set_id) ORDER BY reading_id"""
        )
        return [dict(row) for row in rows]

    async def forget(self) -> None:
        """Take all away."""
        await self.ledger.services.read_audit.settle()
        await self.connection.execute("DELETE FROM read_audit.reading; DELETE FROM read_audit.person_set")


@pytest.fixture
async def kept(database: Database, ledger: Ledger) -> AsyncIterator[Kept]:
    connection = await asyncpg.connect(database.dsn(SUPERUSER))
    yield Kept(ledger, connection)
    await connection.close()
