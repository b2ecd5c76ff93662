"""The reader of one operation: one snapshot of the read models, and batches of what its fields ask for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

import asyncpg
from strawberry.dataloader import DataLoader

from application.access import SMALL_CELL
from application.actor import Actor
from event_store.connections import Connections
from event_store.errors import EventStoreError
from event_store.sqlstate import DATABASE_ERRORS, is_lost_connection, translate
from event_store.telemetry import span
from graphql_api.read.as_of import AsOf, Echo, Sought, check_reached
from graphql_api.read.at_once import Ask, AtOnce, Found
from graphql_api.read.caller import LOCATE, STANDS, CallerScope
from graphql_api.read.declare import ReadType
from graphql_api.read.entering import entered, seen_by
from graphql_api.read.errors import NotCaughtUpError
from graphql_api.read.freshness import MARK, SNAPSHOT, Freshness
from graphql_api.read.rows import make_object, select_list
from graphql_api.read.scope import scope_predicate
from graphql_api.read.seen import Seen
from graphql_api.read.sources import Moment, Row
from graphql_api.read.statement import Parameters

if TYPE_CHECKING:
    from application.counties import Counties
    from event_store.pool import Connection
    from graphql_api.context import Services, Viewer
    from projections.framework.positions import Positions

K = TypeVar("K", bound=Hashable)
WAIT_SECONDS = 5.0  # for the read models to come as far as was asked for

_BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
# The transaction enters as the caller; then where that stands in the snapshot, beside what else is told of it.
_OPEN = f"{SNAPSHOT}, {LOCATE}"

_FRESH = Freshness()

Make = Callable[[CallerScope, Parameters], str]


class Reader:
    """Reads for one operation. All its statements see one snapshot; they run one after the other on one connection."""

    def __init__(
        self,
        connections: Connections,
        counties: Counties,
        positions: Positions,
        tenant_id: str,
        actor: Actor,
        timeout_ms: int | None = None,
        small_cell: int = SMALL_CELL,
        since: int = 0,
    ) -> None:
        self._connections = connections
        self._counties = counties
        self._positions = positions
        self._tenant_id = tenant_id
        self._unlocated = CallerScope(tenant_id, actor, small_cell, since=since)
        self._timeout_ms = timeout_ms
        self._timeout_seconds = None if timeout_ms is None else timeout_ms / 1000
        self._lock = asyncio.Lock()
        self._connection: Any = None
        self._caller: CallerScope | None = None
        self._failure: EventStoreError | None = None
        self._is_over = False
        self._loaders: dict[Hashable, DataLoader[Any, Any]] = {}
        self._reflects: int | None = None  # position of the latest snapshot
        self.position: int | None = None  # the lowest that any snapshot of this operation reflected
        self.freshness = _FRESH  # of the latest
        self.mark: int | None = None  # as well, of the open work of a node that it was asked for
        self.seen = Seen()  # whom the answer tells of
        self.echoes: dict[
            str, Echo
        ] = {}  # what was read as of an earlier time, by the path of its root field

    async def at_least(self, position: int) -> None:
        """Let this and later reads reflect at least ``position``. Raises NotCaughtUpError after 5 seconds."""
        if self._reflects is not None and self._reflects >= position:
            return
        reached = await self._positions.wait_for(self._tenant_id, position, WAIT_SECONDS)
        if reached < position:
            raise NotCaughtUpError(position, reached)
        async with self._lock:
            await self._close()

    def tell_mark(self, node: UUID) -> None:
        """Let each snapshot from here on tell the mark of a node's open work, by which changes of it are seen."""
        self._unlocated = self._unlocated.as_told_mark(node)

    async def ready(self) -> None:
        """Open the snapshot, unless it is open."""
        await self._read(lambda _: None)

    async def moment(self, asked: AsOf | None, root: str) -> Moment | None:
        """The moment that a root field is to be read as of; None for now. Raises BadUserInputError."""
        if asked is None:
            return None
        sought = Sought(asked)
        parameters = Parameters({**self._unlocated.values, **sought.values})
        sql = f"SELECT {sought.columns} FROM {sought.relation}"
        (row,) = await self._read(lambda _: parameters.numbered(sql))
        return self._told(asked, sought.found(row), root).moment

    async def value(self, ask: Ask) -> Any:
        """What a root field reads, by itself, in the operation's snapshot. Raises BadUserInputError."""
        moment = await self.moment(ask.as_of, ask.root)
        rows = await self.fetch(lambda caller, parameters: ask.make(caller, parameters, moment), moment)
        return rows[0][0] if rows else None

    async def at_once(self, asked: AtOnce) -> list[Found]:
        """What root fields read, as one statement: no transaction, and one round trip for all.

        The snapshot ends with it, so whoever calls this asks for all that the operation reads, and before it reads
        anything else (``is_untouched``).
        """
        row = await self._at_once(asked)
        if row["moved"] and not self._unlocated.moved:
            # It told less than the caller may see. That it did is known only once it was asked; of few callers it does.
            self._unlocated = self._unlocated.as_moved()
            row = await self._at_once(asked)
        self._note(row)
        return asked.found(row)

    async def _at_once(self, asked: AtOnce) -> Any:
        text, values = asked.written(self._unlocated)
        try:
            await self._counties.open(self._tenant_id)
            (row,) = await self._connections.fetch(text, *values, timeout_seconds=self._timeout_seconds)
        except EventStoreError as error:
            self._failure = error
            raise
        return row

    def value_of(self, ask: Ask, found: Found) -> Any:
        """What was found for a root field. Raises BadUserInputError where it asked for a time ahead of it."""
        if ask.as_of is not None and found.echo is not None:
            self._told(ask.as_of, found.echo, ask.root)
        return found.value

    async def fetch(self, make: Make, moment: Moment | None = None) -> list[Any]:
        """Rows of the statement that ``make`` writes for the caller's scope, and the moment it reads as of."""

        def statement(caller: CallerScope) -> tuple[str, list[Any]]:
            parameters = Parameters(caller.values if moment is None else {**caller.values, **moment.values})
            return parameters.numbered(make(caller, parameters))

        return await self._read(statement)

    async def _read(self, statement: Callable[[CallerScope], tuple[str, list[Any]] | None]) -> list[Any]:
        """Rows of a statement in the snapshot, which is opened for it; of none, none."""
        async with self._lock:
            if self._is_over:
                raise RuntimeError("the operation is over")
            if self._failure is not None:
                raise self._failure  # the snapshot is gone: whatever else was asked for fails for the same reason
            try:
                written = statement(self._caller or await self._open())
                rows: list[Any] = []
                if written:
                    with span("statement"):
                        rows = await self._connection.fetch(written[0], *written[1])
            except EventStoreError as error:
                self._failure = error
                raise
            except DATABASE_ERRORS as error:
                self._failure = translate(error)
                raise self._failure from error
            return rows

    @property
    def is_untouched(self) -> bool:
        """Whether no snapshot is open, and none failed."""
        return self._connection is None and self._failure is None and not self._is_over

    async def one(
        self,
        read_type: ReadType,
        key: UUID | str,
        column: str | None = None,
        moment: Moment | None = None,
        *,
        timeless: bool = False,
    ) -> Any | None:
        """The row whose ``column`` (its key by default) is ``key``, if the caller may see it; batched.

        What is ``timeless`` is read as it stands, and what it leads to as of the moment.
        """
        column = column or read_type.key
        read_as_of = None if timeless else moment

        async def load(keys: Sequence[UUID | str]) -> list[Any]:
            def statement(caller: CallerScope, parameters: Parameters) -> str:
                row = Row("t", read_as_of)
                return (
                    f"SELECT t.{column} AS _by, {select_list(read_type, caller, row)} FROM {row.source(read_type)}"
                    f" WHERE {scope_predicate(read_type, caller, row)}"
                    f" AND t.{column} = ANY ({parameters.add(list(keys))})"
                )

            rows = await self.fetch(statement, read_as_of)
            found = {row["_by"]: make_object(read_type, row, moment) for row in rows}
            return [found.get(key) for key in keys]

        return await self.loader(("one", read_type.name, column, moment, timeless), load).load(key)

    def loader(
        self, name: Hashable, load: Callable[[Sequence[K]], Awaitable[list[Any]]]
    ) -> DataLoader[K, Any]:
        """The loader of that name; what the fields of one level ask for comes in one batch."""
        if name not in self._loaders:

            async def load_list(keys: list[K]) -> list[Any]:
                return await load(keys)

            self._loaders[name] = _SharedLoader(load_fn=load_list)
        return self._loaders[name]

    async def aclose(self) -> None:
        """Give the connection back; the reader may be used again and then sees a new snapshot."""
        if self.is_untouched and not self._loaders and not self._lock.locked():
            return  # there is nothing to give back, as in most mutations
        async with self._lock:
            await self._close()

    async def end(self) -> None:
        """Give the connection back for good: a field that is still at work then must not take another."""
        await self.aclose()
        self._is_over = True

    def _told(self, asked: AsOf, echo: Echo, root: str) -> Echo:
        """Note which moment was asked for."""
        check_reached(asked, self._reflects or 0)
        self.echoes[root] = echo
        return echo

    def _note(self, row: Any) -> None:
        """Note what a snapshot reflects."""
        self._reflects = row["position"] or 0
        self.position = self._reflects if self.position is None else min(self.position, self._reflects)
        self.freshness = Freshness(row["parked"], row["behind"])
        self.mark = row["mark"] if self._unlocated.marked else None

    async def _open(self) -> CallerScope:
        """Open a snapshot; a connection found dead is replaced once, for nothing has been read on it."""
        await self._counties.open(self._tenant_id)
        for last_try in (False, True):
            connection = await self._connections.acquire()
            try:
                row = await self._begun(connection)
            except BaseException as error:
                await self._connections.release(connection)
                if last_try or not isinstance(error, DATABASE_ERRORS) or not is_lost_connection(error):
                    raise
            else:
                break
        self._connection = connection
        self._note(row)
        self._caller = self._unlocated.located({name: row[name] for name in STANDS}, moved=row["moved"])
        return self._caller

    async def _begun(self, connection: Connection) -> Any:
        """What the snapshot that begins on it says of the caller and of itself."""
        await _begin(connection, self._timeout_ms)
        caller = {**self._unlocated.values, "seen": seen_by(self._unlocated.actor)}
        mark = f", {MARK}" if self._unlocated.marked else ""
        opening = f"{_OPEN}{mark} WHERE {entered(self._unlocated.actor)}"
        sql, values = Parameters(caller).numbered(opening)
        (row,) = await connection.fetch(sql, *values)
        return row

    async def _close(self) -> None:
        connection, self._connection, self._caller, self._failure = self._connection, None, None, None
        self._loaders.clear()
        if connection is not None:
            try:
                with suppress(*DATABASE_ERRORS):  # the answer stands without a good-bye
                    await connection.execute("ROLLBACK")
            finally:
                await self._connections.release(connection)


