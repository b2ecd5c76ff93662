"""A county in which a process manager reacts, as the worker runs it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domain.core import RandomIds
from domain.policies import BuiltInBook
from event_store.pool import Pool, make_pool
from event_store.store import EventStore
from process_managers.absence_reclassification import AbsenceReclassification
from process_managers.reactions import ProcessManager
from process_managers.runner import ProcessRunner
from tests.application.conftest import CountyOffice, interrupted, office, pool, store, unfounded
from tests.support.postgres import Database

__all__ = ["interrupted", "office", "pool", "store", "unfounded"]


@pytest.fixture
async def worker_pool(database: Database) -> AsyncIterator[Pool]:
    """Connections as the worker has them."""
    pool = await make_pool(database.dsn("gridledger_projector"), max_size=4)
    yield pool
    await pool.close()


def runner_of(
    pool: Pool, store: EventStore, office: CountyOffice, *managers: ProcessManager
) -> ProcessRunner:
    """A runner, by default of the one process manager there is."""
    return ProcessRunner(
        pool=pool,
        store=store,
        executor=office.executor,
        managers=managers or (AbsenceReclassification(store),),
        ids=RandomIds(),
        policies=BuiltInBook(),
    )


@pytest.fixture
async def runner(worker_pool: Pool, store: EventStore, office: CountyOffice) -> ProcessRunner:
    return runner_of(worker_pool, store, office)
