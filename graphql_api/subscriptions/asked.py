"""What a subscription asks for: its document, checked, and the one field that it is about."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    NameNode,
    OperationDefinitionNode,
    SelectionSetNode,
)
from graphql.execution import get_argument_values
from graphql.execution.collect_fields import collect_fields

from graphql_api.documents import CheckedDocument
from graphql_api.plan.execution import AnsweringContext
from graphql_api.read import BadIdError, BadUserInputError, decode_id
from graphql_api.subscriptions.feeds import Subject
from graphql_api.subscriptions.fields import CHANGES, COMPLIANCE_ROLLUP, MEETING, OPEN_WORK
from graphql_api.types.rollup_span import month_of

REACH, POSITION = "~reach", "~position"  # which no alias of a client can be


class AskedSubscription(NamedTuple):
    """A subscription's operation with its variables."""

    text: str
    operation: OperationDefinitionNode  # as it was sent
    looks: CheckedDocument  # what is executed for each item
    variables: dict[str, Any]
    key: str  # of its field in the answer
    field: str
    arguments: Mapping[str, Any]
    cost: int

    @property
    def look(self) -> OperationDefinitionNode:
        """The operation that is executed for each item."""
        name = self.operation.name.value if self.operation.name else None
        return self.looks.operation(name)

    @property
    def subject(self) -> Subject | None:
        """What it waits for; None for whatever is recorded, and where the arguments name nothing."""
        with suppress(BadIdError, BadUserInputError):
            if self.field == MEETING:
                return Subject(decode_id(self.arguments["id"], "Meeting"), None)
            if self.field == CHANGES:
                return None
            node = decode_id(self.arguments["node"], "Organisation", "Grid")
            if self.field == OPEN_WORK:
                return Subject(node, None, is_work=True)
            if self.field == COMPLIANCE_ROLLUP:
                return Subject(node, month_of(self.arguments["from"]), month_of(self.arguments["to"]))
            return Subject(node, month_of(self.arguments["month"]))
        return None


class Asking:
    """Reads the subscriptions of a schema. What it makes of a document goes with the document."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._looks: dict[int, tuple[weakref.ref[OperationDefinitionNode], CheckedDocument]] = {}

    def of(
        self,
        text: str,
        checked: CheckedDocument,
        operation: OperationDefinitionNode,
        variables: dict[str, Any],
        cost: int,
    ) -> AskedSubscription | list[GraphQLError]:
        """What a valid document's operation asks for; errors, where its variables do not fit. Raises GraphQLError."""
        name = operation.name.value if operation.name else None
        executor = AnsweringContext.build(
            self._schema, checked.document, raw_variable_values=dict(variables), operation_name=name
        )
        if isinstance(executor, list):
            return executor
        root = self._schema.subscription_type
        assert root is not None  # noqa: S101 - validation has found the field there
        collected = collect_fields(
            self._schema, executor.fragments, executor.variable_values, root, operation
        )
        if not collected.grouped_field_set:
            raise BadUserInputError("订阅没有选取任何字段。", "All fields of the subscription are left out.")
        ((key, details), *_) = collected.grouped_field_set.items()
        field = details[0].node.name.value
        if field not in root.fields:
            raise BadUserInputError("订阅须选取一个字段。", "A subscription is to one field of data.")
        arguments = get_argument_values(
            root.fields[field],
            details[0].node,
            executor.variable_values,
            details[0].fragment_variable_values,
        )
        looks = self._with_reach(checked, operation, key) if field == CHANGES else checked
        return AskedSubscription(text, operation, looks, variables, key, field, arguments, cost)

    def _with_reach(
        self, checked: CheckedDocument, operation: OperationDefinitionNode, key: str
    ) -> CheckedDocument:
        """The same, and what tells of each page how far it reaches: that is taken off before it is sent."""
        name = id(operation)
        if name not in self._looks:
            gone = weakref.ref(operation, lambda _: self._looks.pop(name, None))
            self._looks[name] = gone, _add_reach(checked, operation, key)
        return self._looks[name][1]


def _add_reach(checked: CheckedDocument, operation: OperationDefinitionNode, key: str) -> CheckedDocument:
    """A second node of the same field: the engine merges the two, wherever the first stands in fragments."""
    reach = _field("nodes", REACH, _field("position", POSITION))
    also = _field(CHANGES, key, reach)
    selections = (*operation.selection_set.selections, also)
    look = OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        variable_definitions=operation.variable_definitions,
        directives=operation.directives,
        selection_set=SelectionSetNode(selections=selections),
    )
    fragments = [one for one in checked.document.definitions if isinstance(one, FragmentDefinitionNode)]
    return checked._replace(document=DocumentNode(definitions=(look, *fragments)), operations=(look,))


def _field(name: str, alias: str, *selections: FieldNode) -> FieldNode:
    return FieldNode(
        name=NameNode(value=name),
        alias=NameNode(value=alias),
        arguments=(),
        directives=(),
        selection_set=SelectionSetNode(selections=selections) if selections else None,
    )
