"""The read model of what follows from missed duties: after each event that it may rest on, what that touched."""

from __future__ import annotations

from typing import Any

from domain.verdicts.events import VerdictAnnounced
from event_store.records import LoggedEvent
from projections.compliance.bindings import bindings
from projections.compliance.read_model import COMPLIANCES
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import Table
from projections.missed.settling import settle_organisations
from projections.missed.tables import FIRST_ANNOUNCEMENT, ORGANISATION_ESCALATION
from projections.missed.touching import touched
from projections.obligations.read_model import OBLIGATIONS


def _judge(rows: Rows, event: Any, record: LoggedEvent) -> None:
    layers_on = bindings(rows).on
    settle_organisations(rows, touched(rows, list(rows.changes()), layers_on), layers_on)


def _announced(rows: Rows, event: VerdictAnnounced, record: LoggedEvent) -> None:
    key = {"organisation_id": event.organisation_id, "slot_id": event.originator_id}
    rows.put(FIRST_ANNOUNCEMENT, **key, event_id=event.event_id)
    _judge(rows, event, record)


def _announced_reads(event: VerdictAnnounced) -> list[tuple[Table, Any]]:
    return [(FIRST_ANNOUNCEMENT, event.organisation_id)]


MISSED = ReadModel(
    name="missed",
    tables=(FIRST_ANNOUNCEMENT, ORGANISATION_ESCALATION),
    handlers={
        **dict.fromkeys((*COMPLIANCES.handlers, *OBLIGATIONS.handlers), _judge),
        VerdictAnnounced: _announced,
    },
    reads={VerdictAnnounced: _announced_reads},
)
