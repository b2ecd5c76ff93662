"""Every role, standing in every way, at every subscription: it is told what its queries are told, item by item."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from typing import Any

import orjson
import pytest

from event_store.connections import Connections
from graphql_api.context import RequestContext
from graphql_api.errors import coded
from graphql_api.messages import Locale
from graphql_api.read import reader_for
from graphql_api.schema import Schema, schema
from graphql_api.subscriptions.asked import AskedSubscription
from graphql_api.subscriptions.feeds import Feeds
from graphql_api.subscriptions.fields import Subscription
from graphql_api.subscriptions.standing import Standing
from graphql_api.web.under_way import UnderWay
from tests.api.read.county import Asker, loading_schema
from tests.api.read.declared import TYPES
from tests.security.access.callers import NAMES
from tests.security.access.matrix import all_pages, selection

MOMENT_SECONDS = 0.2  # in which what is there already would have come


def every_field(type_name: str, depth: int) -> str:
    """A selection of all fields of a type, so many steps far."""
    schema()  # by which types are declared
    return selection(TYPES[type_name], depth)


@pytest.fixture(params=["planned", "loaded"])
def graphql(request: pytest.FixtureRequest) -> Schema:
    """The schema that plans, and the one whose resolvers answer."""
    return schema() if request.param == "planned" else loading_schema()


def subscribed(asker: Asker, query: str) -> AsyncGenerator[Any, None]:
    """The items of a subscription, begun as the endpoint begins it."""
    context = RequestContext(
        services=asker.services,
        viewer=asker.viewer,
        request_id="request",
        locale=Locale.EN,
        reader=asker.reader(),
    )
    asked = asker.schema.asked(query, {}, None, context)
    assert isinstance(asked, AskedSubscription), asked.errors

    async def renew(since: int) -> RequestContext:
        return replace(context, reader=reader_for(asker.services, asker.viewer, since=since))

    return Standing(
        asked=asked,
        execution=asker.schema.execution,
        feeds=Feeds(asker.services.positions, Connections(asker.services.read_pool)),
        turns=asyncio.Semaphore(2),
        tenant_id=asker.tenant_id,
        renew=renew,
        bounds=UnderWay(most=9, most_of_account=9),
        account="caller",
    ).items()


async def first_item(asker: Asker, query: str) -> tuple[Any, list[str]]:
    """Data and codes of what comes at once."""
    items = subscribed(asker, query)
    item = await anext(items)
    await items.aclose()
    data = orjson.loads(orjson.dumps(item.data))
    return data, [coded(error, Locale.EN).code.value for error in item.errors or ()]


def test_every_subscription_is_tried() -> None:
    fields = {field.name for field in Subscription.__strawberry_definition__.fields}  # type: ignore[attr-defined]
    assert fields == {"changes", "meeting", "rollup", "compliance_rollup", "open_work"}


@pytest.mark.parametrize("who", NAMES)
async def test_changes(asker: Callable[[str], Asker], who: str) -> None:
    one, page = asker(who), f"nodes {{ position {every_field('Event', 0)} }}"
    edges = f"edges {{ node {{ position {every_field('Event', 0)} }} }}"
    whole = await all_pages(one.ask, "events(first: 1000%s)", f"totalCount {edges}")
    expected = [edge["node"] for edge in whole["edges"]]
    items = subscribed(one, f"subscription {{ changes(after: 0, first: 150) {{ {page} }} }}")
    found: list[Any] = []
    while len(found) < len(expected):
        item = await anext(items)
        assert item.errors is None
        found += orjson.loads(orjson.dumps(item.data))["changes"]["nodes"]
    assert found == expected
    waiting = asyncio.ensure_future(anext(items))
    done, _ = await asyncio.wait({waiting}, timeout=MOMENT_SECONDS)
    assert not done
    waiting.cancel()
    await asyncio.wait({waiting})


@pytest.mark.parametrize("who", NAMES)
async def test_meetings_and_rollups(asker: Callable[[str], Asker], whole: Asker, who: str) -> None:
    one = asker(who)
    there = await whole.ask(
        "{ meetings(first: 1000) { nodes { id } }"
        " rollups(first: 1000) { nodes { month organisation { id } grid { id } } } }"
    )
    meetings = [node["id"] for node in there["meetings"]["nodes"]]
    rollups = there["rollups"]["nodes"]
    meeting, rollup = every_field("Meeting", 1), every_field("Rollup", 1)
    asked = [f'meeting(id: "{id_}") {{ {meeting} }}' for id_ in meetings[:: max(1, len(meetings) // 8)]]
    for node in rollups[:: max(1, len(rollups) // 8)]:
        at = (node["organisation"] or node["grid"])["id"]
        asked.append(f'rollup(node: "{at}", month: "{node["month"][:7]}") {{ {rollup} }}')
    for field in asked:
        answer = await one.answer(f"{{ {field} }}")
        assert await first_item(one, f"subscription {{ {field} }}") == (answer.data, answer.codes), field


@pytest.mark.parametrize("who", NAMES)
async def test_open_work(asker: Callable[[str], Asker], whole: Asker, who: str) -> None:
    one = asker(who)
    there = await whole.ask(
        "{ organisations(first: 1000) { nodes { id } } grids(first: 1000) { nodes { id } } }"
    )
    select = every_field("OpenWork", 1)
    for kind in ("organisations", "grids"):
        nodes = [node["id"] for node in there[kind]["nodes"]]
        for id_ in nodes[:: max(1, len(nodes) // 6)]:
            field = f'openWork(node: "{id_}") {{ {select} }}'
            answer = await one.answer(f"{{ {field} }}")
            assert await first_item(one, f"subscription {{ {field} }}") == (answer.data, answer.codes), field
