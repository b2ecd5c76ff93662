"""What periods were told to have come to, folded from the events that say so, and a list of those to tell anew.

An entry of the list says since when something about a slot of the period stands otherwise. It goes once an assessment
has taken that in. Whoever works it off may find that nothing differs after all, and then has nothing to tell.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec

from domain.assessments.events import PeriodAssessed, PeriodAssessmentSuperseded
from domain.assessments.tally import assessment_id
from event_store.records import LoggedEvent
from projections.compliance.tables import PERIOD_ASSESSMENT, UNASSESSED
from projections.framework.rows import Rows
from projections.framework.table import Row
from projections.organisations import place_of

_id = lru_cache(maxsize=4096)(assessment_id)  # asked for with every slot that changes


def to_assess(rows: Rows, slot: Row) -> None:
    """Put the period of a slot on the list, from this event on; ``to_on`` tells from when the entry counts."""
    if slot["to_on"] is None:
        return
    node_id, series, kind, label = (
        slot[name] for name in ("node_id", "series", "organisation_kind", "period")
    )
    id_ = _id(series, node_id, kind, label)
    entry = rows.get(UNASSESSED, node_id, id_)
    if (
        entry is not None and entry["since"] == rows.position
    ):  # as the close of a day touches many slots of it
        return
    rows.put(
        UNASSESSED,
        node_id=node_id,
        assessment_id=id_,
        series=series,
        organisation_kind=kind,
        period=label,
        from_on=slot["from_on"],
        to_on=slot["to_on"],
        since=rows.position,
    )


def assessed(rows: Rows, event: PeriodAssessed | PeriodAssessmentSuperseded, record: LoggedEvent) -> None:
    """Keep what an event told, and take off the list what it has taken in."""
    key = event.node_id, event.originator_id
    rows.put(PERIOD_ASSESSMENT, **_row(rows, event, record))
    entry = rows.get(UNASSESSED, *key)
    if entry is not None and entry["since"] <= event.facts_position:
        rows.delete(UNASSESSED, *key)


def _row(
    rows: Rows, event: PeriodAssessed | PeriodAssessmentSuperseded, record: LoggedEvent
) -> dict[str, Any]:
    return {
        "node_id": event.node_id,
        "assessment_id": event.originator_id,
        "org_path": place_of(rows, event.node_id),
        "series": event.series,
        "organisation_kind": event.organisation_kind.value,
        "period": event.period,
        "unit": event.unit.name,
        "from_on": event.from_on,
        "to_on": event.to_on,
        "assessed_on": rows.day,
        "slots": event.tally.slots,
        **msgspec.structs.asdict(event.tally),
        "asked": event.denominator,
        "digest": event.digest,
        "event_id": event.event_id,
        "supersedes": event.supersedes if isinstance(event, PeriodAssessmentSuperseded) else None,
        "facts_position": event.facts_position,
        "version": event.originator_version,
        "position": record.position,
    }
