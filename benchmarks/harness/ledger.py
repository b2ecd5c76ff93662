"""Opens the ledger as a server process does, for contenders that drive it from within."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from gridledger.bootstrap import Ledger, Worker, open_ledger, open_worker
from gridledger.database import DatabaseUrls
from gridledger.settings import Settings

SECRET = "benchmark-benchmark-benchmark-benchmark"  # noqa: S105 - of a database that ends with the run


def settings() -> Settings:
    """What a development server has."""
    return Settings.from_environment({"GRIDLEDGER_SECRET": SECRET, **os.environ})


@asynccontextmanager
async def ledger() -> AsyncIterator[Ledger]:
    """The server's part, on the database that the environment names."""
    chosen = settings()
    async with open_ledger(chosen, _urls(chosen)) as opened:
        yield opened


@asynccontextmanager
async def ledger_and_worker() -> AsyncIterator[tuple[Ledger, Worker]]:
    """The server's part and the worker's."""
    chosen = settings()
    urls = _urls(chosen)
    async with open_ledger(chosen, urls) as opened, open_worker(chosen, urls, opened) as worker:
        yield opened, worker


def _urls(chosen: Settings) -> DatabaseUrls:
    if chosen.database_url is None:
        raise ValueError("a contender needs DATABASE_URL")
    return DatabaseUrls(chosen.database_url, chosen.projection_database_url, chosen.migration_database_url)
