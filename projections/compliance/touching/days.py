"""What the end of a day touches: what waited for it, and what begins with the next."""

from __future__ import annotations

from datetime import date

from projections.compliance.gathering import below, everybody, gather
from projections.compliance.slots import DAY, slot_of
from projections.compliance.tables import COMPLIANCE
from projections.compliance.writing import settle, settle_all
from projections.framework.rows import Rows
from projections.framework.table import Row
from projections.organisations import ORGANISATION
from projections.policies import POLICY_ADOPTION


def clock(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """A day is over: what waited for it is judged once more, and periods begin with the next."""
    tomorrow = closed + DAY
    due = rows.among(COMPLIANCE, "recheck", {closed})
    gather(rows, {row["organisation_id"] for row in due})
    for row in due:
        settle(rows, slot_of(rows, row), closed, closed)
    if tomorrow.day == 1:
        beginning = everybody(rows)
    else:  # what was recorded ahead
        beginning = [one["organisation_id"] for one in rows.among(ORGANISATION, "founded_on", {tomorrow})]
    gather(rows, beginning)
    for organisation_id in beginning:
        settle_all(rows, organisation_id, tomorrow, closed)
    for column in ("dissolved_on", "placed_from"):
        for organisation in rows.among(ORGANISATION, column, {tomorrow}):
            gather(rows, [organisation["organisation_id"]])
            settle_all(rows, organisation["organisation_id"], tomorrow, closed)
    for column in ("since", "until"):
        for adoption in rows.among(POLICY_ADOPTION, column, {tomorrow}):
            ids = below(rows, adoption["node_id"])
            gather(rows, ids)
            for organisation_id in ids:
                settle_all(rows, organisation_id, tomorrow, closed)
