"""The variables of an operation: decoders of their types and literals of their defaults, found once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from graphql import GraphQLSchema, OperationDefinitionNode
from graphql.type import GraphQLInputType, is_non_null_type
from graphql.utilities import type_from_ast

from graphql_api.plan.decoders import Decode, Decoders
from graphql_api.plan.errors import NotPlannableError
from graphql_api.plan.literals import Literals, Value, Variables


class _Variable(NamedTuple):
    name: str
    decode: Decode
    default: Value | None
    may_be_left_out: bool


class VariablesPlan(NamedTuple):
    """How the variables of one operation are read."""

    variables: tuple[_Variable, ...]
    size: int  # as if each were a field

    @classmethod
    def of(
        cls, operation: OperationDefinitionNode, schema: GraphQLSchema, decoders: Decoders
    ) -> VariablesPlan:
        """The plan of a valid operation. Raises NotPlannableError."""
        literals = Literals(decoders)
        variables = []
        for definition in operation.variable_definitions or ():
            type_ = cast("GraphQLInputType", type_from_ast(schema, definition.type))
            default = definition.default_value
            variables.append(
                _Variable(
                    definition.variable.name.value,
                    decoders.of(type_),
                    None if default is None else literals.value(default, type_),
                    not is_non_null_type(type_),
                )
            )
        return cls(tuple(variables), len(variables) + literals.size)

    def decode(self, sent: Mapping[str, Any]) -> Variables:
        """The values of what a client sent. Raises NotPlannableError where the engine has something to say about it."""
        values = {}
        for name, decode, default, may_be_left_out in self.variables:
            if name in sent:
                values[name] = decode(sent[name])
            elif default is not None:
                values[name] = default({})
            elif not may_be_left_out:
                raise NotPlannableError
        return values
