"""One line a mutation: its input, its payload, and what it does."""

from __future__ import annotations

from typing import Any, NamedTuple, get_type_hints

import strawberry

from domain.core.command import Command
from graphql_api.context import RequestContext
from graphql_api.mutations.inputs import CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.mutations.run import run
from graphql_api.read.resolvers import required, typed
from graphql_api.types.rights import MUTATION as METADATA  # where a field's metadata has its MutationSpec

__all__ = ["METADATA", "MutationSpec", "mutation"]


class MutationSpec(NamedTuple):
    """What a mutation is declared to be; the planner goes by it, and never calls the resolver."""

    input: type[CommandInput]
    payload: type[MutationPayload]

    @property
    def command(self) -> type[Command]:
        """The command that it gives, as its input says."""
        command: type[Command] = get_type_hints(self.input.command)["return"]
        return command


def mutation(input: type[CommandInput], payload: type[MutationPayload], description: str) -> Any:
    """A field that gives the command of its input."""
    spec = MutationSpec(input, payload)

    async def resolve(info: strawberry.Info[RequestContext, None], **arguments: Any) -> MutationPayload:
        return await run(info.context, payload, arguments["input"])

    argument = required("input", input, "What to record, and under which key (输入).")
    resolver = typed(resolve, payload, {"input": argument}, root=False)
    return strawberry.mutation(resolver=resolver, description=description, metadata={METADATA: spec})
