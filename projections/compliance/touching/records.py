"""What is recorded of an organisation beside its meetings: plans, what it made public, violations, departures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from domain.policies.periods import Period, Unit
from projections.compliance.touching.again import Touch, again, overlapping, some
from projections.framework.rows import Rows
from projections.framework.table import Row


def of_a_year(day: str | None) -> Touch:
    """A plan, its filing or an item of it: dated in a column, or as long as the year."""

    def touch(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
        known = some(before, after)
        first, last = (date(known[0]["year"], month, day) for month, day in ((1, 1), (12, 31)))
        since = min(row[day] for row in known) if day else first
        again(rows, known[0]["organisation_id"], since, overlapping(first, last), closed)

    return touch


def publication(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """What a matter is about may be put right, and the day on which it was made public."""
    known = some(before, after)
    since = min(row["published_on"] for row in known)
    about = [Period.of(row["period_first"], Unit(row["unit"])) for row in known]
    _once(rows, known[0]["organisation_id"], since, [(one.first, one.last) for one in about], closed)


def violation(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """Of another day or another severity after all, it may concern two periods."""
    known = some(before, after)
    days = [row["occurred_on"] for row in known]
    _once(rows, known[0]["organisation_id"], min(days), [(day, day) for day in days], closed)


def _once(
    rows: Rows, organisation_id: UUID, since: date, spans: Sequence[tuple[date, date]], closed: date
) -> None:
    """Before and after mostly lie in the same period: it is judged once."""
    concerned = [overlapping(first, last) for first, last in spans]
    again(rows, organisation_id, since, lambda slot: any(one(slot) for one in concerned), closed)


def departure(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """Of one slot alone, if there is one: it may be given before the period begins."""
    known = some(before, after)
    since, slot_id = min(row["given_on"] for row in known), known[0]["slot_id"]
    again(rows, known[0]["organisation_id"], since, lambda slot: bool(slot["slot_id"] == slot_id), closed)
