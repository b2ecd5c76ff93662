"""How live rows differ from rebuilt ones, in terms that a person can read."""

# ruff: noqa: S608 - names come from declarations in this program, never from outside

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from projections.framework.staging import LONG_SECONDS, STAGING
from projections.framework.storage import LIVE
from projections.framework.table import Table

if TYPE_CHECKING:
    from event_store.pool import Connection

FIRST = 20  # differing rows of a table that are shown


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is not the same; with ``column`` None the one side has no such row at all."""

    table: str
    key: dict[str, Any]
    column: str | None
    live: Any
    rebuilt: Any

    def __str__(self) -> str:
        row = " ".join([self.table, *(f"{name}={value}" for name, value in self.key.items())])
        if self.column is None:
            return f"{row}: {'missing' if self.live is None else 'not in the log'}"
        return f"{row}: {self.column} is {self.live!r}, rebuilt {self.rebuilt!r}"


@dataclass(frozen=True, slots=True)
class TableComparison:
    """``rows`` counts the rebuilt ones, ``differing`` those that are not the same, or on one side only."""

    table: str
    rows: int
    differing: int
    first: tuple[Difference, ...]


async def compare(connection: Connection, tenant: str, table: Table) -> TableComparison:
    """Live against staged rows of a county, as this transaction sees them."""
    rows = await connection.fetchval(
        f"SELECT count(*) FROM {STAGING}.{table.name} WHERE tenant_id = $1", tenant, timeout=LONG_SECONDS
    )
    found = await connection.fetch(_differing(table), tenant, timeout=LONG_SECONDS)
    first = [
        difference
        for row in found
        for difference in _differences(table, _decode(row["live"]), _decode(row["rebuilt"]))
    ]
    return TableComparison(table.name, rows, found[0]["differing"] if found else 0, tuple(first))


@cache
def _differing(table: Table) -> str:
    """$1 tenant."""
    names = ", ".join(("tenant_id", *table.types))
    key = tuple(table.key) or ("tenant_id",)  # both sides are the county's alone
    same_key = " AND ".join(f"l.{column} = r.{column}" for column in key)
    order = ", ".join(f"coalesce(l.{column}, r.{column})" for column in key)
    differing = (
        f"SELECT l, r, count(*) OVER () AS differing"
        f"  FROM (SELECT {names} FROM {LIVE}.{table.name} WHERE tenant_id = $1) AS l"
        f"  FULL JOIN (SELECT {names} FROM {STAGING}.{table.name} WHERE tenant_id = $1) AS r ON {same_key}"
        f" WHERE l IS DISTINCT FROM r ORDER BY {order} LIMIT {FIRST}"
    )
    return f"SELECT to_jsonb(l) AS live, to_jsonb(r) AS rebuilt, differing FROM ({differing}) AS d"


def _differences(
    table: Table, live: dict[str, Any] | None, rebuilt: dict[str, Any] | None
) -> list[Difference]:
    either = live or rebuilt or {}
    key = {column: either[column] for column in table.key}
    if live is None or rebuilt is None:
        return [Difference(table.name, key, None, live, rebuilt)]
    return [
        Difference(table.name, key, column, live[column], rebuilt[column])
        for column in table.values
        if live[column] != rebuilt[column]
    ]


def _decode(row: str | None) -> dict[str, Any] | None:
    return None if row is None else msgspec.json.decode(row, type=dict[str, Any])
