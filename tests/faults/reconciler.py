"""Forks workers that reconcile obligations, one at each line on standard input; its process id is the answer.

What they need is imported once, so that a life begins in a few milliseconds: `reconciler.py APP PROJECTOR`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from event_store.pool import make_pool
from process_managers import reconciler
from tests.faults import closer
from tests.process_managers.obliged import Obliged
from tests.projections.absences.office import OPENED


def main(app: str, projector: str) -> None:
    """Fork at each line, until there are no more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            os.dup2(2, 1)  # what it logs is no answer
            try:
                asyncio.run(live(app, projector))
            finally:
                os._exit(1)  # it was to be killed
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


async def live(app: str, projector: str) -> None:
    """The whole life of a worker, a subject an append and slowly."""
    reconciler.BATCH, closer.PAUSE_SECONDS = 1, 0.005
    pool = await make_pool(app, min_size=1, max_size=2)
    office = Obliged(pool, await make_pool(projector, min_size=1, max_size=2), opened=OPENED)
    office.store = closer.SlowStore(pool)
    office.executor = office.executor_on(office.store)
    await office.reconciler().run_forever(asyncio.Event(), poll_seconds=0.01)


if __name__ == "__main__":
    main(*sys.argv[1:])
