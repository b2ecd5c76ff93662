"""A process that loads a small county until it is killed, saying after each chunk how far it is."""

from __future__ import annotations

import asyncio
from datetime import datetime
from multiprocessing.connection import Connection

from gridledger.bootstrap import open_ledger, open_worker
from gridledger.database import DatabaseUrls
from gridledger.demo.loader import Loader
from gridledger.demo.progress import Silent
from gridledger.settings import Settings
from tests.demo.small import small_script

CHUNK = 60
SECRET = "the same for every life of the loader"


class Telling(Silent):
    """Tells whoever holds the other end."""

    def __init__(self, said: Connection[object, object]) -> None:
        self._said = said

    def advance(self, steps: int, position: int, clock: datetime) -> None:
        self._said.send(position)


def run(server: str, projection: str, said: Connection[object, object]) -> None:
    """The whole life of the process."""
    asyncio.run(_load(DatabaseUrls(server, projection, given_migration=None), said))
    said.send("loaded")


async def _load(urls: DatabaseUrls, said: Connection[object, object]) -> None:
    settings = Settings.from_environment({"GRIDLEDGER_SECRET": SECRET, "DATABASE_URL": urls.server})
    async with (
        open_ledger(settings, urls) as ledger,
        open_worker(settings, urls, ledger) as worker,
        worker.projecting(),
    ):
        loader = Loader(
            ledger.store,
            ledger.executor,
            follow_up=worker.processes.run,
            progress=Telling(said),
            chunk=CHUNK,
        )
        await loader.load(small_script())
        await worker.projector.run(small_script().tenant_id)
