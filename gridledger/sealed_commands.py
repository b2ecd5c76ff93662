"""`gridledger sealed`: keys of sealed documents, and the list of those that were destroyed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from application.documents.directory import KeyDirectory
from application.documents.keys import Erasure
from event_store.connections import Connections
from gridledger.bootstrap import Ledger, open_ledger
from gridledger.database import database_urls
from gridledger.settings import Settings

_ERASED = "SELECT * FROM sealed.erased_documents($1)"


def erasures_command(settings: Settings) -> list[Erasure]:
    """The list of erasures, in order of writing. Nothing here touches a database."""
    return KeyDirectory(settings.keys_dir).erasures()


def erase_again_command(settings: Settings) -> tuple[int, int]:
    """Destroy what came back with a backup: how many documents the list names, and how many the logs did beside it."""

    async def run() -> tuple[int, int]:
        with database_urls(settings) as urls:
            async with open_ledger(settings, urls) as ledger:
                vault = ledger.services.vault
                listed = {(one.tenant_id, one.document_id): one for one in erasures_command(settings)}
                told = [one async for one in _told(ledger)]
                unlisted = [one for one in told if (one.tenant_id, one.document_id) not in listed]
                for erasure in (*listed.values(), *unlisted):
                    await vault.erase(erasure)
                return len(listed), len(unlisted)

    return asyncio.run(run())


async def _told(ledger: Ledger) -> AsyncIterator[Erasure]:
    """What the counties' logs say was erased, as far as the read models have come."""
    connections = Connections(ledger.services.read_pool)
    for tenant_id in await ledger.store.tenants():
        for row in await connections.fetch(_ERASED, tenant_id):
            yield Erasure(
                tenant_id=tenant_id,
                document_id=row["document_id"],
                erased_at=row["erased_at"],
                account=row["account"],
                role=row["capacity"],
                basis=row["basis"],
                position=row["position"],
            )
