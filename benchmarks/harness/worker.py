"""The inside of a contender's process. Only the standard library: peers run it in environments of their own."""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

Request = dict[str, Any]
Prepare = Callable[[Request], Any]
Do = Callable[[Any], "Request"]


def serve_rounds(prepare: Prepare, do: Do) -> None:
    """Play rounds until the input ends: ``prepare`` makes the work of one, ``do`` does it and tells its count."""
    work: Any = None
    for line in sys.stdin:
        request = json.loads(line)
        if "prepare" in request:
            work = prepare(request["prepare"])
            _set_apart()
            _say({})
            continue
        started = time.perf_counter()
        answer = do(work)
        _say({"seconds": time.perf_counter() - started, **answer})


async def serve_rounds_async(
    prepare: Callable[[Request], Awaitable[Any]], do: Callable[[Any], Awaitable[Request]]
) -> None:
    """The same inside an event loop."""
    loop = asyncio.get_running_loop()
    work: Any = None
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        request = json.loads(line)
        if "prepare" in request:
            work = await prepare(request["prepare"])
            _set_apart()
            _say({})
            continue
        started = time.perf_counter()
        answer = await do(work)
        _say({"seconds": time.perf_counter() - started, **answer})


def _set_apart() -> None:
    """Work that was made before the round would be walked through by the collector again and again within it."""
    gc.collect()
    gc.freeze()


def _say(answer: Request) -> None:
    print(json.dumps(answer), flush=True)
