"""A projector in a process of its own: whoever loads a log and whoever folds it have a processor each."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from gridledger.database import DatabaseUrls
from gridledger.os_processes import end_with_parent

_STOP_SECONDS = 20.0  # for the batch that it is at
_NOT_INHERITED = frozenset({"GRIDLEDGER_METRICS"})  # its port is this process's


@asynccontextmanager
async def projecting_beside(urls: DatabaseUrls) -> AsyncIterator[None]:
    """Have all counties followed until the end of the block, as `gridledger worker --no-reactions --rest 1` does it.

    It ends with this process, however that ends. If it fails, it says so on standard error, and the read models
    wait for the next projector.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
    environment |= {"DATABASE_URL": urls.server, "PROJECTION_DATABASE_URL": urls.projection}
    environment["GRIDLEDGER_LOG_LEVEL"] = "warning"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "gridledger", "worker", "--no-reactions", "--rest", "1"),
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        start_new_session=True,  # a Ctrl-C in the terminal is for us, who stop it
        preexec_fn=end_with_parent(signal.SIGTERM),
    )
    try:
        yield
    finally:
        await _stop(process)


async def _stop(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(_STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
