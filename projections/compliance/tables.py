"""Tables of compliance: one row for each rule, organisation and period, and what verdicts look back on."""

from __future__ import annotations

from projections.framework.table import GoesAlong, History, OfItsDay, Table

VOID = "VOID"  # beside domain.policies.verdicts.Status: what bound it then does so no longer

# A slot is a rule's series at the node that adopted it, an organisation, and a period; of rules about how organisations
# are made up, no period. It is judged by the version in force at its outset. Every version of a row is kept: what was
# true on a day, as known at a position.
COMPLIANCE = Table(
    "compliance",
    key={"organisation_id": "uuid", "slot_id": "uuid"},
    columns={
        "series": "text",
        "node_id": "uuid",
        "adoption_id": "uuid",
        "version_id": "uuid",
        "policy_kind": "text",
        "matter": "text",
        "modality": "text",
        "issuer_level": "text",
        "organisation_kind": "text",
        "period": "text",
        "unit": "text",
        "from_on": "date",
        "to_on": "date",
        "outset": "date",
        "org_path": "text",
        "grid_id": "uuid",
        "grid_path": "text",
        "status": "text",
        "required": "integer",
        "held": "integer",
        "verified": "integer",
        "remarks": "text",
        "shortfalls": "text",
        "event_ids": "uuid[]",
        "recheck": "date",
        "position": "bigint",
    },
    audited=("status", "version_id", "required", "held", "verified"),
    history=History.RECTANGLES,
    unversioned=("recheck",),
    placed=OfItsDay("outset"),
)

# What was announced last of a slot, folded from the events that did. Those before it are in its past.
ANNOUNCEMENT = Table(
    "announcement",
    key={"organisation_id": "uuid", "slot_id": "uuid"},
    columns={
        "org_path": "text",
        "outset": "date",
        "announced_on": "date",
        "status": "text",
        "version_id": "uuid",
        "required": "integer",
        "held": "integer",
        "verified": "integer",
        "shortfalls": "text[]",
        "event_id": "uuid",
        "supersedes": "uuid",
        "facts_position": "bigint",
        "version": "integer",
        "position": "bigint",
    },
    audited=("status", "version_id", "required", "held", "verified"),
    history=History.SUPERSEDED,
    day="announced_on",
    placed=OfItsDay("outset"),
)

# Slots that stand otherwise than was announced, or stand as a finding of which nothing was. It is no column of theirs:
# that something is left to do is nothing that was true on a day.
UNANNOUNCED = Table(
    "unannounced",
    key={"organisation_id": "uuid", "slot_id": "uuid"},
    columns={"to_on": "date"},
)

# What a closed period came to, as it was told last. What was told before is in its past.
PERIOD_ASSESSMENT = Table(
    "period_assessment",
    key={"node_id": "uuid", "assessment_id": "uuid"},
    columns={
        "org_path": "text",
        "series": "text",
        "organisation_kind": "text",
        "period": "text",
        "unit": "text",
        "from_on": "date",
        "to_on": "date",
        "assessed_on": "date",
        "slots": "integer",
        "not_required": "integer",
        "not_yet_due": "integer",
        "pending": "integer",
        "at_risk": "integer",
        "passed": "integer",
        "off_window": "integer",
        "missed": "integer",
        "excused": "integer",
        "unknown": "integer",
        "asked": "integer",
        "digest": "text",
        "event_id": "uuid",
        "supersedes": "uuid",
        "facts_position": "bigint",
        "version": "integer",
        "position": "bigint",
    },
    audited=("slots", "asked", "passed", "off_window", "missed", "excused", "digest"),
    history=History.SUPERSEDED,
    day="assessed_on",
    placed=GoesAlong(),
)

# Periods of which some slot stands otherwise since an event, or that were never assessed.
UNASSESSED = Table(
    "unassessed",
    key={"node_id": "uuid", "assessment_id": "uuid"},
    columns={
        "series": "text",
        "organisation_kind": "text",
        "period": "text",
        "from_on": "date",
        "to_on": "date",
        "since": "bigint",
    },
)

# Party groups of a branch, from when to when: how many there were at the outset of a period.
GROUP_TERM = Table(
    "group_term",
    key={"branch_id": "uuid", "group_id": "uuid"},
    columns={"from_on": "date", "to_on": "date"},
)

# Branches that became part of another, by the heir.
MERGER = Table(
    "merger",
    key={"into_id": "uuid", "organisation_id": "uuid"},
    columns={"merged_on": "date", "event_id": "uuid"},
)

# How many are on a branch's committee since it was elected; null: that was not said.
COMMITTEE_TERM = Table(
    "committee_term",
    key={"organisation_id": "uuid", "from_on": "date"},
    columns={"members": "integer"},
)

# How many members belong to a branch or group from a day on, whatever the order in which that became known.
SIZE_TERM = Table(
    "size_term",
    key={"organisation_id": "uuid", "from_on": "date"},
    columns={"members": "integer", "full_members": "integer"},
)
