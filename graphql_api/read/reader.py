"""The reader of one operation: one snapshot of the read models, and batches of what its fields ask for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader

from application.actor import Actor, Role
from event_store.connections import Connections
from event_store.sqlstate import DATABASE_ERRORS, translate
from graphql_api.read.declare import ReadType, read_types
from graphql_api.read.errors import NotCaughtUpError
from graphql_api.read.scope import CallerScope, scope_predicate
from graphql_api.read.statement import Parameters

if TYPE_CHECKING:
    from application.counties import Counties
    from graphql_api.context import Services, Viewer
    from projections.framework.positions import Positions

K = TypeVar("K", bound=Hashable)
WAIT_SECONDS = 5.0  # for the read models to come as far as was asked for

# The position of the snapshot, and the caller's place in it.
_OPEN = """
SELECT (SELECT position FROM read_model.checkpoint WHERE tenant_id = $1 AND projection = 'read_models') AS position,
       (SELECT org_path FROM read_model.organisation WHERE tenant_id = $1 AND organisation_id = $2) AS org_path
"""


class Reader:
    """Reads for one operation. All its statements see one snapshot; they run one after the other on one connection."""

    def __init__(
        self,
        connections: Connections,
        counties: Counties,
        positions: Positions,
        tenant_id: str,
        actor: Actor,
    ) -> None:
        self._connections = connections
        self._counties = counties
        self._positions = positions
        self._tenant_id = tenant_id
        self._actor = actor
        self._lock = asyncio.Lock()
        self._connection: Any = None
        self._caller: CallerScope | None = None
        self._loaders: dict[Hashable, DataLoader[Any, Any]] = {}
        self.position: int | None = None

    async def at_least(self, position: int) -> None:
        """Let this and later reads reflect at least ``position``. Raises NotCaughtUpError after 5 seconds."""
        if self.position is not None and self.position >= position:
            return
        reached = await self._positions.wait_for(self._tenant_id, position, WAIT_SECONDS)
        if reached < position:
            raise NotCaughtUpError(position, reached)
        async with self._lock:
            await self._close()

    async def ready(self) -> None:
        """Open the snapshot, unless it is open."""
        await self.fetch(lambda _caller, _parameters: "SELECT")

    async def fetch(self, make: Callable[[CallerScope, Parameters], str]) -> list[Any]:
        """Rows of the statement that ``make`` writes for the caller's scope."""
        async with self._lock:
            try:
                caller = await self._open()
                parameters = Parameters()
                sql = make(caller, parameters)
                rows: list[Any] = await self._connection.fetch(sql, *parameters.values)
            except DATABASE_ERRORS as error:
                raise translate(error) from error
            return rows

    async def one(self, read_type: ReadType, key: UUID | str, column: str | None = None) -> Any | None:
        """The row whose ``column`` (its key by default) is ``key``, if the caller may see it; batched."""
        column = column or read_type.key

        async def load(keys: Sequence[UUID | str]) -> list[Any]:
            def statement(caller: CallerScope, parameters: Parameters) -> str:
                return (
                    f"SELECT t.{column} AS _by, {read_type.select_list} FROM {read_type.source} AS t"
                    f" WHERE {scope_predicate(read_type, caller, parameters)}"
                    f" AND t.{column} = ANY ({parameters.add(list(keys))})"
                )

            found = {row["_by"]: read_type.make(row) for row in await self.fetch(statement)}
            return [found.get(key) for key in keys]

        return await self.loader(("one", read_type.name, column), load).load(key)

    async def entity(self, cls: type, key: UUID, *, after: int | None = None) -> Any | None:
        """An object of a declared type by its key, in a snapshot that reflects position ``after`` at least."""
        if after is not None:
            await self.at_least(after)
        return await self.one(read_types()[cls.__name__], key)

    def loader(self, name: Hashable, load: Callable[[Sequence[K]], Awaitable[list[Any]]]) -> DataLoader[K, Any]:
        """The loader of that name; what the fields of one level ask for comes in one batch."""
        if name not in self._loaders:

            async def load_list(keys: list[K]) -> list[Any]:
                return await load(keys)

            self._loaders[name] = DataLoader(load_fn=load_list)
        return self._loaders[name]

    async def aclose(self) -> None:
        """Give the connection back; the reader may be used again and then sees a new snapshot."""
        async with self._lock:
            await self._close()

    async def _open(self) -> CallerScope:
        if self._connection is None:
            await self._counties.open(self._tenant_id)
            self._connection = await self._connections.acquire()
            await self._connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            row = await self._connection.fetchrow(_OPEN, self._tenant_id, self._actor.place)
            self.position = row["position"] or 0
            actor = self._actor
            org_path = "" if actor.place is None and actor.role in COUNTY_WIDE else row["org_path"]
            self._caller = CallerScope(self._tenant_id, actor.role, org_path, actor.member_id)
        assert self._caller is not None
        return self._caller

    async def _close(self) -> None:
        connection, self._connection, self._caller = self._connection, None, None
        self._loaders.clear()
        if connection is not None:
            try:
                if not connection.is_closed():
                    await connection.execute("ROLLBACK")
            finally:
                await self._connections.release(connection)


# Roles that cover the whole county when their token names no place. The others see nothing then.
COUNTY_WIDE = frozenset({Role.COUNTY_SECRETARY, Role.INSPECTOR, Role.INTEGRATOR})


def reader_for(services: Services, viewer: Viewer) -> Reader:
    """A reader for one request's operation."""
    connections = Connections(services.read_pool)
    return Reader(connections, services.counties, services.positions, viewer.tenant_id, viewer.actor)
