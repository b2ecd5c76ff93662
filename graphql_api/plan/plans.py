"""Plans that are kept: found by a document's own nodes, and gone with the document."""

from __future__ import annotations

import weakref
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)
from graphql.execution.collect_fields import FieldDetailsList

from graphql_api.plan.errors import NotPlannableError
from graphql_api.plan.plan import Plan
from graphql_api.plan.selection import Selector
from graphql_api.read.roots import Question

KEPT_PLANS = 200  # of one operation: its root fields, by the values of @skip and @include
KEPT_FIELDS = 100_000  # of all plans together: about 50 MB


@dataclass(slots=True)
class _Operation:
    """What is kept of one operation."""

    alive: weakref.ref[OperationDefinitionNode]
    switches: tuple[str, ...]  # variables that @skip and @include depend on
    plans: dict[Hashable, Plan | None] = field(default_factory=dict)  # None: there can be none

    @property
    def size(self) -> int:
        """The fields of its plans."""
        return sum(plan.size for plan in self.plans.values() if plan)


class Plans:
    """The plans of a schema. One is found by the identity of nodes: documents are kept, and equal ones are the same."""

    def __init__(self, kept_fields: int = KEPT_FIELDS) -> None:
        self._operations: dict[int, _Operation] = {}
        self._kept_fields = kept_fields
        self.fields = 0  # of all plans that are kept

    def of(self, selector: Selector, question: Question, details: FieldDetailsList, return_type: Any) -> Plan:
        """The plan of a root field. Raises NotPlannableError where there can be none."""
        known = self._operation(selector)
        variables = selector.executor.variable_values.coerced
        key = (
            question.read_type.name,
            *(id(detail.node) for detail in details),
            *(variables.get(name) for name in known.switches),
        )
        if key not in known.plans:
            known = self._with_room(selector, known)
            plan = known.plans[key] = _made(selector, question, details, return_type)
            self.fields += plan.size if plan else 0
        plan = known.plans[key]
        if plan is None:
            raise NotPlannableError
        return plan

    def _with_room(self, selector: Selector, known: _Operation) -> _Operation:
        """What is kept of the operation, with room for one more plan; clients choose how large they are."""
        if self.fields >= self._kept_fields:
            self._operations.clear()
            self.fields = 0
            return self._operation(selector)
        if len(known.plans) == KEPT_PLANS:
            self.fields -= known.size
            known.plans.clear()
        return known

    def _operation(self, selector: Selector) -> _Operation:
        operation: OperationDefinitionNode = selector.executor.operation
        key = id(operation)
        if key not in self._operations:
            alive = weakref.ref(operation, lambda _: self._forget(key))
            fragments: Mapping[str, FragmentDefinitionNode] = selector.executor.fragment_definitions
            switches = _switches([operation.selection_set, *(f.selection_set for f in fragments.values())])
            self._operations[key] = _Operation(alive, tuple(sorted(set(switches))))
        return self._operations[key]

    def _forget(self, key: int) -> None:
        gone = self._operations.pop(key, None)
        self.fields -= gone.size if gone else 0


def _made(selector: Selector, question: Question, details: FieldDetailsList, return_type: Any) -> Plan | None:
    try:
        return Plan.of(selector, question, details, get_named_type(return_type))
    except NotPlannableError:
        return None


def _switches(selection_sets: Iterable[SelectionSetNode]) -> Iterator[str]:
    """Names of the variables that decide which fields are selected."""
    waiting: list[SelectionNode] = [node for found in selection_sets for node in found.selections]
    while waiting:
        node = waiting.pop()
        for directive in node.directives or ():
            if directive.name.value in ("skip", "include"):
                for argument in directive.arguments or ():
                    if isinstance(argument.value, VariableNode):
                        yield argument.value.name.value
        if not isinstance(node, FragmentSpreadNode):
            inner: SelectionSetNode | None = node.selection_set  # type: ignore[attr-defined]
            waiting.extend(inner.selections if inner else ())
