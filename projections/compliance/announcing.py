"""What was announced of slots, folded from the events that say so, and a list of what stands otherwise by now.

The list follows from rows alone: whoever works it off late, twice or side by side with others finds in it what is left.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.verdicts.announcing import AnnouncedStatus, Stand, is_to_announce
from domain.verdicts.events import VerdictAnnounced, VerdictSuperseded, stand_of
from event_store.records import LoggedEvent
from projections.compliance.tables import ANNOUNCEMENT, COMPLIANCE, UNANNOUNCED
from projections.framework.rows import Rows
from projections.framework.table import Row
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION

_STAND = ("required", "held", "verified")


def stand_in(row: Row) -> Stand:
    """How a slot stands by a row of ``compliance``, or was announced by one of ``announcement``."""
    return Stand(AnnouncedStatus(row["status"]), row["version_id"], *(row[name] for name in _STAND))


def compare(rows: Rows, organisation_id: UUID, slot_id: UUID) -> None:
    """Put a slot on the list, or take it off: by what stands and what was announced.

    Of a period that is not over nothing is announced; ``to_on`` tells from when the entry counts.
    """
    key = organisation_id, slot_id
    row = rows.require(COMPLIANCE, *key)
    if row["to_on"] is None:
        return
    last = rows.get(ANNOUNCEMENT, *key)
    wanted = is_to_announce(None if last is None else stand_in(last), stand_in(row))
    if wanted == (rows.get(UNANNOUNCED, *key) is not None):
        return
    if wanted:
        rows.put(UNANNOUNCED, organisation_id=organisation_id, slot_id=slot_id, to_on=row["to_on"])
    else:
        rows.delete(UNANNOUNCED, *key)


def announced(rows: Rows, event: VerdictAnnounced | VerdictSuperseded, record: LoggedEvent) -> None:
    """Keep what an event announced. The slot may be unknown by now: verdicts are judged anew, events stay."""
    key = event.organisation_id, event.originator_id
    rows.put(ANNOUNCEMENT, **_row(rows, event, record))
    if rows.get(COMPLIANCE, *key) is not None:
        compare(rows, *key)


def _row(rows: Rows, event: VerdictAnnounced | VerdictSuperseded, record: LoggedEvent) -> dict[str, Any]:
    outset = max(event.from_on, rows.require(ORGANISATION, event.organisation_id)["founded_on"])
    stand = stand_of(event)
    return {
        "organisation_id": event.organisation_id,
        "slot_id": event.originator_id,
        "org_path": place_on(rows, event.organisation_id, outset),
        "outset": outset,
        "announced_on": rows.day,
        "status": stand.status.value,
        "version_id": stand.version_id,
        "required": stand.required,
        "held": stand.held,
        "verified": stand.verified,
        "shortfalls": list(event.shortfalls),
        "event_id": event.event_id,
        "supersedes": event.supersedes if isinstance(event, VerdictSuperseded) else None,
        "facts_position": event.facts_position,
        "version": event.originator_version,
        "position": record.position,
    }
