"""Declarations: how a GraphQL type maps to a table. They are Strawberry types with metadata on their fields.

A type says once where its rows stand, who may see them, and what each field is: a column, an object made of columns,
or a relation. Schema and SQL both come from that; see docs/read-schema.md for the way of one query.

    @read_type(source="meeting", key="meeting_id", scope=Place(), group=FieldGroup.ORGANISATION_LIFE)
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

from application.access import FieldGroup
from graphql_api.read.ids import encode_id
from graphql_api.read.specs import (
    Column,
    Embedded,
    Family,
    FieldSpec,
    GlobalId,
    Join,
    Link,
    Part,
    ToMany,
    family_of,
    group_of,
)

METADATA = "gridledger"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Acting:
    """Who has to act on an object for a time, and sees it as long: ``sql`` over its row ``{t}`` is true of ``{me}``.

    Who asks is judged as things stand now, so of a row of another time the object's own row in ``table`` is asked.
    """

    table: str
    key: str
    sql: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands, so that it is known how it lies to a caller (``access.Relation``): SQL over the row ``{t}``.

    A relation that nothing is said of here holds for no row of the type.
    """

    path: str | None = "{t}.org_path"  # in the organisation tree
    grid: str | None = None  # its path in the tree of grids, null for a row that lies in none
    person: str | None = None  # the person that it is about
    parties: tuple[str, ...] = ()  # who have to act on it: to each as if it were about them alone
    acting: Acting | None = None  # the same, of whoever has to only for a time
    self_only: str | None = None  # where it may be about several: what is true if that is ``{me}`` alone
    event: str | None = None  # the position of the event that it is: whom that concerns is looked up by it
    object: str | None = None  # of a row for which ``also`` holds: the leave or score entry that it tells of


@dataclass(frozen=True, slots=True)
class Everyone:
    """Every row of the county, for whoever has the type's group anywhere in it.

    ``place`` is where a row stands for those of its fields that are of another group.
    """

    place: Place = Place(path=None)


Scope = Everyone | Place


@dataclass(frozen=True, slots=True)
class Order:
    """An order of a connection: columns and their types, all one way, before the key that makes it total.

    No column may be null: keysets end there. Where one is, ``sql`` says by its name what stands for it, over ``{t}``.
    """

    columns: Mapping[str, type]
    descending: bool = False
    group: FieldGroup | None = None  # of the columns, if it is not their type's
    sql: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadType:
    """Everything that is declared about one type."""

    name: str
    cls: type
    source: str  # SQL to select from: ``{table}``, or a subselect over such
    as_of: str | None  # the same where the past is put together otherwise
    key: str  # column of the row's own id; with tenant_id it is the primary key
    scope: Scope
    group: FieldGroup
    also: Mapping[FieldGroup, str]  # of some rows: the SQL is true of those
    orders: Mapping[str, Order]
    fields: Mapping[str, FieldSpec]
    left_out: tuple[str, str] | None  # a filter and its value for rows that no list has unless asked for

    def may_withhold(self, spec: FieldSpec) -> bool:
        """Whether some callers who may see a row may not see that field of it."""
        return group_of(spec) not in (None, self.group) or family_of(spec) is not None

    @property
    def place(self) -> Place:
        """Where its rows stand."""
        return self.scope.place if isinstance(self.scope, Everyone) else self.scope


_TYPES: dict[str, ReadType] = {}


def read_types() -> Mapping[str, ReadType]:
    """Every declared type by its GraphQL name."""
    return _TYPES


def resolve(target: str) -> ReadType:
    """The declaration behind "module:Type"."""
    module, _, name = target.partition(":")
    if name not in _TYPES:
        import_module(module)
    return _TYPES[name]


@strawberry.interface(description="An object with an id of its own (对象); `node(id:)` finds it again.")
class Node:
    @strawberry.field(
        description="Opaque id, unique over all objects (全局标识).", metadata={METADATA: GlobalId()}
    )
    def id(self) -> strawberry.ID:
        key: UUID = self.__dict__["_key"]
        return strawberry.ID(encode_id(type(self).__name__, key))


