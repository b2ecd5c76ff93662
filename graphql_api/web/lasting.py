"""What outlives the request that began it, and has to be ended before a server stops."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

End = Callable[[], Awaitable[None]]


class Lasting:
    """All of it that an application has, for whoever runs the server."""

    def __init__(self) -> None:
        self._ends: tuple[End, ...] = ()

    def ends(self, *ends: End) -> None:
        """Say how it is ended."""
        self._ends = ends

    async def end(self) -> None:
        """End it; clients are told so."""
        for end in self._ends:
            await end()
