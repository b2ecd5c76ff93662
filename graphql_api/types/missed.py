"""Organisations that missed what a rule asks for, several times."""

from __future__ import annotations

import datetime

import msgspec
import strawberry

from graphql_api.read import Filter

_VALUE = "({value}::jsonb ->> '{name}')"
_NAMED = {name: _VALUE.replace("{name}", name) for name in ("series", "from", "to", "at_least")}
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


def _as_json(given: MissedInput) -> str:
    values = {"series": given.series, "from": given.from_, "to": given.to, "at_least": given.at_least}
    return msgspec.json.encode(values).decode()


def missed() -> Filter:
    """A filter of organisations by what they missed, of that which the caller may see."""
    return Filter(
        MissedInput,
        "{t}.organisation_id",
        "Which missed what a rule asks for in so many periods (未达标次数).",
        condition=f"{_TIMES} >= {_NAMED['at_least']}::int",
        convert=_as_json,
        among="graphql_api.types.compliance:Compliance",
    )
