"""A page of a list costs what the page holds: every declared order of a list has an index that gives it, and every
column by which it can be filtered one that begins with it, after the county."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import asyncpg
import pytest

from graphql_api.read.declare import Order, ReadType, read_types
from graphql_api.read.filters import filters_of
from graphql_api.read.sources import Row
from tests.api.read.declared import root_lists, rows_of
from tests.support.postgres import Database

if TYPE_CHECKING:
    Tables = asyncpg.Connection[asyncpg.Record]

BEHIND = {  # a view, subselects
    "Event": "read_model.audit_entry",
    "Rollup": "read_model.rollup",
}
# As PostgreSQL writes what stands for a column of an order.
EXPRESSIONS = {"coalesce({t}.due_on, DATE '9999-12-30')": "COALESCE(due_on, '9999-12-30'::date)"}
ORDERS = [
    pytest.param(read_type, order, id=f"{name}-{order_name}")
    for name, read_type in root_lists().items()
    for order_name, order in read_type.orders.items()
]
# A few values that a great share of the rows has each, in tables that are written to most: an index would be read as
# far as the list itself is, and paid for by every attendance, event, verdict and reading. Readings have one by time,
# over all counties.
SIFTED = {
    "Meeting": {"kind", "status", "late_entry_days"},
    "Attendance": {"status", "absence_reason", "late_entry_days"},
    "Member": {"kind"},
    "Event": {"stream_type"},
    "Compliance": {"policy_kind", "modality", "issuer_level", "organisation_kind", "unit", "node_id"},
    "Reading": {"role", "place_id", "purpose", "read_at"},
}
FILTERED = re.compile(r"\(?\{t\}\.(\w+)\b")  # a column of the row itself, compared or tested
FILTERS = [
    pytest.param(read_type, column[1], id=f"{list_name}-{name}")
    for list_name, read_type in root_lists().items()
    for name, one in filters_of(read_type.name).items()
    if (column := FILTERED.match(one.condition if isinstance(one.condition, str) else one.sql))
    and column[1] not in SIFTED.get(read_type.name, ())
]
LEADING = """
SELECT pg_get_indexdef(i.indexrelid, 1, true) AS first, pg_get_indexdef(i.indexrelid, 2, true) AS second
  FROM pg_index AS i WHERE i.indrelid = to_regclass($1)"""

INDEXES = """
SELECT i.indisunique AS is_unique,
       array_agg(replace(pg_get_indexdef(i.indexrelid, k.n::int, true), '"', '') ORDER BY k.n) AS columns
  FROM pg_index AS i
 CROSS JOIN LATERAL unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (attnum, n)
 WHERE i.indrelid = to_regclass($1)
 GROUP BY i.indexrelid, i.indisunique"""


@pytest.mark.parametrize(("read_type", "order"), ORDERS)
async def test_an_order_has_its_index(tables: Tables, read_type: ReadType, order: Order) -> None:
    wanted = [
        "tenant_id",
        *(EXPRESSIONS[order.sql[name]] if name in order.sql else name for name in order.columns),
        read_type.key,
    ]
    table = BEHIND.get(read_type.name) or rows_of(read_type)
    assert any(
        row["columns"] == wanted or (row["is_unique"] and row["columns"] == wanted[: len(row["columns"])])
        for row in await tables.fetch(INDEXES, table)
    ), wanted


@pytest.mark.parametrize(("read_type", "column"), FILTERS)
async def test_a_filter_has_its_index(tables: Tables, read_type: ReadType, column: str) -> None:
    """By the column itself, or by an expression over it, such as whether it is null."""
    table = BEHIND.get(read_type.name) or rows_of(read_type)
    leading = await tables.fetch(LEADING, table)
    assert leading, table
    assert any(
        first == "tenant_id" and re.search(rf"\b{column}\b", second or "") for first, second in leading
    ), (table, column)


async def test_the_rollups_below_a_grid_have_theirs(database: Database) -> None:
    """For the very expression by which the type says where a row stands in the tree of grids."""
    connection = await asyncpg.connect(database.dsn())
    path = Row("t").sql(read_types()["Rollup"].place.grid or "")
    below = f"t.tenant_id = 'county-a' AND {path} >= '1/' AND {path} < '10'"
    async with connection.transaction():
        await connection.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        plan = await connection.fetch(f"EXPLAIN SELECT FROM read_model.rollup AS t WHERE {below}")
    await connection.close()
    assert any("rollup_grid" in line[0] for line in plan), plan
