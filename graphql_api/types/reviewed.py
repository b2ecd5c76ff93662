"""Members who were reviewed in a month."""

from __future__ import annotations

import datetime

from graphql_api.read import Filter


def reviewed() -> Filter:
    """A filter of members by whether they were reviewed, of the reviews that the caller may see; never by how."""
    return Filter(
        datetime.date,
        "{t}.member_id",
        "Who was reviewed at a meeting of this month, told by its first day (当月已讲评).",
        condition=(
            "EXISTS (SELECT FROM {peer_review} AS seen WHERE seen.member_id = {t}.member_id"
            " AND seen.status = 'RECORDED' AND date_trunc('month', seen.reviewed_on::timestamp)::date = {value}"
            " AND {seen_PeerReview})"
        ),
        among="graphql_api.types.peer_review:PeerReview",
    )
