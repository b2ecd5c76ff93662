"""A root field of what grows: the rows of a list that only gets longer, after a position that the reader brings along.

The position is no argument of the plan (``Reader.since``): page after page is read by the same statement.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from graphql_api.read.connection import Connection, PageArguments
from graphql_api.read.declare import METADATA, resolve
from graphql_api.read.resolvers import lazy, list_arguments, optional
from graphql_api.read.roots import Arguments, RootList, root_field
from graphql_api.read.specs import ToMany
from graphql_api.read.statement import Shared
from graphql_api.scalars import Position

_LAST_KEY = UUID(int=2**128 - 1)  # no row of the position itself comes after it


def root_growing(target: str, order: str, description: str) -> Any:
    """A root field: the next page of ``target`` in ``order``, whose one column is the position.

    Its argument ``after`` says where to begin; from there on whoever reads says it.
    """
    spec = ToMany(target, None, None, order)

    def question(arguments: Arguments) -> RootList:
        read_type = resolve(target)
        asked = {name: value for name, value in arguments.items() if name != "after"}
        page = PageArguments.of(read_type, order, asked)._replace(cursor=(Shared("since"), _LAST_KEY))
        return RootList(read_type, page, spec)

    every = list_arguments(target)
    signature = {name: every[name] for name in ("first", "where")}
    signature["after"] = optional(
        "after",
        Position,
        "Begin after this position; by default with what is recorded from now on (起始位置).",
    )
    return root_field(
        question,
        Connection[lazy(target)],  # type: ignore[misc]
        signature,
        description,
        {METADATA: spec},
        now_only=True,
    )
