"""Pages of relations, loaded: what one level of an answer asks for comes in one statement. The planner's reference."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from enum import Enum
from functools import partial
from typing import Any
from uuid import UUID

from strawberry import UNSET

from graphql_api.read.connection import PageArguments, connection_of, filter_sql, page_sql
from graphql_api.read.declare import ReadType
from graphql_api.read.reader import Reader
from graphql_api.read.rows import select_list
from graphql_api.read.scope import CallerScope, scope_predicate
from graphql_api.read.sources import Moment, Row
from graphql_api.read.specs import ToMany
from graphql_api.read.statement import Parameters


async def load_page(
    reader: Reader, read_type: ReadType, page: PageArguments, spec: ToMany, parent: Any, moment: Moment | None
) -> Any:
    """One page of a relation; the same page of many parents comes in one statement."""
    name = ("many", read_type.name, spec.by, moment, _frozen(page))

    async def load(parents: Sequence[UUID | None]) -> list[Any]:
        rows: dict[Any, list[Any]] = {parent: [] for parent in parents}

        def statement(caller: CallerScope, parameters: Parameters) -> str:
            row = Row("t", moment)
            sql = page_sql(read_type, page, parameters, row)
            condition = f"{scope_predicate(read_type, caller, row)} AND {sql.where}"
            select = (
                f"SELECT {sql.cursor} AS _cursor, {select_list(read_type, row)} FROM {row.source(read_type)}"
            )
            rest = f"ORDER BY {sql.order_by} LIMIT {sql.limit} + 1"
            if spec.by is None:
                return f"{select} WHERE {condition} {rest}"
            ids = parameters.add(list(parents))
            return (
                f"SELECT parent.id AS _parent, child.* FROM unnest({ids}::uuid[]) AS parent (id)"
                f" CROSS JOIN LATERAL ({select} WHERE t.{spec.by} = parent.id AND {condition} {rest}) AS child"
            )

        for row in await reader.fetch(statement, moment):
            rows[row["_parent"] if spec.by else None].append(row)
        return [
            connection_of(
                rows[parent],
                read_type,
                page,
                moment,
                partial(_count, reader, read_type, page, spec, parent, moment),
            )
            for parent in parents
        ]

    return await reader.loader(name, load).load(parent)


async def _count(
    reader: Reader, read_type: ReadType, page: PageArguments, spec: ToMany, parent: Any, moment: Moment | None
) -> int:
    """Rows of the whole list."""
    name = ("count", read_type.name, spec.by, moment, _frozen(page))

    async def load(parents: Sequence[UUID | None]) -> list[int]:
        def statement(caller: CallerScope, parameters: Parameters) -> str:
            row = Row("t", moment)
            source = row.source(read_type)
            scope, condition = scope_predicate(read_type, caller, row), filter_sql(page, parameters, row)
            if spec.by is None:
                return f"SELECT NULL::uuid AS parent, count(*) AS n FROM {source} WHERE {scope} AND ({condition})"
            ids = parameters.add(list(parents))
            return (
                f"SELECT t.{spec.by} AS parent, count(*) AS n FROM {source}"
                f" WHERE t.{spec.by} = ANY ({ids}::uuid[]) AND {scope} AND ({condition}) GROUP BY t.{spec.by}"
            )

        counts = {row["parent"]: row["n"] for row in await reader.fetch(statement, moment)}
        return [counts.get(parent, 0) for parent in parents]

    return int(await reader.loader(name, load).load(parent))


def _frozen(value: Any) -> Hashable:
    """A hashable stand-in for arguments, so that equal ones share a batch."""
    if isinstance(value, tuple | list):
        return tuple(_frozen(item) for item in value)
    if hasattr(type(value), "__strawberry_definition__"):
        return (type(value).__name__, *((k, _frozen(v)) for k, v in vars(value).items() if v is not UNSET))
    return value.value if isinstance(value, Enum) else value  # type: ignore[no-any-return]
