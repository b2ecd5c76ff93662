"""Why subscriptions end: rights that end, points that are spent, clients that take nothing, servers that stop."""

from __future__ import annotations

import asyncio
import time

import pytest

from application.actor import Role
from graphql_api.cost.allowance import ROLE_ALLOWANCES, Allowance
from graphql_api.identity.verifier import LEEWAY_SECONDS
from graphql_api.subscriptions import standing
from graphql_api.web import event_stream, socket_transport
from gridledger import serving, websocket_protocol
from tests.api.county import County, day
from tests.api.test_capacities import caught_up, give, link
from tests.subscriptions.conftest import Serve, Served
from tests.subscriptions.county import CHANGES, MEETING, attend, found_branches, told
from tests.subscriptions.talking import events, talking

SCHEMA = "{ __schema { types { name description fields { description } } } }"  # half a megabyte
SHORT = 2 - LEEWAY_SECONDS  # seconds of life that leave a token two


async def test_a_socket_ends_with_its_token(county: County, served: Served) -> None:
    meeting = await county.meeting()
    await caught_up(county)
    async with talking(served.url, served.token(lifetime_seconds=SHORT)) as talk:
        await talk.subscribe(MEETING, {"id": meeting})
        await talk.item()
        assert await talk.closed() == (4401, "UNAUTHENTICATED")


async def test_a_stream_ends_with_its_token(county: County, served: Served) -> None:
    meeting = await county.meeting()
    await caught_up(county)
    async with events(served.url, served.token(lifetime_seconds=SHORT), MEETING, {"id": meeting}) as stream:
        await stream.item()
        name, payload = await stream.event()
        assert (name, payload["errors"][0]["extensions"]["code"]) == ("next", "UNAUTHENTICATED")
        assert (await stream.event())[0] == "complete"


