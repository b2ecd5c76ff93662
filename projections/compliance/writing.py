"""Writes how slots stand: a row each, from the day on which something about it changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import msgspec

from domain.policies.assessment import judge_standing
from domain.policies.layers import LayersOn
from domain.policies.registry import KINDS
from domain.policies.verdicts import Verdict
from projections.compliance.announcing import compare, stand_in
from projections.compliance.assessing import to_assess
from projections.compliance.binding import parent_on
from projections.compliance.bindings import bindings
from projections.compliance.judging import Since, timeline
from projections.compliance.slots import DAY, Slot, period_slots, standing_slots
from projections.compliance.standings import standings
from projections.compliance.surroundings import surroundings
from projections.compliance.tables import COMPLIANCE, VOID
from projections.framework.rows import Rows
from projections.framework.table import Row
from projections.grids import GRID, grid_covering
from projections.organisation_places import ORGANISATION_PLACE, place_on
from projections.organisations import ORGANISATION
from projections.policies import POLICY_ADOPTION

_NOTHING: dict[str, Any] = {
    "required": None,
    "held": None,
    "verified": None,
    "remarks": "[]",
    "shortfalls": "[]",
    "event_ids": [],
    "recheck": None,
}


def settle(rows: Rows, slot: Slot, since: date, closed: date) -> None:
    """Bring the row of a slot into line with the facts, from a day on; it is made if there is none."""
    day_before, key = rows.true_from, (slot.organisation_id, slot.id)
    row = before = rows.get(COMPLIANCE, *key)
    labels = {} if row is not None and _is_by(row, slot) else _labels(rows, slot)
    stood = timeline(rows, slot, since, closed, bindings(rows).on, standings(rows), surroundings(rows))
    recheck = _recheck(row, stood.recheck, since, closed)
    for day, verdict in _steps(rows, slot, stood.steps):
        said = {**labels, **_values(verdict), "recheck": recheck}
        if slot.period is None:
            said["org_path"] = place_on(rows, slot.organisation_id, day)
        rows.true_from = day
        if row is None:
            rows.create(COMPLIANCE, organisation_id=key[0], slot_id=key[1], position=rows.position, **said)
        elif day < row["true_from"] or any(row[name] != value for name, value in said.items()):
            rows.change(COMPLIANCE, *key, position=rows.position, **said)
        row = rows.require(COMPLIANCE, *key)
    rows.true_from = day_before
    if row is not None and row is not before:
        compare(rows, *key)
        if before is None or stand_in(row) != stand_in(before):
            to_assess(rows, row)


def _layers_on(rows: Rows, organisation_id: UUID) -> LayersOn:
    return partial(bindings(rows).on, organisation_id)


def _recheck(row: Row | None, of_steps: date | None, since: date, closed: date) -> date | None:
    """The next day to judge a slot on, also by what was said of days before ``since``."""
    before = None if row is None else row["recheck"]
    days = [of_steps, before if before is not None and closed < before < since else None]
    return min((day for day in days if day is not None), default=None)


def _steps(rows: Rows, slot: Slot, steps: Sequence[Since]) -> list[tuple[date, Verdict]]:
    """How a slot stood from a day on; if it has no period, also the days on which its place changed.

    A period stays where its organisation stood at the outset. How an organisation is made up goes along with it.
    """
    stood = dict(steps)
    moved = rows.require(ORGANISATION, slot.organisation_id)["placed_from"] is not None
    if slot.period is None and moved:
        first = min(stood)
        for term in rows.of(ORGANISATION_PLACE, slot.organisation_id):
            placed_on = term["from_on"]
            if first < placed_on and placed_on not in stood:
                stood[placed_on] = stood[max(day for day in stood if day < placed_on)]
    return sorted(stood.items())


def settle_all(
    rows: Rows, organisation_id: UUID, since: date, closed: date, *, only: tuple[str, UUID] | None = None
) -> None:
    """All slots of an organisation with an outset from a day on: make those that are wanted, void those that are not.

    ``only`` names a series and the node that adopted it. Slots that stand already by the right version stay so.
    """
    layers_on = _layers_on(rows, organisation_id)
    wanted = {
        slot.id: slot
        for slot in (
            *period_slots(rows, organisation_id, since, closed, layers_on),
            *standing_slots(rows, organisation_id, closed + DAY, layers_on),
        )
        if only is None or only == (slot.layer.adoption.version.series, slot.layer.adoption.node_id)
    }
    for row in list(rows.of(COMPLIANCE, organisation_id)):
        concerned = only is None or only == (row["series"], row["node_id"])
        open_ended = row["to_on"] is None
        if concerned and row["slot_id"] not in wanted and (open_ended or row["outset"] >= since):
            _void(rows, row, since if open_ended else row["outset"])
    for slot in wanted.values():
        stands = rows.get(COMPLIANCE, organisation_id, slot.id)
        if stands is None or stands["status"] == VOID or not _is_by(stands, slot):
            settle(rows, slot, slot.outset, closed)


def _is_by(row: Row, slot: Slot) -> bool:
    return bool(row["outset"] == slot.outset and row["adoption_id"] == slot.layer.adoption.id)


def settle_standing(rows: Rows, organisation_id: UUID, since: date, closed: date) -> None:
    """How an organisation is made up, by the rules in force, from a day on."""
    for slot in standing_slots(rows, organisation_id, closed + DAY, _layers_on(rows, organisation_id)):
        if not _says_so_already(rows, slot, since):
            settle(rows, slot, since, closed)


def _says_so_already(rows: Rows, slot: Slot, since: date) -> bool:
    """Whether a row says what its rule does from a day on, after which nothing changed.

    Most members that come or go change no verdict: that is found out without all that a change takes.
    """
    id_, day, kept = slot.organisation_id, max(since, slot.outset), standings(rows)
    row = rows.get(COMPLIANCE, id_, slot.id)
    if (
        row is None
        or not _is_by(row, slot)
        or day < row["true_from"]
        or day < max(kept.days(id_), default=day)
    ):
        return False
    if rows.require(ORGANISATION, id_)["placed_from"] is not None:  # its place is to be told day by day
        return False
    says = {**_values(judge_standing(slot.layer, kept.on(id_, day)).verdict), "recheck": None}
    return all(row[name] == value for name, value in says.items())


def settle_grid(rows: Rows, organisation_id: UUID, since: date) -> None:
    """Say anew which grid covered an organisation at the outsets from a day on."""
    day_before = rows.true_from
    for row in rows.of(COMPLIANCE, organisation_id):
        if row["outset"] < since:
            continue
        grid = _grid_on(rows, organisation_id, row["outset"])
        if row["grid_id"] != grid["grid_id"]:
            rows.true_from = row["outset"]
            rows.change(COMPLIANCE, *COMPLIANCE.key_of(row), position=rows.position, **grid)
    rows.true_from = day_before


def _grid_on(rows: Rows, organisation_id: UUID, day: date) -> dict[str, Any]:
    """As columns: the grid that covers it on a day, or what it stands below then."""
    above = parent_on(rows, organisation_id, day)
    grid_id = grid_covering(rows, (organisation_id, above) if above else (organisation_id,), day)
    return {"grid_id": grid_id, "grid_path": rows.require(GRID, grid_id)["grid_path"] if grid_id else None}


def _void(rows: Rows, row: Row, day: date) -> None:
    if row["status"] == VOID:
        return
    day_before = rows.true_from
    rows.true_from = day
    rows.change(
        COMPLIANCE,
        row["organisation_id"],
        row["slot_id"],
        position=rows.position,
        status=VOID,
        **_NOTHING,
    )
    rows.true_from = day_before
    compare(rows, row["organisation_id"], row["slot_id"])
    to_assess(rows, row)


def _labels(rows: Rows, slot: Slot) -> dict[str, Any]:
    """What a row says of its rule, organisation and period."""
    adoption, rule = slot.layer.adoption, slot.layer.adoption.version.rule
    organisation = rows.require(ORGANISATION, slot.organisation_id)
    stored = rows.require(POLICY_ADOPTION, adoption.node_id, adoption.id)
    period = slot.period
    return {
        "series": adoption.version.series,
        "node_id": adoption.node_id,
        "adoption_id": adoption.id,
        "version_id": stored["version_id"],
        "policy_kind": KINDS[type(rule)].name,
        "matter": "; ".join(sorted(KINDS[type(rule)].matters(rule))),
        "modality": adoption.version.modality.value,
        "issuer_level": adoption.version.issuer_level.name,
        "organisation_kind": organisation["kind"],
        "period": period.label if period else "",
        "unit": period.unit.name if period else None,
        "from_on": period.first if period else slot.outset,
        "to_on": period.last if period else None,
        "outset": slot.outset,
        "org_path": place_on(rows, slot.organisation_id, slot.outset),
        **_grid_on(rows, slot.organisation_id, slot.outset),
    }


def _values(verdict: Verdict) -> dict[str, Any]:
    """A verdict as columns. Remarks and shortfalls are JSON, as domain.policies.verdicts has them."""
    return {
        "status": verdict.status.value,
        "required": verdict.required,
        "held": verdict.held,
        "verified": verdict.verified,
        "remarks": msgspec.json.encode(verdict.remarks).decode(),
        "shortfalls": msgspec.json.encode(verdict.shortfalls).decode(),
        "event_ids": list(verdict.events),
    }
