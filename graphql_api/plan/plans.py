"""The plans of root fields that read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphql import FragmentDefinitionNode, OperationDefinitionNode, get_named_type
from graphql.execution.collect_fields import FieldDetailsList

from graphql_api.plan.kept_plans import KeptPlans
from graphql_api.plan.plan import Plan
from graphql_api.plan.selection import Selector
from graphql_api.read.roots import Question


class Plans(KeptPlans[Plan]):
    """The plans of a schema's root fields."""

    def of(self, selector: Selector, question: Question, details: FieldDetailsList, return_type: Any) -> Plan:
        """The plan of a root field. Raises NotPlannableError where there can be none."""
        executor = selector.executor
        return self.of_root(
            executor.operation,
            executor.fragment_definitions,
            executor.variable_values.coerced,
            question,
            details,
            lambda: Plan.of(selector, question, details, get_named_type(return_type)),
        )

    def of_root(
        self,
        operation: OperationDefinitionNode,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
        question: Question,
        details: FieldDetailsList,
        make: Callable[[], Plan],
    ) -> Plan:
        """The same, where there is no executor of the operation. ``make`` makes it."""
        part = (question.read_type.name, *[id(detail.node) for detail in details])
        return self.find(operation, fragments, variables, part, make)
