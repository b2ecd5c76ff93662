"""The schema, put together: queries, mutations, scalars, and what runs around every operation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import cache
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.printer import print_schema
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter
from strawberry.utils.str_converters import to_camel_case

from graphql_api.cost.extension import CostExtension
from graphql_api.cost.price_book import PriceBook
from graphql_api.documents import DocumentExtension, Documents
from graphql_api.limits import Limits
from graphql_api.mutations import Mutation
from graphql_api.plan.execution import answering
from graphql_api.plan.plans import Plans
from graphql_api.queries import Query
from graphql_api.read import ReadAfter, ReadAfterExtension, Reader
from graphql_api.scalars import SCALARS


class OneSnapshot(SchemaExtension):
    """Ends the operation's snapshot with it, and names the position that the answer reflects."""

    async def on_operation(self) -> AsyncIterator[None]:
        """Run the operation, then give the connection of its snapshot back."""
        try:
            yield
        finally:
            await self.execution_context.context.reader.end()

    def get_results(self) -> dict[str, Any]:
        """``extensions.position`` of the answer, and what was read as of when; nothing where nothing was read."""
        reader: Reader = self.execution_context.context.reader
        if reader.position is None:
            return {}
        reflects = {"position": reader.position, **reader.freshness.extensions}
        echoes = {root: echo.as_json() for root, echo in reader.echoes.items()}
        return {**reflects, "asOf": echoes} if echoes else reflects


class RememberedNames(NameConverter):
    """Strawberry's names, each made once: it makes that of every argument anew in every request."""

    def apply_naming_config(self, name: str) -> str:
        """The name in the schema."""
        return _in_schema(name)


_in_schema = cache(to_camel_case)


class Schema(strawberry.Schema):
    """Strawberry's schema, less what it does for every field and error of its own accord."""

    def get_extensions(self, sync: bool = False) -> list[SchemaExtension]:
        """Ours alone: Strawberry's for directives would wrap every resolver, and we have none on fields."""
        return [extension() for extension in self.extensions]

    def process_errors(self, errors: list[GraphQLError], execution_context: Any = None) -> None:
        """Nothing: Strawberry logs query text here; web/endpoint.py logs without it."""


def make_schema(limits: Limits | None = None, *, planned: bool = True) -> Schema:
    """A schema with a memory of documents and plans of its own; unless ``planned``, resolvers answer everything."""
    documents = Documents(limits or Limits())
    book = PriceBook()
    return Schema(
        query=Query,
        mutation=Mutation,
        config=StrawberryConfig(name_converter=RememberedNames(), scalar_map=SCALARS),
        directives=[ReadAfter],
        execution_context_class=answering(Plans() if planned else None),
        extensions=[
            lambda: DocumentExtension(documents),
            OneSnapshot,
            lambda: CostExtension(book),
            ReadAfterExtension,
        ],
    )


@cache
def schema() -> Schema:
    """The schema of this process."""
    return make_schema()


def sdl() -> str:
    """The schema as text, as graphql_api/schema.graphql holds it."""
    return print_schema(schema()) + "\n"
