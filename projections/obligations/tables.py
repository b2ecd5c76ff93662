"""Tables of obligations."""

from __future__ import annotations

from projections.framework.table import GoesAlong, History, Table

# What rules demand of a subject: a row for each slot, a rule at the node that adopted it, that demands it. It follows
# from facts alone, and has no past of its own: that of the facts tells it.
WANTED = Table(
    "wanted",
    key={"subject_id": "uuid", "obligation_id": "uuid", "slot_id": "uuid"},
    columns={
        "subject_kind": "text",
        "organisation_id": "uuid",
        "consequence": "text",
        "key": "text",
        "series": "text",
        "node_id": "uuid",
        "version_id": "uuid",
        "event_ids": "uuid[]",
        "due_on": "date",
        "position": "bigint",
    },
)

# Obligations as their events left them.
OBLIGATION = Table(
    "obligation",
    key={"subject_id": "uuid", "obligation_id": "uuid"},
    columns={
        "subject_kind": "text",
        "member_id": "uuid",
        "organisation_id": "uuid",
        "consequence": "text",
        "key": "text",
        "status": "text",
        "grounds": "text",
        "opened_on": "date",
        "due_on": "date",
        "continues": "uuid",
        "assignee_id": "uuid",
        "closed_on": "date",
        "document_id": "uuid",
        "dealt_with": "uuid[]",
        "ground_fell": "boolean",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=("organisation_id", "status", "due_on", "assignee_id", "closed_on"),
    history=History.RECTANGLES,
    placed=GoesAlong(),
)

# Obligations that stand otherwise than rules demand, for whoever works them off. It is no column of theirs: that
# something is left to do is nothing that was true on a day.
UNRECONCILED = Table(
    "unreconciled",
    key={"subject_id": "uuid", "obligation_id": "uuid"},
    columns={"position": "bigint"},
)
