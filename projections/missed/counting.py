"""How an organisation stands by each rule about what it misses, from rows alone: what counts, and what is due."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.core import deterministic_id
from domain.policies.kind import OrganisationRule
from domain.policies.layers import Layer
from domain.policies.missing import Found, MissedCount
from domain.policies.registry import KINDS, Rule
from domain.policies.verdicts import Status
from projections.absences.counting import acts_of
from projections.compliance.binding import line_on
from projections.compliance.known import Known
from projections.compliance.tables import COMPLIANCE, VOID
from projections.framework.table import Row
from projections.missed.tables import FIRST_ANNOUNCEMENT

LayersOn = Callable[[UUID, date], Sequence[Layer]]
FINDINGS = frozenset({Status.MISSED.value, Status.OFF_WINDOW.value})


class Slot(NamedTuple):
    """A rule's series at the node that adopted it, and an organisation: by the version of the last that counts."""

    organisation_id: UUID
    layer: Layer

    @property
    def id(self) -> UUID:
        """The same whichever version is in force."""
        return deterministic_id("organisation-escalation", *_key(self.layer), self.organisation_id)

    @property
    def rule(self) -> Rule:
        """The parameters."""
        return self.layer.adoption.version.rule

    @property
    def kind(self) -> OrganisationRule[Rule]:
        """What counts by them."""
        return _kind(self.rule)


class Standing(NamedTuple):
    """How the organisation stands: None if nothing counts that is not spent. ``facts`` are all that count."""

    slot: Slot
    tally: MissedCount | None
    facts: frozenset[UUID]


class _Told(NamedTuple):
    """A slot of which something was announced once: how it stands, and by which event it was announced first."""

    row: Row
    fact: UUID

    @property
    def found(self) -> Found:
        """The same, as rules take it."""
        status = None if self.row["status"] == VOID else Status(self.row["status"])
        return Found(self.row["to_on"], self.row["slot_id"], self.fact, status)


def standings_of(known: Known, organisation_id: UUID, layers_on: LayersOn, today: date) -> list[Standing]:
    """By each rule that counts something of what was announced of an organisation and stands as a finding."""
    told = _told(known, organisation_id)
    return [_stand(known, slot, told, layers_on, today) for slot in _slots(organisation_id, told, layers_on)]


def is_looked_at(row: Row, layers_on: LayersOn) -> bool:
    """Whether some rule counts the slot of a row of ``compliance``, if it is missed."""
    return any(_counted_by(layer, row) for layer in layers_on(row["organisation_id"], row["outset"]))


def _told(known: Known, organisation_id: UUID) -> list[_Told]:
    """In the order of their last days. Of what was announced there may be no slot any more: events stay."""
    found = [
        _Told(row, first["event_id"])
        for first in known.of(FIRST_ANNOUNCEMENT, organisation_id)
        if (row := known.get(COMPLIANCE, organisation_id, first["slot_id"])) is not None
    ]
    return sorted(found, key=lambda one: (one.row["to_on"], one.row["slot_id"]))


def _slots(organisation_id: UUID, told: Sequence[_Told], layers_on: LayersOn) -> Iterator[Slot]:
    """Those of rules in force at the outset of a finding that they count: by then what it asks for was known too."""
    last: dict[tuple[str, UUID], Slot] = {}
    for one in told:
        if one.row["status"] in FINDINGS:
            for layer in layers_on(organisation_id, one.row["outset"]):
                if _counted_by(layer, one.row):
                    slot = Slot(organisation_id, layer)
                    if slot.kind.counts(slot.rule, one.found):
                        last[_key(layer)] = slot
    yield from last.values()


def _stand(known: Known, slot: Slot, told: Sequence[_Told], layers_on: LayersOn, today: date) -> Standing:
    looked_at = slot.kind.looks_at(slot.rule)
    acts = acts_of(known, slot.organisation_id, {one.fact: one.row["to_on"] for one in told})
    spent = {fact for act in acts for fact in act.dealt_with}
    nearest: dict[tuple[str, str], tuple[tuple[bool, bool, int], Found]] = {}
    of_its_series = [one for one in told if one.row["series"] in looked_at]
    for one in of_its_series:
        row = one.row
        line = _reach(slot, row, layers_on)
        if line is None or row["node_id"] not in line:
            continue
        # Of a rule that was adopted at several places above, a period counts once: as the nearest says that found it,
        # or the one whose finding was dealt with, so that a period is not dealt with twice.
        rank = row["status"] in FINDINGS, one.fact in spent, line.index(row["node_id"])
        period = row["series"], row["period"]
        if period not in nearest or nearest[period][0] < rank:
            nearest[period] = rank, one.found
    found = sorted(each for _, each in nearest.values())
    # Of whom nothing was done yet, as of nearly all, nobody need know what it could have been about.
    about = frozenset(one.fact for one in of_its_series if acts and _was_below(known, slot, one.row))
    tally = slot.kind.count(slot.rule, found, acts, about, today)
    facts = frozenset(each.fact for each in found if slot.kind.counts(slot.rule, each))
    return Standing(slot, tally, facts)


def _reach(slot: Slot, row: Row, layers_on: LayersOn) -> tuple[UUID, ...] | None:
    """The nodes from the county's own down to the one that adopted the rule, if it bound at the outset of a row."""
    layers = layers_on(slot.organisation_id, row["outset"])
    return next((layer.line for layer in layers if _key(layer) == _key(slot.layer)), None)


def _was_below(known: Known, slot: Slot, row: Row) -> bool:
    """Whether a row is of the rule's node and of a duty adopted there or above, be it of before the rule."""
    line, node_id = line_on(known, slot.organisation_id, row["outset"]), slot.layer.adoption.node_id
    return node_id in line and row["node_id"] in line[: line.index(node_id) + 1]


def _counted_by(layer: Layer, row: Row) -> bool:
    """Whether a rule is about what an organisation misses, of that row's rule: adopted at its own node or above."""
    rule = layer.adoption.version.rule
    kind = KINDS[type(rule)]
    return (
        isinstance(kind, OrganisationRule)
        and row["series"] in kind.looks_at(rule)
        and row["node_id"] in layer.line
    )


def _key(layer: Layer) -> tuple[str, UUID]:
    return layer.adoption.version.series, layer.adoption.node_id


def _kind(rule: Rule) -> OrganisationRule[Rule]:
    kind = KINDS[type(rule)]
    if not isinstance(kind, OrganisationRule):
        raise TypeError(f"{kind.name} counts nothing of organisations")
    return kind
