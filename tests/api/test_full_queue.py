"""More waits to be written than may: callers are told to come again, and nothing of what was let in is lost."""

from __future__ import annotations

import asyncio

import pytest

from domain.core.ids import uuid7
from gridledger.settings import Settings
from tests.api.client import TENANT
from tests.api.conftest import SECRET
from tests.api.county import County
from tests.event_store.test_lanes import held
from tests.support.postgres import Database

FOUND = """mutation ($key: String!, $parent: ID!) {
  organisationFound(input: {idempotencyKey: $key, kind: PARTY_COMMITTEE, name: "镇党委", parentId: $parent}) {
    position userErrors { code } } }"""
CALLERS = 8


@pytest.fixture
def settings() -> Settings:
    return Settings.from_environment({"GRIDLEDGER_SECRET": SECRET, "GRIDLEDGER_APPEND_QUEUE": "8"})


async def test_whoever_is_turned_away_comes_again(county: County, database: Database) -> None:
    api, parent = county.api, county.committee
    before = await api.head()
    keys = [str(uuid7()) for _ in range(CALLERS)]
    async with held(database, TENANT):
        asked = [asyncio.create_task(api.post(FOUND, {"key": key, "parent": parent})) for key in keys]
        first, _ = await asyncio.wait(asked, timeout=30, return_when=asyncio.FIRST_COMPLETED)
        turned_away = [one.result() for one in first]
    assert turned_away
    for response in turned_away:
        assert response.status_code == 503
        assert response.headers["retry-after"] == "1"
        [error] = response.json()["errors"]
        assert error["extensions"]["code"] == "THROTTLED"
        assert "waits to be written" in error["message"] or "系统繁忙" in error["message"]
    answers = [(await one).json() for one in asked]
    again = [(await api.post(FOUND, {"key": key, "parent": parent})).json() for key in keys]
    assert all(one["data"]["organisationFound"]["position"] for one in again)
    for first, second in zip(answers, again, strict=True):
        if "errors" not in first:
            assert first["data"] == second["data"]
    assert await api.head() == before + CALLERS
