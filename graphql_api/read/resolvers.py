"""Signatures for resolvers that declarations make: Strawberry reads the schema from them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET

from graphql_api.read.connection import LARGEST_PAGE
from graphql_api.read.lazy import Lazy

PAGE_ARGUMENTS: dict[str, tuple[Any, str]] = {
    "first": (
        int,
        f"At most this many rows from the front, 1 to {LARGEST_PAGE:,}; 20 by default (前若干条).",
    ),
    "after": (str, "Rows after this cursor (此游标之后)."),
    "last": (int, f"At most this many rows from the end, 1 to {LARGEST_PAGE:,} (后若干条)."),
    "before": (str, "Rows before this cursor (此游标之前)."),
}


def typed(
    resolver: Callable[..., Any], returns: Any, arguments: dict[str, inspect.Parameter], *, root: bool = True
) -> Callable[..., Any]:
    """Give a resolver the signature ``(root, info, *, …arguments) -> returns``; root fields have no ``root``."""
    parameters = [
        inspect.Parameter("info", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=strawberry.Info)
    ]
    if root:
        parameters.insert(
            0, inspect.Parameter("root", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Any)
        )
    parameters.extend(arguments.values())
    resolver.__signature__ = inspect.Signature(parameters, return_annotation=returns)  # type: ignore[attr-defined]
    resolver.__annotations__ = {p.name: p.annotation for p in parameters} | {"return": returns}
    return resolver


def required(name: str, type_: Any, description: str, *, in_schema: str | None = None) -> inspect.Parameter:
    """An argument that must be given; ``in_schema`` is its name there, if it is another."""
    argument = strawberry.argument(description=description, name=in_schema)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[type_, argument])


def optional(name: str, type_: Any, description: str) -> inspect.Parameter:
    """An argument that may be left out."""
    annotation = Annotated[Optional[type_], strawberry.argument(description=description)]  # noqa: UP045
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=UNSET, annotation=annotation)


def list_arguments(target: str, *, where: bool = True) -> dict[str, inspect.Parameter]:
    """The arguments of a connection of ``target``."""
    module, _, name = target.partition(":")
    types = dict(PAGE_ARGUMENTS)
    if where:
        types["where"] = (Annotated[f"{name}Where", Lazy(module)], "Which rows to return (筛选).")
        types["order_by"] = (Annotated[f"{name}Order", Lazy(module)], "In which order (排序).")
    return {argument: optional(argument, *type_) for argument, type_ in types.items()}


def lazy(target: str) -> Any:
    """The type behind "module:Type", imported when the schema is made."""
    module, _, name = target.partition(":")
    return Annotated[name, Lazy(module)]


def given(arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments that were given."""
    return {name: value for name, value in arguments.items() if value is not UNSET}
