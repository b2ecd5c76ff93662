"""The explorer in a real browser that can reach nothing but this server: every tab's query runs and shows data."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from application.actor import Role
from graphql_api.identity import DevelopmentIssuer
from gridledger.bootstrap import open_ledger, open_worker
from gridledger.database import DatabaseUrls
from gridledger.demo.loader import Loader
from gridledger.settings import Settings
from tests.clients.chromium import chromium
from tests.clients.tools import EXPLORER
from tests.demo.small import TENANT, small_script
from tests.support.node import run_script
from tests.support.postgres import Database
from tests.system.processes import SECRET, Serving

PACKAGE = Path(__file__).parent / "explorer_in_browser"
# What the county of the test has none of, or may have none of.
MAY_BE_EMPTY = {"LeavesWaiting", "Findings"}


@pytest.fixture
async def served(database: Database) -> AsyncIterator[Serving]:
    """A county with a year of life, served as the demo is."""
    given = {
        "DATABASE_URL": database.dsn("gridledger_app"),
        "PROJECTION_DATABASE_URL": database.dsn("gridledger_projector"),
    }
    settings = Settings.from_environment({**given, "GRIDLEDGER_SECRET": SECRET})
    urls = DatabaseUrls(given["DATABASE_URL"], given["PROJECTION_DATABASE_URL"], None)
    async with open_ledger(settings, urls) as ledger, open_worker(settings, urls, ledger) as worker:
        await Loader(ledger.store, ledger.executor, follow_up=worker.processes.run).load(small_script())
        await worker.projector.run(TENANT)
    with Serving(settings=given) as server:
        yield server


async def explored(server: Serving) -> dict[str, Any]:
    """What came of every tab."""
    issuer = DevelopmentIssuer(SECRET.encode(), audience="gridledger", production=False)
    address = f"{server.address}/graphql#token={issuer.issue(Role.INSPECTOR, tenant=TENANT)}"
    arguments = ("explore.mjs", chromium(), address)
    told = await asyncio.to_thread(run_script, PACKAGE, *arguments, timeout_seconds=240)
    found: dict[str, Any] = json.loads(told)
    return found


async def test_every_tab_shows_data_without_the_network(served: Serving) -> None:
    told = await explored(served)
    assert [tab["title"] for tab in told["tabs"]] == [
        operation_in(file) for file in sorted(EXPLORER.iterdir())
    ]
    for tab in told["tabs"]:
        assert tab["status"] == 200, tab
        assert "errors" not in tab["answer"], tab
        for field, value in tab["answer"]["data"].items():
            assert value, (tab["title"], field)
            assert value.get("nodes", True) or tab["title"] in MAY_BE_EMPTY, tab["title"]
    assert told["complaints"] == []
    elsewhere = [url for url in told["requests"] if not url.startswith((served.address, "data:", "blob:"))]
    assert elsewhere == []
    planned = next(
        tab["answer"]["data"]["meetingPlan"] for tab in told["tabs"] if tab["title"] == "PlanAMeeting"
    )
    assert (planned["meeting"], planned["position"]) == (None, None)
    assert planned["userErrors"]


def operation_in(file: Path) -> str:
    """The name of a file's operation, which is its tab's title."""
    found = re.search(
        r"^(?:query|mutation|subscription) (\w+)", file.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert found, file
    return found[1]
