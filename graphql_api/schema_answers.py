"""Answers about the schema itself: always the same, so made once for a text, and beside the event loop.

The whole schema takes a tenth of a second, in which otherwise nobody would be served.
"""

from __future__ import annotations

import asyncio

import orjson
from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    GraphQLSchema,
    OperationDefinitionNode,
    execute_sync,
)

from graphql_api.cost.introspection import FIELDS
from graphql_api.documents import CheckedDocument
from graphql_api.kept import Kept

KEPT_BYTES = 4 * 1024 * 1024  # the whole schema has about 0.5 MB
_ROOTS = {*FIELDS, "__typename"}

Data = dict[str, orjson.Fragment]


class SchemaAnswers:
    """What was asked about a schema lately; one question is worked on at a time."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._kept: Kept[tuple[str, str | None], Data] = Kept(KEPT_BYTES)
        self._one_at_a_time = asyncio.Lock()

    async def ready(
        self, checked: CheckedDocument, operation: OperationDefinitionNode
    ) -> ExecutionResult | None:
        """The answer; None where something else is asked too, or variables bear on it, which the engine sees to."""
        if not checked.asks_for_schema or operation.variable_definitions or not _asks_nothing_else(operation):
            return None
        if operation.loc is None:
            return None
        name = operation.name.value if operation.name else None
        key = operation.loc.source.body, name
        async with self._one_at_a_time:
            data = self._kept.get(key)
            if data is None:
                made = await asyncio.to_thread(self._make, checked.document, name)
                size = len(key[0]) + sum(len(text) for text in made.values())
                parts = {field: orjson.Fragment(text) for field, text in made.items()}
                data = self._kept.put(key, parts, size)
        return ExecutionResult(dict(data), None)

    def _make(self, document: DocumentNode, name: str | None) -> dict[str, bytes]:
        found = execute_sync(self._schema, document, operation_name=name).data or {}
        return {field: orjson.dumps(value) for field, value in found.items()}


def _asks_nothing_else(operation: OperationDefinitionNode) -> bool:
    selections = operation.selection_set.selections
    return all(isinstance(node, FieldNode) and node.name.value in _ROOTS for node in selections)
