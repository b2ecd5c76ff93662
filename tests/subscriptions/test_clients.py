"""The clients that front-end teams use, as they are published: none skips an event, none is told one twice."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from tests.api.county import County
from tests.api.test_capacities import caught_up
from tests.subscriptions.conftest import Served
from tests.support.node import run_script

PACKAGE = Path(__file__).parent / "clients"
CLIENTS = sorted(path.stem for path in PACKAGE.glob("*.mjs") if path.stem != "scene")


@pytest.mark.parametrize("client", CLIENTS)
async def test_goes_on_after_a_break(county: County, served: Served, client: str) -> None:
    await caught_up(county)
    told = json.loads(
        await asyncio.to_thread(
            run_script,
            PACKAGE,
            f"{client}.mjs",
            client,
            timeout_seconds=60,
            SERVER=served.url,
            TOKEN=served.token(),
            TOWNSHIP=county.township,
        )
    )
    assert told["name"] == "醴陵市"
    assert told["told"] == [*range(told["start"] + 1, told["start"] + 5)]
    assert await county.api.head() == told["start"] + 4


def test_every_client_is_tried() -> None:
    assert CLIENTS == ["apollo", "graphql-sse", "graphql-ws", "urql-fetch", "urql-ws"]
