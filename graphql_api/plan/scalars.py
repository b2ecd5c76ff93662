"""Scalars in SQL, so that PostgreSQL's JSON says what the schema's serialisers would say."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLEnumType, GraphQLNamedType

from graphql_api.plan.errors import NotPlannableError

_AS_THEY_ARE = frozenset(
    {"Boolean", "Date", "Fen", "Int", "Position", "String", "ID"}
)  # ids are uuid or text: both quoted


def scalar_sql(sql: str, type_: GraphQLNamedType, *, is_json: bool = False) -> str:
    """SQL whose JSON is a value of that type, or a list of such. Raises NotPlannableError for others."""
    if (
        is_json
        or type_.name in _AS_THEY_ARE
        or (isinstance(type_, GraphQLEnumType) and _says_its_values(type_))
    ):
        return sql
    if type_.name == "Decimal":
        return f"({sql})::text"
    if type_.name == "DateTime":
        return instant_sql(sql)
    raise NotPlannableError(f"no SQL for {type_.name}")


def instant_sql(sql: str) -> str:
    """A timestamptz in UTC with a Z, microseconds only where there are any: as ``scalars.instant_text``."""
    text = f"""to_char({sql} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
    return f"replace({text}, '.000000Z', 'Z')"


def _says_its_values(enum: GraphQLNamedType) -> bool:
    """Whether the names that clients see are the texts that the tables hold."""
    definition: Any = enum.extensions["strawberry-definition"]
    return all(value.name == value.value for value in definition.values)
