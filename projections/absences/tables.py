"""Tables of absences."""

from __future__ import annotations

from projections.framework.table import GoesAlong, History, OfItsDay, Table

# A row for each attendance that says somebody expected was not there, as long as it says so. It has all that rules
# look at, so that a rule which is adopted late asks for nothing else.
ABSENCE = Table(
    "absence",
    key={"member_id": "uuid", "meeting_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "branch_id": "uuid",
        "org_path": "text",
        "held_on": "date",
        "meeting_kind": "text",
        "absence_class": "text",
        "counts": "boolean",
        "reason": "text",
        "leave_id": "uuid",
        "leave_kind": "text",
        "asked_on": "date",
        "conveyed_on": "date",
        "made_up_on": "date",
        "member_kind": "text",
        "series": "text",
        "node_id": "uuid",
        "version_id": "uuid",
        "recorded_on": "date",
        "event_ids": "uuid[]",
        "position": "bigint",
    },
    audited=("absence_class", "counts", "reason", "leave_id", "conveyed_on", "made_up_on", "version_id"),
    history=History.SUPERSEDED,
    day="held_on",
    placed=OfItsDay("held_on"),
)

# How a person stands by one rule about absences: its series at the node that adopted it.
ESCALATION = Table(
    "escalation",
    key={"member_id": "uuid", "slot_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "org_path": "text",
        "series": "text",
        "node_id": "uuid",
        "version_id": "uuid",
        "member_kind": "text",
        "counted": "integer",
        "required": "integer",
        "status": "text",
        "consequences": "text[]",
        "meeting_ids": "uuid[]",
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

# When a probationary member became a full one: what somebody was on the day of a meeting.
CONFIRMATION = Table(
    "confirmation",
    key={"member_id": "uuid"},
    columns={"confirmed_on": "date"},
)

# That somebody made up for a meeting: known whatever becomes of the attendance that says they were away.
MADE_UP = Table(
    "made_up",
    key={"meeting_id": "uuid", "member_id": "uuid"},
    columns={"made_up_on": "date"},
)

# By branch, the members of whom some rule counts absences in a row, which presence breaks. All others may come to as
# many meetings as they like, and nobody looks.
IN_A_ROW = Table(
    "in_a_row",
    key={"branch_id": "uuid", "member_id": "uuid"},
    columns={"rules": "smallint"},
)
