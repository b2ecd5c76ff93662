"""The plans of root fields that read."""

from __future__ import annotations

from typing import Any

from graphql import get_named_type
from graphql.execution.collect_fields import FieldDetailsList

from graphql_api.plan.kept_plans import KeptPlans
from graphql_api.plan.plan import Plan
from graphql_api.plan.selection import Selector
from graphql_api.read.roots import Question


class Plans(KeptPlans[Plan]):
    """The plans of a schema's queries."""

    def of(self, selector: Selector, question: Question, details: FieldDetailsList, return_type: Any) -> Plan:
        """The plan of a root field. Raises NotPlannableError where there can be none."""
        executor = selector.executor
        return self.find(
            executor.operation,
            executor.fragment_definitions,
            executor.variable_values.coerced,
            (question.read_type.name, *[id(detail.node) for detail in details]),
            lambda: Plan.of(selector, question, details, get_named_type(return_type)),
        )
