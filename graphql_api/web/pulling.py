"""The items of a subscription, taken one by one. Whoever takes them may leave at any time; no statement is cut short.

A statement that is cancelled half-way leaves its connection in a state that nobody knows, so what is under way goes on
beside, to its end, as a request does whose client has left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from strawberry.types import ExecutionResult

from graphql_api.subscriptions.standing import Standing

T = TypeVar("T")
_going_on: set[asyncio.Task[Any]] = set()  # a task that nobody refers to may be collected


class Pulled:
    """The items of one subscription."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._items = standing.items()
        self._next: asyncio.Task[ExecutionResult | None] | None = None
        self.count = 0

    async def next(self, seconds: float | None = None) -> ExecutionResult | None:
        """The next item; None after the last. Raises TimeoutError if there is none within so many seconds.

        Raises what ends the subscription, too.
        """
        if self._next is None:
            self._next = _going(anext(self._items, None))
        done, _ = await asyncio.wait({self._next}, timeout=seconds)
        if not done:
            raise TimeoutError
        found, self._next = self._next, None
        item = found.result()
        self.count += item is not None
        return item

    def leave(self) -> None:
        """Take no more."""
        self._standing.stop()
        _going(self._end())

    async def _end(self) -> None:
        if self._next is not None:
            await asyncio.wait({self._next})
            if not self._next.cancelled():
                self._next.exception()  # which was nobody's any more
        await self._items.aclose()


async def whole(work: Coroutine[Any, Any, T]) -> T:
    """What ``work`` comes to; if nobody waits for it any more, it goes on all the same."""
    return await asyncio.shield(_going(work))


def _going(work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    task = asyncio.ensure_future(work)
    _going_on.add(task)
    task.add_done_callback(_gone)
    return task


def _gone(task: asyncio.Task[Any]) -> None:
    _going_on.discard(task)
    if not task.cancelled():
        with suppress(Exception):
            task.exception()
