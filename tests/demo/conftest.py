from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from gridledger.bootstrap import Ledger, Worker, open_worker
from gridledger.database import DatabaseUrls
from gridledger.demo.generator import Script, reference_script
from gridledger.settings import Settings
from tests.api.conftest import api, issuer, ledger, settings, urls
from tests.demo.small import small_script

__all__ = ["api", "issuer", "ledger", "settings", "urls"]


@pytest.fixture(scope="session")
def reference() -> Script:
    """The load of `gridledger demo`."""
    return reference_script()


@pytest.fixture(scope="session")
def small() -> Script:
    """Two townships of two villages, one of them in full, in which everything happens that can."""
    return small_script()


@pytest.fixture
async def worker(settings: Settings, urls: DatabaseUrls, ledger: Ledger) -> AsyncIterator[Worker]:
    async with open_worker(settings, urls, ledger) as worker:
        yield worker
