"""What is said above an organisation: rules, themes, exceptions, days off."""

from __future__ import annotations

from datetime import date

from domain.policies.periods import Period, Unit
from projections.compliance.gathering import below, gather
from projections.compliance.touching.again import (
    again,
    again_below,
    again_of_heirs,
    overlapping,
    reaching_into,
    runs_from,
    some,
)
from projections.compliance.writing import settle_all
from projections.county import COUNTY
from projections.framework.rows import Rows
from projections.framework.table import Row


def adoption(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """Rules begin to bind, or do so no longer: slots come and go, and meetings are judged otherwise."""
    known = some(before, after)
    since = known[0]["since"]
    if before and after and before["until"] != after["until"]:
        since = min(row["until"] for row in known if row["until"])
    ids, rule = below(rows, known[0]["node_id"]), (known[0]["series"], known[0]["node_id"])
    gather(rows, ids)
    for organisation_id in ids:
        settle_all(rows, organisation_id, since, closed, only=rule)
        again(rows, organisation_id, since, runs_from(rows, since), closed)


def theme(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """The theme of a month, for all below the node that published it."""
    for row in some(before, after)[-1:]:
        month = Period.of(row["month"], Unit.MONTH)
        again_below(rows, row["node_id"], month.first, overlapping(month.first, month.last), closed)


def exception(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """Another day that was let stand for meetings, from its first day on."""
    known = some(before, after)
    since = min(row["from_on"] for row in known)
    node_id = known[0]["organisation_id"]
    again_below(rows, node_id, since, runs_from(rows, since), closed)
    for organisation_id in below(rows, node_id):  # by it meetings were held that an heir elsewhere may count
        again_of_heirs(rows, organisation_id, runs_from(rows, since), closed)


def calendar(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """The holidays of a year, for the whole county."""
    for row in some(before, after)[-1:]:
        first, last = date(row["year"], 1, 1), date(row["year"], 12, 31)
        committee_id = rows.require(COUNTY)["committee_id"]
        again_below(rows, committee_id, first, reaching_into(rows, first, last), closed)
