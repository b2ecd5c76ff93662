"""Relations: Strawberry fields whose resolvers all lead to the reader. None is written by hand.

The planner takes the same declarations and never calls these resolvers; they are its reference, and answer where a
document cannot be planned.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Optional

import strawberry

from application.access import FieldGroup
from graphql_api.read.connection import Connection, PageArguments
from graphql_api.read.declare import METADATA, Node, ReadType, read_types, resolve
from graphql_api.read.pages import load_page
from graphql_api.read.parts import load_parts
from graphql_api.read.reader import Reader
from graphql_api.read.resolvers import given, lazy, list_arguments, typed
from graphql_api.read.sources import Moment
from graphql_api.read.specs import Link, ToList, ToMany, ToNode, ToNodes, ToOne


def to_one(
    target: str,
    column: str,
    description: str,
    *,
    key: str | None = None,
    timeless: bool = False,
) -> Any:
    """A field that is the row of ``target`` whose ``key`` equals this row's ``column``; null if it may not be seen."""
    spec = ToOne(target, column, key, timeless=timeless)

    async def load(root: Any, info: strawberry.Info) -> Any:
        value = root.__dict__[f"_{column}"]
        if value is None:
            return None
        return await _reader(info).one(resolve(target), value, key, _moment(root), timeless=timeless)

    resolver = typed(load, Optional[lazy(target)], {})  # noqa: UP045
    return strawberry.field(resolver=resolver, description=description, metadata={METADATA: spec})


def to_node(type_column: str, key_column: str, targets: Mapping[str, str], description: str) -> Any:
    """A field that is the object whose type and key these columns hold; null for a type that is not in ``targets``."""
    spec = ToNode(type_column, key_column, targets)

    async def load(root: Any, info: strawberry.Info) -> Any:
        target = targets.get(root.__dict__[f"_{type_column}"])
        key = root.__dict__[f"_{key_column}"]
        return None if target is None else await _reader(info).one(resolve(target), key, moment=_moment(root))

    resolver = typed(load, Optional[Node], {})  # noqa: UP045
    return strawberry.field(resolver=resolver, description=description, metadata={METADATA: spec})


def to_nodes(name: str, sql: str, targets: tuple[str, ...], description: str) -> Any:
    """The field ``name``: the objects whose keys ``sql`` gives, those that the caller may see; each of one type."""
    spec = ToNodes(sql, targets)

    async def load(root: Any, info: strawberry.Info) -> Any:
        reader, moment = _reader(info), _moment(root)
        keys = root.__dict__[f"_{name}"]
        found = await asyncio.gather(
            *(reader.one(resolve(target), key, moment=moment) for key in keys for target in targets)
        )
        return [node for node in found if node is not None]

    resolver = typed(load, list[Node], {})
    return strawberry.field(resolver=resolver, description=description, metadata={METADATA: spec})


def to_list(
    target: str,
    key: tuple[str, ...],
    sql: Callable[[ReadType, bool], str],
    description: str,
    *,
    group: FieldGroup | None = None,
) -> Any:
    """A list of a few rows of ``target`` that are parts of this row; see ``ToList``. What is withheld is null."""
    spec = ToList(target, key, sql, group)

    async def load(root: Any, info: strawberry.Info) -> Any:
        if info.python_name in root.__dict__["_withheld"]:
            return None
        own = tuple(root.__dict__[f"_{column}"] for column in key)
        return await load_parts(_reader(info), read_types()[type(root).__name__], spec, own, _moment(root))

    returns: Any = list[lazy(target)]  # type: ignore[misc]
    resolver = typed(load, Optional[returns] if group else returns, {})  # noqa: UP045
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
    link = Link.equal(by, column) if column else None
    return _to_many(ToMany(target, by, column, order, link=link), description, where=where)


def to_linked(
    target: str, link: Link, description: str, *, order: str | None = None, where: bool = True
) -> Any:
    """A connection of the rows of ``target`` to which ``link`` leads from this row."""
    return _to_many(ToMany(target, None, order=order, link=link), description, where=where)


def _to_many(spec: ToMany, description: str, *, where: bool) -> Any:
    target, order = spec.target, spec.order
    # Where the declaration names no column it is the type's own key, which a loaded object has as ``_key``.
    link = spec.link or Link.equal(str(spec.by), "key")

    async def load(root: Any, info: strawberry.Info, **arguments: Any) -> Any:
        read_type = resolve(target)
        page = PageArguments.of(read_type, order, given(arguments))
        parent = tuple(root.__dict__[f"_{column}"] for column in link.columns)
        return await load_page(_reader(info), read_type, page, link, parent, _moment(root))

    resolver = typed(load, Connection[lazy(target)], list_arguments(target, where=where))  # type: ignore[misc]
    return strawberry.field(resolver=resolver, description=description, metadata={METADATA: spec})


def _reader(info: strawberry.Info) -> Reader:
    reader: Reader = info.context.reader
    return reader


def _moment(root: Any) -> Moment | None:
    moment: Moment | None = root.__dict__["_moment"]
    return moment