@dataclass_transform(field_specifiers=(strawberry.field,))
def read_type(
    *,
    source: str,
    key: str,
    scope: Scope,
    group: FieldGroup,
    description: str,
    also: Mapping[FieldGroup, str] | None = None,
    orders: Mapping[str, Order] | None = None,
    as_of: str | None = None,
    left_out: tuple[str, str] | None = None,
) -> Callable[[type[T]], type[T]]:
    """Declare a type whose objects are rows of ``source``: a read model's name, or SQL with tables as
    placeholders, or what stands outside the log, as ``schema.table``.

    Whoever has its ``group`` where a row stands may see that row; of a row that is of other groups ``also``, whoever
    has those there too. Lists have no rows that are ``left_out``, a filter's name and a value of it, but where they
    are asked for.
    """

    def declare(cls: type[T]) -> type[T]:
        decorated = strawberry.type(cls, description=description)
        definition = decorated.__strawberry_definition__  # type: ignore[attr-defined]
        specs: dict[str, FieldSpec] = {}
        for strawberry_field in definition.fields:
            spec = spec_of(strawberry_field)
            if isinstance(spec, ToMany) and spec.by and not spec.column:
                spec = dataclasses.replace(spec, column=key, link=Link.equal(spec.by, key))
            if spec is not None:
                specs[strawberry_field.python_name] = spec
        _TYPES[cls.__name__] = ReadType(
            name=cls.__name__,
            cls=decorated,
            source=f"{{{source}}}" if source.isidentifier() else source,
            as_of=as_of,
            key=key,
            scope=scope,
            group=group,
            also=dict(also or {}),
            orders=dict(orders or {"KEY": Order({})}),
            fields=specs,
            left_out=left_out,
        )
        return decorated

    return declare


def column(
    description: str,
    sql: str | None = None,
    convert: Callable[[Any], Any] | None = None,
    *,
    as_of: str | None = None,
    is_json: bool = False,
    group: FieldGroup | None = None,
    cost: int | None = None,
    family: Family | None = None,
) -> Any:
    """A field that is a column of the row, or another SQL expression over it (``{t}`` is the row); see ``Column``."""
    spec = Column(sql, convert, as_of, is_json, group, cost, family=family)
    return strawberry.field(description=description, metadata={METADATA: spec})


def joined(description: str, join: Join, *, group: FieldGroup | None = None) -> Any:
    """A field whose value stands in a row of another table."""
    spec = Column(join.subselect, join=join, group=group)
    return strawberry.field(description=description, metadata={METADATA: spec})


def embedded(
    description: str,
    make: Callable[..., Any],
    *,
    group: FieldGroup | None = None,
    cost: int | None = None,
    family: Family | None = None,
    **columns: str,
) -> Any:
    """A field that is an object made from columns of the same row; ``columns`` maps its fields to SQL over ``{t}``."""
    full = {name: sql if "{t}" in sql else "{t}." + sql for name, sql in columns.items()}
    return strawberry.field(
        description=description, metadata={METADATA: Embedded(make, full, group, cost, family)}
    )


def part(sql: str) -> dict[str, Part]:
    """Metadata of an embedded object's field that follows from its others, as its resolver says it in Python."""
    return {METADATA: Part(sql)}


def spec_of(strawberry_field: StrawberryField) -> FieldSpec | None:
    """The declaration that a field of a declared type carries, if any."""
    spec = strawberry_field.metadata.get(METADATA)
    return None if isinstance(spec, Part) else spec


def part_of(strawberry_field: StrawberryField) -> Part | None:
    """The declaration that a field of an embedded object carries, if any."""
    spec = strawberry_field.metadata.get(METADATA)
    return spec if isinstance(spec, Part) else None
