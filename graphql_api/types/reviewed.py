"""Members who were reviewed in a month."""

from __future__ import annotations

import datetime

from graphql_api.read import Filter


def reviewed() -> Filter:
    """A filter of members by whether they were reviewed, of the reviews that the caller may see; never by how."""
    return Filter(
        datetime.date,
        "{t}.member_id",
        "Who was reviewed at a meeting of this day's month, as far as the caller may see the review: a secretary"
        " does not see one at a meeting elsewhere (当月已讲评).",
        condition=(
            "EXISTS (SELECT FROM {peer_review} AS seen WHERE seen.member_id = {t}.member_id"
            " AND seen.status = 'RECORDED' AND seen.reviewed_on >= {value}"
            " AND seen.reviewed_on < ({value} + interval '1 month')::date AND {seen_PeerReview})"
        ),
        convert=lambda day: day.replace(day=1),
        among="graphql_api.types.peer_review:PeerReview",
    )
