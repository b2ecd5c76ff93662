"""The SQL of a table: one statement a purpose, many rows a statement.

Rows travel as one array a column and are put together again by ``unnest``. It would take arrays of arrays
wholly apart, and jsonb is text to asyncpg: columns of both travel as text and are cast on arrival.
"""

# ruff: noqa: S608 - names come from declarations in this program, never from outside

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from projections.framework.rectangles import OPEN
from projections.framework.table import Table


def travels_as_text(sql_type: str) -> bool:
    """Whether a column of this type is sent as text."""
    return sql_type.endswith("[]") or sql_type == "jsonb"


@cache
def select(table: Table, schema: str) -> str:
    """$1 tenant; $2 values of the first key column (not for a table of one row a county)."""
    wanted = f" AND {table.group} = ANY ($2::{table.key[table.group]}[])" if table.group else ""
    return f"SELECT {', '.join(table.types)} FROM {schema}.{table.name} WHERE tenant_id = $1{wanted}"


@cache
def find(table: Table, schema: str, column: str) -> str:
    """$1 tenant; $2 values of the column."""
    return (
        f"SELECT {', '.join(table.types)} FROM {schema}.{table.name} "
        f"WHERE tenant_id = $1 AND {column} = ANY ($2::{table.types[column]}[])"
    )


@cache
def firsts_among(table: Table, schema: str, column: str, since: str | None) -> str:
    """$1 tenant; $2 values of the column; $3 the first day of ``since``, if that is given."""
    later = f" AND {since} >= $3" if since else ""
    return (
        f"SELECT DISTINCT {table.group} FROM {schema}.{table.name} "
        f"WHERE tenant_id = $1 AND {column} = ANY ($2::{table.types[column]}[]){later}"
    )


@cache
def insert(table: Table, schema: str) -> str:
    """$1 tenant; then one array a column. A row that exists already is an error."""
    names = ", ".join(table.types)
    return f"INSERT INTO {schema}.{table.name} (tenant_id, {names}) {_arriving(table, table.types)}"


@cache
def upsert(table: Table, schema: str) -> str:
    """$1 tenant; then one array a column."""
    sets = ", ".join(f"{column} = excluded.{column}" for column in table.values)
    return f"{insert(table, schema)} ON CONFLICT ({_conflict(table)}) DO UPDATE SET {sets}"


@cache
def add(table: Table, schema: str) -> str:
    """$1 tenant; then one array a column, differences in those of the counters."""
    sets = ", ".join(
        f"{column} = {table.name}.{column} + excluded.{column}"
        if column in table.counters
        else f"{column} = excluded.{column}"
        for column in table.values
    )
    return f"{insert(table, schema)} ON CONFLICT ({_conflict(table)}) DO UPDATE SET {sets}"


@cache
def delete(table: Table, schema: str) -> str:
    """$1 tenant; then one array a key column."""
    same = "".join(f" AND t.{column} = gone.{column}" for column in table.key)
    keys = _arriving(table, table.key)
    return (
        f"DELETE FROM {schema}.{table.name} AS t USING ({keys}) AS gone (tenant_id, {', '.join(table.key)}) "
        f"WHERE t.tenant_id = $1{same}"
    )


@cache
def believed(table: Table, schema: str) -> str:
    """$1 tenant; then one array a key column."""
    past = _past(table)
    wanted = f"JOIN ({_arriving(table, table.key)}) AS wanted ({_conflict(table)}) USING ({_conflict(table)})"
    return (
        f"SELECT {', '.join(past.types)} FROM {schema}.{past.name} {wanted if table.key else ''} "
        f"WHERE tenant_id = $1 AND known_to = {OPEN} ORDER BY true_from"
    )


@cache
def close(table: Table, schema: str) -> str:
    """$1 tenant; then one array a key column, for ``known_to`` and for ``true_from``."""
    past = _past(table)
    arriving = {**table.key, "known_to": "", "true_from": ""}
    same = "".join(f" AND p.{column} = n.{column}" for column in (*table.key, "true_from"))
    return (
        f"UPDATE {schema}.{past.name} AS p SET known_to = n.known_to "
        f"FROM ({_arriving(past, arriving)}) AS n (tenant_id, {', '.join(arriving)}) "
        f"WHERE p.tenant_id = $1 AND p.known_to = {OPEN}{same}"
    )


@cache
def end_blocks(table: Table, schema: str) -> str:
    """$1 tenant; then one array a key column, and the block in which these rows change."""
    past = _past(table)
    block = f"${len(table.key) + 2}::bigint"
    columns = [name for name in past.types if name != "known_to"]
    same = "".join(f" AND r.{column} = n.{column}" for column in table.key)
    versioned = f" AND r.{table.versioned_if}" if table.versioned_if else ""
    return (
        f"INSERT INTO {schema}.{past.name} (tenant_id, {', '.join(columns)}, known_to) "
        f"SELECT r.tenant_id, {', '.join(f'r.{column}' for column in columns)}, {block} "
        f"FROM ({_arriving(table, table.key)}) AS n ({_conflict(table)}) "
        f"JOIN {schema}.{table.name} AS r ON r.tenant_id = n.tenant_id{same} "
        f"WHERE r.known_from < {block}{versioned}"
    )


def _past(table: Table) -> Table:
    assert table.past is not None  # noqa: S101 - only such tables have a past
    return table.past


def _conflict(table: Table) -> str:
    return ", ".join(("tenant_id", *table.key))


def _arriving(table: Table, columns: Iterable[str]) -> str:
    arrays, values = [], []
    for number, column in enumerate(columns, start=2):
        sql_type = table.types[column]
        as_text = travels_as_text(sql_type)
        arrays.append(f"${number}::{'text' if as_text else sql_type}[]")
        values.append(f"n.{column}::{sql_type}" if as_text else f"n.{column}")
    return (
        f"SELECT $1::text, {', '.join(values)} FROM unnest({', '.join(arrays)}) AS n ({', '.join(columns)})"
    )
