"""A worker beside a server that fails for a reason nobody foresaw takes the server along: it must not go unseen."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from domain.core import RandomIds
from domain.core.context import Context
from domain.policies import BuiltInBook
from event_store.picking import Pick
from event_store.records import RecordedEvent
from gridledger.bootstrap import open_ledger, open_worker
from gridledger.database import DatabaseUrls
from gridledger.serving import listen, serve
from gridledger.settings import Settings
from process_managers.reactions import ProcessManager, Reaction
from process_managers.runner import ProcessRunner


class Faulty(ProcessManager):
    """Fails where no county is to blame."""

    @property
    def name(self) -> str:
        raise RuntimeError("no name")

    @property
    def reacts_to(self) -> Pick:
        return Pick()

    async def react(self, events: Sequence[RecordedEvent], context: Context) -> Sequence[Reaction]:
        return []


async def test_the_server_ends_with_its_worker(urls: DatabaseUrls) -> None:
    settings = Settings.from_environment({"GRIDLEDGER_SECRET": "a secret of this test, long enough"})
    started: list[bool] = []
    async with open_ledger(settings, urls) as ledger, open_worker(settings, urls, ledger) as sound:
        processes = ProcessRunner(
            pool=sound.pool,
            store=ledger.store,
            executor=ledger.executor,
            managers=[Faulty()],
            ids=RandomIds(),
            policies=BuiltInBook(),
        )
        worker = replace(sound, processes=processes)
        with listen("127.0.0.1", 0) as listener, pytest.raises(ExceptionGroup) as failed:
            async with asyncio.timeout(10):
                await serve(settings, ledger, listener, worker=worker, started=lambda: started.append(True))
    assert failed.group_contains(RuntimeError, match="no name")
    assert started == [True]
