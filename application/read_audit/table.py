"""Where readings are kept: a table that only its own function writes, and the application's role cannot change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from application.read_audit.persons import Told
from application.read_audit.reading import Written
from event_store.connections import Connections
from event_store.errors import EventStoreError, MalformedAppendError

_NO_SUCH_SET = "23503"  # foreign_key_violation
_TRIES = 5  # to write readings of sets that somebody takes away meanwhile


class ReadingRefusedError(Exception):
    """The database refuses the records for what they hold, and would do so again."""

    def __init__(self, code: str) -> None:
        """``code`` is the SQLSTATE."""
        self.code = code
        super().__init__(code)


class ReadingTable:
    """Keeps readings."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def keep(self, readings: Sequence[Written]) -> None:
        """Keep readings by one statement, all or none; those that are kept already stay as they are.

        Raises ReadingRefusedError, and EventStoreError for what may be otherwise the next time.
        """
        sets = {one.told.persons: one.told for one in readings if one.told.persons is not None}
        sent = [told for persons, told in sets.items() if not persons.is_kept]
        for tries in range(_TRIES, 0, -1):
            try:
                await self._write(readings, sent)
                break
            except (
                _SetGoneError
            ):  # its last reading had become too old, and may at the very moment at which it is sent
                if tries == 1:
                    raise
                sent = list(sets.values())
        for persons in sets:
            persons.is_kept = True

    async def _write(self, readings: Sequence[Written], sets: Iterable[Told]) -> None:
        written = (_list(one.json for one in readings), _list(told.set_json() for told in sets))
        try:
            await self._connections.fetch("SELECT read_audit.write($1, $2)", *written)
        except MalformedAppendError as error:
            if error.code == _NO_SUCH_SET:
                raise _SetGoneError(str(error), code=error.code) from error
            raise ReadingRefusedError(error.code) from error


def _list(items: Iterable[bytes]) -> str:
    return f"[{b','.join(items).decode()}]"


class _SetGoneError(EventStoreError):
    """A reading refers to a set that is not kept."""
