"""What can go wrong with the event store. The docstring of an error is its message."""

from __future__ import annotations

import inspect
from typing import Self
from uuid import UUID

from eventsourcing.persistence import MapperDeserialisationError, PersistenceError


class EventStoreError(PersistenceError):
    """The database refused the statement for a reason that the event store does not expect."""

    def __init__(self, detail: str = "", *, code: str = "") -> None:
        """``code`` is the SQLSTATE, or ``CONNECTION`` or ``TIMEOUT`` where the database said nothing."""
        self.code = code
        self.detail = detail
        message = inspect.cleandoc(type(self).__doc__ or "").replace("\n", " ")
        super().__init__(
            f"{message} ({', '.join(filter(None, (code, detail)))})" if code or detail else message
        )

    def again(self) -> Self:
        """The same error for one more caller: each raises its own, with a traceback of its own."""
        error = type(self)(self.detail, code=self.code)
        error.__cause__ = self.__cause__
        return error


class StoreUnavailableError(EventStoreError):
    """The event store cannot be reached or cannot write just now; nothing was done. Try again shortly."""


class QueueFullError(StoreUnavailableError):
    """Too much waits to be appended already; nothing was done. Try again shortly."""


class ShareTakenError(StoreUnavailableError):
    """The caller uses as many connections as one may already; nothing was done. Try again shortly."""


class OutcomeUnknownError(EventStoreError):
    """The connection was lost during an append: its commands are kept wholly or not at all.

    Send them again with the same command ids; the answer settles it.
    """


class StatementTimeoutError(EventStoreError):
    """The database did not finish in time and took the statement back; nothing was done."""


class StoreMisconfiguredError(EventStoreError):
    """The database is not as this program needs it: run the migrations, check the DSN's role and database."""


class UnknownCountyError(EventStoreError):
    """There is no such county: it has not been founded."""


class MalformedAppendError(EventStoreError):
    """The command cannot be appended as it stands: a fault of the program that made it, not of a user."""


class UnknownEventError(MapperDeserialisationError):
    """The log holds an event that this version of the program does not know, by its type or schema version.

    Run the version of the program that wrote it, or a newer one; never skip the event.
    """

    def __init__(self, where: EventPlace, detail: str) -> None:
        self.where = where
        super().__init__(
            f"{detail}: {where}. {inspect.cleandoc(type(self).__doc__ or '')}".replace("\n", " ")
        )


class UnreadableEventError(UnknownEventError):
    """The log holds an event whose payload does not fit its type and schema version.

    Verify the log (`gridledger log verify`); if it verifies, the class of the event was changed without a new
    class_version and upcast: mend the class. Never change the log.
    """


class EventPlace:
    """Which event an error is about."""

    __slots__ = ("position", "schema_version", "stream_id", "tenant_id", "type", "version")

    def __init__(
        self,
        *,
        tenant_id: str | None,
        position: int | None,
        stream_id: UUID | str,
        version: int,
        type: str,  # noqa: A002 - the column's name
        schema_version: int,
    ) -> None:
        self.tenant_id = tenant_id
        self.position = position
        self.stream_id = stream_id
        self.version = version
        self.type = type
        self.schema_version = schema_version

    def __str__(self) -> str:
        place = f"county {self.tenant_id} position {self.position}" if self.position else "not yet in a log"
        return (
            f"{place}, type {self.type!r} schema version {self.schema_version}, "
            f"stream {self.stream_id} version {self.version}"
        )
