"""All rows of a county in memory: from them verdicts are judged anew, without looking at what an event touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from event_store.pool import Pool
from projections.framework.table import Key, Row, Table
from projections.registry import TABLES


class Everything:
    """As ``projections.compliance.known.Known``."""

    def __init__(self) -> None:
        self._rows: dict[Table, dict[Key, Row]] = {}
        self._groups: dict[Table, dict[Any, list[Row]]] = {}

    @classmethod
    async def of_county(cls, pool: Pool, tenant: str) -> Everything:
        """Read every table whole."""
        known = cls()
        async with pool.acquire() as connection:
            for table in set(TABLES.values()):
                order = ", ".join(table.key) or "1"
                sql = f"SELECT * FROM read_model.{table.name} WHERE tenant_id = $1 ORDER BY {order}"
                known.put(table, [dict(row) for row in await connection.fetch(sql, tenant)])
        return known

    def put(self, table: Table, rows: Sequence[Row]) -> None:
        """The rows of a table, by key."""
        self._rows[table] = {table.key_of(row): row for row in rows}
        groups: defaultdict[Any, list[Row]] = defaultdict(list)
        for row in rows:
            groups[row[table.group] if table.group else None].append(row)
        self._groups[table] = groups

    def get(self, table: Table, *key: Any) -> Row | None:
        return self._rows[table].get(key)

    def require(self, table: Table, *key: Any) -> Row:
        return self._rows[table][key]

    def of(self, table: Table, first: Any) -> Sequence[Row]:
        return self._groups[table].get(first, [])

    def all(self, table: Table) -> Sequence[Row]:
        """All rows of a table, by key."""
        return list(self._rows[table].values())
