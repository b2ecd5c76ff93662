"""What a field is given, as functions of the variables: what the engine would read, and Strawberry convert."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphql import FieldNode, GraphQLField, Undefined, VariableNode

from graphql_api.plan.errors import NotPlannableError
from graphql_api.plan.literals import Literals, Value, Variables


class _Argument(NamedTuple):
    name: str  # in Python
    value: Value
    variable: str | None  # that stands for the whole of it


class Arguments(NamedTuple):
    """What one field of a document is given."""

    given: tuple[_Argument, ...]

    @classmethod
    def of(cls, field: GraphQLField, node: FieldNode, literals: Literals) -> Arguments:
        """The arguments of a field of a valid document. Raises NotPlannableError."""
        if any(argument.default_value is not Undefined for argument in field.args.values()):
            raise NotPlannableError(node.name.value)  # no field that reads has one
        given = []
        for written in node.arguments or ():
            argument, value = field.args[written.name.value], written.value
            given.append(
                _Argument(
                    argument.extensions["strawberry-definition"].python_name,
                    literals.value(value, argument.type),
                    value.name.value if isinstance(value, VariableNode) else None,
                )
            )
        return cls(tuple(given))

    def read(self, variables: Variables) -> dict[str, Any]:
        """Those that are given. Raises NotPlannableError for variables that cannot stand where they do."""
        return {
            name: value(variables)
            for name, value, variable in self.given
            if variable is None or variable in variables
        }
