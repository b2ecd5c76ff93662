from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from gridledger.bootstrap import Ledger
from gridledger.embedded_postgres import SUPERUSER
from gridledger.settings import Settings
from tests.api.client import key_of
from tests.api.conftest import api, county, founded, issuer, ledger, settings, template, urls, worker
from tests.api.county import County
from tests.support.postgres import Database

__all__ = ["api", "county", "founded", "issuer", "ledger", "settings", "template", "urls", "worker"]

GROUNDS = "腰椎间盘突出，需卧床休息两周；此事请勿外传。"
TEXT = "query Open ($id: ID!) { documentText(id: $id) { text salt } }"
CHECK = "query Check ($id: ID!, $text: String!) { documentCheck(id: $id, text: $text) }"


@dataclass
class Office:
    """A county whose keys lie in a directory, and its tables as their owner sees them."""

    county: County
    ledger: Ledger
    keys: Path
    tables: asyncpg.Connection[asyncpg.Record]

    async def seal(self, text: str = GROUNDS, **given: Any) -> str:
        """The global id of a sealed document about the first member."""
        about = {"memberId": self.county.members[0]} if "organisationId" not in given else {}
        payload = await self.county.api.done(
            "documentSeal", "document { id }", **{"kind": "LEAVE_GROUNDS", "text": text, **about, **given}
        )
        found: str = payload["document"]["id"]
        return found

    async def text(self, document: str, **options: str) -> Any:
        """What is answered when it is opened."""
        return (await self.county.api.post(TEXT, {"id": document}, **options)).json()

    async def openings(self) -> list[asyncpg.Record]:
        """All records of openings."""
        return await self.tables.fetch("SELECT * FROM read_audit.opening ORDER BY opening_id")

    def key(self, document: str) -> Path:
        """The file of a document's key."""
        (file,) = self.keys.rglob(str(key_of(document)))
        return file


@pytest.fixture
async def office(
    county: County, ledger: Ledger, settings: Settings, database: Database
) -> AsyncIterator[Office]:
    tables = await asyncpg.connect(database.dsn(SUPERUSER))
    yield Office(county, ledger, settings.keys_dir, tables)
    await tables.close()
