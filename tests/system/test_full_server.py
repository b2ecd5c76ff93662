"""A server with as many connections as it serves: the next is told so, and probes are answered there all the same."""

from __future__ import annotations

import http.client
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

import orjson

from tests.support.postgres import Database
from tests.system.processes import Serving


def test_connections_beyond_the_bound(database: Database) -> None:
    settings = {
        "DATABASE_URL": database.dsn("gridledger_app"),
        "PROJECTION_DATABASE_URL": database.dsn("gridledger_projector"),
        "GRIDLEDGER_CONNECTIONS": "3",
    }
    with Serving(settings=settings) as server, ExitStack() as stack:

        def connected() -> http.client.HTTPConnection:
            connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=10)
            connection.connect()
            return stack.enter_context(closing(connection))

        def get(connection: http.client.HTTPConnection, path: str) -> http.client.HTTPResponse:
            connection.request("GET", path, headers={"Accept": "application/json"})
            return connection.getresponse()

        kept = [connected() for _ in range(3)]
        assert [get(one, "/healthz").read() for one in kept]

        refused = get(connected(), "/graphql?query={__typename}")
        assert (refused.status, refused.headers["Retry-After"]) == (503, "1")
        assert refused.headers["Connection"] == "close"
        assert orjson.loads(refused.read())["errors"][0]["extensions"]["code"] == "THROTTLED"
        for path in ("/healthz", "/readyz"):
            answer = get(connected(), path)
            assert (answer.status, answer.headers["Connection"]) == (200, "close")
            answer.read()
        assert get(kept[0], "/graphql?query={__typename}").status == 401
