"""Which departure speaks for a slot on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from projections.compliance.known import Known
from projections.compliance.slots import Slot
from projections.departures import DEPARTURE
from projections.framework.table import Row


def departure_of(known: Known, slot: Slot) -> Row | None:
    """The one that stands, whenever it was given; None where there is none or it was taken back."""
    for row in known.of(DEPARTURE, slot.organisation_id):  # hardly anybody has any
        if row["slot_id"] == slot.id and not row["withdrawn"]:
            return row
    return None


def given_by(departure: Row | None, day: date) -> UUID | None:
    """The event by which it was given, once it was."""
    return departure["event_id"] if departure is not None and departure["given_on"] <= day else None
