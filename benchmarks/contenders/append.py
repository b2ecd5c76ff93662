"""Appends through EventStore.append by many clients at once: `python -m benchmarks.contenders.append`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

from benchmarks.contenders.sample import founding, recording
from benchmarks.harness.ledger import ledger
from benchmarks.harness.worker import serve_rounds_async
from event_store.records import Appended, CommandAppend
from event_store.store import EventStore


class Appends:
    """Clients of counties, each with one command under way."""

    def __init__(self, store: EventStore) -> None:
        self._store = store
        self._founded: set[str] = set()

    async def prepare(self, request: dict[str, Any]) -> list[tuple[str, Iterator[CommandAppend]]]:
        """One client a pair: its county and its commands."""
        counties = [f"county-{number}" for number in range(request["counties"])]
        for county in set(counties) - self._founded:
            await self._store.append(county, [founding()], found="production")
            self._founded.add(county)
        clients = [county for county in counties for _ in range(request["clients"])]
        each = request["commands"] // len(clients)
        return [(county, iter([recording(request["events"]) for _ in range(each)])) for county in clients]

    async def do(self, clients: list[tuple[str, Iterator[CommandAppend]]]) -> dict[str, Any]:
        """All clients at once; counts events."""
        counts = await asyncio.gather(*(self._client(*client) for client in clients))
        return {"count": sum(counts)}

    async def _client(self, county: str, commands: Iterator[CommandAppend]) -> int:
        events = 0
        for command in commands:
            [outcome] = await self._store.append(county, [command])
            if not isinstance(outcome, Appended):
                raise TypeError(f"not appended: {outcome}")
            events += len(command.events)
        return events


async def main() -> None:
    """Serve rounds."""
    async with ledger() as opened:
        appends = Appends(opened.store)
        await serve_rounds_async(appends.prepare, appends.do)


if __name__ == "__main__":
    asyncio.run(main())
