"""Errors of fields by the schema's own names: in an error's path stand the caller's aliases, which may be anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graphql import FieldNode, GraphQLError, located_error


class FieldError(GraphQLError):
    """What a field met. ``field`` is ``Type.field``, fit for logs."""

    def __init__(self, error: GraphQLError, field: str) -> None:
        super().__init__(
            error.message,
            error.nodes,
            error.source,
            error.positions,
            error.path,
            error.original_error,
            error.extensions,
        )
        self.field = field


def field_error(
    raised: Exception, type_name: str | None, nodes: Sequence[FieldNode], path: Collection[str | int]
) -> GraphQLError:
    """What was raised, at its place; if it was a field below that raised it, it has one already."""
    located = located_error(raised, nodes, path)
    return located if located is raised else FieldError(located, f"{type_name}.{nodes[0].name.value}")
