"""The table of findings (问题发现), and how a check says of one that it holds or does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from domain.core import deterministic_id
from domain.core.findings import FindingKind
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Row, Table

FINDING = Table(
    "finding",
    key={"finding_id": "uuid"},
    columns={
        "kind": "text",
        "object_type": "text",
        "object_id": "uuid",
        "organisation_id": "uuid",
        "member_id": "uuid",
        "grid_id": "uuid",
        "since": "date",
        "measured": "integer",
        "allowed": "integer",
        "org_path": "text",
        "grid_path": "text",
        "position": "bigint",
        "event_ids": "uuid[]",
    },
    audited=("kind", "measured"),
    history=History.SUPERSEDED,
    day="since",
    placed=GoesAlong(),
)


class About(NamedTuple):
    """What a finding is about, and where that lies.

    ``object_type`` is a type of the schema with an id, of which ``object_id`` is the key. ``member_id`` makes it a
    finding about a person, which fewer may see.
    """

    object_type: str
    object_id: UUID
    org_path: str
    organisation_id: UUID | None = None
    member_id: UUID | None = None
    grid_id: UUID | None = None
    grid_path: str | None = None


def finding_id(kind: FindingKind, about: About) -> UUID:
    """One finding a kind, object and person."""
    return deterministic_id("finding", kind.value, about.object_id, *filter(None, [about.member_id]))


def settle(
    rows: Rows,
    kind: FindingKind,
    about: About,
    *,
    holds: bool,
    measured: int | None = None,
    allowed: int | None = None,
    event_ids: Sequence[UUID] = (),
) -> None:
    """Let a finding stand from this event on, or no longer; one that stands keeps the day since which it does,
    and lies where it is said to lie. ``event_ids`` are those that do not fit, where they are a few that can be named.

    A check of an event declares ``finding_id`` among what it reads, or each finding is loaded by itself.
    """
    id_ = finding_id(kind, about)
    before = rows.get(FINDING, id_)
    if not holds:
        if before is not None:
            rows.delete(FINDING, id_)
        return
    figures: Row = {"measured": measured, "allowed": allowed, "event_ids": list(event_ids)}
    place: Row = {name: getattr(about, name) for name in ("organisation_id", "org_path", "grid_path")}
    if before is None:
        rows.create(
            FINDING,
            finding_id=id_,
            kind=kind.value,
            since=rows.day,
            position=rows.position,
            **about._asdict(),
            **figures,
        )
    elif any(before[name] != figure for name, figure in figures.items()):
        rows.change(FINDING, id_, position=rows.position, **figures, **place)
    elif any(before[name] != value for name, value in place.items()):
        rows.change(FINDING, id_, **place)
