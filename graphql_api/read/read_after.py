"""`@readAfter`: a query that waits until the read models have come as far as its client knows of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry
from graphql import GraphQLSchema, OperationDefinitionNode, get_directive_values, get_variable_values
from strawberry.directive import DirectiveLocation

from graphql_api.scalars import Position

NAME = "readAfter"


@strawberry.directive(
    locations=[DirectiveLocation.QUERY],
    name=NAME,
    description=(
        "Answer from read models that reflect at least this position (读到自己的写入): hand in the `position` of "
        "a mutation's payload. Waits up to five seconds, then fails with the code TIMEOUT."
    ),
)
def ReadAfter(position: Position) -> None:  # noqa: N802 - named like the schema's directive class
    """Read by ``wanted_position``; it changes no field."""


def wanted_position(
    schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> int | None:
    """The position that an operation is to wait for, if it asks to; ``variables`` as they were sent."""
    if all(used.name.value != NAME for used in operation.directives or ()):
        return None
    directive = schema.get_directive(NAME)
    if directive is None:
        return None
    coerced = get_variable_values(schema, list(operation.variable_definitions or ()), dict(variables))
    if isinstance(coerced, list):
        return None  # the execution itself says what is wrong with them
    values = get_directive_values(directive, operation, coerced)
    return None if values is None else int(values["position"])
