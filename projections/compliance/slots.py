"""Slots: a rule's series at the node that adopted it, an organisation, a period. Which there are, and since when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache, lru_cache, partial
from typing import NamedTuple
from uuid import UUID

from domain.policies.kind import PeriodRule, StandingRule
from domain.policies.layers import Layer, LayersOn
from domain.policies.periods import Period, Unit, periods_between
from domain.policies.registry import KINDS
from domain.verdicts.announcing import slot_id
from projections.clock import CLOCK
from projections.compliance.binding import adoption_of, binding_on, line_on
from projections.compliance.facts import groups_on
from projections.compliance.known import Known
from projections.county import COUNTY
from projections.framework.table import Row
from projections.organisation_places import ORGANISATION_PLACE
from projections.organisations import ORGANISATION
from projections.policies import POLICY_ADOPTION

DAY = timedelta(days=1)
_id = lru_cache(maxsize=16_384)(slot_id)  # asked for again with every fact


class Slot(NamedTuple):
    """``outset`` is the day whose version, place and kind of organisation decide: its first, or the founding.

    Of a rule about how an organisation is made up it is the day since which that rule has bound it there.
    """

    organisation_id: UUID
    layer: Layer
    period: Period | None  # None of a rule about how an organisation is made up
    outset: date

    @property
    def id(self) -> UUID:
        """The same whichever version is in force: another takes its place, and leaves nothing behind."""
        adoption = self.layer.adoption
        label = self.period.label if self.period else ""
        return _id(adoption.version.series, adoption.node_id, self.organisation_id, label)


def last_closed(known: Known) -> date:
    """The last day that is over, as the county's clock says; before its first, the day before the founding."""
    clock = known.get(CLOCK)
    closed: date = known.require(COUNTY)["founded_on"] - DAY if clock is None else clock["closed_on"]
    return closed


def period_slots(
    known: Known,
    organisation_id: UUID,
    since: date,
    closed: date,
    layers_on: LayersOn | None = None,
) -> Iterator[Slot]:
    """Slots of an organisation with an outset from a day on, to those that begin on the day after the last closed.

    Periods that began before the county's log did are not judged: nobody recorded them. ``layers_on`` tells what binds
    the organisation, where somebody keeps that.
    """
    organisation = known.require(ORGANISATION, organisation_id)
    founded_on, ended_on = organisation["founded_on"], organisation["dissolved_on"]
    first, last = max(founded_on, since), closed + DAY
    if ended_on is not None:
        last = min(last, ended_on - DAY)
    if first > last:
        return
    opened = known.require(COUNTY)["founded_on"]
    bound: dict[date, tuple[Layer, ...]] = {}
    groups = cache(partial(groups_on, known, organisation))
    for unit in Unit:
        for period in periods_between(unit, first, last):
            outset = max(period.first, founded_on)
            if outset < since or period.first < opened:
                continue
            if outset not in bound:
                bound[outset] = layers_on(outset) if layers_on else binding_on(known, organisation_id, outset)
            yield from (
                Slot(organisation_id, layer, period, outset)
                for layer in bound[outset]
                if _unit_of(layer, period, founded_on, groups) is unit
            )


def _unit_of(
    layer: Layer, period: Period, founded_on: date, groups: Callable[[date], int | None]
) -> Unit | None:
    """The length of the periods of which a rule says something there; None if it says nothing of any."""
    rule = layer.adoption.version.rule
    kind = KINDS[type(rule)]
    if not isinstance(kind, PeriodRule):
        return None
    longest = Period.of(period.first, kind.longest(rule))
    return kind.unit(rule, groups(max(longest.first, founded_on)))


def standing_slots(
    known: Known, organisation_id: UUID, day: date, layers_on: LayersOn | None = None
) -> Iterator[Slot]:
    """Slots of the rules that say how an organisation is made up, of those in force on a day."""
    organisation = known.require(ORGANISATION, organisation_id)
    ended_on = organisation["dissolved_on"]
    if ended_on is not None and ended_on <= day:
        return
    for layer in layers_on(day) if layers_on else binding_on(known, organisation_id, day):
        if isinstance(KINDS[type(layer.adoption.version.rule)], StandingRule):
            adoption = layer.adoption
            below = _below_since(known, organisation, adoption.node_id, day)
            yield Slot(organisation_id, layer, None, max(organisation["founded_on"], adoption.since, below))


def _below_since(known: Known, organisation: Row, node_id: UUID, day: date) -> date:
    """The first day of those on which an organisation stood below a node without a break, up to one of them."""
    founded_on: date = organisation["founded_on"]
    if organisation["placed_from"] is None:  # as nearly all, it stands where it was founded
        return founded_on
    id_, since = organisation["organisation_id"], day
    for term in reversed(known.of(ORGANISATION_PLACE, id_)):  # each move of what it stands below has one too
        if term["from_on"] <= day:
            if node_id not in line_on(known, id_, term["from_on"]):
                break
            since = term["from_on"]
    return since


def slot_of(known: Known, row: Row) -> Slot:
    """The slot of a row of ``compliance``, by the version that it is judged by."""
    adoption = adoption_of(known, known.require(POLICY_ADOPTION, row["node_id"], row["adoption_id"]))
    line = line_on(known, row["organisation_id"], row["outset"])
    layer = Layer(line[: line.index(row["node_id"]) + 1], adoption)
    period = Period.of(row["from_on"], Unit[row["unit"]]) if row["unit"] else None
    return Slot(row["organisation_id"], layer, period, row["outset"])
