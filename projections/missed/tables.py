"""Tables of what follows from missed duties."""

from __future__ import annotations

from projections.framework.table import GoesAlong, History, Table

# By which event each slot of which anything was announced was announced first: it names the slot among facts, however
# often what was announced is superseded.
FIRST_ANNOUNCEMENT = Table(
    "first_announcement",
    key={"organisation_id": "uuid", "slot_id": "uuid"},
    columns={"event_id": "uuid"},
)

# How an organisation stands by one rule about what it misses: its series at the node that adopted it.
ORGANISATION_ESCALATION = Table(
    "organisation_escalation",
    key={"organisation_id": "uuid", "slot_id": "uuid"},
    columns={
        "org_path": "text",
        "series": "text",
        "node_id": "uuid",
        "version_id": "uuid",
        "counted": "integer",
        "required": "integer",
        "status": "text",
        "consequences": "text[]",
        "compliance_ids": "uuid[]",
        "event_ids": "uuid[]",
        "from_on": "date",
        "last_on": "date",
        "until_on": "date",
        "position": "bigint",
    },
    audited=("counted", "required", "status", "version_id"),
    history=History.SUPERSEDED,
    day="last_on",
    placed=GoesAlong(),
)
