"""What the declarations say, for tests that are made from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import GraphQLEnumType, GraphQLObjectType, GraphQLScalarType, get_named_type

from graphql_api.queries import Query
from graphql_api.read import read_types
from graphql_api.read.declare import ReadType, resolve, spec_of
from graphql_api.read.filters import filters_of
from graphql_api.read.sources import Row
from graphql_api.read.specs import FieldSpec, ToMany, ToOne
from graphql_api.schema import schema

schema()  # resolves every type that is declared, also those that are only led to
TYPES: Mapping[str, ReadType] = read_types()


def object_type(name: str) -> GraphQLObjectType:
    """A type of the schema."""
    found = schema()._schema.type_map[name]
    assert isinstance(found, GraphQLObjectType)
    return found


def rows_of(read_type: ReadType) -> str:
    """What a type's rows are selected from, now."""
    return Row("t").sql(read_type.source)


def kept_by_lists(read_type: ReadType) -> str:
    """SQL of the rows, ``t``, that lists have without being asked for others."""
    if read_type.left_out is None:
        return "true"
    name, value = read_type.left_out
    return f"{filters_of(read_type.name)[name].sql.format(t='t')} <> '{value}'"


def root_lists() -> dict[str, ReadType]:
    """Root fields that are connections, with the type of their rows."""
    definition: Any = Query.__strawberry_definition__  # type: ignore[attr-defined]
    specs = {field.python_name: spec_of(field) for field in definition.fields}
    return {camel(name): resolve(s.target) for name, s in specs.items() if isinstance(s, ToMany)}


def relations(read_type: ReadType) -> Iterator[tuple[str, FieldSpec, ReadType]]:
    """Relations of a type: their GraphQL name, declaration and target."""
    for name, spec in read_type.fields.items():
        if isinstance(spec, ToOne | ToMany):
            yield camel(name), spec, resolve(spec.target)


def scalars(name: str) -> str:
    """A selection of every field of a type that needs no arguments and leads to no other row."""
    parts = ["__typename"]
    related = {field for field, _, _ in relations(TYPES[name])} if name in TYPES else set()
    for field, definition in object_type(name).fields.items():
        type_ = get_named_type(definition.type)
        if isinstance(type_, GraphQLScalarType | GraphQLEnumType):
            parts.append(field)
        elif field not in related and isinstance(type_, GraphQLObjectType):
            parts.append(f"{field} {{ {scalars(type_.name)} }}")
    return " ".join(parts)


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
