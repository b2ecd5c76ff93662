"""Whole commands through CommandExecutor.execute by many clients: `python -m benchmarks.contenders.command`.

Load or cache, decide, append: one person's attendance at one of many meetings.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from application.request import CommandRequest
from benchmarks.contenders.world import MEMBERS, World
from benchmarks.harness.ledger import ledger
from benchmarks.harness.worker import serve_rounds_async


class Commands:
    """Clients, each with one command under way at a meeting of its own."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def prepare(self, request: dict[str, Any]) -> list[list[CommandRequest]]:
        """Each client's commands: {"clients", "commands"}."""
        clients = request["clients"]
        meetings = await self._world.meetings(max(request["commands"] // MEMBERS, clients))
        mine = [meetings[number::clients] for number in range(clients)]
        each = request["commands"] // clients
        return [
            [self._world.attendance(meeting, [member]) for meeting, member in self._world.pairs(own)][:each]
            for own in mine
        ]

    async def do(self, clients: Sequence[Sequence[CommandRequest]]) -> dict[str, Any]:
        """All clients at once; counts commands."""
        await asyncio.gather(*map(self._client, clients))
        return {"count": sum(map(len, clients))}

    async def _client(self, commands: Sequence[CommandRequest]) -> None:
        for command in commands:
            result = await self._world.executor.execute(command)
            if not result.accepted:
                raise ValueError(f"refused: {result.refusals}")


async def main() -> None:
    """Serve rounds."""
    async with ledger() as opened:
        world = World(opened.executor)
        await world.found()
        commands = Commands(world)
        await serve_rounds_async(commands.prepare, commands.do)


if __name__ == "__main__":
    asyncio.run(main())
