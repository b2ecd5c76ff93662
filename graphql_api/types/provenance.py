"""Which event set each field of an object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import strawberry
from strawberry.utils.str_converters import to_camel_case

from graphql_api.read import FieldGroup, Place, column, read_type, read_types, to_list, to_one
from graphql_api.read.declare import ReadType
from graphql_api.read.sources import SCHEMA
from graphql_api.read.specs import Column, Embedded, FieldSpec, ToOne
from graphql_api.scalars import Position
from projections.framework.table import History, Table
from projections.registry import TABLES

_COLUMN = re.compile(r"{t}\.(\w+)")
_NOT_SAID = frozenset({"version", "position", "is_stale"})  # by no event: they are about events


@read_type(
    source="audit_entry",
    key="event_id",
    scope=Place(),
    group=FieldGroup.AUDIT,
    description="Where the value of an object's field comes from (字段来源): the last event that set it.",
)
class FieldProvenance:
    field: str = column("Name of the field (字段).")
    position: Position = column("Position of that event (日志位置).")
    event_id: strawberry.ID = column("Its UUID, as corrections name it (事件编号).")
    event = to_one(
        "graphql_api.types.event:Event",
        "event_id",
        "That event, if the caller may see it (事件).",
        timeless=True,
    )


def provenance(*key: str) -> Any:
    """A field that tells of every other field of the type which event set it, as known at the time asked for."""
    return to_list(
        f"{__name__}:FieldProvenance",
        key,
        provenance_sql,
        "For every field that an event sets: the last one that did; null if that is not open to the caller (字段来源).",
        group=FieldGroup.AUDIT,
    )


def provenance_sql(read_type: ReadType, is_past: bool) -> str:
    """``number`` in the order of the type's fields, ``field``, ``position`` and ``event_id``, for its row ``{t}``.

    Every version of the row is looked at, also those that later ones took the place of: of those that set one of the
    columns that a field is made of, the latest set the field.
    """
    return _sql(read_type.name, is_past)


@cache
def _sql(name: str, is_past: bool) -> str:
    read_type = read_types()[name]
    table = TABLES[read_type.source.strip("{}")]
    conditions = [f"v.{column} = {{t}}.{column}" for column in ("tenant_id", *table.key)]
    if is_past:
        conditions.append("v.known_from <= {position}")
        if table.history is History.RECTANGLES:
            conditions.append("v.true_from <= {day}")
    return (
        "SELECT s.number, s.field, s.position, e.event_id FROM"
        f" (SELECT f.number, f.field, max(v.known_from) AS position FROM {SCHEMA}.{table.versions} AS v"
        f" JOIN (VALUES {', '.join(_told(read_type, table))}) AS f (number, mask, field) ON v.set_mask & f.mask <> 0"
        f" WHERE {' AND '.join(conditions)} GROUP BY f.number, f.field) AS s"
        f" JOIN event_store.event AS e ON e.tenant_id = {{t}}.tenant_id AND e.position = s.position"
    )


def _told(read_type: ReadType, table: Table) -> Iterator[str]:
    for number, (name, spec) in enumerate(read_type.fields.items()):
        mask = sum(table.bits.get(column, 0) for column in _columns(name, spec))
        if mask and name not in _NOT_SAID:
            yield f"({number}, {mask}, '{to_camel_case(name)}')"


def _columns(name: str, spec: FieldSpec) -> set[str]:
    """The columns that a field is made of."""
    match spec:
        case Column(sql=sql):
            return {name} if sql is None else set(_COLUMN.findall(sql))
        case ToOne(column=column):
            return {column}
        case Embedded(columns=parts):
            return set(_COLUMN.findall(" ".join(parts.values())))
    return set()
