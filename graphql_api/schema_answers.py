"""Answers about the schema itself: always the same, so made once for a question, and beside the event loop.

The whole schema takes a tenth of a second, in which otherwise nobody would be served, in whatever form it is asked for:
by way of fragments, with variables, or among other fields, which are executed for themselves then.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import orjson
from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
)

from graphql_api.cost.introspection import FIELDS
from graphql_api.cost.selection import Selections, Variables, only_fields
from graphql_api.documents import CheckedDocument
from graphql_api.errors import ApiError, ErrorCode
from graphql_api.kept import Kept
from graphql_api.messages import Message

KEPT_BYTES = 4 * 1024 * 1024  # the whole schema has about 0.5 MB
LONGEST_VARIABLES = 1_024  # bytes of JSON; what is asked with more is not kept
_ROOTS = {*FIELDS, "__typename"}
_IN_A_MUTATION = Message(
    "请在不含变更操作的请求中查询数据模式。", "Ask for the schema in a query, not along with a mutation."
)

_Key = tuple[str, str | None, bytes]
_Rest = Callable[[DocumentNode], Awaitable[ExecutionResult]]


class _Made(NamedTuple):
    """An answer."""

    fields: dict[str, orjson.Fragment]
    errors: list[GraphQLError] | None
    bytes: int


class SchemaAnswers:
    """What was asked about a schema lately; one question is worked on at a time."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._kept: Kept[_Key, _Made] = Kept(KEPT_BYTES)
        self._one_at_a_time = asyncio.Lock()

    async def answer(
        self,
        checked: CheckedDocument,
        operation: OperationDefinitionNode,
        selections: Selections,
        variables: Variables,
        execute_rest: _Rest,
    ) -> ExecutionResult | None:
        """The answer to an operation of a document that asks for the schema.

        None if the operation itself does not, or its variables do not fit, as the engine tells.
        What else it asks for, ``execute_rest`` answers. Raises ApiError for a mutation, whose payload leads to queries.
        """
        if operation.operation is OperationType.MUTATION:
            raise ApiError(ErrorCode.BAD_USER_INPUT, _IN_A_MUTATION)
        query = self._schema.query_type
        if query is None or operation.loc is None:
            return None
        fields = selections.collect([operation.selection_set], query, variables)
        names = {key: nodes[0].name.value for key, nodes in fields.items()}
        if FIELDS.keys().isdisjoint(names.values()):
            return None
        about = [node for key, nodes in fields.items() if names[key] in _ROOTS for node in nodes]
        others = [node for key, nodes in fields.items() if names[key] not in _ROOTS for node in nodes]
        made = await self._about(checked.document, operation, about, variables)
        if made is None or not others:
            return made and ExecutionResult(dict(made.fields), made.errors)
        rest = await execute_rest(only_fields(checked.document, operation, others))
        if rest.data is None:
            return rest
        data = {key: made.fields[key] if name in _ROOTS else rest.data[key] for key, name in names.items()}
        return ExecutionResult(data, [*(made.errors or ()), *(rest.errors or ())] or None)

    async def _about(
        self,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        nodes: list[FieldNode],
        variables: Variables,
    ) -> _Made | None:
        """The fields about the schema; None if the variables do not fit."""
        key = _key_of(operation, variables)
        made = self._kept.get(key)
        if made is not None:
            return made
        asked = only_fields(document, operation, nodes)
        async with self._one_at_a_time:
            made = self._kept.get(key) or await asyncio.to_thread(self._make, asked, variables)
        if made is not None and made.errors is None and len(key[2]) <= LONGEST_VARIABLES:
            self._kept.put(key, made, len(key[0]) + made.bytes)
        return made

    def _make(self, document: DocumentNode, variables: Variables) -> _Made | None:
        found = execute_sync(self._schema, document, variable_values=dict(variables))
        if found.data is None:
            return None
        texts = {field: orjson.dumps(value) for field, value in found.data.items()}
        fields = {field: orjson.Fragment(text) for field, text in texts.items()}
        return _Made(fields, found.errors, sum(map(len, texts.values())))


def _key_of(operation: OperationDefinitionNode, variables: Variables) -> _Key:
    """What the answer depends on: a variable that the operation does not name makes no other question of it."""
    named = [one.variable.name.value for one in operation.variable_definitions or ()]
    given = {name: variables[name] for name in named if name in variables}
    text = operation.loc.source.body if operation.loc else ""
    name = operation.name.value if operation.name else None
    return text, name, orjson.dumps(given, option=orjson.OPT_SORT_KEYS)
