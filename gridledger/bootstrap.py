"""The composition root: the only place that knows every part and puts them together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from application.counties import Counties
from application.display_names import DisplayNames
from application.documents.directory import KeyDirectory
from application.documents.openings import Openings
from application.documents.vault import Vault
from application.executor import CommandExecutor
from application.keys import CommandKeys
from application.read_audit import ReadAudit, ReadingTable, Retention
from application.streams_in_use import StreamsInUse
from domain.core import RandomIds
from domain.policies import BuiltInBook
from event_store.connections import Connections
from event_store.pool import Pool, make_pool
from event_store.shares import Shares
from event_store.store import EventStore
from event_store.waiting import AppendLimits
from graphql_api.context import Services
from gridledger.database import DatabaseUrls
from gridledger.memory import look_through_seldom
from gridledger.settings import Settings
from process_managers.absence_reclassification import AbsenceReclassification
from process_managers.announcer import Announcer
from process_managers.assessor import Assessor
from process_managers.day_closer import DayCloser
from process_managers.reconciler import Reconciler
from process_managers.runner import ProcessRunner
from projections.framework.positions import Positions
from projections.framework.runner import Projector
from projections.registry import READ_MODELS

# Its own: were all others taken, no record could be left, and so nobody would read of persons.
_READ_AUDIT_CONNECTIONS = 2


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a server needs: it reads, and runs commands."""

    store: EventStore
    executor: CommandExecutor
    services: Services


@dataclass(frozen=True, slots=True)
class Worker:
    """What follows the logs: the projector of the read models, the process managers, the clock; what keeps house."""

    pool: Pool
    projector: Projector
    processes: ProcessRunner
    days: DayCloser
    announcer: Announcer
    assessor: Assessor
    reconciler: Reconciler
    retention: Retention

    async def run_forever(self, stop: asyncio.Event) -> None:
        """Follow all counties until ``stop`` is set."""

        async def until_stopped(follow: Callable[[asyncio.Event], Awaitable[None]]) -> None:
            try:
                await follow(stop)
            finally:
                stop.set()  # if one fails, the other ends too

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(until_stopped(self.projector.run_forever))
            tasks.create_task(until_stopped(self.processes.run_forever))
            tasks.create_task(until_stopped(self.days.run_forever))
            tasks.create_task(until_stopped(self.announcer.run_forever))
            tasks.create_task(until_stopped(self.assessor.run_forever))
            tasks.create_task(until_stopped(self.reconciler.run_forever))
            tasks.create_task(until_stopped(self.retention.run_forever))

    @asynccontextmanager
    async def projecting(self) -> AsyncIterator[None]:
        """Follow all counties with the projector alone: process managers are run by whoever is inside."""
        stop = asyncio.Event()
        following = asyncio.create_task(self.projector.run_forever(stop))
        try:
            yield
        finally:
            stop.set()
            await following


@asynccontextmanager
async def open_ledger(settings: Settings, urls: DatabaseUrls) -> AsyncIterator[Ledger]:
    """The server's part, with a pool that logs in as gridledger_app."""
    look_through_seldom()
    async with AsyncExitStack() as stack:
        pool = await _pool(stack, settings, urls.server, "gridledger server")
        limits = AppendLimits(waiting=settings.append_queue, waiting_per_county=settings.append_queue // 4)
        store = EventStore(pool, limits=limits)
        stack.push_async_callback(store.settle)
        ids, policies = RandomIds(), BuiltInBook()
        counties = Counties(store, production=settings.is_production)
        vault = Vault(Connections(pool), KeyDirectory(settings.keys_dir))
        executor = CommandExecutor(
            store=store,
            names=DisplayNames(Connections(pool)),
            keys=CommandKeys(settings.secret()),
            ids=ids,
            policies=policies,
            counties=counties,
            vault=vault,
            streams=StreamsInUse(settings.stream_cache),
        )
        audit_pool = await _pool(
            stack, settings, urls.server, "gridledger read audit", max_size=_READ_AUDIT_CONNECTIONS
        )
        read_audit = ReadAudit(ReadingTable(Connections(audit_pool)).keep, before=settings.read_audit_before)
        stack.push_async_callback(read_audit.close)
        services = Services(
            executor=executor,
            counties=counties,
            read_pool=pool,
            read_shares=Shares(pool),
            positions=Positions(pool),
            read_audit=read_audit,
            vault=vault,
            openings=Openings(Connections(audit_pool)),
            ids=ids,
            small_cell=settings.small_cell,
        )
        yield Ledger(store, executor, services)


@asynccontextmanager
async def open_worker(
    settings: Settings, urls: DatabaseUrls, ledger: Ledger, *, rest_seconds: float = 0.0
) -> AsyncIterator[Worker]:
    """The worker's part, with a pool that logs in as gridledger_projector; its commands go through the ledger."""
    async with AsyncExitStack() as stack:
        pool = await _pool(stack, settings, urls.projection, "gridledger worker")
        projector = Projector(
            pool,
            ledger.store,
            READ_MODELS,
            positions=ledger.services.positions,
            rest_seconds=rest_seconds,
        )
        processes = ProcessRunner(
            pool=pool,
            store=ledger.store,
            executor=ledger.executor,
            managers=[AbsenceReclassification(ledger.store)],
            ids=RandomIds(),
            policies=BuiltInBook(),
        )
        days = DayCloser(store=ledger.store, executor=ledger.executor, counties=ledger.services.counties)
        connections, store, executor = Connections(pool), ledger.store, ledger.executor
        announcer = Announcer(connections=connections, store=store, executor=executor)
        assessor = Assessor(connections=connections, store=store, executor=executor)
        reconciler = Reconciler(connections=connections, store=store, executor=executor)
        retention = Retention(Connections(pool), days=settings.read_audit_days)
        yield Worker(pool, projector, processes, days, announcer, assessor, reconciler, retention)


async def _pool(
    stack: AsyncExitStack, settings: Settings, url: str, name: str, *, max_size: int | None = None
) -> Pool:
    pool = await make_pool(
        url,
        application_name=name,
        max_size=max_size or settings.pool_size,
        statement_timeout_seconds=settings.statement_timeout_ms / 1000,
    )
    stack.push_async_callback(pool.close)
    return pool
