"""The cost of an operation by what the engine itself would run: every field expanded, nothing remembered."""

from __future__ import annotations

from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLAbstractType,
    GraphQLObjectType,
    get_named_type,
    get_operation_ast,
    get_variable_values,
    is_abstract_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import get_argument_values

from graphql_api.cost.prices import Prices
from tests.api.cost.documents import SCHEMA

PRICES = Prices(SCHEMA)


def expanded_cost(document: DocumentNode, sent: dict[str, Any]) -> int:
    operation = get_operation_ast(document)
    assert operation is not None
    assert SCHEMA.query_type is not None
    variables: Any = get_variable_values(SCHEMA, list(operation.variable_definitions or ()), sent)
    fragments = {
        one.name.value: FragmentDetails(one)
        for one in document.definitions
        if isinstance(one, FragmentDefinitionNode)
    }

    def selected(grouped: dict[str, list[Any]], type_: GraphQLObjectType, page: int) -> int:
        return sum(field(details, type_, page) for details in grouped.values())

    def field(details: list[Any], type_: GraphQLObjectType, page: int) -> int:
        node = details[0].node
        name = node.name.value
        if name == "__typename":
            return 0
        definition = type_.fields[name]
        price = PRICES.of(type_.name, name, definition)
        target = get_named_type(definition.type)
        below = 0
        if price.is_page:
            given = get_argument_values(definition, node, variables)
            sizes = [given.get(one) for one in ("first", "last")]
            below = next((size for size in sizes if size is not None), 20)
        content = max([inside(details, one, below) for one in possible(target)], default=0)
        return page * (price.own + content) if price.is_page_content else price.own + price.times * content

    def inside(details: list[Any], type_: GraphQLObjectType, page: int) -> int:
        grouped = collect_subfields(SCHEMA, fragments, variables, operation, type_, details)
        return selected(grouped.grouped_field_set, type_, page)

    root = collect_fields(SCHEMA, fragments, variables, SCHEMA.query_type, operation)
    return selected(root.grouped_field_set, SCHEMA.query_type, 0)


def possible(target: Any) -> list[GraphQLObjectType]:
    if is_leaf_type(target):
        return []
    abstract: GraphQLAbstractType = target
    return list(SCHEMA.get_possible_types(abstract)) if is_abstract_type(target) else [target]
