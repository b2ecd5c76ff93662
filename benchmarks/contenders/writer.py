"""Writes attendances at a steady rate: `python -m benchmarks.contenders.writer`.

A round: {"rate": commands a second, "seconds"}. Answers each event's position with the instant of its commit, on the
clock that all processes of the machine share.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from application.request import CommandRequest
from benchmarks.contenders.world import MEMBERS, World
from benchmarks.harness.ledger import ledger
from benchmarks.harness.worker import serve_rounds_async

TICK_SECONDS = 0.01


async def main() -> None:
    """Serve rounds."""
    async with ledger() as opened:
        world = World(opened.executor)
        await world.found()

        async def prepare(request: dict[str, Any]) -> tuple[int, list[CommandRequest]]:
            commands = request["rate"] * request["seconds"]
            meetings = await world.meetings(-(-commands // MEMBERS))
            pairs = [(meeting, member) for member in world.members for meeting in meetings]
            requests = [world.attendance(meeting, [member]) for meeting, member in pairs[:commands]]
            return round(request["rate"] * TICK_SECONDS), requests

        async def write(work: tuple[int, list[CommandRequest]]) -> dict[str, Any]:
            a_tick, requests = work
            commits: list[tuple[int, float]] = []

            async def one(request: CommandRequest) -> None:
                result = await opened.executor.execute(request)
                if result.last_position is None:
                    raise ValueError(f"refused: {result.refusals}")
                commits.append((result.last_position, time.monotonic()))

            started = time.monotonic()
            async with asyncio.TaskGroup() as tasks:
                for tick in range(0, len(requests), a_tick):
                    for request in requests[tick : tick + a_tick]:
                        tasks.create_task(one(request))
                    due = started + (tick + a_tick) / a_tick * TICK_SECONDS
                    await asyncio.sleep(max(0.0, due - time.monotonic()))
            return {"count": len(commits), "commits": commits}

        await serve_rounds_async(prepare, write)


if __name__ == "__main__":
    asyncio.run(main())
