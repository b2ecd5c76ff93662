"""What a fact touches: from the rows that an event changed to the organisations of which something else may be due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from domain.policies.kind import OrganisationRule
from domain.policies.published import rule_of
from domain.policies.registry import KINDS
from projections.clock import CLOCK
from projections.compliance.gathering import below, gather
from projections.compliance.slots import DAY
from projections.compliance.tables import COMPLIANCE
from projections.framework.rows import Rows
from projections.framework.table import Row, Table
from projections.missed.counting import FINDINGS, LayersOn, is_looked_at
from projections.missed.tables import FIRST_ANNOUNCEMENT
from projections.obligations.tables import OBLIGATION
from projections.organisations import ORGANISATION
from projections.policies import POLICY_ADOPTION, POLICY_VERSION

Change = tuple[Table, Any, Row | None, Row | None]  # table, key, the row before and after
Pairs = list[tuple[Row | None, Row | None]]
Touch = Callable[[Rows, Pairs, LayersOn], Iterable[UUID]]  # organisations


def touched(rows: Rows, changes: Iterable[Change], layers_on: LayersOn) -> set[UUID]:
    """Organisations of which something was announced once, and that changes concern."""
    by_table: dict[Table, Pairs] = {}
    for table, _, before, after in changes:
        if table in TOUCHES and before != after:
            by_table.setdefault(table, []).append((before, after))
    return {id_ for table, pairs in by_table.items() for id_ in TOUCHES[table](rows, pairs, layers_on)}


def _compliance(rows: Rows, pairs: Pairs, layers_on: LayersOn) -> Iterator[UUID]:
    """Most that changes about slots finds nothing, and most findings are of rules from which nothing follows."""
    slots = {
        (row["organisation_id"], row["slot_id"])
        for pair in pairs
        for row in pair
        if row is not None and row["status"] in FINDINGS and row["to_on"] and is_looked_at(row, layers_on)
    }
    rows.have(FIRST_ANNOUNCEMENT, sorted({organisation_id for organisation_id, _ in slots}))
    yield from (key[0] for key in slots if rows.get(FIRST_ANNOUNCEMENT, *key) is not None)


def _first(rows: Rows, pairs: Pairs, layers_on: LayersOn) -> Iterator[UUID]:
    for _, after in pairs:
        row = after and rows.get(COMPLIANCE, after["organisation_id"], after["slot_id"])
        if row and is_looked_at(row, layers_on):
            yield row["organisation_id"]


def _obligation(rows: Rows, pairs: Pairs, layers_on: LayersOn) -> Iterator[UUID]:
    """An act: what it dealt with is spent, and a second stage may begin."""
    for before, after in pairs:
        acts = [row and (row["status"], row["closed_on"], row["dealt_with"]) for row in (before, after)]
        if after and after["member_id"] is None and acts[0] != acts[1]:
            yield after["subject_id"]


def _organisation(rows: Rows, pairs: Pairs, layers_on: LayersOn) -> Iterator[UUID]:
    """Moved or ended: other rules bind there, another has to act, or nobody."""
    yield from _of_which_something_was_told(
        rows,
        [
            after["organisation_id"]
            for before, after in pairs
            if before and after and any(before[name] != after[name] for name in _OF_ORGANISATION)
        ],
    )


def _adoption(rows: Rows, pairs: Pairs, layers_on: LayersOn) -> Iterator[UUID]:
    """Rules about what is missed begin to bind, or do so no longer; also for what is past."""
    for before, after in pairs:
        known = [row for row in (before, after) if row is not None]
        rule = rule_of(rows.require(POLICY_VERSION, known[0]["version_id"])["rule"])
        if isinstance(KINDS[type(rule)], OrganisationRule):
            yield from _of_which_something_was_told(rows, below(rows, known[0]["node_id"]))


def _clock(rows: Rows, pairs: Pairs, layers_on: LayersOn) -> Iterator[UUID]:
    """Of whoever ends with the day that begins, nothing is due any more."""
    days = {after["closed_on"] + DAY for _, after in pairs if after}
    ended = [one["organisation_id"] for one in rows.among(ORGANISATION, "dissolved_on", days)]
    yield from _of_which_something_was_told(rows, ended)


def _of_which_something_was_told(rows: Rows, ids: list[UUID]) -> list[UUID]:
    rows.have(FIRST_ANNOUNCEMENT, ids)
    told = [id_ for id_ in ids if rows.of(FIRST_ANNOUNCEMENT, id_)]
    gather(rows, told)
    return told


_OF_ORGANISATION = ("org_path", "parent_id", "dissolved_on")

TOUCHES: Mapping[Table, Touch] = {
    COMPLIANCE: _compliance,
    FIRST_ANNOUNCEMENT: _first,
    OBLIGATION: _obligation,
    ORGANISATION: _organisation,
    POLICY_ADOPTION: _adoption,
    CLOCK: _clock,
}
