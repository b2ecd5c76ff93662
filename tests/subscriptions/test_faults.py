"""What goes wrong while it is looked for changes: what passes is waited for; a fault is told, and logged once."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from event_store.connections import Connections
from event_store.pool import make_pool
from graphql_api.subscriptions import feeds as feeds_module
from graphql_api.subscriptions.feeds import Feeds, Subject
from gridledger.bootstrap import Ledger
from gridledger.embedded_postgres import SUPERUSER
from tests.api.client import TENANT, key_of
from tests.api.county import County
from tests.api.test_capacities import caught_up
from tests.subscriptions.conftest import Served
from tests.subscriptions.county import MEETING, attend, found_branches
from tests.subscriptions.talking import events, talking
from tests.support.postgres import Database

STANDING = """subscription Standing($node: ID!) {
  complianceRollup(node: $node, from: "2026-01", to: "2026-01") { standing(first: 1) { nodes { series } } }
}"""
OTHER_NAME = "ALTER FUNCTION read_model.compliance_marks(text, uuid[], date[], date[]) RENAME TO hidden"


async def as_owner(database: Database, statement: str) -> None:
    connection = await asyncpg.connect(database.dsn(SUPERUSER))
    await connection.execute(statement)
    await connection.close()


def of_feeds(logs: list[Any]) -> list[dict[str, Any]]:
    return [entry for entry in logs if str(entry["event"]).startswith("subscribers ")]


async def test_a_fault_of_the_program_ends_what_it_concerns_and_is_logged_once(
    county: County, served: Served, database: Database
) -> None:
    meeting = await county.meeting()
    await caught_up(county)
    with capture_logs() as logs:
        async with (
            talking(served.url, served.token()) as talk,
            events(served.url, served.token(), STANDING, {"node": county.township}) as stream,
            talking(served.url, served.token()) as other,
        ):
            await talk.subscribe(STANDING, {"node": county.branch})
            await other.subscribe(MEETING, {"id": meeting})
            for one in (talk, stream, other):
                await one.item()
            await as_owner(database, OTHER_NAME)
            await attend(county, meeting, county.members[0])
            error = await talk.error()
            assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
            name, payload = await stream.event()
            assert (name, payload["errors"][0]["extensions"]["code"]) == ("next", "INTERNAL_SERVER_ERROR")
            assert (await stream.event())[0] == "complete"
            assert (await other.item())["data"]["meeting"]["counts"]["present"] == 1
            await attend(
                county, meeting, county.members[1]
            )  # of what it does not concern, the rest is told too
            assert (await other.item())["data"]["meeting"]["counts"]["present"] == 2
            await talk.subscribe(STANDING, {"node": county.branch}, name="again")
            await talk.item()
            await found_branches(county, 1)
            assert (await talk.error())["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    (entry,) = of_feeds(logs)
    assert (entry["event"], entry["log_level"]) == ("subscribers are sent away", "error")
    assert entry["error"] == "UndefinedFunctionError"
    assert any("feeds.py" in place for place in entry["places"])
    assert entry.keys() == {
        "event",
        "log_level",
        "error",
        "places",
    }  # no word of it, which may hold what was sent
    assert [one for one in logs if one["event"] == "subscription failed"] == []


async def test_what_passes_is_tried_again_and_logged_once_each_time(
    county: County, ledger: Ledger, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The only connection is somebody else's for a while."""
    monkeypatch.setattr(feeds_module, "_RETRY_SECONDS", 0.05)
    meeting = await county.meeting()
    await caught_up(county)
    pool = await make_pool(database.dsn("gridledger_app"), max_size=1)
    feeds = Feeds(ledger.services.positions, Connections(pool, acquire_timeout_seconds=0.05))
    with capture_logs() as logs, feeds.watch(TENANT, Subject(key_of(meeting), None)) as watch:
        assert await watch.wait(5)  # it looks once, to know what there is
        for number in range(2):
            watch.begin()
            async with pool.acquire():
                await attend(county, meeting, county.members[number])
                assert not await watch.wait(1)
                assert len(of_feeds(logs)) == number + 1
            assert await watch.wait(5)
    await asyncio.sleep(0.1)
    await pool.close()
    for entry in of_feeds(logs):
        assert (entry["event"], entry["log_level"]) == ("subscribers wait", "warning")
        assert entry["error"] == "TimeoutError"
        assert any("feeds.py" in place for place in entry["places"])


async def test_an_outage_after_one_at_which_the_last_subscriber_left_is_logged(
    county: County, ledger: Ledger, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds_module, "_RETRY_SECONDS", 0.05)
    await caught_up(county)
    pool = await make_pool(database.dsn("gridledger_app"), max_size=1)
    feeds = Feeds(ledger.services.positions, Connections(pool, acquire_timeout_seconds=0.05))
    with capture_logs() as logs:
        for outages in range(1, 3):
            subject = Subject(key_of(county.branch), date(2026, 1, 1))
            async with pool.acquire():
                with feeds.watch(TENANT, subject) as watch:
                    assert not await watch.wait(1)
                    assert len(of_feeds(logs)) == outages
            await asyncio.sleep(0.2)
    await pool.close()
    assert {entry["event"] for entry in of_feeds(logs)} == {"subscribers wait"}


async def test_whoever_waits_for_a_position_that_cannot_be_asked_for_is_sent_away(
    county: County, served: Served, database: Database
) -> None:
    """Also before anything moved: nobody would see it move."""
    meeting = await county.meeting()
    await caught_up(county)
    with capture_logs() as logs:
        async with talking(served.url, served.token()) as talk:
            await talk.subscribe(MEETING, {"id": meeting})
            await talk.item()
            await as_owner(database, "REVOKE SELECT ON read_model.checkpoint FROM gridledger_app")
            error = await talk.error()
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    (entry,) = of_feeds(logs)
    assert (entry["event"], entry["error"]) == ("subscribers are sent away", "InsufficientPrivilegeError")
    assert any("positions.py" in place for place in entry["places"])
