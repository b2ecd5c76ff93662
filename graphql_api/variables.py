"""Says what is wrong with variables, by place and expected type, and never by the values that were sent."""

from __future__ import annotations

from collections.abc import Mapping
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

from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message

MOST_PLACES = 5  # named of one variable


def variable_error(
    error: GraphQLError, schema: GraphQLSchema, variables: Mapping[str, Any]
) -> ApiError | None:
    """The same error without values; None if ``error`` is not about a variable."""
    node = error.nodes[0] if error.nodes else None
    if not isinstance(node, VariableDefinitionNode):
        return None
    name = node.variable.name.value
    type_ = type_from_ast(schema, node.type)
    places = _places(name, variables.get(name), type_)  # type: ignore[arg-type]
    message = Message(
        f"变量不符合要求：{'; '.join(places)}", f"A variable has no usable value: {'; '.join(places)}"
    )
    return ApiError(ErrorCode.BAD_USER_INPUT, message, nodes=error.nodes)


def _places(name: str, value: Any, type_: GraphQLInputType) -> list[str]:
    places: list[str] = []

    def found(_error: GraphQLError, path: list[str | int]) -> None:
        if len(places) < MOST_PLACES:
            place = f"${name}" + "".join(
                f"[{step}]" if isinstance(step, int) else f".{step}" for step in path
            )
            places.append(f"{place} ({_expected(value, type_, path)})")

    validate_input_value(value, type_, found)
    return list(dict.fromkeys(places)) or [f"${name} ({type_})"]


def _expected(value: Any, type_: GraphQLInputType, path: list[str | int]) -> str:
    """The type at a place; for an object that lacks required fields, these too."""
    for step in path:
        if isinstance(step, int):
            type_ = _bare(type_).of_type
        else:
            type_ = (
                _bare(type_, through_lists=True).fields[step].type
            )  # a lone value stands for a list of one
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
