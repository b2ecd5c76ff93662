"""The way of one operation: its document, its price, what it waits for, its execution, and what the answer tells of it.

Strawberry calls the same steps as extensions, in context managers and under a middleware that it makes anew for every
request; here they are called one after the other.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from inspect import isawaitable
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    execute,
)
from graphql import OperationType as GraphQLOperationType
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types.execution import ExecutionResult as Answer
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from event_store.telemetry import span
from graphql_api.context import RequestContext
from graphql_api.cost.charge import charge
from graphql_api.cost.price_book import PriceBook
from graphql_api.documents import CheckedDocument
from graphql_api.errors import ApiError, ErrorCode, root_cause
from graphql_api.introspection import schema_withheld, without_hints
from graphql_api.messages import Message
from graphql_api.plan.execution import AnsweringContext
from graphql_api.plan.mutations.plans import MutationPlans
from graphql_api.plan.queries import QueryPlans
from graphql_api.read import wanted_position
from graphql_api.schema_answers import SchemaAnswers
from graphql_api.variables import without_values

Variables = dict[str, Any]
_UNUSABLE_ARGUMENT = Message("字段的参数没有可用的值。", "An argument of this field has no usable value.")


class Execution:
    """How a schema executes operations; it lives as long as the schema does."""

    def __init__(
        self,
        schema: GraphQLSchema,
        executor: type[AnsweringContext],
        queries: QueryPlans | None,
        mutations: MutationPlans | None,
    ) -> None:
        """Without ``queries`` and ``mutations`` they are all left to the engine."""
        self._schema = schema
        self._executor = executor
        self._queries = queries
        self._mutations = mutations
        self._book = PriceBook()
        self._schema_answers = SchemaAnswers(schema)

    async def run(
        self,
        checked: CheckedDocument,
        name: str | None,
        variables: Variables,
        context: RequestContext,
        allowed: Collection[OperationType],
    ) -> Answer:
        """Execute the operation of that name.

        Raises InvalidOperationTypeError, CannotGetOperationTypeError, and ApiError where it may not run.
        """
        operation = checked.operation(name)
        kind = OperationType(operation.operation.value)
        context.kind = kind.value
        if kind not in allowed:
            raise InvalidOperationTypeError(kind)
        refusal = refusal_of(checked, context)
        if refusal is not None:
            return refusal
        document = checked.document
        if context.account is not None:
            document = charge(context.account, self._book, document, operation, self._schema, variables)
        position = wanted_position(self._schema, operation, variables)
        if position is not None:
            await context.reader.at_least(position)
        result = None
        if document is checked.document:  # a dry run has another
            if checked.asks_for_schema:
                result = await self._about_schema(checked, operation, variables, context)
            result = result or await self._planned(checked, operation, variables, context)
        if result is None:
            result = await self._execute(document, name, variables, context)
        return Answer(data=result.data, errors=result.errors)

    def price(
        self, checked: CheckedDocument, operation: OperationDefinitionNode, variables: Variables
    ) -> int:
        """What an operation costs, in points."""
        return self._book.of(checked.document, operation, self._schema).cost(variables)

    async def look(
        self,
        checked: CheckedDocument,
        operation: OperationDefinitionNode,
        variables: Variables,
        context: RequestContext,
    ) -> ExecutionResult:
        """What a subscription's operation comes to now; it has been checked, and is paid for by its items."""
        found = await self._planned(checked, operation, variables, context)
        name = operation.name.value if operation.name else None
        return found or await self._execute(checked.document, name, variables, context)

    def told(self, errors: Sequence[GraphQLError], variables: Variables) -> list[GraphQLError]:
        """What an operation's fields met, each with a code, and without values of its variables."""
        return [_with_code(error) for error in without_values(errors, self._schema, variables)]

    async def _about_schema(
        self,
        checked: CheckedDocument,
        operation: OperationDefinitionNode,
        variables: Variables,
        context: RequestContext,
    ) -> ExecutionResult | None:
        """The result where the schema is asked for; None if it is by another operation of the document only."""

        async def execute_rest(document: DocumentNode) -> ExecutionResult:
            return await self._execute(document, None, variables, context)

        selections = self._book.of(checked.document, operation, self._schema).selections
        return await self._schema_answers.answer(checked, operation, selections, variables, execute_rest)

    async def _planned(
        self,
        checked: CheckedDocument,
        operation: OperationDefinitionNode,
        variables: Variables,
        context: RequestContext,
    ) -> ExecutionResult | None:
        """The result by plan; None for an operation that is left to the engine."""
        if operation.operation is GraphQLOperationType.MUTATION:
            with span("plan"):
                mutation = self._mutations and self._mutations.ready(checked, operation, variables)
            return await mutation.run(context) if mutation else None
        with span("plan"):
            query = self._queries and self._queries.ready(checked, operation, variables)
        return await query.run(context.reader) if query else None

    async def _execute(
        self, document: DocumentNode, name: str | None, variables: Variables, context: RequestContext
    ) -> ExecutionResult:
        started = time.thread_time()
        result = execute(
            self._schema,
            document,
            context_value=context,
            variable_values=variables,
            operation_name=name,
            executor_class=self._executor,
            is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type]
        )
        if isawaitable(result):
            return await result
        if result.data is None and context.account is not None:  # its variables do not fit
            context.account.unpaid_seconds += time.thread_time() - started
        return result


def _with_code(error: GraphQLError) -> GraphQLError:
    """What the engine finds amiss while it resolves a field is about its arguments; its words quote them."""
    if error.path is None or root_cause(error) is not None:
        return error
    return ApiError(ErrorCode.BAD_USER_INPUT, _UNUSABLE_ARGUMENT, nodes=error.nodes, path=error.path)


def refusal_of(checked: CheckedDocument, context: RequestContext) -> Answer | None:
    """The answer to a document that is not valid. Raises ApiError for one that the caller's role may not send."""
    if checked.asks_for_schema and not context.knows_schema:
        raise schema_withheld()
    if not checked.errors:
        return None
    told = checked.errors if context.knows_schema else without_hints(checked.errors)
    return PreExecutionError(data=None, errors=list(told))


def is_in_vain(answer: Answer) -> bool:
    """Whether an operation was stopped for what it is, before anything of it ran."""
    if answer.data is not None or not answer.errors:
        return False
    causes = [root_cause(error) for error in answer.errors if error.path is None]
    return bool(causes) and all(cause is None or _is_the_callers(cause) for cause in causes)


def _is_the_callers(cause: Exception) -> bool:
    if isinstance(cause, ApiError):
        return cause.code not in (ErrorCode.THROTTLED, ErrorCode.TIMEOUT)
    return isinstance(cause, GraphQLSyntaxError)


def refused(error: Exception) -> Answer:
    """The answer to an operation that was stopped before it ran."""
    told = error if isinstance(error, GraphQLError) else GraphQLError(str(error), original_error=error)
    return PreExecutionError(data=None, errors=[told])


def extensions(context: RequestContext) -> dict[str, Any]:
    """The position that the answer reflects and what was read as of when, where anything was read; and the cost."""
    told: dict[str, Any] = {}
    reader, account = context.reader, context.account
    if reader.position is not None:
        told = {"position": reader.position, **reader.freshness.extensions}
        if reader.echoes:
            told["asOf"] = {root: echo.as_json() for root, echo in reader.echoes.items()}
    if account is not None:
        told["cost"] = account.as_json()
    return told
