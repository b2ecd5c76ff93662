"""The one place where what asyncpg and PostgreSQL raise becomes an error of the event store."""

from __future__ import annotations

import traceback
from pathlib import Path

import asyncpg

from event_store.errors import (
    EventStoreError,
    MalformedAppendError,
    OutcomeUnknownError,
    StatementTimeoutError,
    StoreMisconfiguredError,
    StoreUnavailableError,
    UnknownCountyError,
    UnknownEventError,
)

# What a statement or a connection attempt may raise; a fault of ours (TypeError …) is not among it.
DATABASE_ERRORS = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
    TimeoutError,
)

# SQLSTATE, or its class (first two characters) where no full code matches.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_BY_SQLSTATE: dict[str, type[EventStoreError]] = {
    "GL001": UnknownCountyError,
    "GL002": MalformedAppendError,
    "21": MalformedAppendError,
    "22": MalformedAppendError,
    "23": MalformedAppendError,
    "54": MalformedAppendError,
    "08": StoreUnavailableError,
    "25006": StoreUnavailableError,  # read-only: a standby, or a primary being demoted
    "40": StoreUnavailableError,  # serialization failure or deadlock: rolled back
    "53": StoreUnavailableError,  # too many connections, disk full, out of memory
    "55P03": StoreUnavailableError,  # lock not available
    "57": StoreUnavailableError,  # shutdown, crash of a neighbour, starting up
    "57014": StatementTimeoutError,
    "58": StoreUnavailableError,  # the system below PostgreSQL, as an IO error
    "28": StoreMisconfiguredError,
    "3D": StoreMisconfiguredError,
    "3F": StoreMisconfiguredError,
    "42": StoreMisconfiguredError,  # no such table or function, or no privilege
}
# After these the transaction may have committed: the connection ended before the reply came.
_LOST = ("08", "57P01", "57P02", "57P05")


def translate(error: Exception, *, append_was_sent: bool = False) -> EventStoreError:
    """The event store's error for one of DATABASE_ERRORS.

    With ``append_was_sent`` a lost connection leaves the outcome in doubt; else nothing was done.
    """
    code = sqlstate(error)
    if append_was_sent and code.startswith((*_LOST, "CONNECTION", "TIMEOUT")):
        return OutcomeUnknownError(message_of(error), code=code)
    kind = _BY_SQLSTATE.get(code) or _BY_SQLSTATE.get(code[:2]) or EventStoreError
    if code in ("CONNECTION", "TIMEOUT"):
        kind = StoreUnavailableError
    if code == "ARGUMENT":
        kind = MalformedAppendError
    return kind(message_of(error), code=code)


def sqlstate(error: Exception) -> str:
    """The SQLSTATE; else ``TIMEOUT``, ``ARGUMENT`` (a parameter that cannot be sent) or ``CONNECTION``."""
    if isinstance(error, asyncpg.PostgresError):
        return str(error.sqlstate)
    if isinstance(error, TimeoutError):
        return "TIMEOUT"
    if isinstance(error, asyncpg.DataError | asyncpg.exceptions.UnsupportedClientFeatureError):
        return "ARGUMENT"
    return "CONNECTION"


def is_lost_connection(error: Exception) -> bool:
    """Whether the connection ended, so that another one may answer at once."""
    return sqlstate(error).startswith((*_LOST, "CONNECTION"))


def message_of(error: Exception) -> str:
    """What one of DATABASE_ERRORS says, without the rows and values that it quotes: fit for logs."""
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    if isinstance(error, asyncpg.DataError):
        return type(error).__name__  # its message is about a value, and quotes it
    # The first argument is PostgreSQL's message alone; str() adds DETAIL and HINT, which may quote rows, and
    # rows may be about persons.
    return str(error.args[0]) if error.args else type(error).__name__


def fit_for_logs(error: Exception) -> str:
    """What an exception says, where the words are ours or PostgreSQL's; of any other its kind and place alone.

    Its words may quote what an event holds.
    """
    if isinstance(error, EventStoreError):
        return str(error)
    if isinstance(error, UnknownEventError):
        return f"{type(error).__name__}: {error.where}"  # where it is, not what it holds
    if isinstance(error, DATABASE_ERRORS):
        return message_of(error)
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name} {frames[-1].name}" if frames else ""
    return type(error).__name__ + place
