"""Asking for the schema itself, which a role may be kept from: such documents are known before anything runs.

Whoever may not ask is not told by errors either how a name that is wrong would be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from graphql import DocumentNode, FieldNode, GraphQLError

from graphql_api.cost.introspection import FIELDS
from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message

_HINT = re.compile(r" Did you mean [^?]*\?")
_FORBIDDEN = Message("您无权查询数据模式。", "Your role may not ask for the schema.")


def asks_for_schema(document: DocumentNode) -> bool:
    """Whether `__schema` or `__type` stands anywhere in it: also in a fragment, under an alias or a directive."""
    waiting = [getattr(one, "selection_set", None) for one in document.definitions]
    while waiting:
        selection_set = waiting.pop()
        for node in selection_set.selections if selection_set else ():
            if isinstance(node, FieldNode) and node.name.value in FIELDS:
                return True
            waiting.append(getattr(node, "selection_set", None))
    return False


def schema_withheld() -> ApiError:
    """The refusal, with status 403."""
    return ApiError(ErrorCode.FORBIDDEN, _FORBIDDEN, status=403)


def without_hints(errors: Iterable[GraphQLError]) -> list[GraphQLError]:
    """The same errors, without names that the schema has in place of wrong ones."""
    return [GraphQLError(_HINT.sub("", one.message), one.nodes, one.source, one.positions) for one in errors]
