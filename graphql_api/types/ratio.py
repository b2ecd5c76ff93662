"""A ratio keeps its numerator and denominator: a rate alone cannot be traced or added up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import strawberry

from graphql_api.read import Family, FieldGroup, embedded, part


@strawberry.type(description="A ratio with what it is made of (比率).")
class Ratio:
    numerator: int = strawberry.field(description="What is counted (分子).")
    denominator: int = strawberry.field(description="Out of how many (分母).")

    @strawberry.field(
        description="Numerator over denominator, four decimals; null if the denominator is 0 (值).",
        metadata=part("round({numerator}::numeric / nullif({denominator}, 0), 4)"),
    )
    def value(self) -> Decimal | None:
        if not self.denominator:
            return None
        return (Decimal(self.numerator) / self.denominator).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def ratio(
    description: str,
    numerator: str,
    denominator: str,
    *,
    cost: int | None = None,
    family: Family | None = None,
    group: FieldGroup | None = None,
) -> Any:
    """A field that is the ratio of two columns of the same row."""
    return embedded(
        description,
        Ratio,
        group=group,
        cost=cost,
        family=family,
        numerator=numerator,
        denominator=denominator,
    )
