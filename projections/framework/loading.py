"""Folding what is in memory, and loading what is not: handlers never wait.

A handler that asks for what has not been loaded is stopped there. What it did is taken back, what it asked for is
loaded, and it runs once more. Nearly everything is loaded before the batch, so that this is rare; and what never waits
needs no coroutine, of which there would be six an event.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class NotLoadedError(Exception):
    """What was asked for is not in memory; ``load`` brings it there."""

    def __init__(self, load: Callable[[], Awaitable[None]]) -> None:
        super().__init__(self.__doc__)
        self.load = load


async def loading(do: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> T:
    """Do it, as often as it asks for something that is not in memory; it must leave nothing half done then."""
    while True:
        try:
            return do(*arguments, **named)
        except NotLoadedError as missing:
            await missing.load()
