"""The plan of a mutation: its root fields in order, each with a command's input and what is shown of its payload."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from graphql import (
    ExecutionResult,
    FieldNode,
    GraphQLError,
    GraphQLObjectType,
    get_named_type,
)
from graphql.execution.collect_fields import FieldDetailsList, collect_fields

from graphql_api.context import RequestContext
from graphql_api.field_errors import field_error
from graphql_api.mutations.declare import METADATA, MutationSpec
from graphql_api.mutations.inputs import CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.mutations.run import run
from graphql_api.plan.decoders import Decoders
from graphql_api.plan.errors import NotPlannableError
from graphql_api.plan.literals import Literals, Value, Variables
from graphql_api.plan.mutations.payload import PayloadWriter, Show
from graphql_api.plan.selection import Selector


@dataclass(frozen=True, slots=True)
class Step:
    """One root field."""

    key: str  # in the answer
    nodes: list[FieldNode]  # where the document asks for it
    payload: type[MutationPayload]
    input: Value
    show: Show


@dataclass(frozen=True, slots=True)
class MutationPlan:
    """How one operation is executed, for one choice of ``@skip`` and ``@include``."""

    steps: tuple[Step, ...]
    size: int  # in fields

    @classmethod
    def of(cls, selector: Selector, decoders: Decoders) -> MutationPlan:
        """The plan of an operation. Raises NotPlannableError for what the engine has to see to."""
        executor = selector.executor
        root: GraphQLObjectType = executor.schema.mutation_type
        try:
            collected = collect_fields(
                executor.schema, executor.fragments, executor.variable_values, root, executor.operation
            )
        except GraphQLError as error:
            raise NotPlannableError from error
        literals, writer = Literals(decoders), PayloadWriter(selector)
        steps = [
            _step(root, key, details, literals, writer)
            for key, details in collected.grouped_field_set.items()
        ]
        return cls(tuple(steps), literals.size + writer.size)

    def read(self, variables: Variables) -> PlannedMutation:
        """The inputs of all fields. Raises NotPlannableError; nothing has been done then."""
        return PlannedMutation(self.steps, [step.input(variables) for step in self.steps])


class PlannedMutation(NamedTuple):
    """A mutation that is ready to run."""

    steps: tuple[Step, ...]
    inputs: list[CommandInput]

    async def run(self, context: RequestContext) -> ExecutionResult:
        """Give the commands one after the other, as the specification has it, each on what the one before it left.

        Payloads are never null: where there is none for a fault, there are no data, and what would follow is not done.
        """
        data: dict[str, Any] = {}
        for step, asked in zip(self.steps, self.inputs, strict=True):
            try:
                data[step.key] = step.show(await run(context, step.payload, asked))
            except Exception as error:  # noqa: BLE001 - the engine's own way with what a resolver raises
                return ExecutionResult(None, [field_error(error, "Mutation", step.nodes, [step.key])])
        return ExecutionResult(data, None)


def _step(
    root: GraphQLObjectType, key: str, details: FieldDetailsList, literals: Literals, writer: PayloadWriter
) -> Step:
    node = details[0].node
    field = root.fields.get(node.name.value)
    if field is None:
        raise NotPlannableError(node.name.value)  # `__typename`: nobody asks for it often
    spec: MutationSpec | None = field.extensions["strawberry-definition"].metadata.get(METADATA)
    if spec is None:
        raise NotPlannableError(node.name.value)
    (argument,) = node.arguments or ()
    return Step(
        key,
        [detail.node for detail in details],
        spec.payload,
        literals.value(argument.value, field.args["input"].type),
        writer.object(get_named_type(field.type), details),
    )
