"""Connections (Relay): pages of rows by keyset, never by offset."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

import strawberry

from graphql_api.read.caller import CallerScope
from graphql_api.read.cursors import cursor_sql, decode_cursor
from graphql_api.read.declare import Order, ReadType, resolve
from graphql_api.read.errors import BadUserInputError, WithheldError
from graphql_api.read.filters import filters_of, groups_used, is_named, types_used, where_sql
from graphql_api.read.marks import mark_of_named
from graphql_api.read.rows import make_object
from graphql_api.read.scope import is_open, scope_predicate
from graphql_api.read.sources import Moment, Row
from graphql_api.read.statement import Parameters

T = TypeVar("T")
DEFAULT_PAGE = 20
NO_FILTER = "true"
_BEYOND = "/* beyond the cursor */"
LARGEST_PAGE = 1_000  # rows are paid for by cost; a page of this size is one statement like any other


@strawberry.type(description="A row of a connection with its cursor (条目).")
class Edge(Generic[T]):
    cursor: str = strawberry.field(
        description="Opaque place of the row in its list; for `after` and `before` (游标)."
    )
    node: T = strawberry.field(description="The row itself (条目内容).")
    _mark: strawberry.Private[str] = ""


@strawberry.type(description="Where a page stands in its list (分页信息).")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether rows follow this page (是否有下一页).")
    has_previous_page: bool = strawberry.field(description="Whether rows precede this page (是否有上一页).")
    edges: strawberry.Private[Sequence[Edge[Any]]]  # of the page

    @strawberry.field(description="Cursor of the first row of this page (首条游标).")
    def start_cursor(self, info: strawberry.Info) -> str | None:
        return _told(self.edges[0], info) if self.edges else None

    @strawberry.field(description="Cursor of the last row of this page (末条游标).")
    def end_cursor(self, info: strawberry.Info) -> str | None:
        return _told(self.edges[-1], info) if self.edges else None


def _told(edge: Edge[Any], info: strawberry.Info) -> str:
    """The cursor of a row, which may hold of whom the row is."""
    info.context.reader.seen.note(edge._mark)  # noqa: SLF001
    return edge.cursor


@strawberry.type(description="A page of rows (列表), and how to get the next one.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = strawberry.field(description="The rows with their cursors (条目及游标).")
    nodes: list[T] = strawberry.field(
        description="The rows alone, for clients that page by `pageInfo` (条目)."
    )
    page_info: PageInfo = strawberry.field(description="Whether and where it goes on (分页信息).")
    count: strawberry.Private[Callable[[], Awaitable[int]]]
    _mark: strawberry.Private[str] = ""

    @strawberry.field(
        description="Rows in the whole list, all pages together; counted only when asked for (总数)."
    )
    async def total_count(self) -> int | None:
        return await self.count()


@strawberry.enum(description="Direction of an order (方向).")
class Direction(Enum):
    ASC = strawberry.enum_value("ASC", description="Ascending (升序).")
    DESC = strawberry.enum_value("DESC", description="Descending (降序).")


def order_type(module: str, type_name: str, **descriptions: str) -> tuple[Any, Any]:
    """The enum `<Type>OrderField` and the input `<Type>Order`; the module must export both under these names."""
    values = {name: strawberry.enum_value(name, description=text) for name, text in descriptions.items()}
    enum = Enum(f"{type_name}OrderField", values, module=module)  # type: ignore[misc]
    field_enum = strawberry.enum(enum, description=f"What {type_name} rows can be ordered by (排序字段).")
    namespace = {
        "field": strawberry.field(description="What to order by (排序字段)."),
        "direction": strawberry.field(description="Which way (排序方向).", default=Direction.ASC),
        "__annotations__": {"field": field_enum, "direction": Direction},
        "__module__": module,
    }
    cls = type(f"{type_name}Order", (), namespace)
    return field_enum, strawberry.input(cls, description=f"An order of {type_name} rows (排序).")


class PageArguments(NamedTuple):
    """Arguments of a connection, checked."""

    order_name: str
    descending: bool  # as asked for
    limit: int
    backward: bool
    cursor: tuple[Any, ...] | None
    where: Any

    @classmethod
    def of(
        cls, read_type: ReadType, default_order: str | None, arguments: Mapping[str, Any]
    ) -> PageArguments:
        """Check what a client gave. Raises BadUserInputError."""
        first, last = arguments.get("first"), arguments.get("last")
        after, before = arguments.get("after"), arguments.get("before")
        if first is not None and last is not None:
            raise BadUserInputError("`first` 与 `last` 只能给一个。", "Give `first` or `last`, not both.")
        if (after is not None and last is not None) or (before is not None and last is None):
            raise BadUserInputError(
                "`after` 与 `first` 同用，`before` 与 `last` 同用。",
                "`after` goes with `first`, `before` with `last`.",
            )
        limit = first if first is not None else last if last is not None else DEFAULT_PAGE
        if not 1 <= limit <= LARGEST_PAGE:
            raise BadUserInputError(
                f"`first` 与 `last` 取值为 1 至 {LARGEST_PAGE}。",
                f"`first` and `last` take 1 to {LARGEST_PAGE}.",
            )
        order_by = arguments.get("order_by")
        name = order_by.field.value if order_by else default_order or next(iter(read_type.orders))
        order = read_type.orders[name]
        descending = order_by.direction is Direction.DESC if order_by else order.descending
        text = after if after is not None else before
        types = (*order.columns.values(), UUID)
        cursor = None if text is None else decode_cursor(text, _list_name(read_type, name), types)
        return cls(name, descending, limit, last is not None, cursor, arguments.get("where"))

    def order(self, read_type: ReadType) -> Order:
        return read_type.orders[self.order_name]


@dataclass(frozen=True, slots=True)
class PageSql:
    """The parts of a statement that make a page of rows."""

    cursor: str
    filter: str  # of the whole list, as it is counted
    narrowed: str  # of the page's rows: the same, but it need not look on this side of the cursor
    keyset: str | None  # what lies beyond the cursor, if one was given
    order_by: str  # in the order of reading
    limit: str
    backward: bool  # read from the end, since the last rows were asked for
    mark: str | None  # of whom the filter names

    @property
    def where(self) -> str:
        """Filter and keyset."""
        return f"{self.narrowed} AND {self.keyset}" if self.keyset else self.narrowed


def page_sql(
    read_type: ReadType, page: PageArguments, caller: CallerScope, parameters: Parameters, row: Row
) -> PageSql:
    """SQL of a page. Whoever wants to know whether others follow reads one row more than ``limit``.

    Raises WithheldError where the page would tell the caller of what is withheld.
    """
    order = page.order(read_type)
    _check(read_type, page, caller)
    columns = [row.sql(order.sql.get(name, f"{{t}}.{name}")) for name in (*order.columns, read_type.key)]
    scan_descending = page.descending is not page.backward
    keyset, beyond = None, ""
    if page.cursor is not None:
        values = [parameters.add(value) for value in page.cursor]
        keyset = f"({', '.join(columns)}) {'<' if scan_descending else '>'} ({', '.join(values)})"
        # A filter may look for rows in another table by the column that orders them: it need not begin at the front.
        leading = next(iter((*order.columns, read_type.key)))
        beyond = f" AND {leading} {'<=' if scan_descending else '>='} {values[0]}"
    whole = filter_sql(read_type, page, caller, parameters, row.given(beyond=_BEYOND))
    named = mark_of_named(read_type, page.where)
    direction = "DESC" if scan_descending else "ASC"
    return PageSql(
        cursor=cursor_sql(_list_name(read_type, page.order_name), columns),
        filter=whole.replace(_BEYOND, ""),
        narrowed=whole.replace(_BEYOND, beyond),
        keyset=keyset,
        order_by=", ".join(f"{name} {direction}" for name in columns),
        limit=f"{page.limit:d}",
        backward=page.backward,
        mark=f"{parameters.add(named)}::text" if named else None,
    )


def _check(read_type: ReadType, page: PageArguments, caller: CallerScope) -> None:
    """A list tells of the columns that it is filtered and ordered by, if they are selected or not."""
    used = [*groups_used(page.where)] if page.where else []
    if group := page.order(read_type).group:
        used.append((page.order_name, group))
    for name, group in used:
        if not is_open(read_type, group, caller):
            raise WithheldError(name)
    for name, target in types_used(page.where) if page.where else ():
        if not caller.has(resolve(target).group):
            raise WithheldError(name)


def _list_name(read_type: ReadType, order_name: str) -> str:
    """What the cursors of a list begin with, so that those of another are told apart."""
    return f"{read_type.name}:{order_name}"


def filter_sql(
    read_type: ReadType, page: PageArguments, caller: CallerScope, parameters: Parameters, row: Row
) -> str:
    """SQL of the filter alone, which all pages of a list share."""
    kept = _kept(read_type, page, row)
    if not page.where:
        return kept or NO_FILTER
    for _, target in types_used(page.where):
        other = resolve(target)
        row = row.given(**{f"seen_{other.name}": scope_predicate(other, caller, Row("seen", row.moment))})
    asked = f"({where_sql(page.where, parameters, row)})"
    return f"{asked} AND {kept}" if kept else asked


def _kept(read_type: ReadType, page: PageArguments, row: Row) -> str | None:
    """SQL that is true of the rows that a list has by itself; None if that is all of them."""
    if read_type.left_out is None or is_named(page.where, *read_type.left_out):
        return None
    name, value = read_type.left_out
    return row.sql(f"{filters_of(read_type.name)[name].sql} <> '{value}'")


def connection_of(
    rows: Sequence[Any],
    read_type: ReadType,
    page: PageArguments,
    moment: Moment | None,
    count: Callable[[], Awaitable[int]],
) -> Connection[Any]:
    """A connection from the rows of ``page_sql`` and one more, in the order they came."""
    more = len(rows) > page.limit
    kept = list(rows[: page.limit])
    if page.backward:
        kept.reverse()
    nodes = [make_object(read_type, row, moment) for row in kept]
    marks = [row.get("_mark") or "" for row in kept]
    edges = [
        Edge(cursor=row["_cursor"], node=node, _mark=mark)
        for row, node, mark in zip(kept, nodes, marks, strict=True)
    ]
    info = PageInfo(
        has_next_page=page.cursor is not None if page.backward else more,
        has_previous_page=more if page.backward else page.cursor is not None,
        edges=edges,
    )
    named = mark_of_named(read_type, page.where)
    return Connection(edges=edges, nodes=nodes, page_info=info, count=count, _mark=named)
