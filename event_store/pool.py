"""Makes the pool of connections to PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import asyncpg

from event_store.sqlstate import DATABASE_ERRORS, translate

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Pool = asyncpg.Pool[asyncpg.Record]
    Connection = PoolConnectionProxy[asyncpg.Record]
else:
    Pool = asyncpg.Pool

# A planned query may be long, and takes longer to plan again; those of the benchmarks have up to 10 kB, as of an
# earlier time. But clients choose their length, and a connection keeps 200: PostgreSQL takes 150 bytes a character.
LONGEST_PREPARED_CHARACTERS = 32 * 1024


async def make_pool(
    dsn: str,
    *,
    application_name: str = "gridledger",
    min_size: int = 0,
    max_size: int = 10,
    statement_timeout_seconds: float = 10.0,
    connect_timeout_seconds: float = 5.0,
    through_pgbouncer: bool = False,
) -> Pool:
    """A pool of at most ``max_size`` connections; with ``min_size`` 0 it starts while the database is away.

    ``through_pgbouncer``: behind PgBouncer in transaction mode a prepared statement may meet another server
    connection, so none are kept (`statement_cache_size=0`), and the time-out must be set on the role, since
    PgBouncer refuses it as a start-up parameter.

    Connections go back to the pool without the `RESET ALL` that asyncpg would send, a round trip each time
    (5.9k against 8.6k appends a second). asyncpg still rolls back a transaction left open. So leave no
    session state: `SET LOCAL` inside a transaction, transaction-level advisory locks, and no LISTEN on a
    pooled connection.

    Raises StoreUnavailableError or StoreMisconfiguredError when ``min_size`` connections cannot be made.
    """
    settings = {"application_name": application_name}
    if not through_pgbouncer:
        settings |= {
            "statement_timeout": str(round(statement_timeout_seconds * 1000)),
            "timezone": "UTC",
            "jit": "off",
            # append_events locks first, then looks: it must see what was committed while it waited.
            "default_transaction_isolation": "read committed",
        }
    try:
        return await asyncpg.create_pool(
            dsn,
            min_size=min_size,
            max_size=max_size,
            timeout=connect_timeout_seconds,
            # Only for a network that is cut: otherwise the server's own time-out comes first.
            command_timeout=statement_timeout_seconds + 5.0,
            statement_cache_size=0 if through_pgbouncer else 200,
            max_cacheable_statement_size=LONGEST_PREPARED_CHARACTERS,
            server_settings=settings,
            reset=_keep_session,
        )
    except DATABASE_ERRORS as error:
        raise translate(error) from error


async def _keep_session(connection: object) -> None:
    """Nothing to reset: see make_pool."""
