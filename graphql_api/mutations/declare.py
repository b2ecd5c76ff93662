"""One line a mutation: its input, its payload, and what it does."""

from __future__ import annotations

from typing import Any, NamedTuple

import strawberry

from graphql_api.context import RequestContext
from graphql_api.mutations.inputs import CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.mutations.run import run
from graphql_api.read.resolvers import required, typed

METADATA = "mutation"  # where a field's metadata has its MutationSpec


class MutationSpec(NamedTuple):
    """What a mutation is declared to be; the planner goes by it, and never calls the resolver."""

    input: type[CommandInput]
    payload: type[MutationPayload]


def mutation(input: type[CommandInput], payload: type[MutationPayload], description: str) -> Any:
    """A field that gives the command of its input."""
    spec = MutationSpec(input, payload)

    async def resolve(info: strawberry.Info[RequestContext, None], **arguments: Any) -> MutationPayload:
        return await run(info.context, payload, arguments["input"])

    argument = required("input", input, "What to record, and under which key (输入).")
    resolver = typed(resolve, payload, {"input": argument}, root=False)
    return strawberry.mutation(resolver=resolver, description=description, metadata={METADATA: spec})
