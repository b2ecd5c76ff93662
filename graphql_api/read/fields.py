"""Relations and root fields: Strawberry fields whose resolvers all lead to the reader. None is written by hand."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Annotated, Any, Optional
from uuid import UUID

import strawberry
from strawberry import UNSET

from graphql_api.read.connection import Connection, PageArguments, connection_of, filter_sql, page_sql
from graphql_api.read.declare import METADATA, Node, ReadType, ToMany, ToNode, ToNodes, ToOne, resolve
from graphql_api.read.errors import NotFoundError
from graphql_api.read.ids import BadIdError, decode_id
from graphql_api.read.reader import Reader
from graphql_api.read.scope import CallerScope, scope_predicate
from graphql_api.read.statement import Parameters


@dataclass(frozen=True, slots=True)
class By:
    """An argument that names a row: its type, and the SQL over ``{t}`` that equals it."""

    name: str
    sql: str
    type: Any
    description: str
    ids: tuple[str, ...] = ()  # types whose ids are taken
    convert: Callable[[Any], Any] | None = None
    must_exist: bool = False  # whoever has an id got it from us: that it names nothing is an error

    def value(self, given: Any) -> Any:
        """The value to compare with. Raises BadIdError, or BadUserInputError from ``convert``."""
        if self.ids:
            return decode_id(given, *self.ids)
        return self.convert(given) if self.convert else given


_PAGE_ARGUMENTS = {
    "first": (int, "At most this many rows from the front, 1 to 100; 20 by default (前若干条)."),
    "after": (str, "Rows after this cursor (此游标之后)."),
    "last": (int, "At most this many rows from the end, 1 to 100 (后若干条)."),
    "before": (str, "Rows before this cursor (此游标之前)."),
}


def to_one(target: str, column: str, description: str, *, key: str | None = None) -> Any:
    """A field that is the row of ``target`` whose ``key`` equals this row's ``column``; null if it may not be seen."""
    spec = ToOne(target, column, key)

    async def load(root: Any, info: strawberry.Info) -> Any:
        value = root.__dict__[f"_{column}"]
        return None if value is None else await _reader(info).one(resolve(target), value, key)

    resolver = _typed(load, Optional[_lazy(target)], {})  # noqa: UP045
    return strawberry.field(resolver=resolver, description=description, metadata={METADATA: spec})


def to_node(type_column: str, key_column: str, targets: Mapping[str, str], description: str) -> Any:
    """A field that is the object whose type and key these columns hold; null for a type that is not in ``targets``."""
    spec = ToNode(type_column, key_column, targets)

    async def load(root: Any, info: strawberry.Info) -> Any:
        target = targets.get(root.__dict__[f"_{type_column}"])
        return (
            None
            if target is None
            else await _reader(info).one(resolve(target), root.__dict__[f"_{key_column}"])
        )

    resolver = _typed(load, Optional[Node], {})  # noqa: UP045
    return strawberry.field(resolver=resolver, description=description, metadata={METADATA: spec})


def to_nodes(name: str, sql: str, targets: tuple[str, ...], description: str) -> Any:
    """The field ``name``: the objects whose keys ``sql`` gives, those that the caller may see; each of one type."""
    spec = ToNodes(sql, targets)

    async def load(root: Any, info: strawberry.Info) -> Any:
        reader = _reader(info)
        keys = root.__dict__[f"_{name}"]
        found = await asyncio.gather(
            *(reader.one(resolve(target), key) for key in keys for target in targets)
        )
        return [node for node in found if node is not None]

    resolver = _typed(load, list[Node], {})
    return strawberry.field(resolver=resolver, description=description, metadata={METADATA: spec})


def to_many(
    target: str,
    by: str,
    description: str,
    *,
    column: str | None = None,
    order: str | None = None,
    where: bool = True,
) -> Any:
    """A connection of the rows of ``target`` whose ``by`` equals this row's ``column`` (its key by default)."""
    spec = ToMany(target, by, column, order)

    async def load(root: Any, info: strawberry.Info, **arguments: Any) -> Any:
        read_type = resolve(target)
        page = PageArguments.of(read_type, order, _given(arguments))
        parent = root.__dict__["_key" if column is None else f"_{column}"]
        return await _page(_reader(info), read_type, page, spec, parent)

    resolver = _typed(load, Connection[_lazy(target)], _list_arguments(target, where=where))  # type: ignore[misc]
    return strawberry.field(resolver=resolver, description=description, metadata={METADATA: spec})


def root_list(target: str, description: str, *, order: str | None = None) -> Any:
    """A root field: a connection of all rows of ``target`` that the caller may see."""
    spec = ToMany(target, None, None, order)

    async def load(info: strawberry.Info, **arguments: Any) -> Any:
        read_type = resolve(target)
        return await _page(
            _reader(info), read_type, PageArguments.of(read_type, order, _given(arguments)), spec, None
        )

    resolver = _typed(load, Connection[_lazy(target)], _list_arguments(target), root=False)  # type: ignore[misc]
    return strawberry.field(resolver=resolver, description=description, metadata={METADATA: spec})


