"""`@readAfter`: a query that waits until the read models have come as far as its client knows of."""

from __future__ import annotations

from collections.abc import AsyncIterator

import strawberry
from graphql import OperationDefinitionNode, get_directive_values, get_operation_ast, get_variable_values
from strawberry.directive import DirectiveLocation
from strawberry.extensions import SchemaExtension

from graphql_api.scalars import Position


@strawberry.directive(
    locations=[DirectiveLocation.QUERY],
    name="readAfter",
    description=(
        "Answer from read models that reflect at least this position (读到自己的写入): hand in the `position` of "
        "a mutation's payload. Waits up to five seconds, then fails with the code TIMEOUT."
    ),
)
def ReadAfter(position: Position) -> None:  # noqa: N802 - named like the schema's directive class
    """Read by the extension below; it changes no field."""


class ReadAfterExtension(SchemaExtension):
    """Waits before the operation is executed, if it asks to."""

    async def on_execute(self) -> AsyncIterator[None]:
        context = self.execution_context
        document = context.graphql_document
        operation = get_operation_ast(document, context.operation_name) if document else None
        if operation is not None:
            position = self._wanted(operation)
            if position is not None:
                await context.context.reader.at_least(position)
        yield

    def _wanted(self, operation: OperationDefinitionNode) -> int | None:
        schema = self.execution_context.schema._schema  # noqa: SLF001 - there is no other way to the directive
        directive = schema.get_directive("readAfter")
        if directive is None or all(used.name.value != "readAfter" for used in operation.directives or ()):
            return None
        variables = get_variable_values(
            schema, list(operation.variable_definitions or ()), self.execution_context.variables or {}
        )
        if isinstance(variables, list):
            return None  # the execution itself says what is wrong with them
        values = get_directive_values(directive, operation, variables)
        return None if values is None else int(values["position"])
