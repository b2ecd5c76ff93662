"""Judges once more the periods of organisations that a fact concerns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from projections.compliance.binding import Looks, looks_of_text
from projections.compliance.facts import FURTHEST_BACK
from projections.compliance.gathering import below, gather
from projections.compliance.merging import Heir, heirs_of
from projections.compliance.slots import slot_of
from projections.compliance.tables import COMPLIANCE, VOID
from projections.compliance.writing import settle
from projections.framework.rows import Rows
from projections.framework.table import Row
from projections.policies import POLICY_VERSION

Touch = Callable[[Rows, Row | None, Row | None, date], None]  # rows, before, after, the last day closed


def some(before: Row | None, after: Row | None) -> list[Row]:
    """Of a row before and after, those that there are."""
    return [row for row in (before, after) if row is not None]


def again(
    rows: Rows, organisation_id: UUID, since: date, concerns: Callable[[Row], bool], closed: date
) -> None:
    """Judge the periods of an organisation that a fact concerns once more, from its day on."""
    gather(rows, [organisation_id])
    for row in list(rows.of(COMPLIANCE, organisation_id)):
        if row["to_on"] is not None and row["status"] != VOID and concerns(row):
            settle(rows, slot_of(rows, row), since, closed)


def again_below(
    rows: Rows, node_id: UUID, since: date, concerns: Callable[[Row], bool], closed: date
) -> None:
    """The same of a node and of all that ever stood below it."""
    ids = below(rows, node_id)
    gather(rows, ids)
    for organisation_id in ids:
        again(rows, organisation_id, since, concerns, closed)


def overlapping(first: date, last: date) -> Callable[[Row], bool]:
    """Periods that have a day between two."""
    return lambda slot: bool(slot["from_on"] <= last and first <= slot["to_on"])


def runs_from(rows: Rows, day: date) -> Callable[[Row], bool]:
    """Periods that run on a day or later, and those that meetings of then may make up for."""
    return lambda slot: bool(slot["to_on"] + looks_at(rows, slot).ahead >= day)


def reaching_into(rows: Rows, first: date, last: date) -> Callable[[Row], bool]:
    """Periods that have a day between two, those that meetings of then may make up for, or that rest on them."""
    begun = runs_from(rows, first)

    def concerns(slot: Row) -> bool:
        back = FURTHEST_BACK if looks_at(rows, slot).back else timedelta()
        return bool(slot["from_on"] <= last + back and begun(slot))

    return concerns


def again_of_heirs(rows: Rows, organisation_id: UUID, concerns: Callable[[Row], bool], closed: date) -> None:
    """The same of what an organisation became part of, from that day on, where its meetings count."""
    for heir in heirs_of(rows, organisation_id):
        _of_heir(rows, heir, concerns, closed)


def _of_heir(rows: Rows, heir: Heir, concerns: Callable[[Row], bool], closed: date) -> None:
    def counts(slot: Row) -> bool:
        return looks_at(rows, slot).merged and slot["to_on"] >= heir.on and concerns(slot)

    again(rows, heir.organisation_id, heir.on, counts, closed)


def looks_at(rows: Rows, slot: Row) -> Looks:
    """At which meetings the rule of a slot looks."""
    return looks_of_text(rows.require(POLICY_VERSION, slot["version_id"])["rule"])
