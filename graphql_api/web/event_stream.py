"""Server-sent events: an answer in parts, one a subscription (graphql-sse's "distinct connections mode").

Lines end with LF: urql knows no other end.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable

from graphql import GraphQLError
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from graphql_api.messages import Locale
from graphql_api.subscriptions.standing import Standing
from graphql_api.web.answers import HEADERS, written, written_error, written_result
from graphql_api.web.asgi import Answer
from graphql_api.web.endings import Ended, TooSlowError, ending_of
from graphql_api.web.pulling import Pulled

MEDIA_TYPE = "text/event-stream"
PULSE_SECONDS = 15.0  # after which a comment is sent: proxies end connections on which nothing happens
SLOWEST_ITEM_SECONDS = 30.0  # for a client to take an item
_CONTENT_TYPE = (b"content-type", b"text/event-stream; charset=utf-8")
_UNBUFFERED = (b"x-accel-buffering", b"no")  # by nginx
_COMPLETE = b"event: complete\ndata:\n\n"
_PULSE = b":\n\n"


class EventStream:
    """The answer to a subscription. As an ASGI application it sends itself, until the subscription or client ends."""

    status = 200

    def __init__(
        self, standing: Standing, locale: Locale, request_id: str, ended: Callable[[Ended], None]
    ) -> None:
        """``ended`` is told once what became of it."""
        self._standing = standing
        self._locale = locale
        self._request_id = request_id
        self._ended = ended

    def add_header(self, name: str, value: str) -> None:
        """Nothing is added to this one."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        response = StreamingResponse(self._events())
        response.raw_headers = [_CONTENT_TYPE, _UNBUFFERED, *HEADERS]
        await response(scope, receive, send)

    async def _events(self) -> AsyncIterator[bytes]:
        pulled, started, ending = Pulled(self._standing), time.monotonic(), Ended()
        try:
            async for event in self._taken(pulled):
                sent = time.monotonic()
                yield event
                _check_pace(time.monotonic() - sent)
        except Exception as error:  # noqa: BLE001 - told to the caller by its code, and to the log by its place
            ending = ending_of(error, self._request_id)
            told, _ = written_error(ending.error or GraphQLError(""), self._locale, self._request_id)
            yield _event(written(told))
        finally:
            pulled.leave()
            ending.items, ending.seconds = pulled.count, time.monotonic() - started
            self._ended(ending)
        yield _COMPLETE

    async def _taken(self, pulled: Pulled) -> AsyncIterator[bytes]:
        while True:
            try:
                item = await pulled.next(PULSE_SECONDS)
            except TimeoutError:
                yield _PULSE
                continue
            if item is None:
                return
            told, _ = written_result(item, self._locale, self._request_id)
            yield _event(written(told))
            await asyncio.sleep(0)


def as_events(answer: Answer) -> Answer:
    """An answer that was given in one, for a client that takes nothing but events; a refusal stays as it is."""
    if answer.status != 200:
        return answer
    headers = [(name, value) for name, value in answer.headers if name != b"content-type"]
    return Answer(200, [_CONTENT_TYPE, *headers], _event(answer.body) + _COMPLETE)


def accepts_events(accept: str | None) -> bool:
    """Whether a client takes server-sent events; only who says so by name does."""
    for part in (accept or "").split(","):
        name, *parameters = (text.strip().lower() for text in part.split(";"))
        if name == MEDIA_TYPE:
            return not any(
                one.replace(" ", "") in ("q=0", "q=0.0", "q=0.00", "q=0.000") for one in parameters
            )
    return False


def _check_pace(seconds: float) -> None:
    if seconds > SLOWEST_ITEM_SECONDS:
        raise TooSlowError


def _event(data: bytes) -> bytes:
    """An event of one line: a line end within JSON is but a space, since texts have theirs escaped."""
    data = data.replace(b"\r", b" ").replace(b"\n", b" ")
    return b"event: next\ndata: " + data + b"\n\n"
