"""What each transport takes and refuses, and in which words."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from application.actor import Role
from graphql_api.web import sockets
from graphql_api.web.asgi import Answer
from graphql_api.web.event_stream import as_events
from tests.api.county import County, day
from tests.api.test_capacities import caught_up, give, link
from tests.subscriptions.conftest import Serve, Served
from tests.subscriptions.county import CHANGES, MEETING, ROLLUP
from tests.subscriptions.talking import connected, events, talking

URQL = "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, */*"


async def test_queries_and_mutations_over_a_socket(county: County, served: Served) -> None:
    await caught_up(county)
    leave = """
    mutation ($input: LeaveRequestInput!) {
      leaveRequest(input: $input) { leave { status } userErrors { code } position }
    }"""
    given = {
        "idempotencyKey": "over a socket",
        "memberId": county.members[0],
        "kind": "ILLNESS",
        "fromOn": day(1),
        "toOn": day(2),
    }
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe("{ county { name } }", name="q")
        item = await talk.hear()
        assert (item["id"], item["type"], item["payload"]["data"]) == (
            "q",
            "next",
            {"county": {"name": "醴陵市"}},
        )
        assert item["payload"]["extensions"]["cost"]["requested"] == 2
        assert await talk.hear() == {"id": "q", "type": "complete"}
        await talk.subscribe(leave, {"input": given})
        payload = (await talk.item())["data"]["leaveRequest"]
        assert payload["leave"] == {"status": "PENDING"}
        assert payload["position"] == await county.api.head()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ county {", "GRAPHQL_PARSE_FAILED"),
        ("{ country }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { changes { nodes { type } } meeting(id: 1) { id } }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { changes(first: 0) { nodes { type } } }", "BAD_USER_INPUT"),
        ("subscription ($first: Int!) { changes(first: $first) { nodes { type } } }", "BAD_USER_INPUT"),
        ("subscription { __typename }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
async def test_refusals_are_coded_and_leave_the_connection(
    county: County, served: Served, query: str, code: str
) -> None:
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(query)
        message = await talk.hear()
        error = (message["payload"] if message["type"] == "error" else message["payload"]["errors"])[0]
        assert error["extensions"]["code"] == code
        assert error["extensions"]["requestId"]
        if message["type"] == "next":
            assert (await talk.hear())["type"] == "complete"
        await talk.say(type="ping")
        assert (await talk.hear())["type"] == "pong"


async def test_a_socket_needs_a_token(county: County, served: Served) -> None:
    for payload in (None, {}, {"Authorization": "Bearer x"}, {"Authorization": 1}):
        async with connected(served.url) as talk:
            await talk.say(type="connection_init", payload=payload)
            assert await talk.closed() == (4401, "UNAUTHENTICATED")
    async with connected(served.url) as talk:
        await talk.subscribe("{ county { name } }")
        assert (await talk.closed())[0] == 4401


async def test_the_token_may_come_with_the_handshake(county: County, served: Served) -> None:
    headers = {"Authorization": f"Bearer {served.token()}"}
    async with connected(served.url, additional_headers=headers) as talk:
        await talk.say(type="connection_init")
        assert (await talk.hear())["type"] == "connection_ack"
    async with connected(served.url, additional_headers=headers) as talk:
        await talk.say(type="connection_init", payload={"authorization": "Bearer other"})
        code, reason = await talk.closed()
        assert (code, reason.partition(":")[0]) == (4400, "BAD_USER_INPUT")


async def test_never_in_the_address(county: County, served: Served) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        for name in ("token", "access_token", "authorization"):
            answer = await http.get(
                f"{served.url}/graphql", params={name: served.token(), "query": "{ county { name } }"}
            )
            assert answer.status_code == 401


async def test_a_capacity_comes_with_connection_init(county: County, served: Served) -> None:
    await link(county, county.members[0])
    post = await give(county)
    await caught_up(county)
    token = served.issuer.issue(None, tenant="430281", account="ann")
    async with talking(served.url, token, **{"gridledger-capacity": post}) as talk:
        await talk.subscribe("{ viewer { role } }")
        assert (await talk.item())["data"]["viewer"]["role"] == "BRANCH_SECRETARY"
    async with connected(served.url) as talk:
        init = {"Authorization": f"Bearer {token}", "Gridledger-Capacity": "mine"}
        await talk.say(type="connection_init", payload=init)
        assert await talk.closed() == (4403, "FORBIDDEN")


async def test_words_follow_the_language(county: County, served: Served) -> None:
    async with talking(served.url, served.token(), **{"Accept-Language": "en"}) as talk:
        await talk.subscribe(CHANGES, {"first": 5000})
        message = await talk.hear()
        assert "take 1 to 1000" in json.dumps(message)


@pytest.mark.parametrize(
    "message",
    [
        "no json",
        "[]",
        "7",
        "{}",
        '{"type": 1}',
        '{"type": "connection_init", "payload": []}',
        '{"type": "nonsense"}',
        '{"type": "subscribe"}',
        '{"type": "subscribe", "id": "1"}',
        '{"type": "subscribe", "id": ["1"], "payload": {"query": "{ county { name } }"}}',
        '{"type": "subscribe", "id": "1", "payload": []}',
        '{"type": "complete", "id": {}}',
        '{"type": "complete"}',
        b"\x00\x01",
    ],
)
async def test_what_is_no_message_ends_the_connection(
    county: County, served: Served, message: str | bytes
) -> None:
    async with connected(served.url) as talk:
        await talk.socket.send(message)
        code, reason = await talk.closed()
        assert code == 4400
        assert "nonsense" not in reason


async def test_a_name_in_use(county: County, served: Served) -> None:
    async with talking(served.url, served.token()) as talk:
        await talk.subscribe(CHANGES)
        await talk.subscribe(CHANGES)
        assert (await talk.closed())[0] == 4409


async def test_init_comes_once_and_in_time(
    county: County, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with talking(served.url, served.token()) as talk:
        await talk.say(type="connection_init")
        assert (await talk.closed())[0] == 4429
    monkeypatch.setattr(sockets, "INIT_SECONDS", 0.2)
    async with connected(served.url) as talk:
        assert (await talk.closed())[0] == 4408


async def test_another_subprotocol(county: County, served: Served) -> None:
    for offered in (["graphql-ws"], None):
        async with connected(served.url, subprotocols=offered) as talk:
            assert (await talk.closed())[0] == 4406


async def test_a_message_of_any_size_is_not_read(county: County, served: Served) -> None:
    async with talking(served.url, served.token()) as talk:
        await talk.socket.send("x" * (1024 * 1024 + 1))
        assert (await talk.closed())[0] == 1009


async def denied(url: str, **headers: str) -> tuple[int, Any]:
    """Status and code of a handshake that is refused."""
    sent = [(name.replace("_", "-"), value) for name, value in headers.items()]
    with pytest.raises(InvalidStatus) as refused:
        async with connected(url, additional_headers=sent):
            pass
    response = refused.value.response
    (error,) = json.loads(response.body)["errors"]
    assert response.headers["X-Request-Id"] == error["extensions"]["requestId"]
    return response.status_code, error["extensions"]["code"]


async def test_pages_of_other_origins(county: County, serve: Serve) -> None:
    """Browsers open WebSockets to any origin, and ask nobody before."""
    async with serve(allowed_origins=frozenset({"https://desk.example"})) as served:
        own = served.url
        for origin in (own, "https://desk.example"):
            async with connected(served.url, additional_headers={"Origin": origin}) as talk:
                await talk.say(type="connection_init", payload={"authorization": f"Bearer {served.token()}"})
                assert (await talk.hear())["type"] == "connection_ack"
        for origin in ("https://other.example", "https://desk.example.evil", "null", "HTTPS://DESK.EXAMPLE/"):
            assert await denied(served.url, Origin=origin) == (403, "FORBIDDEN")


async def test_as_many_as_there_may_be(county: County, serve: Serve) -> None:
    async with serve(sockets=2, sockets_of_account=1) as served:
        async with talking(served.url, served.token()):
            async with connected(served.url) as second:
                await second.say(
                    type="connection_init", payload={"authorization": f"Bearer {served.token()}"}
                )
                assert await second.closed() == (1013, "THROTTLED")
            async with talking(served.url, served.token(Role.OPERATOR)):
                assert await denied(served.url) == (503, "THROTTLED")
        await asyncio.sleep(0.1)
        async with talking(served.url, served.token()):
            pass  # whoever left has made room


async def test_as_many_subscriptions_as_there_may_be(county: County, serve: Serve) -> None:
    async with (
        serve(subscriptions=3, subscriptions_of_account=2) as served,
        talking(served.url, served.token()) as talk,
        events(served.url, served.token(), CHANGES) as stream,
    ):
        assert stream.response.status_code == 200
        await talk.subscribe(CHANGES, name="one")
        await talk.silence(0.3)
        await talk.subscribe(CHANGES, name="two")
        error = await talk.error()
        assert error["extensions"]["code"] == "THROTTLED"
        assert error["extensions"]["retryAfterSeconds"] == 1
        async with events(served.url, served.token(), CHANGES) as third:
            assert (third.response.status_code, third.response.headers["retry-after"]) == (429, "1")
        other = served.token(Role.INSPECTOR)
        async with events(served.url, other, CHANGES) as third:
            assert third.response.status_code == 200
            async with events(served.url, other, CHANGES) as fourth:
                assert fourth.response.status_code == 503
        await talk.say(id="one", type="complete")
        await asyncio.sleep(0.2)
        await talk.subscribe(CHANGES, name="two")
        await talk.silence(0.3)


async def test_whoever_leaves_makes_room(county: County, serve: Serve) -> None:
    """In the midst of waiting, of a page, and before anything was told."""
    await caught_up(county)
    async with serve(subscriptions=1) as served:
        for after in (None, 0, None, 0):
            async with events(served.url, served.token(), CHANGES, {"after": after, "first": 1}) as stream:
                assert stream.response.status_code == 200
                if after is not None:
                    await stream.item()
            await asyncio.sleep(0.3)
        for _ in range(3):
            async with talking(served.url, served.token()) as talk:
                await talk.subscribe(CHANGES, {"after": 0, "first": 1})
                await talk.item()
            await asyncio.sleep(0.3)


async def test_clients_that_also_take_events_get_json(county: County, served: Served) -> None:
    await caught_up(county)
    query = {"query": "{ county { name } }"}
    headers = {"Authorization": f"Bearer {served.token()}"}
    async with httpx.AsyncClient(trust_env=False) as http:
        for accept, expected in (
            (URQL, "application/graphql-response+json; charset=utf-8"),
            ("text/event-stream, */*", "application/json; charset=utf-8"),
            ("text/event-stream", "text/event-stream; charset=utf-8"),
        ):
            answer = await http.post(
                f"{served.url}/graphql", json=query, headers={**headers, "Accept": accept}
            )
            assert (answer.status_code, answer.headers["content-type"]) == (200, expected)
        assert answer.text.startswith('event: next\ndata: {"data":{"county":')
        assert answer.text.endswith("\n\nevent: complete\ndata:\n\n")
        assert "\r" not in answer.text
        for method, accept, status in (
            ("POST", "application/json", 406),
            ("POST", "text/event-stream;q=0, */*", 406),
            ("GET", "text/event-stream", 405),
        ):
            sent = {"query": CHANGES}
            more: Any = {"json": sent} if method == "POST" else {"params": sent}
            answer = await http.request(
                method, f"{served.url}/graphql", headers={**headers, "Accept": accept}, **more
            )
            assert answer.status_code == status
            assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_urql_gets_events_for_subscriptions(county: County, served: Served) -> None:
    await caught_up(county)
    async with events(served.url, served.token(), CHANGES, {"after": 0}, Accept=URQL) as stream:
        assert stream.response.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert (await stream.item())["data"]["changes"]["nodes"][0]["position"] == 1


async def test_a_stream_is_refused_as_any_request(county: County, served: Served) -> None:
    async with events(served.url, "no token", CHANGES) as stream:
        assert stream.response.status_code == 401
        assert "Bearer" in stream.response.headers["www-authenticate"]
    async with events(served.url, served.token(), CHANGES, Gridledger_Purpose="fun") as stream:
        assert stream.response.status_code == 400


async def test_roles_held_to_registered_documents(county: County, serve: Serve) -> None:
    async with serve(
        trusted_only=frozenset({Role.COUNTY_SECRETARY}), introspection=frozenset[Role]()
    ) as served:
        async with talking(served.url, served.token()) as talk:
            await talk.subscribe(CHANGES)
            assert (await talk.error())["extensions"]["code"] == "FORBIDDEN"
            asked = {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}
            await talk.say(id="1", type="subscribe", payload={"extensions": asked})
            assert (await talk.error())["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
        async with talking(served.url, served.token(Role.INSPECTOR)) as talk:
            await talk.subscribe("{ __schema { queryType { name } } }")
            assert (await talk.error())["extensions"]["code"] == "FORBIDDEN"
            await talk.subscribe("subscription { change { nodes { type } } }")
            assert "Did you mean" not in (await talk.error())["message"]


async def test_who_sends_what_cannot_be_executed_is_put_off(county: County, serve: Serve) -> None:
    async with serve(faults_ms_per_minute=60) as served, talking(served.url, served.token()) as talk:
        codes = []
        for number in range(60):
            await talk.subscribe("{ " * 50 + str(number))
            codes.append((await talk.error())["extensions"]["code"])
            if codes[-1] == "THROTTLED":
                break
        assert codes[-1] == "THROTTLED"
        loop = asyncio.get_running_loop()
        before = loop.time()
        await talk.subscribe("{ county { name } }")
        await talk.hear()
        assert loop.time() - before > 0.8


async def test_half_a_handshake_is_refused_in_words(county: County, served: Served) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        for changed in ({"Sec-WebSocket-Version": "8"}, {"Sec-WebSocket-Key": "short"}, {"Upgrade": "h2c"}):
            head = {
                "Connection": "Upgrade",
                "Upgrade": "websocket",
                "Sec-WebSocket-Version": "13",
                "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
                **changed,
            }
            answer = await http.get(f"{served.url}/graphql", headers=head)
            assert answer.status_code == 400
            assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    with pytest.raises(InvalidStatus):
        async with connected(f"{served.url}/elsewhere"):
            pass


async def test_a_purpose_that_is_required(county: County, serve: Serve) -> None:
    async with serve(purpose_required=frozenset({Role.INSPECTOR})) as served:
        token = served.token(Role.INSPECTOR)
        async with talking(served.url, token) as talk:
            await talk.subscribe(ROLLUP, {"node": county.township, "month": "2026-01"})
            assert (await talk.error())["extensions"]["code"] == "BAD_USER_INPUT"
        async with talking(served.url, token, **{"Gridledger-Purpose": "INSPECTION"}) as talk:
            await talk.subscribe(MEETING, {"id": await county.meeting()})
            await talk.hear()


async def test_pings_are_answered_before_anybody_is_let_in(county: County, served: Served) -> None:
    async with connected(served.url) as talk:
        await talk.say(type="ping")
        assert (await talk.hear())["type"] == "pong"
        await talk.say(type="pong")
        await talk.silence(0.2)


def test_an_event_is_of_one_line() -> None:
    """PostgreSQL breaks the lines of some JSON; of an event urql reads the first alone."""
    answer = as_events(
        Answer(200, [(b"content-type", b"application/json")], b'{"a": [1,\r\n 2], "b": "\\n"}')
    )
    assert answer.body == b'event: next\ndata: {"a": [1,   2], "b": "\\n"}\n\nevent: complete\ndata:\n\n'
    assert as_events(Answer(400, [], b"{}")).body == b"{}"
