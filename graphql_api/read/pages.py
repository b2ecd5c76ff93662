"""Pages of relations, loaded: what one level of an answer asks for comes in one statement. The planner's reference."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from enum import Enum
from functools import partial
from typing import Any

from strawberry import UNSET

from graphql_api.read.caller import CallerScope
from graphql_api.read.connection import PageArguments, connection_of, filter_sql, page_sql
from graphql_api.read.declare import ReadType
from graphql_api.read.reader import Reader
from graphql_api.read.rows import select_list
from graphql_api.read.scope import scope_predicate
from graphql_api.read.sources import Moment, Row
from graphql_api.read.specs import Link
from graphql_api.read.statement import Parameters

Parent = tuple[Any, ...]  # the values of the columns that lead on from a row; of a root field, none


async def load_page(
    reader: Reader,
    read_type: ReadType,
    page: PageArguments,
    link: Link | None,
    parent: Parent,
    moment: Moment | None,
) -> Any:
    """One page of a relation; the same page of many parents comes in one statement."""
    name = ("many", read_type.name, link and link.sql, moment, _frozen(page))

    async def load(parents: Sequence[Parent]) -> list[Any]:
        def statement(caller: CallerScope, parameters: Parameters) -> str:
            row = Row("t", moment)
            sql = page_sql(read_type, page, caller, parameters, row)
            select = (
                f"SELECT {sql.cursor} AS _cursor, {select_list(read_type, caller, row)} FROM {row.source(read_type)}"
                f" WHERE {scope_predicate(read_type, caller, row)} AND {sql.where}{_linked(link, row)}"
                f" ORDER BY {sql.order_by} LIMIT {sql.limit} + 1"
            )
            return _of_each(parents, link, parameters, select)

        rows: list[list[Any]] = [[] for _ in parents]
        for row in await reader.fetch(statement, moment):
            rows[row["_parent"] - 1].append(row)
        return [
            connection_of(
                found,
                read_type,
                page,
                moment,
                partial(_count, reader, read_type, page, link, parent, moment),
            )
            for parent, found in zip(parents, rows, strict=True)
        ]

    return await reader.loader(name, load).load(parent)


async def _count(
    reader: Reader,
    read_type: ReadType,
    page: PageArguments,
    link: Link | None,
    parent: Parent,
    moment: Moment | None,
) -> int:
    """Rows of the whole list."""
    name = ("count", read_type.name, link and link.sql, moment, _frozen(page))

    async def load(parents: Sequence[Parent]) -> list[int]:
        def statement(caller: CallerScope, parameters: Parameters) -> str:
            row = Row("t", moment)
            select = (
                f"SELECT count(*) AS n FROM {row.source(read_type)} WHERE {scope_predicate(read_type, caller, row)}"
                f" AND ({filter_sql(read_type, page, caller, parameters, row)}){_linked(link, row)}"
            )
            return _of_each(parents, link, parameters, select)

        counts = {row["_parent"]: row["n"] for row in await reader.fetch(statement, moment)}
        return [counts[number] for number in range(1, len(parents) + 1)]

    return int(await reader.loader(name, load).load(parent))


def _linked(link: Link | None, row: Row) -> str:
    return f" AND {row.sql(link.sql, up='parent')}" if link else ""


def _of_each(parents: Sequence[Parent], link: Link | None, parameters: Parameters, select: str) -> str:
    """The same SELECT for each parent; its rows have the parent's number, from 1, as ``_parent``."""
    if link is None:
        return f"SELECT 1 AS _parent, child.* FROM ({select}) AS child"
    arrays = ", ".join(
        f"{parameters.add([parent[number] for parent in parents])}::{sql_type}[]"
        for number, sql_type in enumerate(link.columns.values())
    )
    return (
        "SELECT parent._number AS _parent, child.*"
        f" FROM unnest({arrays}) WITH ORDINALITY AS parent ({', '.join(link.columns)}, _number)"
        f" CROSS JOIN LATERAL ({select}) AS child"
    )


def _frozen(value: Any) -> Hashable:
    """A hashable stand-in for arguments, so that equal ones share a batch."""
    if isinstance(value, tuple | list):
        return tuple(_frozen(item) for item in value)
    if hasattr(type(value), "__strawberry_definition__"):
        return (type(value).__name__, *((k, _frozen(v)) for k, v in vars(value).items() if v is not UNSET))
    return value.value if isinstance(value, Enum) else value  # type: ignore[no-any-return]