def root_one(target: str, description: str, *by: By, only: str = "true") -> Any:
    """A root field: the one row of ``target`` that all arguments in ``by`` name, and for which ``only`` holds.

    An id that is malformed, of another type, unknown, or not to be seen gives null and NOT_FOUND: they cannot be
    told apart. Other keys, such as a division code, are questions, to which null is an answer.
    """
    must_exist = any(argument.must_exist for argument in by)

    async def load(info: strawberry.Info, **arguments: Any) -> Any:
        read_type = resolve(target)
        try:
            values = [argument.value(arguments[argument.name]) for argument in by]
        except BadIdError:
            raise NotFoundError from None

        def statement(caller: CallerScope, parameters: Parameters) -> str:
            conditions = [
                f"{argument.sql.format(t='t')} = {parameters.add(value)}"
                for argument, value in zip(by, values, strict=True)
            ]
            scope = scope_predicate(read_type, caller, parameters)
            return (
                f"SELECT {read_type.select_list} FROM {read_type.source} AS t"
                f" WHERE {scope} AND {' AND '.join(conditions)} AND {only.format(t='t')} LIMIT 1"
            )

        rows = await _reader(info).fetch(statement)
        if must_exist and not rows:
            raise NotFoundError
        return read_type.make(rows[0]) if rows else None

    parameters = {
        argument.name: inspect.Parameter(
            argument.name,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=Annotated[argument.type, strawberry.argument(description=argument.description)],
        )
        for argument in by
    }
    resolver = _typed(load, Optional[_lazy(target)], parameters, root=False)  # noqa: UP045
    return strawberry.field(resolver=resolver, description=description)


async def _page(reader: Reader, read_type: ReadType, page: PageArguments, spec: ToMany, parent: Any) -> Any:
    """One page of a relation; the same page of many parents comes in one statement."""
    name = ("many", read_type.name, spec.by, _frozen(page))

    async def load(parents: Sequence[UUID | None]) -> list[Any]:
        rows: dict[Any, list[Any]] = {parent: [] for parent in parents}

        def statement(caller: CallerScope, parameters: Parameters) -> str:
            sql = page_sql(read_type, page, parameters)
            condition = f"{scope_predicate(read_type, caller, parameters)} AND {sql.where}"
            select = f"SELECT {sql.order_values}, {read_type.select_list} FROM {read_type.source} AS t"
            rest = f"ORDER BY {sql.order_by} LIMIT {sql.limit}"
            if spec.by is None:
                return f"{select} WHERE {condition} {rest}"
            ids = parameters.add(list(parents))
            return (
                f"SELECT parent.id AS _parent, child.* FROM unnest({ids}::uuid[]) AS parent (id)"
                f" CROSS JOIN LATERAL ({select} WHERE t.{spec.by} = parent.id AND {condition} {rest}) AS child"
            )

        for row in await reader.fetch(statement):
            rows[row["_parent"] if spec.by else None].append(row)
        return [
            connection_of(
                rows[parent], read_type, page, partial(_count, reader, read_type, page, spec, parent)
            )
            for parent in parents
        ]

    return await reader.loader(name, load).load(parent)


async def _count(reader: Reader, read_type: ReadType, page: PageArguments, spec: ToMany, parent: Any) -> int:
    """Rows of the whole list."""
    name = ("count", read_type.name, spec.by, _frozen(page))

    async def load(parents: Sequence[UUID | None]) -> list[int]:
        def statement(caller: CallerScope, parameters: Parameters) -> str:
            condition = (
                f"{scope_predicate(read_type, caller, parameters)} AND ({filter_sql(page, parameters)})"
            )
            if spec.by is None:
                return f"SELECT NULL::uuid AS parent, count(*) AS n FROM {read_type.source} AS t WHERE {condition}"
            ids = parameters.add(list(parents))
            return (
                f"SELECT t.{spec.by} AS parent, count(*) AS n FROM {read_type.source} AS t"
                f" WHERE t.{spec.by} = ANY ({ids}::uuid[]) AND {condition} GROUP BY t.{spec.by}"
            )

        counts = {row["parent"]: row["n"] for row in await reader.fetch(statement)}
        return [counts.get(parent, 0) for parent in parents]

    return int(await reader.loader(name, load).load(parent))


def _frozen(value: Any) -> Hashable:
    """A hashable stand-in for arguments, so that equal ones share a batch."""
    if isinstance(value, tuple | list):
        return tuple(_frozen(item) for item in value)
    if hasattr(type(value), "__strawberry_definition__"):
        return (type(value).__name__, *((k, _frozen(v)) for k, v in vars(value).items() if v is not UNSET))
    return value.value if isinstance(value, Enum) else value  # type: ignore[no-any-return]


def _given(arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if value is not UNSET}


def _reader(info: strawberry.Info) -> Reader:
    reader: Reader = info.context.reader
    return reader


def _lazy(target: str) -> Any:
    module, _, name = target.partition(":")
    return Annotated[name, strawberry.lazy(module)]


def _list_arguments(target: str, *, where: bool = True) -> dict[str, inspect.Parameter]:
    module, _, name = target.partition(":")
    types: dict[str, tuple[Any, str]] = dict(_PAGE_ARGUMENTS)
    if where:
        types["where"] = (Annotated[f"{name}Where", strawberry.lazy(module)], "Which rows to return (筛选).")
        types["order_by"] = (Annotated[f"{name}Order", strawberry.lazy(module)], "In which order (排序).")
    return {
        argument: inspect.Parameter(
            argument,
            inspect.Parameter.KEYWORD_ONLY,
            default=UNSET,
            annotation=Annotated[Optional[type_], strawberry.argument(description=text)],  # noqa: UP045
        )
        for argument, (type_, text) in types.items()
    }


def _typed(
    load: Callable[..., Any], returns: Any, arguments: dict[str, inspect.Parameter], *, root: bool = True
) -> Callable[..., Any]:
    """Give a resolver the signature that Strawberry reads the schema from."""
    parameters = [
        inspect.Parameter("info", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=strawberry.Info)
    ]
    if root:
        parameters.insert(
            0, inspect.Parameter("root", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Any)
        )
    parameters.extend(arguments.values())
    load.__signature__ = inspect.Signature(parameters, return_annotation=returns)  # type: ignore[attr-defined]
    load.__annotations__ = {p.name: p.annotation for p in parameters} | {"return": returns}
    return load
