"""HTTP as the server hands it over: a request with its headers by name, and an answer that is made once and sent.

Starlette's own are made for more, and cost as much as authenticating a request and pricing its operation together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from starlette.types import ASGIApp, Receive, Scope, Send

SURPLUS = "gridledger.surplus"  # in the state of a scope: its connection is one too many
_STATE = "gridledger.request"


class Request(NamedTuple):
    """A request, its body not read yet."""

    id: str  # in its answer and in the log
    method: str
    headers: Mapping[str, str]  # by their names in lower case
    query_string: bytes
    receive: Receive
    is_surplus: bool  # on a connection beyond those that are served


def headers_of(scope: Scope) -> Mapping[str, str]:
    """A request's headers by their names in lower case; of one that was sent twice, the first."""
    sent = reversed([*scope["headers"]])
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in sent}


@dataclass(slots=True)
class Answer:
    """An answer whose body is whole. As an ASGI application it sends itself."""

    status: int
    headers: list[tuple[bytes, bytes]]  # names in lower case
    body: bytes

    def add_header(self, name: str, value: str) -> None:
        """One header more."""
        self.headers.append((name.lower().encode("latin-1"), value.encode("latin-1")))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        headers = [*self.headers, (b"content-length", b"%d" % len(self.body))]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


def name_request(scope: Scope, request_id: str, headers: Mapping[str, str]) -> None:
    """Note a request's id and headers for whoever serves it."""
    scope[_STATE] = request_id, headers


def named_request(scope: Scope, receive: Receive) -> Request:
    """The request of a scope that has been through ``name_request``."""
    request_id, headers = scope[_STATE]
    is_surplus = SURPLUS in scope.get("state", ())
    return Request(request_id, scope["method"], headers, scope["query_string"], receive, is_surplus)


class OnePathFirst:
    """Serves one path itself and leaves the rest to an application with routes: most requests are for that path."""

    def __init__(self, path: str, served: ASGIApp, rest: ASGIApp) -> None:
        self._path = path
        self._served = served
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        is_first = scope["type"] == "http" and scope["path"] == self._path
        await (self._served if is_first else self._rest)(scope, receive, send)
