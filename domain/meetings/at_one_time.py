"""Whether two meetings were held at one time, so that nobody was at both."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID


class Held(NamedTuple):
    """What is recorded of when a meeting was held."""

    on: date
    starts_at: str | None  # HH:MM
    duration_minutes: int | None
    gathering_id: UUID | None


def at_one_time(one: Held, other: Held) -> bool:
    """By what is recorded: of a meeting without a beginning nothing is known, of one without a duration its beginning.

    Parts of one gathering are held at one time on purpose.
    """
    if one.on != other.on or (one.gathering_id is not None and one.gathering_id == other.gathering_id):
        return False
    spans = _span(one), _span(other)
    if spans[0] is None or spans[1] is None:
        return False
    (first, first_end), (second, second_end) = spans[0], spans[1]
    return first < second_end and second < first_end


def _span(held: Held) -> tuple[int, int] | None:
    """Minutes of the day, the last one left out."""
    if held.starts_at is None:
        return None
    hours, minutes = held.starts_at.split(":")
    start = int(hours) * 60 + int(minutes)
    return start, start + max(held.duration_minutes or 0, 1)
