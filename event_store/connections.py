"""Runs statements on pooled connections, and says in the event store's errors what went wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

import asyncpg

from event_store.errors import StatementTimeoutError, StoreUnavailableError
from event_store.sqlstate import DATABASE_ERRORS, is_lost_connection, message_of, translate
from event_store.telemetry import span

if TYPE_CHECKING:
    from event_store.pool import Connection

# The loop finds the socket readable, reads its end, and reports the connection closed, each in its own round.
_ROUNDS_TO_HEAR_A_GOODBYE = 3


class Lender(Protocol):
    """What lends connections: a pool, or a part of one."""

    def acquire(self, *, timeout: float) -> Awaitable[Connection]:
        """A connection, within so many seconds."""

    def release(self, connection: Connection, /) -> Awaitable[None]:
        """Take it back."""


class Connections:
    """A pool with bounded waiting. Once the database is back, the next statement works without a restart."""

    def __init__(self, pool: Lender, *, acquire_timeout_seconds: float = 5.0) -> None:
        self._pool = pool
        self._acquire_timeout_seconds = acquire_timeout_seconds

    async def fetch(
        self, statement: str, *arguments: Any, timeout_seconds: float | None = None
    ) -> list[asyncpg.Record]:
        """Rows of a statement that only reads; a connection found dead is replaced once.

        Raises StatementTimeoutError for one that takes longer than ``timeout_seconds``.
        """
        for last_try in (False, True):
            # Nothing to hear out at first: what a dead connection loses is sent again.
            connection = await self.acquire(hear_out=last_try)
            try:
                with span("statement"):
                    return await connection.fetch(statement, *arguments, timeout=timeout_seconds)
            except DATABASE_ERRORS as error:
                if timeout_seconds is not None and isinstance(error, TimeoutError):
                    raise StatementTimeoutError(message_of(error), code="TIMEOUT") from error
                if last_try or not is_lost_connection(error):
                    raise translate(error) from error
            finally:
                await self.release(connection)
        raise AssertionError("unreachable")

    async def release(self, connection: Connection) -> None:
        """Give a connection back."""
        # One that does not answer, as the pool waits for it to, has been ended by the pool: what its statement met has
        # been told already.
        with suppress(*DATABASE_ERRORS):
            await self._pool.release(connection)

    async def acquire(self, *, hear_out: bool = True) -> Connection:
        """A living connection: nothing has been sent yet, so a failure here is never in doubt.

        Without ``hear_out`` it may be one whose end was not heard yet.
        """
        for last_try in (False, True):
            try:
                connection = await self._pool.acquire(timeout=self._acquire_timeout_seconds)
            except DATABASE_ERRORS as error:
                if last_try or not is_lost_connection(error):
                    raise translate(error) from error
            else:
                if hear_out:
                    await self._hear_out(connection)
                if not _is_closed(connection):
                    return connection
                await self.release(connection)
        raise StoreUnavailableError("connections end as soon as they are made", code="CONNECTION")

    async def _hear_out(self, connection: Connection) -> None:
        """Let the event loop read what the server said while the connection was idle, as its goodbye.

        Otherwise the end of an idle connection would look like the loss of what is sent on it. Takes 5 µs.
        """
        try:
            for _ in range(_ROUNDS_TO_HEAR_A_GOODBYE):
                await asyncio.sleep(0)
        except BaseException:
            await self.release(connection)
            raise


class AppendConnection:
    """A connection for appends, kept from one to the next while there are more to send."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._connection: Connection | None = None

    async def fetch_append(self, statement: str, *arguments: Any) -> list[asyncpg.Record]:
        """Rows of a statement that writes; sent once. OutcomeUnknownError if the reply does not come."""
        for last_try in (False, True):
            connection = await self._living()
            try:
                return await connection.fetch(statement, *arguments)
            except asyncpg.InternalClientError as error:
                # The server's last word was waiting in the socket, and nothing was sent. Were it anything
                # else, the command ids would still make sending again harmless.
                await self.release()
                if last_try:
                    raise translate(error, append_was_sent=True) from error
            except DATABASE_ERRORS as error:
                await self.release()
                raise translate(error, append_was_sent=True) from error
        raise AssertionError("unreachable")

    async def release(self) -> None:
        """Give the connection back, if there is one; the next append takes another."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            await self._connections.release(connection)

    async def _living(self) -> Connection:
        if self._connection is not None and _is_closed(self._connection):
            await self.release()
        if self._connection is None:
            self._connection = await self._connections.acquire()
        return self._connection


def _is_closed(connection: Connection) -> bool:
    try:
        return connection.is_closed()
    except asyncpg.InterfaceError:  # closed, and the pool has taken it back already
        return True
