"""What is planned of operations and kept: found by a document's own nodes, gone with the document, within a bound."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from graphql import (
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
)

from graphql_api.plan.errors import NotPlannableError

KEPT_PLANS = 200  # of one operation: its root fields, by the values of @skip and @include
KEPT_FIELDS = 100_000  # of all plans together: about 50 MB


class Sized(Protocol):
    """A plan that says how large it is."""

    @property
    def size(self) -> int:
        """In fields."""
        ...


P = TypeVar("P", bound=Sized)


@dataclass(slots=True)
class _Operation(Generic[P]):
    """What is kept of one operation."""

    alive: weakref.ref[OperationDefinitionNode]
    switches: tuple[str, ...]  # variables that @skip and @include depend on
    plans: dict[Hashable, P | None] = field(default_factory=dict)  # None: there can be none

    @property
    def size(self) -> int:
        """The fields of its plans."""
        return sum(plan.size for plan in self.plans.values() if plan)


class KeptPlans(Generic[P]):
    """Plans found by the identity of nodes: documents are kept, and equal ones are the same."""

    def __init__(self, kept_fields: int = KEPT_FIELDS) -> None:
        self._operations: dict[int, _Operation[P]] = {}
        self._kept_fields = kept_fields
        self.fields = 0  # of all plans that are kept

    def find(
        self,
        operation: OperationDefinitionNode,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
        part: tuple[Hashable, ...],
        make: Callable[[], P],
    ) -> P:
        """The plan of a part of an operation, for what ``variables`` (coerced) switch on; made if it is not known.

        Raises NotPlannableError where there can be none.
        """
        known = self._operation(operation, fragments)
        key = (*part, *[variables.get(name) for name in known.switches])
        if key not in known.plans:
            known = self._with_room(operation, fragments, known)
            plan = known.plans[key] = _made(make)
            self.fields += plan.size if plan else 0
        plan = known.plans[key]
        if plan is None:
            raise NotPlannableError
        return plan

    def _with_room(
        self,
        operation: OperationDefinitionNode,
        fragments: Mapping[str, FragmentDefinitionNode],
        known: _Operation[P],
    ) -> _Operation[P]:
        """What is kept of the operation, with room for one more plan; clients choose how large they are."""
        if self.fields >= self._kept_fields:
            self._operations.clear()
            self.fields = 0
            return self._operation(operation, fragments)
        if len(known.plans) == KEPT_PLANS:
            self.fields -= known.size
            known.plans.clear()
        return known

    def _operation(
        self, operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
    ) -> _Operation[P]:
        key = id(operation)
        if key not in self._operations:
            alive = weakref.ref(operation, lambda _: self._forget(key))
            switches = _switches([operation.selection_set, *(f.selection_set for f in fragments.values())])
            self._operations[key] = _Operation(alive, tuple(sorted(set(switches))))
        return self._operations[key]

    def _forget(self, key: int) -> None:
        gone = self._operations.pop(key, None)
        self.fields -= gone.size if gone else 0


def _made(make: Callable[[], P]) -> P | None:
    try:
        return make()
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
