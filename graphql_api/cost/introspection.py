"""What it costs to ask for the schema itself: it lies in memory, but every object of it is made by the engine."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cached_property

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    SelectionSetNode,
    get_named_type,
)

from graphql_api.cost.selection import Selections, Variables

_COMPOSITE = GraphQLObjectType | GraphQLInterfaceType
FIELDS = {"__schema": "__Schema", "__type": "__Type"}


class Introspection:
    """Counts the objects of an answer about the schema, lists as long as they are on average."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema

    def cost(self, nodes: Sequence[FieldNode], selections: Selections, variables: Variables) -> int:
        """The points of a `__schema` or `__type`, one for each object: it included, and all that is asked of it."""
        name = nodes[0].name.value
        type_ = self._schema.type_map[FIELDS[name]]
        sets = [node.selection_set for node in nodes if node.selection_set is not None]
        return math.ceil(self._objects(sets, type_, name, selections, variables))

    def _objects(
        self,
        sets: Iterable[SelectionSetNode],
        type_: object,
        field: str,
        selections: Selections,
        variables: Variables,
    ) -> float:
        """The object itself, which stands in ``field`` of another, and all below it."""
        count = 1.0
        if not isinstance(type_, GraphQLObjectType):
            return count
        for nodes in selections.collect(sets, type_, variables).values():
            name = nodes[0].name.value
            below = [node.selection_set for node in nodes if node.selection_set is not None]
            if below:
                target = get_named_type(type_.fields[name].type)
                length = self._lengths.get(f"{field}.{name}") or self._lengths.get(name, 1)
                count += length * self._objects(below, target, name, selections, variables)
        return count

    @cached_property
    def _lengths(self) -> dict[str, float]:
        types = self._schema.type_map.values()
        composite = [one for one in types if isinstance(one, _COMPOSITE)]
        fields = [field for one in composite for field in one.fields.values()]
        inputs = sum(len(one.fields) for one in types if isinstance(one, GraphQLInputObjectType))
        values = sum(len(one.values) for one in types if isinstance(one, GraphQLEnumType))
        implementing = sum(len(one.interfaces) for one in composite)
        # Of a type to which a field leads: types with many fields are led to by more than others.
        led_to = [len(one.type.fields) for one in fields if isinstance(one.type, _COMPOSITE)]
        return {
            "types": len(types),
            "directives": len(self._schema.directives),
            "fields": len(fields) / len(types),
            "type.fields": sum(led_to) / len(fields),
            "args": sum(len(field.args) for field in fields) / len(fields),
            "inputFields": inputs / len(types),
            "enumValues": values / len(types),
            "interfaces": implementing / len(types),
            "possibleTypes": implementing / len(types),
            "ofType": 0.5,  # about half of all types that are named somewhere are marked as lists or not null
        }
