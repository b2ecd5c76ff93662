"""One county's rows in one schema, over one connection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from projections.framework import statements
from projections.framework.rectangles import Rectangle
from projections.framework.table import History, Key, Row, Table, Values

if TYPE_CHECKING:
    from event_store.pool import Connection

LIVE = "read_model"
# Rows: a COPY takes two round trips more, and then half the time a row, or less where values would travel as text. Into
# tables with row security PostgreSQL takes none.
_WORTH_A_COPY, _WITH_TEXT_WORTH_A_COPY = 100, 10


class Storage:
    """Reads and writes rows of one county; whoever made it holds the transaction."""

    def __init__(self, connection: Connection, tenant_id: str, schema: str = LIVE) -> None:
        self._connection = connection
        self._tenant_id = tenant_id
        self._schema = schema

    async def select(self, table: Table, firsts: Sequence[Any]) -> list[Row]:
        """All rows with these values in the first column of their key."""
        arguments = [list(firsts)] if table.group else []
        sql = statements.select(table, self._schema)
        return [dict(row) for row in await self._connection.fetch(sql, self._tenant_id, *arguments)]

    async def find(self, table: Table, column: str, values: Sequence[Any]) -> list[Row]:
        """All rows with one of these values in a column."""
        sql = statements.find(table, self._schema, column)
        return [dict(row) for row in await self._connection.fetch(sql, self._tenant_id, list(values))]

    async def firsts_among(
        self, table: Table, column: str, values: Sequence[Any], since: tuple[str, date] | None
    ) -> list[Any]:
        """The first columns of the keys of rows with one of these values in a column [since a day of another]."""
        sql = statements.firsts_among(table, self._schema, column, since and since[0])
        day = [since[1]] if since else []
        return [row[0] for row in await self._connection.fetch(sql, self._tenant_id, list(values), *day)]

    async def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """New rows; one that exists already is an error."""
        await self.append(table, list(map(table.values_of, rows)))

    async def append(self, table: Table, rows: Sequence[Values]) -> None:
        """The same, of values in the order of ``Table.types``."""
        if self._schema == LIVE or len(rows) < self._worth_a_copy(table):
            if rows:
                await self._send(statements.insert(table, self._schema), table, rows)
            return
        tenant = (self._tenant_id,)
        await self._connection.copy_records_to_table(
            table.name,
            schema_name=self._schema,
            columns=["tenant_id", *table.types],
            records=[tenant + row for row in rows],
        )

    @staticmethod
    def _worth_a_copy(table: Table) -> int:
        return _WITH_TEXT_WORTH_A_COPY if table.has_arrays else _WORTH_A_COPY

    async def upsert(self, table: Table, rows: Sequence[Row]) -> None:
        """Rows as they stand from now on."""
        sql = statements.upsert(table, self._schema)
        await self._send(sql, table, list(map(table.values_of, rows)))

    async def add(self, table: Table, rows: Sequence[Row], block: int = 0) -> None:
        """Differences of counters; a row that does not exist starts from nought.

        Where the past is kept by blocks, what earlier ones left becomes past first.
        """
        if table.history is History.BLOCKS:
            keys = _columns([table.key_of(row) for row in rows])
            await self._connection.execute(
                statements.end_blocks(table, self._schema), self._tenant_id, *keys, block
            )
        sql = statements.add(table, self._schema)
        await self._send(sql, table, list(map(table.values_of, rows)))

    async def believed(self, table: Table, keys: Sequence[Key]) -> dict[Key, list[Rectangle]]:
        """The rectangles of states that are believed now, by key and day."""
        found: dict[Key, list[Rectangle]] = {}
        sql = statements.believed(table, self._schema)
        for record in await self._connection.fetch(sql, self._tenant_id, *_columns(keys)):
            row = dict(record)
            rectangle = Rectangle(row["true_from"], row["true_to"], row, stored=True)
            found.setdefault(table.key_of(row), []).append(rectangle)
        return found

    async def close(self, table: Table, closing: Sequence[tuple[Key, Rectangle, int]]) -> None:
        """Believed rectangles that are believed no longer, from a position on."""
        keys = _columns([key for key, _, _ in closing])
        ends = [end for _, _, end in closing]
        days = [old.true_from for _, old, _ in closing]
        await self._connection.execute(
            statements.close(table, self._schema), self._tenant_id, *keys, ends, days
        )

    async def delete(self, table: Table, keys: Iterable[Key]) -> None:
        """Rows that are no more."""
        sql = statements.delete(table, self._schema)
        await self._connection.execute(sql, self._tenant_id, *_columns(keys))

    async def _send(self, sql: str, table: Table, rows: Sequence[Values]) -> None:
        columns = zip(table.types.values(), zip(*rows, strict=True), strict=True)
        arrays = [_array(values, sql_type) for sql_type, values in columns]
        await self._connection.execute(sql, self._tenant_id, *arrays)


def _columns(keys: Iterable[Key]) -> list[list[Any]]:
    """One array for each column of the key."""
    return [list(column) for column in zip(*keys, strict=True)]


def _array(values: Sequence[Any], sql_type: str) -> Sequence[Any]:
    if not sql_type.endswith("[]"):
        return values
    # Ids and codes only: nothing in them needs quoting.
    return [None if value is None else "{" + ",".join(map(str, value)) + "}" for value in values]
