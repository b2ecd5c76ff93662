"""The cost of one operation, from its document, its variables and the prices of its fields.

The cost of what is selected below a field is remembered by the field nodes it consists of, so that a fragment spread in
a thousand places is added up once, and a fan that stands for 2^18 fields takes 18 steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    get_named_type,
)

from graphql_api.cost.conditions import sent_conditions, variables_in
from graphql_api.cost.introspection import FIELDS as OF_THE_SCHEMA
from graphql_api.cost.prices import Prices
from graphql_api.cost.selection import WHERE, Selections, Variables, argument
from graphql_api.read.connection import DEFAULT_PAGE, LARGEST_PAGE

KEPT_COSTS = 64  # of one operation, by values of the variables that bear on it
AS_OF = "asOf"
CONDITION = 1  # of a filter, however many rows it is looked at for: the time-out bounds these
AS_OF_FACTOR = 2  # what is read as of another time reads versions beside the rows in force


class PricedOperation:
    """One operation of a valid document."""

    def __init__(
        self,
        operation: OperationDefinitionNode,
        document: DocumentNode,
        prices: Prices,
        schema: GraphQLSchema,
    ) -> None:
        self.selections = Selections(operation, document, schema)
        self._prices = prices
        self._bearing = sorted(_bearing_variables(self.selections))
        self._known: dict[tuple[tuple[type, Any], ...], int] = {}

    def cost(self, variables: Variables) -> int:
        """The cost with these variables as they were sent."""
        key = tuple([_hashable(variables.get(name, _ABSENT)) for name in self._bearing])
        cost = self._known.get(key)
        if cost is None:
            cost = _Sum(self.selections, self._prices, variables).of_operation()
            if len(self._known) == KEPT_COSTS:
                self._known.clear()
            self._known[key] = cost
        return cost


class _Sum:
    """Adds up one operation with one set of variables."""

    def __init__(self, selections: Selections, prices: Prices, variables: Variables) -> None:
        self._selections = selections
        self._prices = prices
        self._variables = variables
        self._known: dict[tuple[str, int, frozenset[int]], int] = {}

    def of_operation(self) -> int:
        operation = self._selections.operation
        root = self._selections.schema.get_root_type(operation.operation)
        return 0 if root is None else self._selected([operation.selection_set], root, 0)

    def _selected(self, sets: Iterable[SelectionSetNode], type_: GraphQLObjectType, page: int) -> int:
        """The cost of what is selected of an object; ``page`` is its number of rows, if it is a connection."""
        fields = self._selections.collect(sets, type_, self._variables)
        key = (type_.name, page, frozenset([id(node) for nodes in fields.values() for node in nodes]))
        cost = self._known.get(key)
        if cost is None:
            cost = self._known[key] = sum(self._field(nodes, type_, page) for nodes in fields.values())
        return cost

    def _field(self, nodes: Sequence[FieldNode], type_: GraphQLObjectType, page: int) -> int:
        first, name = nodes[0], nodes[0].name.value
        if name in OF_THE_SCHEMA:
            return self._prices.introspection.cost(nodes, self._selections, self._variables)
        if name == "__typename":
            return 0
        field = type_.fields[name]
        price = self._prices.of(type_.name, name, field)
        sets = [node.selection_set for node in nodes if node.selection_set is not None]
        content = 0
        if sets:
            below = self._page_size(first) if price.is_page else 0
            possible = self._possible(get_named_type(field.type))
            content = max([self._selected(sets, one, below) for one in possible], default=0)
        if price.is_page_content:
            return page * (price.own + content)
        cost = price.own + price.times * content
        if first.arguments:
            cost += CONDITION * self._selections.conditions(first, self._variables)
            if self._argument(first, AS_OF) is not None:
                cost *= AS_OF_FACTOR
        return cost

    def _possible(self, target: Any) -> Sequence[GraphQLObjectType]:
        """The types that an object of ``target`` can have: it costs what the dearest of them does."""
        if isinstance(target, GraphQLInterfaceType | GraphQLUnionType):
            return self._selections.schema.get_possible_types(target)
        return [target] if isinstance(target, GraphQLObjectType) else []

    def _page_size(self, node: FieldNode) -> int:
        for name in ("first", "last"):
            size = self._argument(node, name)
            if isinstance(size, int | float) and not isinstance(size, bool):
                return int(max(0, min(size, LARGEST_PAGE)))  # beyond either, the field is refused
        return DEFAULT_PAGE

    def _argument(self, node: FieldNode, name: str) -> Any:
        return self._selections.value(node, name, self._variables) if node.arguments else None


def _bearing_variables(selections: Selections) -> set[str]:
    """Names of the variables that page sizes, switches, filters and times are given by."""
    fragments = [fragment.selection_set for fragment in selections.fragments.values()]
    sets = [selections.operation.selection_set, *fragments]
    names: set[str] = set()
    while sets:
        for node in sets.pop().selections:
            for value in _bearing_values(node):
                names.update(variables_in(value))
            inner: SelectionSetNode | None = getattr(node, "selection_set", None)
            if inner is not None:
                sets.append(inner)
    return names


def _bearing_values(node: Any) -> Iterator[ValueNode | None]:
    for directive in node.directives or ():
        yield argument(directive, "if")
    if isinstance(node, FieldNode):
        for name in ("first", "last", AS_OF, WHERE):
            yield argument(node, name)


_ABSENT = object()


def _hashable(value: Any) -> tuple[type, Any]:
    """Equal for variables that make the same cost; no text or object that a client sent is kept."""
    if isinstance(value, dict | list):
        return type(value), sent_conditions(value)
    return type(value), value if isinstance(value, int | float) else None
