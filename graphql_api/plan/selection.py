"""What a document selects. graphql-core collects the fields and reads the arguments, so fragments, aliases, merged
fields, @skip, @include and variables mean here what they mean to the engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from graphql import GraphQLError, GraphQLField, GraphQLNamedType, GraphQLObjectType, get_named_type
from graphql.execution import get_argument_values
from graphql.execution.collect_fields import FieldDetailsList
from strawberry.types.arguments import convert_arguments

from graphql_api.plan.errors import NotPlannableError
from graphql_api.read.connection import PageArguments
from graphql_api.read.declare import ReadType
from graphql_api.read.errors import BadUserInputError
from graphql_api.read.resolvers import given


class Selected(NamedTuple):
    """A field of a selection, and where the document names it."""

    key: str  # in the answer
    field: GraphQLField | None  # None for ``__typename``
    details: FieldDetailsList

    @property
    def definition(self) -> Any:
        """Strawberry's definition of the field, with our declaration in its metadata."""
        return self.named.extensions["strawberry-definition"]

    @property
    def name(self) -> str:
        """The field's name in Python, as declarations have it."""
        name: str = self.definition.python_name
        return name

    @property
    def type(self) -> GraphQLNamedType:
        """The type of the field's value, lists and marks taken off."""
        return get_named_type(self.named.type)

    @property
    def named(self) -> GraphQLField:
        """The field, where it is known to be one of the schema."""
        if self.field is None:
            raise NotPlannableError("__typename")
        return self.field


class Selector:
    """Reads selections of one request, by the executor of its operation."""

    def __init__(self, executor: Any) -> None:
        self.executor = executor
        self._schema = executor.schema._strawberry_schema  # noqa: SLF001 - strawberry's own way back

    def object_type(self, name: str) -> GraphQLObjectType:
        """A type of the schema, by name."""
        return cast("GraphQLObjectType", self.executor.schema.type_map[name])

    def fields(self, type_: Any, details: FieldDetailsList) -> Iterator[Selected]:
        """The fields selected of an object of that type, in the order of the answer."""
        collected = self.executor.collect_subfields(type_, details)
        for key, found in collected.grouped_field_set.items():
            name = found[0].node.name.value
            yield Selected(key, None if name == "__typename" else type_.fields[name], found)

    def page(self, selected: Selected, read_type: ReadType, order: str | None) -> PageArguments:
        """The arguments of a connection. NotPlannableError if they are bad: the resolvers say so, at every place."""
        first = selected.details[0]
        try:
            values = get_argument_values(
                selected.named, first.node, self.executor.variable_values, first.fragment_variable_values
            )
            arguments = convert_arguments(
                values,
                selected.definition.arguments,
                self._schema.schema_converter.scalar_registry,
                self._schema.config,
            )
            return PageArguments.of(read_type, order, given(arguments))
        except (GraphQLError, BadUserInputError) as error:
            raise NotPlannableError("bad arguments") from error
