"""What rules demand of a subject, written by whoever judges them; and the list of what that calls for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from domain.obligations.grounds import MOST_FACTS, Consequence, Ground, SubjectKind, obligation_id
from domain.obligations.reconciling import ACTED, ObligationStatus, Standing, Wanted, next_step
from projections.framework.rows import Rows
from projections.framework.table import Row
from projections.obligations.tables import OBLIGATION, UNRECONCILED, WANTED

_GROUNDS = msgspec.json.Decoder(tuple[Ground, ...])


class Demand(NamedTuple):
    """What one rule demands of a subject.

    Of a ``due_on`` that is counted from the day on which the facts were recorded, the first stands as long as the
    demand does: ``due_stands``. One that is counted from the facts goes with them.
    """

    consequence: Consequence
    key: str
    organisation_id: UUID  # whose secretary owes it
    series: str
    node_id: UUID
    version_id: UUID
    event_ids: tuple[UUID, ...]
    due_on: date | None = None
    due_stands: bool = False
    subject_kind: SubjectKind = SubjectKind.MEMBER


class Act(NamedTuple):
    """What was fulfilled or waived: its facts are spent, for every rule that asks for the same consequence."""

    consequence: Consequence
    key: str
    dealt_with: tuple[UUID, ...]  # events
    grounds: tuple[Ground, ...]


def acts_of(rows: Rows, subject_id: UUID) -> list[Act]:
    """All that was fulfilled or waived of a subject, by the obligations' ids."""
    return [
        Act(Consequence(row["consequence"]), row["key"], tuple(row["dealt_with"]), grounds_in(row))
        for row in rows.of(OBLIGATION, subject_id)
        if row["status"] in ACTED
    ]


def want(rows: Rows, subject_id: UUID, slot_id: UUID, demands: Iterable[Demand]) -> None:
    """Say all that a slot demands of a subject now; what it demanded before and does no longer is taken away.

    What was acted upon stays demanded, under its key, as long as the facts that the act dealt with count: an act
    that no slot demands any more is marked, since its ground fell.
    """
    before = {row["obligation_id"]: row for row in rows.of(WANTED, subject_id) if row["slot_id"] == slot_id}
    after = {obligation_id(subject_id, demand.consequence, demand.key): demand for demand in demands}
    for id_ in sorted(before.keys() - after.keys()):
        rows.delete(WANTED, subject_id, id_, slot_id)
        compare(rows, subject_id, id_)
    for id_, demand in sorted(after.items()):
        if _put(rows, (subject_id, id_, slot_id), before.get(id_), demand):
            compare(rows, subject_id, id_)


def compare(rows: Rows, subject_id: UUID, id_: UUID) -> None:
    """Put an obligation on the list, or take it off: by what is demanded and how it stands."""
    key = subject_id, id_
    row, wanted = rows.get(OBLIGATION, *key), wanted_in(rows, *key)
    _mark(rows, row, fell=wanted is None)
    is_due = next_step(standing_in(row), wanted) is not None
    if is_due == (rows.get(UNRECONCILED, *key) is not None):
        return
    if is_due:
        rows.put(UNRECONCILED, subject_id=subject_id, obligation_id=id_, position=rows.position)
    else:
        rows.delete(UNRECONCILED, *key)


def standing_in(row: Row | None) -> Standing | None:
    """How an obligation stands by its row."""
    if row is None:
        return None
    return Standing(ObligationStatus(row["status"]), row["organisation_id"], grounds_in(row))


def grounds_in(row: Row) -> tuple[Ground, ...]:
    """The grounds that a row of ``obligation`` tells."""
    return _GROUNDS.decode(row["grounds"])


def wanted_in(rows: Rows, subject_id: UUID, id_: UUID) -> Wanted | None:
    """What all slots together demand."""
    return wanted_of(row for row in rows.of(WANTED, subject_id) if row["obligation_id"] == id_)


def wanted_of(demanding: Iterable[Any]) -> Wanted | None:
    """What rows of ``wanted`` of one obligation come to: a ground each, and the earliest day that one of them says.

    Where one rule lets an organisation do itself what another asks of the one above it, the one above owes it: nobody
    deals with their own case because of how rules are named.
    """
    by_slot = sorted(demanding, key=lambda row: (row["series"], row["node_id"], row["slot_id"]))
    if not by_slot:
        return None
    days = [row["due_on"] for row in by_slot if row["due_on"] is not None]
    grounds = tuple(map(_ground, by_slot))
    owners = [row["organisation_id"] for row in by_slot if row["organisation_id"] != row["subject_id"]]
    return Wanted(owners[0] if owners else by_slot[0]["organisation_id"], grounds, min(days, default=None))


def _mark(rows: Rows, row: Row | None, *, fell: bool) -> None:
    """Say of what was acted upon whether its ground fell; from the act on at the earliest."""
    if row is None or row["status"] not in ACTED or row["ground_fell"] == fell:
        return
    day = rows.true_from
    rows.true_from = max(day, row["closed_on"], row["opened_on"])
    rows.change(OBLIGATION, row["subject_id"], row["obligation_id"], ground_fell=fell)
    rows.true_from = day


def _ground(row: Any) -> Ground:
    return Ground(
        series=row["series"],
        node_id=row["node_id"],
        version_id=row["version_id"],
        event_ids=tuple(row["event_ids"][:MOST_FACTS]),
    )


def _put(rows: Rows, key: tuple[UUID, UUID, UUID], before: Row | None, demand: Demand) -> bool:
    """Write a demand, unless it says what is written already."""
    says = {
        "subject_kind": demand.subject_kind.value,
        "organisation_id": demand.organisation_id,
        "consequence": demand.consequence.value,
        "key": demand.key,
        "series": demand.series,
        "node_id": demand.node_id,
        "version_id": demand.version_id,
        "event_ids": list(demand.event_ids),
        "due_on": before["due_on"] if before and demand.due_stands else demand.due_on,
    }
    if before is not None and all(before[name] == value for name, value in says.items()):
        return False
    rows.put(WANTED, **dict(zip(WANTED.key, key, strict=True)), **says, position=rows.position)
    return True
