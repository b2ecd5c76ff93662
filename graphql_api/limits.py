"""Limits on the shape of a document and its variables, checked before anything else is done with them.

Each fragment is measured once and its measure reused at every spread, so that the work grows with the length
of the document and never with what it would expand to. Counts are capped far above the limits: a fan of
fragments that stands for 2^1000 fields costs no more than a short one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from graphql import DocumentNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode
from graphql.language import FieldNode, FragmentSpreadNode, InlineFragmentNode, SelectionNode

from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest document and variables that are accepted; docs/api-conventions.md shows this table."""

    document_bytes: int = 256 * 1024
    tokens: int = 10_000
    depth: int = 20  # fields within fields; introspection as tools send it has 14
    root_fields: int = 30  # of an operation, fragments expanded
    aliases: int = 100  # in an operation, fragments expanded
    directives: int = 50  # in an operation, fragments expanded
    fields: int = 2_000  # in an operation, fragments expanded
    fragments: int = 100  # defined
    operations: int = 10  # defined
    variable_values: int = 50_000  # objects, lists and what they hold; the engine coerces 20,000 a second


class Measure(NamedTuple):
    """What a selection comes to with all its fragments."""

    depth: int = 0
    root_fields: int = 0
    aliases: int = 0
    directives: int = 0
    fields: int = 0


class Measurer:
    """Measures the operations of one document; ``visited`` counts the selections looked at."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._known: dict[str, Measure] = {}
        self._open: set[str] = set()
        self.visited = 0

    def measure(self, selection_set: SelectionSetNode | None) -> Measure:
        """Depth, and numbers of fields, aliases and directives of a selection set, fragments expanded."""
        parts = [self._one(node) for node in selection_set.selections] if selection_set else []
        return _sum(parts)

    def _one(self, node: SelectionNode) -> Measure:
        self.visited += 1
        directives = len(node.directives or ())
        match node:
            case FieldNode():
                inner = self.measure(node.selection_set)
                return Measure(
                    depth=inner.depth + 1,
                    root_fields=1,
                    aliases=inner.aliases + (node.alias is not None),
                    directives=inner.directives + directives,
                    fields=inner.fields + 1,
                )
            case InlineFragmentNode():
                inner = self.measure(node.selection_set)
            case FragmentSpreadNode():
                inner = self.fragment(node.name.value)
            case _:
                return Measure()
        return inner._replace(directives=inner.directives + directives)

    def fragment(self, name: str) -> Measure:
        """What a fragment comes to. Raises ApiError for one that holds itself: all of validation would cost more."""
        if name in self._known:
            return self._known[name]
        if name in self._open:
            raise ApiError(ErrorCode.GRAPHQL_VALIDATION_FAILED, _CYCLE)
        fragment = self._fragments.get(name)
        if fragment is None:
            return Measure()  # validation says so
        self._open.add(name)
        measure = self.measure(fragment.selection_set)
        self._open.remove(name)
        self._known[name] = measure
        return measure


def _sum(parts: Iterable[Measure]) -> Measure:
    """Deepest depth, added counts."""
    depth = root_fields = aliases = directives = fields = 0
    for part in parts:
        depth = max(depth, part.depth)
        root_fields += part.root_fields
        aliases += part.aliases
        directives += part.directives
        fields += part.fields
    return Measure(depth, *(min(count, _ENOUGH) for count in (root_fields, aliases, directives, fields)))


_CYCLE = Message("片段不得直接或间接引用自身。", "A fragment holds itself, by way of others or at once.")
_ENOUGH = 1_000_000  # more than any limit: beyond it a count need not be exact


def check_limits(document: DocumentNode, limits: Limits) -> None:
    """Raise ApiError for a document beyond ``limits``, and for one whose fragments go in circles."""
    fragments: dict[str, FragmentDefinitionNode] = {}
    operations: list[OperationDefinitionNode] = []
    for definition in document.definitions:
        if isinstance(definition, FragmentDefinitionNode):
            fragments[definition.name.value] = definition
        elif isinstance(definition, OperationDefinitionNode):
            operations.append(definition)
    _check("fragments", len(fragments), limits.fragments)
    _check("operations", len(operations), limits.operations)
    measurer = Measurer(fragments)
    for operation in operations:
        try:
            measure = measurer.measure(operation.selection_set)
        except RecursionError:
            raise too_complex("depth", limits.depth) from None
        _check("depth", measure.depth, limits.depth)
        _check("root fields", measure.root_fields, limits.root_fields)
        _check("aliases", measure.aliases, limits.aliases)
        _check("directives", measure.directives + len(operation.directives or ()), limits.directives)
        _check("fields", measure.fields, limits.fields)
    _check_unused(measurer, fragments, limits)


def _check_unused(measurer: Measurer, fragments: Iterable[str], limits: Limits) -> None:
    """What no operation spreads is measured too, once: it may go in circles like the rest."""
    for name in fragments:
        try:
            measurer.fragment(name)
        except RecursionError:
            raise too_complex("depth", limits.depth) from None


def check_variables(variables: Mapping[str, Any] | None, limits: Limits) -> None:
    """Raise ApiError, QUERY_TOO_COMPLEX, for variables of more values than ``limits`` allow."""
    waiting: list[Any] = [variables or {}]
    count = 0
    while waiting:
        value = waiting.pop()
        held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        count += len(held)
        _check("variable values", count, limits.variable_values)
        waiting.extend(held)


def _check(what: str, count: int, limit: int) -> None:
    if count > limit:
        raise too_complex(what, limit)


_IN_CHINESE = {
    "fragments": "片段",
    "operations": "操作",
    "depth": "嵌套深度",
    "root fields": "根字段",
    "aliases": "别名",
    "directives": "指令",
    "fields": "字段",
    "tokens": "词法单元",
    "bytes": "字节",
    "variable values": "变量值",
}


def too_complex(what: str, limit: int) -> ApiError:
    """The error that names the limit, so that nobody has to find it by trying."""
    message = Message(
        f"查询过于复杂：{_IN_CHINESE[what]}超过上限 {limit}。",
        f"The document goes beyond the limit of {what}, {limit}.",
    )
    return ApiError(ErrorCode.QUERY_TOO_COMPLEX, message)
