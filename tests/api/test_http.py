"""Requests as they come over the wire: bodies, methods, media types, ids; no bad one writes anything."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from typing import Any

from tests.api.client import GRAPHQL, Api

JSON = "application/json"


async def send(api: Api, content: bytes | AsyncIterator[bytes], **headers: str) -> Any:
    sent = {"Authorization": f"Bearer {api.token()}", "Content-Type": JSON, "Accept": GRAPHQL}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    return await api.http.post("/graphql", content=content, headers=sent)


def code_of(response: Any) -> str:
    error = response.json()["errors"][0]
    assert error["extensions"]["requestId"] == response.headers["x-request-id"]
    code: str = error["extensions"]["code"]
    return code


async def test_bodies_that_are_no_request(founded: Api) -> None:
    for body in [
        b"",
        b"{",
        b'{"query": "{ county { name } }"} trailing',
        b'{"query": "\xff\xfe"}',
        b'{"query": "\xc3\x28"}',
        b'{"query": "{ a }", "variables": {"a": "\\ud800"}}',
        b"NaN",
        b"[" * 100_000,
        b"[]",
        b'[{"query": "{ county { name } }"}]',
        b'"{ county { name } }"',
        b"null",
        b"{}",
        b'{"query": ""}',
        b'{"query": 7}',
        b'{"query": "{ county { name } }", "variables": []}',
        b'{"query": "{ county { name } }", "variables": "{}"}',
        b'{"query": "{ county { name } }", "operationName": 1}',
        b'{"query": "{ county { name } }", "extensions": 1}',
        b'{"query": "query A { county { name } }", "operationName": "B"}',
        b'{"query": "query A { county { name } } query B { county { name } }"}',
    ]:
        before = await founded.head()
        response = await send(founded, body)
        assert response.status_code == 400
        assert code_of(response) == "BAD_USER_INPUT"
        assert await founded.head() == before


async def test_broken_utf8_in_a_mutation_writes_nothing(founded: Api) -> None:
    before = await founded.head()
    body = (
        b'{"query": "mutation { countyModuleAdopt(input: {idempotencyKey: \\"\xff\\", module: POINTS})'
        b' { position } }"}'
    )
    response = await send(founded, body)
    assert (response.status_code, code_of(response)) == (400, "BAD_USER_INPUT")
    assert await founded.head() == before


async def test_media_types(founded: Api) -> None:
    for headers, status in [
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content_Type": "application/json; charset=gbk"}, 415),
        ({"Content_Type": ""}, 415),
        ({"Content_Encoding": "gzip"}, 415),
        ({"Content_Encoding": "br"}, 415),
        ({"Accept": "image/png"}, 406),
        ({"Accept": "application/json;q=0"}, 406),
    ]:
        response = await send(founded, gzip.compress(b'{"query": "{ county { name } }"}'), **headers)
        assert (response.status_code, code_of(response)) == (status, "BAD_USER_INPUT")


async def test_a_body_that_is_too_large(founded: Api) -> None:
    response = await send(founded, b'{"query": "' + b"#" * 10_000_000 + b'"}')
    assert (response.status_code, code_of(response)) == (413, "BAD_USER_INPUT")


async def test_a_body_without_end_is_cut_off(founded: Api) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 65_536
            assert sent < 8 * 1024 * 1024, "it should have been refused by now"
            yield b" " * 65_536

    # httpx hands the whole body to an application in this process, so the stream is driven by hand.
    messages = endless()
    answered: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": await anext(messages), "more_body": True}

    async def reply(message: Any) -> None:
        answered.append(message)

    headers = [
        (b"content-type", b"application/json"),
        (b"authorization", f"Bearer {founded.token()}".encode()),
    ]
    scope = {"type": "http", "method": "POST", "path": "/graphql", "headers": headers, "query_string": b""}
    await founded.app(scope, receive, reply)
    assert answered[0]["status"] == 413


async def test_other_methods(api: Api) -> None:
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS"]:
        response = await api.http.request(method, "/graphql")
        assert response.status_code == 405
        assert response.headers["allow"] == "GET, POST"
        assert code_of(response) == "BAD_USER_INPUT"


async def test_get_asks_and_never_changes(founded: Api) -> None:
    headers = {"Authorization": f"Bearer {founded.token()}", "Accept": GRAPHQL}
    asked = await founded.http.get("/graphql", params={"query": "{ viewer { role } }"}, headers=headers)
    assert asked.json()["data"] == {"viewer": {"role": "COUNTY_SECRETARY"}}
    mutation = 'mutation { countyModuleAdopt(input: {idempotencyKey: "k", module: POINTS}) { position } }'
    before = await founded.head()
    refused = await founded.http.get("/graphql", params={"query": mutation}, headers=headers)
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    assert await founded.head() == before


async def test_the_status_follows_the_media_type(founded: Api) -> None:
    for query in ("{", "{ nothing }", "query ($a: Int!) { county { name } }"):
        new = await founded.post(query, Accept=GRAPHQL)
        old = await founded.post(query, Accept=JSON)
        assert (new.status_code, old.status_code) == (400, 200)
        assert "data" not in new.json()
        assert new.headers["content-type"] == f"{GRAPHQL}; charset=utf-8"
        assert old.headers["content-type"] == f"{JSON}; charset=utf-8"


async def test_event_streams_are_not_mistaken_for_json(founded: Api) -> None:
    """What urql sends by default."""
    accept = (
        "application/graphql-response+json, application/graphql+json, application/json, "
        "text/event-stream, multipart/mixed"
    )
    response = await founded.post("{ viewer { role } }", Accept=accept)
    assert response.headers["content-type"].startswith(GRAPHQL)


async def test_a_request_id_is_kept_if_it_is_fit_for_logs(api: Api) -> None:
    for given, kept in [
        ("abc-123_X.y", True),
        ("", False),
        ("a" * 65, False),
        ("a b", False),
        ("<script>", False),
        ("\n", False),
    ]:
        response = await api.http.get("/healthz", headers={"X-Request-Id": given.replace("\n", "%0a")})
        assert (response.headers["x-request-id"] == given) is kept


async def test_answers_are_chinese_in_utf8_and_never_cached(founded: Api) -> None:
    response = await founded.post("{ viewer { account } }")
    assert response.headers["cache-control"] == "no-store"
    refused = await founded.post("{ viewer { account } }", Authorization="")
    assert "请先登录".encode() in refused.content


async def test_subscriptions_are_not_answered_as_json(founded: Api) -> None:
    answer = await founded.post("subscription { changes { nodes { type } } }", Accept_Language="en")
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (406, "BAD_USER_INPUT")
    assert error["message"].startswith("A subscription is answered as text/event-stream")
