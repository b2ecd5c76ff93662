"""Declarations: how a GraphQL type maps to a table. They are Strawberry types with metadata on their fields.

A type says once where its rows stand, who may see them, and what each field is: a column, an object made of columns,
or a relation. Schema and SQL both come from that; see docs/read-schema.md for the way of one query.

    @read_type(source="read_model.meeting", key="meeting_id", scope=Place())
    class Meeting(Node):
        held_on: date = column("The day on which it is held (日期).")
        branch = to_one("graphql_api.types.organisation:Organisation", "branch_id", "Its branch (党支部).")
        attendance = to_many("graphql_api.types.meeting:Attendance", by="meeting_id", ...)
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, TypeVar, dataclass_transform
from uuid import UUID

import strawberry
from strawberry.types.field import StrawberryField

from graphql_api.read.ids import encode_id

METADATA = "gridledger"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Everyone:
    """Rows of the caller's county, for every role: nothing about persons or what an organisation did."""


@dataclass(frozen=True, slots=True)
class Place:
    """Rows at or below the caller's place, by a column that holds their path in the organisation tree.

    ``person`` is SQL that is true for rows about one person, with ``{member}`` for the id and ``{tenant}`` for the
    county: a caller with the role of MEMBER sees those instead, and without it the rows of the home branch.
    """

    path: str = "{t}.org_path"
    person: str | None = None


Scope = Everyone | Place


@dataclass(frozen=True, slots=True)
class Column:
    """A field that is one SQL expression over the row ``{t}``; by default the column of the field's own name.

    ``convert`` makes the field's value of what the database returned, where the two differ.
    """

    sql: str | None = None
    convert: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True)
class Embedded:
    """A field that is an object made of columns of the same row: field of the object → column attribute of the row."""

    make: Callable[..., Any]
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ToOne:
    """A field that is one row of another type: the one whose ``key`` equals this row's ``column``."""

    target: str  # "module:Type"
    column: str
    key: str | None = None  # of the target; its own key by default


@dataclass(frozen=True, slots=True)
class ToNode:
    """A field that is one row of the type that another column names."""

    type_column: str
    key_column: str
    targets: Mapping[str, str]  # value of the type's column → "module:Type"


@dataclass(frozen=True, slots=True)
class ToNodes:
    """A field that is a list of objects whose keys an SQL expression over ``{t}`` gives, each of one of these types."""

    sql: str  # an array of uuid
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToMany:
    """A connection of rows of another type: those whose column ``by`` equals this row's ``column``.

    ``by`` is None for a root field: all rows that the caller may see.
    """

    target: str
    by: str | None
    column: str | None = None  # this type's key by default
    order: str | None = None  # name of one of the target's orders; its first by default


FieldSpec = Column | Embedded | ToOne | ToNode | ToNodes | ToMany


@dataclass(frozen=True, slots=True)
class Order:
    """An order of a connection: columns and their types, all one way, before the key that makes it total."""

    columns: Mapping[str, type]
    descending: bool = False


@dataclass(frozen=True)
class ReadType:
    """Everything that is declared about one type."""

    name: str
    cls: type
    source: str  # table or view
    key: str  # column of the row's own id; with tenant_id it is the primary key
    scope: Scope
    orders: Mapping[str, Order]
    fields: Mapping[str, FieldSpec] = field(default_factory=dict)

    @property
    def select_list(self) -> str:
        """SQL of all columns of the row ``t``, each under the name of its field, the key among them as ``_key``."""
        parts = [f"t.{self.key} AS _key"]
        for name, spec in self.fields.items():
            match spec:
                case Column():
                    parts.append(f"{(spec.sql or '{t}.' + name).format(t='t')} AS {name}")
                case ToOne(column=column) | ToMany(column=str() as column):
                    parts.append(f"t.{column} AS _{column}")
                case ToNode(type_column=type_column, key_column=key_column):
                    parts.append(f"t.{type_column} AS _{type_column}, t.{key_column} AS _{key_column}")
                case ToNodes(sql=sql):
                    parts.append(f"{sql.format(t='t')} AS _{name}")
                case Embedded(columns=columns):
                    parts.extend(
                        f"{sql.format(t='t')} AS _{name}_{attribute}" for attribute, sql in columns.items()
                    )
        return ", ".join(dict.fromkeys(parts))

    def make(self, row: Mapping[str, Any]) -> Any:
        """An instance of the type from a row selected by ``select_list``."""
        instance: Any = object.__new__(self.cls)
        values = dict(row)
        for name, spec in self.fields.items():
            match spec:
                case Embedded(make=make, columns=columns):
                    values[name] = make(
                        **{attribute: values[f"_{name}_{attribute}"] for attribute in columns}
                    )
                case Column(convert=convert) if convert is not None:
                    values[name] = convert(values[name])
        instance.__dict__.update(values)
        return instance


_TYPES: dict[str, ReadType] = {}


def read_types() -> Mapping[str, ReadType]:
    """Every declared type by its GraphQL name."""
    return _TYPES


def resolve(target: str) -> ReadType:
    """The declaration behind "module:Type"."""
    module, _, name = target.partition(":")
    import_module(module)
    return _TYPES[name]


@strawberry.interface(description="An object with an id of its own (对象); `node(id:)` finds it again.")
class Node:
    @strawberry.field(description="Opaque id, unique over all objects (全局标识).")
    def id(self) -> strawberry.ID:
        key: UUID = self.__dict__["_key"]
        return strawberry.ID(encode_id(type(self).__name__, key))


@dataclass_transform(field_specifiers=(strawberry.field,))
def read_type(
    *, source: str, key: str, scope: Scope, orders: Mapping[str, Order] | None = None, description: str
) -> Callable[[type[T]], type[T]]:
    """Declare a type whose objects are rows of ``source``."""

    def declare(cls: type[T]) -> type[T]:
        decorated = strawberry.type(cls, description=description)
        specs: dict[str, FieldSpec] = {}
        definition = decorated.__strawberry_definition__  # type: ignore[attr-defined]
        for strawberry_field in definition.fields:
            spec = spec_of(strawberry_field)
            if isinstance(spec, ToMany) and spec.by and not spec.column:
                spec = dataclasses.replace(spec, column=key)
            if spec is not None:
                specs[strawberry_field.python_name] = spec
        total = {"KEY": Order({})} if not orders else dict(orders)
        _TYPES[cls.__name__] = ReadType(cls.__name__, decorated, source, key, scope, total, specs)
        return decorated

    return declare


def column(description: str, sql: str | None = None, convert: Callable[[Any], Any] | None = None) -> Any:
    """A field that is a column of the row, or another SQL expression over it (``{t}`` is the row)."""
    return strawberry.field(description=description, metadata={METADATA: Column(sql, convert)})


def embedded(description: str, make: Callable[..., Any], **columns: str) -> Any:
    """A field that is an object made from columns of the same row; ``columns`` maps its fields to SQL over ``{t}``."""
    full = {name: sql if "{t}" in sql else "{t}." + sql for name, sql in columns.items()}
    return strawberry.field(description=description, metadata={METADATA: Embedded(make, full)})


def spec_of(strawberry_field: StrawberryField) -> FieldSpec | None:
    """The declaration that a field carries, if any."""
    spec: FieldSpec | None = strawberry_field.metadata.get(METADATA)
    return spec
