"""Says what is wrong with variables, by place and expected type, and never by the values that were sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from graphql import GraphQLError, GraphQLSchema, VariableDefinitionNode
from graphql.type import (
    GraphQLInputType,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
    is_required_input_field,
)
from graphql.utilities import type_from_ast, validate_input_value

from graphql_api.errors import ApiError, ErrorCode, root_cause
from graphql_api.messages import Message

MOST_PLACES = 5  # named of one variable
UNUSABLE = Message("变量不符合要求。", "The variables have no usable values.")


class _EnoughError(Exception):
    """Places were found; the rest of a large value need not be looked at."""


def without_values(
    errors: Sequence[GraphQLError], schema: GraphQLSchema, variables: Mapping[str, Any]
) -> list[GraphQLError]:
    """The same errors, those about variables reworded: one a variable, however much of it is wrong."""
    reworded: dict[str, ApiError] = {}
    others: list[GraphQLError] = []
    for error in errors:
        node = error.nodes[0] if error.nodes and error.path is None else None
        if isinstance(node, VariableDefinitionNode):
            if node.variable.name.value not in reworded:
                reworded[node.variable.name.value] = _variable_error(node, schema, variables)
        elif error.path is None and root_cause(error) is None:
            # Too many wrong values, or nested too deeply: the engine names no variable then.
            others.append(ApiError(ErrorCode.BAD_USER_INPUT, UNUSABLE))
        else:
            others.append(error)
    return [*reworded.values()] or others


def _variable_error(
    node: VariableDefinitionNode, schema: GraphQLSchema, variables: Mapping[str, Any]
) -> ApiError:
    name = node.variable.name.value
    type_ = type_from_ast(schema, node.type)
    places = "; ".join(_places(name, variables.get(name), type_))  # type: ignore[arg-type]
    message = Message(f"变量不符合要求：{places}", f"A variable has no usable value: {places}")
    return ApiError(ErrorCode.BAD_USER_INPUT, message, nodes=[node])


def _places(name: str, value: Any, type_: GraphQLInputType) -> list[str]:
    places: list[str] = []

    def found(_error: GraphQLError, path: list[str | int]) -> None:
        place = f"${name}" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
        places.append(f"{place} ({_expected(value, type_, path)})")
        if len(places) == MOST_PLACES:
            raise _EnoughError

    with suppress(_EnoughError):
        validate_input_value(value, type_, found)
    return list(dict.fromkeys(places)) or [f"${name} ({type_})"]


def _expected(value: Any, type_: GraphQLInputType, path: list[str | int]) -> str:
    """The type at a place; for an object that lacks required fields, these too."""
    for step in path:
        outer = _bare(type_, through_lists=not isinstance(step, int))  # a lone value stands for a list of one
        type_ = outer.of_type if isinstance(step, int) else outer.fields[step].type
        value = value[step]
    bare = _bare(type_)
    if is_input_object_type(bare) and isinstance(value, dict):
        missing = [
            name
            for name, field in bare.fields.items()
            if is_required_input_field(field) and name not in value
        ]
        if missing:
            return f"{type_} lacks {', '.join(missing)}"
    return str(type_)


def _bare(type_: Any, *, through_lists: bool = False) -> Any:
    """The type without its non-null marks, and if asked for without its lists."""
    while is_non_null_type(type_) or (through_lists and is_list_type(type_)):
        type_ = type_.of_type
    return type_
