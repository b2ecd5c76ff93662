from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from gridledger.bootstrap import Ledger, open_worker
from gridledger.database import DatabaseUrls
from gridledger.demo.generator import Script
from gridledger.demo.loader import Loader
from gridledger.settings import Settings
from tests.api.conftest import api, issuer, ledger, settings, urls
from tests.demo.small import small_script

__all__ = ["api", "issuer", "ledger", "settings", "urls"]


@pytest.fixture
async def town(settings: Settings, urls: DatabaseUrls, ledger: Ledger) -> AsyncIterator[Script]:
    """A demo's town, loaded and folded, whose read models go on following."""
    script, stop = small_script(), asyncio.Event()
    async with open_worker(settings, urls, ledger) as worker:
        await Loader(ledger.store, ledger.executor, follow_up=worker.processes.run).load(script)
        await worker.projector.run(script.tenant_id)
        following = asyncio.create_task(worker.run_forever(stop))
        yield script
        stop.set()
        await following
