"""The plans of mutations, and whether an operation goes by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLSchema, OperationDefinitionNode

from graphql_api.documents import CheckedDocument
from graphql_api.plan.decoders import Decoders
from graphql_api.plan.errors import NotPlannableError
from graphql_api.plan.execution import selector_of
from graphql_api.plan.kept_plans import KeptPlans
from graphql_api.plan.mutations.plan import MutationPlan, PlannedMutation
from graphql_api.plan.variables import VariablesPlan


class MutationPlans:
    """The plans of a schema's mutations."""

    def __init__(self, schema: GraphQLSchema, decoders: Decoders) -> None:
        self._schema = schema
        self._decoders = decoders
        self._variables: KeptPlans[VariablesPlan] = KeptPlans()
        self._plans: KeptPlans[MutationPlan] = KeptPlans()

    def ready(
        self, checked: CheckedDocument, operation: OperationDefinitionNode, sent: Mapping[str, Any]
    ) -> PlannedMutation | None:
        """The mutation, read and ready to run; None for one that is left to the engine."""
        try:
            reading = self._variables.find(operation, {}, {}, (), lambda: self._variables_of(operation))
            variables = reading.decode(sent)
            plan = self._plans.find(
                operation, checked.fragments, variables, (), lambda: self._plan_of(checked, operation, sent)
            )
            return plan.read(variables)
        except NotPlannableError:
            return None

    def _variables_of(self, operation: OperationDefinitionNode) -> VariablesPlan:
        return VariablesPlan.of(operation, self._schema, self._decoders)

    def _plan_of(
        self, checked: CheckedDocument, operation: OperationDefinitionNode, sent: Mapping[str, Any]
    ) -> MutationPlan:
        return MutationPlan.of(selector_of(self._schema, checked.document, operation, sent), self._decoders)
