"""How many conditions a filter sets: each is looked at for every row that the others let through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from graphql import ListValueNode, NullValueNode, ObjectValueNode, ValueNode, VariableNode


def sent_conditions(value: Any) -> int:
    """Conditions of a filter as JSON: `and`, `or` and `not` are none by themselves, a list of values is one."""
    return _count(value, _inside_json)


def written_conditions(value: ValueNode, of_variable: Callable[[str], int]) -> int:
    """The same of a filter as it is written; ``of_variable`` says how many a variable in it stands for."""

    def inside(node: ValueNode) -> Iterable[Any] | int:
        match node:
            case VariableNode():
                return of_variable(node.name.value)
            case NullValueNode():
                return 0
            case ObjectValueNode():
                return [field.value for field in node.fields]
            case ListValueNode():
                return [one for one in node.values if not _is_plain(one)] or 1
        return 1

    return _count(value, inside)


def _count(value: Any, inside: Callable[[Any], Iterable[Any] | int]) -> int:
    """Without recursion: clients choose how deep their values are."""
    total, waiting = 0, [value]
    while waiting:
        found = inside(waiting.pop())
        if isinstance(found, int):
            total += found
        else:
            waiting.extend(found)
    return total


def _inside_json(value: Any) -> Iterable[Any] | int:
    if value is None:
        return 0
    if isinstance(value, dict):
        return value.values()
    if isinstance(value, list):
        return [one for one in value if isinstance(one, dict | list)] or 1
    return 1


def _is_plain(node: ValueNode) -> bool:
    return not isinstance(node, ObjectValueNode | ListValueNode | VariableNode)


def variables_in(value: ValueNode | None) -> Iterable[str]:
    """Names of the variables that stand in a value as it is written."""
    waiting = [] if value is None else [value]
    while waiting:
        match waiting.pop():
            case VariableNode(name=name):
                yield name.value
            case ObjectValueNode(fields=fields):
                waiting.extend(field.value for field in fields)
            case ListValueNode(values=values):
                waiting.extend(values)
