"""Asking what an operation would cost: `rateLimit(dryRun: true)` beside its fields, and none of them runs."""

from __future__ import annotations

from graphql import DocumentNode, FieldNode, OperationType

from graphql_api.cost.selection import Selections, Variables, only_fields

FIELD = "rateLimit"
ARGUMENT = "dryRun"


def dry_run_of(document: DocumentNode, selections: Selections, variables: Variables) -> DocumentNode | None:
    """The document with `rateLimit` as its operation's only field, if it asks for a dry run."""
    operation = selections.operation
    asking = _rate_limits(selections, variables)
    if not any(selections.value(node, ARGUMENT, variables) is True for node in asking):
        return None
    return only_fields(document, operation, asking)


def _rate_limits(selections: Selections, variables: Variables) -> list[FieldNode]:
    operation = selections.operation
    query = selections.schema.query_type
    if operation.operation is not OperationType.QUERY or query is None:
        return []
    fields = selections.collect([operation.selection_set], query, variables)
    return [node for nodes in fields.values() for node in nodes if node.name.value == FIELD]
