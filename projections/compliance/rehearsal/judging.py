"""Judges the slots of organisations, each once: by all that is known, on the last day closed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from domain.policies.assessment import judge_period, judge_standing
from domain.policies.departing import excused
from domain.policies.facts import HeldMeeting, Subject
from domain.policies.heirs import Merged
from domain.policies.layers import Layer
from domain.policies.periods import Period
from domain.policies.rehearsing import Stood
from domain.policies.verdicts import Verdict
from projections.compliance.binding import binding_on, bound_since, furthest_ahead, line_on, looks_of
from projections.compliance.departing import departure_of, given_by
from projections.compliance.facts import meetings_until, standing_of, subject_of
from projections.compliance.merging import merged_of
from projections.compliance.rehearsal.rows import ReadRows
from projections.compliance.slots import Slot, last_closed, period_slots
from projections.compliance.surroundings import Surroundings
from projections.organisations import ORGANISATION
from projections.policies import POLICY_ADOPTION, POLICY_VERSION


class Bindings:
    """What binds organisations on days: found once for all of one kind in one place, while no rule comes or goes."""

    def __init__(self, known: ReadRows) -> None:
        self.known = known
        self.surroundings = Surroundings(known)
        turns = (day for row in known.all_of(POLICY_ADOPTION) for day in (row["since"], row["until"]) if day)
        self._turns = sorted(set(turns))
        self._found: dict[Any, tuple[Layer, ...]] = {}
        self.furthest_ahead = furthest_ahead(row["rule"] for row in known.all_of(POLICY_VERSION))

    def on(self, organisation_id: UUID, day: date) -> tuple[Layer, ...]:
        """As ``binding_on`` finds them."""
        line = line_on(self.known, organisation_id, day)
        if not any(self.known.of(POLICY_ADOPTION, node_id) for node_id in line):
            return ()
        organisation = self.known.require(ORGANISATION, organisation_id)
        # Of what stands lowest itself, rules may be adopted too: only then does it matter which one it is.
        own = line[-1] if self.known.of(POLICY_ADOPTION, line[-1]) else None
        key = line[:-1], own, organisation["kind"], organisation["form"], bisect_right(self._turns, day)
        if key not in self._found:
            self._found[key] = binding_on(self.known, organisation_id, day)
        return self._found[key]


class Judge:
    """Of one organisation. What it looked up it keeps: most of its slots ask about the same days."""

    def __init__(self, bindings: Bindings, organisation_id: UUID) -> None:
        self.known = bindings.known
        self.organisation_id = organisation_id
        self.closed = last_closed(self.known)
        self.furthest_ahead = bindings.furthest_ahead
        self._bindings = bindings
        self._layers: dict[date, tuple[Layer, ...]] = {}
        self._subjects: dict[tuple[Period, date, date], Subject] = {}

    def period_slots(self, since: date) -> Iterator[Slot]:
        """Those of rules about periods, with an outset from a day on."""
        return period_slots(self.known, self.organisation_id, since, self.closed, self._layers_on)

    def stood(self, slot: Slot) -> Stood:
        """How a slot stands."""
        verdict = self._verdict(slot)
        return Stood(verdict.status, verdict.required, verdict.held, verdict.verified)

    def _verdict(self, slot: Slot) -> Verdict:
        if slot.period is None:
            standing = standing_of(self.known, self.organisation_id, date.max)
            return judge_standing(slot.layer, standing).verdict
        asked = slot.period, slot.outset, bound_since(self.known, slot.layer.adoption)
        if asked not in self._subjects:
            self._subjects[asked] = self._subject(*asked)
        merged = self._merged(slot.layer, slot.period)
        verdict = judge_period(slot.layer, self._subjects[asked], self._layers_on, merged).verdict
        given = given_by(departure_of(self.known, slot), date.max)
        return excused(verdict, slot.layer.adoption.version.modality, given)

    def _subject(self, period: Period, outset: date, bound_since: date) -> Subject:
        return subject_of(
            self.known,
            self.organisation_id,
            period,
            outset,
            today=self.closed,
            until=date.max,
            bound_since=bound_since,
            meetings=self._meetings,
            surroundings=self._bindings.surroundings,
        )

    def _merged(self, layer: Layer, period: Period) -> tuple[Merged, ...]:
        looks, above = looks_of(layer.adoption.version.rule), self._bindings.surroundings
        return merged_of(self.known, self.organisation_id, period, looks, self._bindings.on, above)

    @cached_property
    def _meetings(self) -> tuple[HeldMeeting, ...]:
        return meetings_until(self.known, self.organisation_id, date.max)

    def _layers_on(self, day: date) -> tuple[Layer, ...]:
        if day not in self._layers:
            self._layers[day] = self._bindings.on(self.organisation_id, day)
        return self._layers[day]
