"""Organisations that missed what a rule asks for, several times."""

from __future__ import annotations

import datetime

import strawberry

from graphql_api.read import Filter

# One value of four parts, the text last: what it holds can be taken for none of the others.
_SEPARATOR = "\x1f"
_NAMED = {
    name: f"split_part({{value}}::text, E'\\x1f', {place})"
    for place, name in enumerate(("at_least", "from", "to", "series"), 1)
}
_TIMES = (
    "(SELECT count(*) FROM {compliance} AS seen WHERE seen.organisation_id = {t}.organisation_id"
    f" AND {{seen_Compliance}} AND seen.status = 'MISSED' AND seen.series = {_NAMED['series']}"
    f" AND seen.from_on BETWEEN {_NAMED['from']}::date AND {_NAMED['to']}::date)"
)


@strawberry.input(description="How often what a rule asks for was missed (未达标次数).")
class MissedInput:
    series: str = strawberry.field(description="The rule, as `pack/rule` (规定条目).")
    from_: datetime.date = strawberry.field(
        name="from", description="In periods that begin on this day or later (起始日期)."
    )
    to: datetime.date = strawberry.field(
        description="In periods that begin on this day or before it (截止日期)."
    )
    at_least: int = strawberry.field(default=1, description="In so many of them or more (至少次数).")


def _joined(given: MissedInput) -> str:
    parts = (given.at_least, given.from_.isoformat(), given.to.isoformat(), given.series)
    return _SEPARATOR.join(map(str, parts))


def missed() -> Filter:
    """A filter of organisations by what they missed, of that which the caller may see."""
    return Filter(
        MissedInput,
        "{t}.organisation_id",
        "Which missed what a rule asks for in so many periods (未达标次数).",
        condition=f"{_TIMES} >= {_NAMED['at_least']}::int",
        convert=_joined,
        among="graphql_api.types.compliance:Compliance",
    )