class _SharedLoader(DataLoader[K, Any]):
    """A loader whose rows many fields wait for: the engine cancels one beside which another failed, not the rest."""

    def load(self, key: K) -> Awaitable[Any]:
        shared = cast("asyncio.Future[Any]", super().load(key))
        shared.add_done_callback(_look_at)
        return asyncio.shield(shared)


def _look_at(shared: asyncio.Future[Any]) -> None:
    """Look at a failure: whoever waits is told anyway, and of one for which nobody waits any more asyncio complains."""
    if not shared.cancelled():
        shared.exception()


async def _begin(connection: Connection, timeout_ms: int | None) -> None:
    sql = _BEGIN if timeout_ms is None else f"{_BEGIN}; SET LOCAL statement_timeout = {timeout_ms:d}"
    try:
        await connection.execute(sql)
    except asyncpg.ActiveSQLTransactionError:
        # Whoever had the connection before was cancelled once a statement was parsed: that began a transaction of
        # which asyncpg does not know. The error has ended it.
        await connection.execute(sql)


def reader_for(
    services: Services, viewer: Viewer, *, timeout_ms: int | None = None, since: int = 0
) -> Reader:
    """A reader for one request's operation; a statement that takes longer than ``timeout_ms`` fails with TIMEOUT.

    Of what grows, a subscription reads what came after the position ``since``.
    """
    connections = services.read_shares.of((viewer.tenant_id, viewer.actor.account_id))
    return Reader(
        connections,
        services.counties,
        services.positions,
        viewer.tenant_id,
        viewer.actor,
        timeout_ms,
        services.small_cell,
        since,
    )