@pytest.mark.parametrize("ends", ["post", "link"])
async def test_what_a_post_gave_ends_with_it(
    county: County, served: Served, ends: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen at the next look, or else when it is checked now and then."""
    monkeypatch.setattr(standing, "CHECK_SECONDS", 0.5)
    linked, post = await link(county, county.members[0]), await give(county)
    await caught_up(county)
    token = served.issuer.issue(None, tenant="430281", account="ann")
    capacity = {"Gridledger-Capacity": post}
    async with (
        talking(served.url, token, **capacity) as talk,
        events(served.url, token, CHANGES, Gridledger_Capacity=post) as stream,
    ):
        await talk.subscribe(CHANGES)
        await talk.silence()
        if ends == "post":
            await county.api.done("postEnd", postId=post, on=day(0))
        else:
            await county.api.done("accountUnlink", accountId=linked)
        assert await talk.closed() == (4403, "FORBIDDEN")
        codes = []
        while (heard := await stream.event())[0] == "next":
            codes += [error["extensions"]["code"] for error in heard[1].get("errors", ())]
        assert (heard[0], codes) == ("complete", ["FORBIDDEN"])


async def test_points_that_are_spent(county: County, serve: Serve) -> None:
    """An item that cannot be paid is not sent; it is said when to come again."""
    await caught_up(county)
    few = Allowance(operation_points=30, points_per_minute=75, read_timeout_ms=5_000)
    allowances = {**ROLE_ALLOWANCES, Role.COUNTY_SECRETARY: few}
    async with serve(allowances=allowances) as served:
        before = await county.api.head()
        async with talking(served.url, served.token()) as talk:
            await talk.subscribe(CHANGES, {"after": before})
            await found_branches(county, 1)
            item = await talk.item()
            cost = item["extensions"]["cost"]
            assert cost["requested"] == 22  # a page of twenty, its statement, and the field
            assert cost["remaining"] <= 75 - 2 * 22 + 2
            await found_branches(county, 1)
            assert told(await talk.item())
            await found_branches(county, 1)
            error = await talk.error()
            assert error["extensions"]["code"] == "THROTTLED"
            assert 1 <= error["extensions"]["retryAfterSeconds"] <= 60
            await talk.say(type="ping")
            assert await talk.hear() == {"type": "pong"}  # of the connection nothing ended


async def test_a_price_beyond_the_limit_is_refused_at_once(county: County, serve: Serve) -> None:
    few = Allowance(operation_points=30, points_per_minute=60, read_timeout_ms=5_000)
    async with serve(allowances={**ROLE_ALLOWANCES, Role.COUNTY_SECRETARY: few}) as served:
        async with talking(served.url, served.token()) as talk:
            await talk.subscribe(CHANGES, {"first": 100})
            assert (await talk.error())["extensions"]["code"] == "QUERY_TOO_COMPLEX"
        async with events(served.url, served.token(), CHANGES, {"first": 100}) as stream:
            item = await stream.item()
            assert item["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"
            assert (await stream.event())[0] == "complete"


async def test_a_stop_of_the_server(county: County, serve: Serve) -> None:
    meeting = await county.meeting()
    await caught_up(county)
    async with serve() as served:
        async with (
            talking(served.url, served.token()) as talk,
            talking(served.url, served.token()) as idle,
            events(served.url, served.token(), MEETING, {"id": meeting}) as stream,
        ):
            await talk.subscribe(MEETING, {"id": meeting})
            await talk.item()
            await stream.item()
            started = time.monotonic()
            served.server.stop()
            assert (await talk.closed())[0] == 1001
            assert await idle.closed() == (1001, "Going away")
            name, payload = await stream.event()
            assert (name, payload["errors"][0]["extensions"]["code"]) == ("next", "THROTTLED")
            assert payload["errors"][0]["extensions"]["retryAfterSeconds"] == 1
            assert (await stream.event())[0] == "complete"
        assert time.monotonic() - started < 3


async def test_a_socket_whose_client_takes_nothing(
    county: County, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it is sent is held in bounds, and nothing is read for it meanwhile."""
    monkeypatch.setattr(socket_transport, "SLOWEST_MESSAGE_SECONDS", 0.5)
    await caught_up(county)
    async with talking(served.url, served.token()) as talk:
        talk.socket.transport.pause_reading()
        for number in range(40):
            await talk.subscribe(SCHEMA, name=str(number))
        await asyncio.sleep(2)
        talk.socket.transport.resume_reading()
        assert await talk.closed() == (1013, "THROTTLED: messages were taken too slowly")


async def test_a_client_that_leaves_ends_its_subscriptions(county: County, served: Served) -> None:
    meeting = await county.meeting()
    await caught_up(county)
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(MEETING, {"id": meeting})
        await talk.item()
        await talk.say(id="1", type="complete")
        await attend(county, meeting, county.members[0])
        await talk.silence()
        await talk.subscribe(MEETING, {"id": meeting})  # the name is free again
        assert (await talk.item())["data"]["meeting"]["counts"]["present"] == 1


async def test_a_stream_whose_client_is_too_slow(
    county: County, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told so once it takes anything again, and goes on from there."""
    monkeypatch.setattr(event_stream, "SLOWEST_ITEM_SECONDS", -1)
    await caught_up(county)
    async with events(served.url, served.token(), CHANGES, {"after": 0, "first": 2}) as stream:
        assert told(await stream.item()) == [1, 2]
        name, payload = await stream.event()
        assert (name, payload["errors"][0]["extensions"]["code"]) == ("next", "THROTTLED")
        assert (await stream.event())[0] == "complete"


async def test_a_stream_on_which_nothing_happens_has_a_pulse(
    county: County, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_stream, "PULSE_SECONDS", 0.1)
    await caught_up(county)
    async with events(served.url, served.token(), CHANGES) as stream:
        raw = stream.response.aiter_raw()
        assert [await anext(raw) for _ in range(3)] == [b":\n\n"] * 3


async def test_a_socket_on_which_nothing_moves_is_cut_off(
    county: County, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To close it would wait for what its client does not take."""
    monkeypatch.setattr(websocket_protocol, "LONGEST_STANDSTILL_SECONDS", 0.5)
    await caught_up(county)
    async with talking(served.url, served.token()) as talk:
        talk.socket.transport.pause_reading()
        for number in range(40):
            await talk.subscribe(SCHEMA, name=str(number))
        for _ in range(60):
            if not served.server.server_state.connections:
                break
            await asyncio.sleep(0.1)
        assert not served.server.server_state.connections
        talk.socket.transport.resume_reading()
        assert (await talk.closed())[0] == 1006


async def test_a_client_that_answers_no_ping(
    county: County, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "PING_SECONDS", 0.3)
    async with serve() as served, talking(served.url, served.token()) as talk:
        await talk.silence(1)  # answers, as libraries do by themselves
        await talk.say(type="ping")
        assert (await talk.hear())["type"] == "pong"
        talk.socket.transport.pause_reading()
        await asyncio.sleep(1)
        talk.socket.transport.resume_reading()
        assert (await talk.closed())[0] == 1011
