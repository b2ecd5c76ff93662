"""Figures of persons that are null to callers who may not see the persons, whatever their size."""

from __future__ import annotations

from typing import Any

from graphql_api.read import FieldGroup, column
from graphql_api.types.ratio import ratio


def figure_of_persons(description: str, *, cost: int | None = None) -> Any:
    """A column that counts them."""
    return column(description, group=FieldGroup.PERSON, cost=cost)


def rate_of_persons(description: str, numerator: str, denominator: str, *, cost: int | None = None) -> Any:
    """The ratio of two such columns."""
    return ratio(description, numerator, denominator, group=FieldGroup.PERSON, cost=cost)
