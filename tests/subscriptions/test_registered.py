"""Registered documents, asked for by their hash: for roles that are held to them nothing else is subscribed to."""

from __future__ import annotations

import asyncpg

from application.actor import Role
from gridledger.trusted_documents import Document, register
from tests.api.county import County
from tests.api.test_capacities import caught_up
from tests.subscriptions.conftest import Serve
from tests.subscriptions.county import CHANGES, told
from tests.subscriptions.talking import talking
from tests.support.postgres import Database

TRAIL = Document("Trail", CHANGES)


async def test_by_hash_over_a_socket(county: County, serve: Serve, database: Database) -> None:
    owner = await asyncpg.connect(database.dsn())
    await register(owner, [TRAIL], by="test")
    await owner.close()
    await caught_up(county)
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": TRAIL.sha256}}
    async with (
        serve(trusted_only=frozenset({Role.COUNTY_SECRETARY})) as served,
        talking(served.url, served.token()) as talk,
    ):
        payload = {"extensions": extensions, "variables": {"after": 0, "first": 2}}
        await talk.say(id="hash", type="subscribe", payload=payload)
        assert told(await talk.item()) == [1, 2]
        await talk.say(id="hash", type="complete")
        await talk.subscribe(f"{CHANGES} ", name="text")
        while (message := await talk.hear())["id"] == "hash":
            pass  # what was under way when it was told to end
        assert message["payload"][0]["extensions"]["code"] == "FORBIDDEN"
