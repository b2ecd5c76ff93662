"""What a document says itself of an argument, with variables in it: as a function of the variables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from graphql import (
    GraphQLInputObjectType,
    GraphQLLeafType,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
)
from graphql.type import GraphQLInputType, is_input_object_type, is_list_type, is_non_null_type
from graphql.utilities import coerce_input_literal

from graphql_api.plan.decoders import Decoders
from graphql_api.plan.errors import NotPlannableError

Variables = Mapping[str, Any]  # decoded; those that were not given and have no default are not in it
Value = Callable[[Variables], Any]


class Literals:
    """Reads the literals of one operation; ``size`` counts their parts."""

    def __init__(self, decoders: Decoders) -> None:
        self._decoders = decoders
        self.size = 0

    def value(self, node: ValueNode, type_: GraphQLInputType) -> Value:
        """What stands at a place of that type in a valid document.

        Raises NotPlannableError, as does the function for variables that cannot stand there.
        """
        self.size += 1
        if isinstance(node, VariableNode):
            return _variable(node.name.value, may_be_null=not is_non_null_type(type_))
        if is_non_null_type(type_):
            if isinstance(node, NullValueNode):
                raise NotPlannableError
            type_ = type_.of_type
        if isinstance(node, NullValueNode):
            return lambda _: None
        if is_list_type(type_):
            return self._list(node, type_.of_type)
        if is_input_object_type(type_):
            return self._object(node, type_)
        return _leaf(node, cast("GraphQLLeafType", type_))

    def _list(self, node: ValueNode, of: GraphQLInputType) -> Value:
        if not isinstance(node, ListValueNode):
            raise NotPlannableError
        items = [self.value(item, of) for item in node.values]
        return lambda variables: [item(variables) for item in items]

    def _object(self, node: ValueNode, type_: GraphQLInputObjectType) -> Value:
        if not isinstance(node, ObjectValueNode):
            raise NotPlannableError
        shape = self._decoders.shape(type_)
        fields = []
        for field in node.fields:
            attribute, of = shape.attributes[field.name.value]
            variable = field.value.name.value if isinstance(field.value, VariableNode) else None
            fields.append((attribute, self.value(field.value, of), variable))

        def value(variables: Variables) -> Any:
            # A variable that was not given leaves its field out.
            return shape.make(
                {
                    attribute: of(variables)
                    for attribute, of, variable in fields
                    if variable is None or variable in variables
                }
            )

        return value


def _variable(name: str, *, may_be_null: bool) -> Value:
    def value(variables: Variables) -> Any:
        found = variables.get(name)
        if found is None and not (may_be_null and name in variables):
            raise NotPlannableError
        return found

    return value


def _leaf(node: ValueNode, type_: GraphQLLeafType) -> Value:
    if isinstance(node, ListValueNode | ObjectValueNode):
        raise NotPlannableError  # of a scalar that takes them; there may be variables inside
    constant = coerce_input_literal(node, type_)
    if constant is Undefined:
        raise NotPlannableError
    return lambda _: constant
