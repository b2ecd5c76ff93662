"""Tables of the meetings' read model."""

from __future__ import annotations

from projections.framework.table import History, OfItsDay, Stays, Table

MEETING = Table(
    "meeting",
    key={"meeting_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "branch_id": "uuid",
        "org_path": "text",
        "grid_id": "uuid",
        "kind": "text",
        "held_on": "date",
        "starts_at": "text",
        "theme": "text",
        "status": "text",
        "cancelled_reason": "text",
        "duration_minutes": "integer",
        "late_entry_days": "integer",
        "notified_on": "date",
        "urgent": "boolean",
        "of_business": "boolean",
        "gathering_id": "uuid",
        "deferred_for": "text",
        "exception_by": "uuid",
        "minutes": "text[]",
        "document_id": "uuid",
        "lecturers": "text[]",
        "tested_on": "date",
        "contents": "text[]",
        "version": "integer",
        "position": "bigint",
    },
    audited=(
        "organisation_id",
        "branch_id",
        "kind",
        "held_on",
        "starts_at",
        "theme",
        "status",
        "cancelled_reason",
        "duration_minutes",
        "late_entry_days",
        "notified_on",
        "urgent",
        "of_business",
        "gathering_id",
        "deferred_for",
        "exception_by",
        "minutes",
        "document_id",
        "lecturers",
        "tested_on",
        "contents",
    ),
    history=History.RECTANGLES,
    placed=OfItsDay("held_on"),
)

# expected = present + on_leave + absent + not yet recorded; late is part of present, unexcused of absent.
# Read while folding (a meeting that is cancelled takes back what it counted), so a row like any other.
MEETING_COUNT = Table(
    "meeting_count",
    key={"meeting_id": "uuid"},
    columns={
        "expected": "integer",
        "present": "integer",
        "late": "integer",
        "on_leave": "integer",
        "absent": "integer",
        "unexcused": "integer",
        "observers": "integer",
        "late_entries": "integer",
    },
    history=History.SUPERSEDED,
    by_command=True,
)

MEETING_ROSTER = Table(
    "meeting_roster",
    key={"meeting_id": "uuid"},
    columns={
        "member_ids": "uuid[]",
        "excluded_ids": "uuid[]",
        "excluded_reasons": "text[]",
        "org_path": "text",
        "position": "bigint",
    },
    audited=("member_ids", "excluded_ids", "excluded_reasons"),
    kept=False,
    history=History.APPENDED,
    placed=Stays(),
)

# Views: a row for each member of the roster, and for each who was left out.
ROSTER_ENTRY = Table(
    "roster_entry",
    key={"meeting_id": "uuid", "member_id": "uuid"},
    columns={"org_path": "text", "position": "bigint"},
    history=History.APPENDED,
    placed=Stays(),
)
ROSTER_EXCLUSION = Table(
    "roster_exclusion",
    key={"meeting_id": "uuid", "member_id": "uuid"},
    columns={"reason": "text", "org_path": "text", "position": "bigint"},
    history=History.APPENDED,
    placed=Stays(),
)

ATTENDANCE = Table(
    "attendance",
    key={"meeting_id": "uuid", "member_id": "uuid"},
    columns={
        "org_path": "text",
        "held_on": "date",
        "status": "text",
        "absence_reason": "text",
        "leave_id": "uuid",
        "late_entry_days": "integer",
        "policy": "text",
        "event_id": "uuid",
        "position": "bigint",
    },
    audited=("status", "absence_reason", "leave_id", "late_entry_days"),
    kept=False,
    history=History.SUPERSEDED,
    day="held_on",
    placed=OfItsDay("held_on"),
)

OBSERVER = Table(
    "observer",
    key={"meeting_id": "uuid", "member_id": "uuid"},
    columns={"org_path": "text", "position": "bigint"},
    audited=("member_id",),
    kept=False,
    history=History.APPENDED,
    placed=Stays(),
)
