"""Where the planner meets the engine: the answer to a root field's question, planned or loaded.

graphql-core keeps the document, variables, arguments, errors and every field that is no question. What one comes to by
plan is finished JSON, which orjson puts into the answer as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from graphql import (
    DocumentNode,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    OperationDefinitionNode,
)
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graphql_api.field_errors import field_error
from graphql_api.plan.errors import NotPlannableError
from graphql_api.plan.plans import Plans
from graphql_api.plan.selection import Selector
from graphql_api.plan.together import Together
from graphql_api.read.as_of import check
from graphql_api.read.at_once import Ask
from graphql_api.read.errors import BadUserInputError, WithheldError
from graphql_api.read.roots import Question, RootList, RootOne

if TYPE_CHECKING:
    from graphql_api.read.reader import Reader

_QUESTIONS = (RootOne, RootList)
_NOT_HERE = (
    NotPlannableError,
    BadUserInputError,
    WithheldError,
)  # of bad arguments, the resolvers tell where


class AnsweringContext(StrawberryGraphQLCoreExecutionContext):
    """Executes an operation; questions are planned where that can be, and else loaded."""

    plans: Plans | None = None  # None: everything is loaded
    _together: Together | None = None  # where root fields run side by side

    def execute_root_grouped_field_set(
        self,
        root_type: GraphQLObjectType,
        root_value: Any,
        grouped_field_set: GroupedFieldSet,
        serially: bool,
        position_context: Any,
    ) -> Any:
        """Let root fields that run side by side be read together."""
        if not serially:
            names = (details[0].node.name.value for details in grouped_field_set.values())
            self._together = Together(sum(not name.startswith("__") for name in names))
        return super().execute_root_grouped_field_set(
            root_type, root_value, grouped_field_set, serially, position_context
        )

    def complete_value(
        self,
        return_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        info: Any,
        path: Path,
        result: Any,
        position_context: Any,
    ) -> Any:
        """Answer a question; whatever else a resolver returned is completed as always."""
        if isinstance(result, _QUESTIONS):
            return self._answer(return_type, field_details_list, info, path, result, position_context)
        return super().complete_value(return_type, field_details_list, info, path, result, position_context)

    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_details_list: FieldDetailsList,
        info: Any,
        path: Path,
        result: Any,
        position_context: Any,
    ) -> Any:
        """Complete an object, and note of whom it tells."""
        mark = getattr(result, "__dict__", {}).get("_mark")
        if mark is not None:
            info.context.reader.seen.note(mark)
        return super().complete_object_value(
            return_type, field_details_list, info, path, result, position_context
        )

    def handle_field_error(
        self,
        raw_error: Exception,
        return_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        path: Path,
    ) -> None:
        """Put an error where it belongs, with what the schema calls the field that met it."""
        field: Path | None = path
        while field is not None and field.typename is None:  # an item of a list
            field = field.prev
        nodes = [details.node for details in field_details_list]
        error = field_error(raw_error, field and field.typename, nodes, path.as_list())
        super().handle_field_error(error, return_type, field_details_list, path)

    async def _answer(
        self,
        return_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        info: Any,
        path: Path,
        question: Question,
        position_context: Any,
    ) -> Any:
        reader: Reader = info.context.reader
        root = ".".join(map(str, path.as_list()))
        if question.as_of is not None:
            check(question.as_of)
        if self.plans is not None:
            with suppress(*_NOT_HERE):
                selector = Selector(self)
                plan = self.plans.of(selector, question, field_details_list, return_type)
                pages = [selector.page(one.selected, one.read_type, one.order) for one in plan.lists]
                ask = Ask(plan.make(question, pages), question.as_of, root)
                together = self._together
                found = await (together.read(reader, ask) if together else reader.value(ask))
                return question.nothing() if found is None else plan.finish(found, reader.seen)
        moment = await reader.moment(question.as_of, root)
        loaded = await question.load(reader, moment)
        completed = self.complete_value(return_type, field_details_list, info, path, loaded, position_context)
        return await completed if self.is_awaitable(completed) else completed


def selector_of(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, sent: Mapping[str, Any]
) -> Selector:
    """Reads the selections of an operation that is not executed. Raises NotPlannableError where it could not be."""
    name = operation.name.value if operation.name else None
    executor = AnsweringContext.build(schema, document, raw_variable_values=dict(sent), operation_name=name)
    if isinstance(executor, list):
        raise NotPlannableError
    return Selector(executor)


def answering(plans: Plans | None) -> type[AnsweringContext]:
    """The execution context of a schema that keeps these plans; None: one that never plans."""
    return type("AnsweringContext", (AnsweringContext,), {"plans": plans})
