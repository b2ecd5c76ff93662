"""Organisations that a lecture was delivered to in a month."""

from __future__ import annotations

import datetime

from graphql_api.read import Filter


def lectured() -> Filter:
    """A filter of organisations by the lectures that they got, of those that the caller may see."""
    return Filter(
        datetime.date,
        "{t}.organisation_id",
        "To which a lecture from the menu of this day's month was delivered (当月已送学).",
        condition=(
            "EXISTS (SELECT FROM {lecture_order} AS seen WHERE seen.organisation_id = {t}.organisation_id"
            " AND seen.month = {value} AND seen.is_delivered AND {seen_LectureOrder})"
        ),
        convert=lambda day: day.replace(day=1),
        among="graphql_api.types.lecture_order:LectureOrder",
    )
