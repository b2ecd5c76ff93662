"""What one field costs, by its declaration: docs/api-conventions.md shows this as a table.

A declaration may name its own price (``cost``); the defaults here follow from what a field makes the database do.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, NamedTuple

from graphql import GraphQLField, GraphQLNamedType, GraphQLSchema, get_named_type, is_leaf_type
from graphql.type import is_list_type, is_non_null_type
from strawberry.types.base import StrawberryObjectDefinition

from graphql_api.cost.introspection import Introspection
from graphql_api.read.connection import Connection
from graphql_api.read.declare import spec_of
from graphql_api.read.specs import Column, Embedded, FieldSpec, ToList, ToNodes

ROOT_FIELD = 1
MUTATION = 10
OBJECT = 1
LIST = 1  # a page's own statement, apart from its rows
LOOK_UP = 1  # a column that looks into another table, or asks a function that does
TOTAL_COUNT = 5
UNPAGED_ROWS = 5  # objects that a list without page arguments counts for

_DEFINITION = "strawberry-definition"
_FUNCTION = re.compile(r"\bread_model\.\w+\(")


class Price(NamedTuple):
    """``own`` for each time that the field stands in the answer, and how often its content is there then."""

    own: int
    times: int = 1
    is_page: bool = False  # a connection: the page's size goes down to its lists
    is_page_content: bool = False  # such a list: content and ``own`` once a row of the page


class Prices:
    """The prices of a schema's fields, each found out once."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.introspection = Introspection(schema)
        self._schema = schema
        self._known: dict[tuple[str, str], Price] = {}

    def of(self, type_name: str, field_name: str, field: GraphQLField) -> Price:
        """The price of ``type_name.field_name``."""
        key = (type_name, field_name)
        if key not in self._known:
            self._known[key] = self._find(type_name, field_name, field)
        return self._known[key]

    @cached_property
    def _mutation(self) -> str | None:
        return self._schema.mutation_type.name if self._schema.mutation_type else None

    @cached_property
    def _query(self) -> str | None:
        return self._schema.query_type.name if self._schema.query_type else None

    @cached_property
    def _subscription(self) -> str | None:
        return self._schema.subscription_type.name if self._schema.subscription_type else None

    def _find(self, type_name: str, field_name: str, field: GraphQLField) -> Price:
        if type_name == self._mutation:
            return Price(MUTATION)
        if type_name == self._query and field_name == "rateLimit":
            return Price(0)  # asking what may be spent spends nothing
        definition = field.extensions.get(_DEFINITION)
        price = _by_kind(
            self._schema, type_name, field_name, field, spec_of(definition) if definition else None
        )
        is_root = type_name in (self._query, self._subscription)
        return price._replace(own=price.own + ROOT_FIELD) if is_root else price


def _by_kind(
    schema: GraphQLSchema, type_name: str, field_name: str, field: GraphQLField, spec: FieldSpec | None
) -> Price:
    declared: int | None = getattr(spec, "cost", None)
    target = get_named_type(field.type)
    if _is_connection(schema.type_map[type_name]):
        if field_name == "totalCount":
            return Price(TOTAL_COUNT)
        return Price(OBJECT, is_page_content=True) if _is_list(field.type) else Price(0)
    if _is_connection(target):
        return Price(LIST if declared is None else declared, is_page=True)
    match spec:
        case Column(sql=sql):
            own = LOOK_UP if _looks_up(sql or "") else 0
        case Embedded(columns=columns):
            own = LOOK_UP * sum(map(_looks_up, columns.values()))
        case ToNodes() | ToList():
            return Price(OBJECT * UNPAGED_ROWS if declared is None else declared, UNPAGED_ROWS)
        case _:
            own = 0 if is_leaf_type(target) or _is_part(type_name, field_name, schema) else OBJECT
    return Price(own if declared is None else declared)


def _looks_up(sql: str) -> bool:
    """Whether an expression reads more than the row that is paid for."""
    return "SELECT" in sql or _FUNCTION.search(sql) is not None


def _is_part(type_name: str, field_name: str, schema: GraphQLSchema) -> bool:
    """Objects that are there with the one around them: an edge's node, and what a payload says of itself."""
    payload = schema.mutation_type is not None and type_name.endswith("Payload")
    return type_name.endswith("Edge") or (payload and field_name in ("userErrors", "query"))


def _is_connection(type_: GraphQLNamedType) -> bool:
    definition = type_.extensions.get(_DEFINITION)
    generic = definition.concrete_of if isinstance(definition, StrawberryObjectDefinition) else None
    return generic is not None and generic.origin is Connection


def _is_list(type_: Any) -> bool:
    return bool(is_list_type(type_.of_type if is_non_null_type(type_) else type_))
