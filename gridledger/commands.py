"""What the commands of the command line do, with everything they need put together for them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import asyncpg
import click

from application.counties import RehearsalRefusedError
from application.documents.keys import KeysUnavailableError
from application.log_verification import verify_log
from event_store.errors import EventStoreError
from event_store.sqlstate import DATABASE_ERRORS, translate
from graphql_api.identity import IdentityConfigurationError
from gridledger.bootstrap import Ledger, Worker, open_ledger, open_worker
from gridledger.database import DatabaseUrls, database_urls
from gridledger.demo.banner import banner
from gridledger.demo.choice import Demo, UnknownDemoError
from gridledger.demo.loader import LoadError, load
from gridledger.demo.waiting import all_folded
from gridledger.embedded_postgres import EmbeddedPostgresError
from gridledger.identity import development_issuer
from gridledger.logs import configure_logs
from gridledger.memory import looked_past
from gridledger.projecting_beside import projecting_beside
from gridledger.serving import AddressInUseError, listening, on_signal, serve
from gridledger.settings import Settings, SettingsError
from gridledger.telemetry.watching import watching
from gridledger.tokens import Claims, TokenError, account_token, county_token, demo_token
from gridledger.trusted_documents import (
    DocumentError,
    RegisteredDocument,
    read_documents,
    register,
    registered,
    remove,
)
from migrations.files import MigrationError
from migrations.runner import migrate
from process_managers.day_closer import NoRehearsalError
from projections.clock import ClockStatus, clock_status
from projections.compliance.verifying import verify_assessments
from projections.framework.parking import ParkedStream, parked_streams
from projections.framework.rebuild import LogTooShortError, Rebuilder, RebuildReport, UnknownReadModelError
from projections.framework.status import ProjectionStatus, projection_status
from projections.registry import READ_MODELS

SOUND = "positions, versions, times, payloads and subjects are sound"
NOT_WHOLE = (
    "The demo's county was loaded by another version, or its load was cut, and its log went on since: "
    "it is served as it is. For a new one, remove {}"
)
T = TypeVar("T")
STREAMS_OF_A_LOAD = 500_000  # events: enough for a county's members, their registers and leaves

EXPECTED_ERRORS = (
    AddressInUseError,
    DocumentError,
    EmbeddedPostgresError,
    EventStoreError,
    IsADirectoryError,
    KeysUnavailableError,
    FileNotFoundError,  # a place of the configuration
    IdentityConfigurationError,
    LoadError,
    LogTooShortError,
    MigrationError,
    NoRehearsalError,
    NotADirectoryError,
    PermissionError,
    RehearsalRefusedError,
    SettingsError,
    TokenError,
    UnknownDemoError,
    UnknownReadModelError,
)


def migrate_command(settings: Settings) -> list[str]:
    """Names of the files applied."""
    with database_urls(settings) as urls, _database_errors():
        return asyncio.run(migrate(urls.migration))


def serve_command(settings: Settings, *, worker: bool) -> None:
    """Serve until a signal."""
    configure_logs(settings.log_level)
    with listening(settings) as listener, database_urls(settings) as urls:
        if settings.database_url is None:  # an embedded database is nobody else's to migrate
            with _database_errors():
                asyncio.run(migrate(urls.migration))
        address = f"http://{_host(settings.host)}:{listener.getsockname()[1]}/graphql"

        async def run() -> None:
            async with AsyncExitStack() as stack:
                ledger = await stack.enter_async_context(open_ledger(settings, urls))
                beside = (
                    await stack.enter_async_context(open_worker(settings, urls, ledger)) if worker else None
                )
                stack.enter_context(watching(settings, ledger, beside))
                await serve(
                    settings,
                    ledger,
                    listener,
                    worker=beside,
                    started=lambda: click.echo(f"serving {address}"),
                )

        asyncio.run(run())


def worker_command(settings: Settings, *, reactions: bool, rest_seconds: float) -> None:
    """Follow the logs until a signal; without ``reactions`` for the read models alone, ``rest_seconds`` at a time."""
    configure_logs(settings.log_level)

    async def run(urls: DatabaseUrls) -> None:
        stop = asyncio.Event()
        on_signal(stop.set)
        async with _both(settings, urls, rest_seconds) as (ledger, worker):
            with watching(settings, ledger, worker):
                click.echo("following the logs")
                await (worker.run_forever(stop) if reactions else worker.projector.run_forever(stop))

    with database_urls(settings) as urls:
        asyncio.run(run(urls))


def demo_command(settings: Settings, demo: Demo) -> None:
    """Set up, load what is missing, serve until a signal."""
    configure_logs("warning" if settings.log_level == "info" else settings.log_level)
    issuer = development_issuer(settings)  # before anything is set up: production has none
    with listening(settings) as listener, database_urls(settings) as urls:
        url = f"http://{_host(settings.host)}:{listener.getsockname()[1]}/graphql"

        async def run() -> None:
            await migrate(urls.migration)
            if not await _load(demo, settings, urls):
                click.echo(NOT_WHOLE.format(settings.data_dir), err=True)
            async with _both(settings, urls) as (ledger, worker):
                with watching(settings, ledger, worker):
                    await serve(
                        settings,
                        ledger,
                        listener,
                        worker=worker,
                        started=lambda: click.echo(banner(demo, url, issuer)),
                    )

        with _interruptible():
            asyncio.run(run())
    click.echo("stopped; the data is kept for the next start")


async def _load(demo: Demo, settings: Settings, urls: DatabaseUrls) -> bool:
    """Load what is missing of a demo, folded by another process meanwhile; whether all of it is there then."""
    roomy = replace(settings, stream_cache=max(settings.stream_cache, STREAMS_OF_A_LOAD))
    async with _both(roomy, urls) as (ledger, worker), projecting_beside(urls):
        script = demo.script
        with looked_past():
            loaded = await load(script, ledger.store, ledger.executor, worker.processes.run)
        await all_folded(ledger.store, ledger.services.positions)
    return loaded.whole


def token_command(
    settings: Settings,
    name: str | None,
    subject: str | None,
    county: str | None,
    claims: Claims,
    demo: Demo | None = None,
) -> str:
    """A development token: of an account of the demo, of a role in ``county``, or of any account by its subject."""
    issuer = development_issuer(settings)
    if demo is not None and (county is not None or subject is not None):
        raise TokenError(
            "--demo names a demo, of which NAME is an account: --county and --account go without it"
        )
    if (name is None) == (subject is None):
        raise TokenError("give the name of an account or role, or --account with what an account is called")
    if subject is not None:
        if claims != Claims():
            raise TokenError("a token of --account says nothing of what it may do: the county's log does")
        return account_token(issuer, subject, Demo().tenant_id if county is None else county)
    if county is not None:
        return county_token(issuer, str(name), county, claims)
    if claims != Claims():
        raise TokenError(
            "--place, --grid, --member and --scope go with --county; the demo's accounts have their own"
        )
    return demo_token(issuer, str(name), demo or Demo())


def projection_status_command(settings: Settings) -> list[ProjectionStatus]:
    """One row a county."""

    async def run(urls: DatabaseUrls) -> list[ProjectionStatus]:
        async with _both(settings, urls) as (_, worker):
            with _database_errors():
                async with worker.pool.acquire() as connection:
                    return await projection_status(connection)

    with database_urls(settings) as urls:
        return asyncio.run(run(urls))


def parked_command(settings: Settings, county: str | None) -> list[ParkedStream]:
    """One row a stream, by county and in the order in which they were parked."""

    async def run(urls: DatabaseUrls) -> list[ParkedStream]:
        async with _both(settings, urls) as (ledger, worker):
            if county is not None:
                await _counties(ledger, county)
            with _database_errors():
                async with worker.pool.acquire() as connection:
                    return await parked_streams(connection, county)

    with database_urls(settings) as urls:
        return asyncio.run(run(urls))


def rebuild_command(settings: Settings, name: str, county: str | None) -> list[str]:
    """What was rebuilt, a line each."""
    known = [model.name for model in READ_MODELS]
    if name not in ("all", *known):  # also where there is no county yet
        raise UnknownReadModelError([name], known)

    async def run(urls: DatabaseUrls) -> list[str]:
        lines: list[str] = []
        async with _both(settings, urls) as (ledger, worker):
            rebuilder = Rebuilder(worker.pool, ledger.store, READ_MODELS)
            for tenant in await _counties(ledger, county):
                lines.extend(_told(await rebuilder.rebuild(tenant, None if name == "all" else [name])))
        return lines

    with database_urls(settings) as urls, _database_errors():
        return asyncio.run(run(urls))


def verify_command(settings: Settings, county: str | None) -> list[tuple[str, bool]]:
    """Lines, each with whether it is good news."""

    async def run(urls: DatabaseUrls) -> list[tuple[str, bool]]:
        lines: list[tuple[str, bool]] = []
        async with _both(settings, urls) as (ledger, worker):
            rebuilder = Rebuilder(worker.pool, ledger.store, READ_MODELS)
            for tenant in await _counties(ledger, county):
                result = await verify_log(ledger.store, tenant)
                scope = f"{result.events} events in {result.streams} streams about {result.subjects} subjects"
                lines.append((f"{tenant}: {scope}: {SOUND if result.sound else 'FINDINGS'}", result.sound))
                lines.extend((f"  {finding}", False) for finding in result.findings)
                if result.unnamed:
                    lines.append((f"  and {result.unnamed} more", False))
                report = await rebuilder.verify(tenant)
                lines.extend((line, report.is_same) for line in _told(report))
        return lines or [("there is no county", True)]

    with database_urls(settings) as urls, _database_errors():
        return asyncio.run(run(urls))


def verify_assessments_command(settings: Settings, county: str | None) -> list[tuple[str, bool]]:
    """Lines, each with whether it is good news."""

    async def run(urls: DatabaseUrls) -> list[tuple[str, bool]]:
        lines: list[tuple[str, bool]] = []
        async with _both(settings, urls) as (ledger, worker):
            rebuilder = Rebuilder(worker.pool, ledger.store, READ_MODELS)
            for tenant in await _counties(ledger, county):
                found = await verify_assessments(rebuilder, tenant)
                scope = f"{found.assessments} assessments of {found.slots} slots at position {found.position}"
                verdict = "follow from the log and from the tables" if found.sound else "FINDINGS"
                lines.append((f"{tenant}: {scope}: {verdict}", found.sound))
                lines.extend((f"  {finding}", False) for finding in found.first)
                if found.differing > len(found.first):
                    lines.append((f"  and {found.differing - len(found.first)} more", False))
        return lines or [("there is no county", True)]

    with database_urls(settings) as urls, _database_errors():
        return asyncio.run(run(urls))


def clock_status_command(settings: Settings) -> list[ClockStatus]:
    """One row a county."""

    async def run(urls: DatabaseUrls) -> list[ClockStatus]:
        async with _both(settings, urls) as (_, worker):
            with _database_errors():
                async with worker.pool.acquire() as connection:
                    return await clock_status(connection)

    with database_urls(settings) as urls:
        return asyncio.run(run(urls))


def close_days_command(settings: Settings, until: date, county: str | None) -> list[str]:
    """What was closed, a line for each rehearsal."""

    async def run(urls: DatabaseUrls) -> list[str]:
        lines: list[str] = []
        async with _both(settings, urls) as (ledger, worker):
            for tenant in await _counties(ledger, county):
                if county is None and not (await ledger.services.counties.open(tenant)).rehearsal:
                    continue
                closed = await worker.days.close_until(tenant, until)
                lines.append(f"{tenant}: {closed} days closed")
        return lines or ["there is no rehearsal"]

    with database_urls(settings) as urls, _database_errors():
        return asyncio.run(run(urls))


@asynccontextmanager
async def _both(
    settings: Settings, urls: DatabaseUrls, rest_seconds: float = 0.0
) -> AsyncIterator[tuple[Ledger, Worker]]:
    async with (
        open_ledger(settings, urls) as ledger,
        open_worker(settings, urls, ledger, rest_seconds=rest_seconds) as worker,
    ):
        yield ledger, worker


def register_documents_command(settings: Settings, paths: Sequence[Path], by: str) -> list[str]:
    """A line for each document."""
    documents = read_documents(paths)  # before anything is asked of a database
    found = _as_owner(settings, lambda connection: register(connection, documents, by=by))
    return [f"{one.sha256}  {one.name}{'' if is_new else ' (known already)'}" for one, is_new in found]


def registered_documents_command(settings: Settings) -> list[RegisteredDocument]:
    """One row a document."""
    return _as_owner(settings, registered)


def remove_documents_command(settings: Settings, names: Sequence[str]) -> list[str]:
    """A line for each document removed."""
    return _as_owner(settings, lambda connection: remove(connection, names))


def _as_owner(settings: Settings, work: Callable[[asyncpg.Connection[asyncpg.Record]], Awaitable[T]]) -> T:
    """What ``work`` comes to on a connection of the role that owns the tables."""

    async def run(dsn: str) -> T:
        connection = await asyncpg.connect(dsn)
        try:
            return await work(connection)
        finally:
            await connection.close()

    with database_urls(settings) as urls, _database_errors():
        return asyncio.run(run(urls.migration))


async def _counties(ledger: Ledger, county: str | None) -> list[str]:
    known = await ledger.store.tenants()
    if county is not None and county not in known:
        raise SettingsError(f"there is no county {county!r}; known: {', '.join(known) or 'none'}")
    return known if county is None else [county]


def _told(report: RebuildReport) -> Iterator[str]:
    """A read model's rows, live against folded anew."""
    rows = sum(table.rows for table in report.tables)
    verdict = "follow from the log" if report.is_same else "DIFFER from what the log says"
    yield f"{report.tenant_id}: {rows} rows of {len(report.tables)} tables at position {report.position} {verdict}"
    for table in report.tables:
        if table.differing:
            yield f"  {table.table}: {table.differing} rows differ"
            yield from (f"    {difference}" for difference in table.first)


@contextmanager
def _database_errors() -> Iterator[None]:
    """What the database driver raises, as an error of the event store, which says it in a line."""
    try:
        yield
    except DATABASE_ERRORS as error:
        raise translate(error) from error


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C before the server has taken over the signals ends the demo as quietly as after."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo()


def _host(host: str) -> str:
    return f"[{host}]" if ":" in host else host
