"""How a slot stood, day by day: the verdicts of its rule from a day on, each with the day from which it was true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, partial
from typing import NamedTuple

from domain.policies.assessment import judge_period, judge_standing
from domain.policies.departing import excused
from domain.policies.facts import HeldMeeting
from domain.policies.heirs import Merged
from domain.policies.periods import Period
from domain.policies.verdicts import Verdict
from projections.annual_plans import ANNUAL_PLAN, PLAN_FILING
from projections.compliance.binding import binding_on, bound_since, looks_of
from projections.compliance.departing import departure_of, given_by
from projections.compliance.facts import FURTHEST_BACK, meetings_of, subject_of
from projections.compliance.known import Known
from projections.compliance.merging import Binding, merged_of
from projections.compliance.slots import Slot
from projections.compliance.standings import Standings
from projections.compliance.surroundings import Surroundings
from projections.framework.table import Row
from projections.organisations import ORGANISATION
from projections.publications import PUBLICATION
from projections.violations import VIOLATION_FACT


class Since(NamedTuple):
    """A verdict, true from a day on."""

    day: date
    verdict: Verdict


class Timeline(NamedTuple):
    """``recheck`` is the first day whose close may change one of the steps, or put another between them.

    Where the clock lags behind the facts, that need not be what the last verdict waits for.
    """

    steps: list[Since]
    recheck: date | None


def timeline(
    known: Known,
    slot: Slot,
    since: date,
    closed: date,
    binding: Binding | None = None,
    standings: Standings | None = None,
    surroundings: Surroundings | None = None,
) -> Timeline:
    """The verdicts of a slot from a day on, oldest first; those that say the same as the one before are left out.

    Between the days on which a fact is dated or the clock alone changes something, nothing can change. ``binding``
    tells what binds organisations, ``standings`` how it is made up, ``surroundings`` what was said above it, where
    somebody keeps that.
    """
    facts = _Facts(known, slot, binding, standings, surroundings)
    day: date | None = max(since, slot.outset)
    steps: list[Since] = []
    waits: date | None = None
    while day is not None:
        verdict = facts.verdict(day, min(day, closed))
        if not steps or verdict != steps[-1].verdict:
            steps.append(Since(day, verdict))
        day, asked = facts.next_day(day, verdict.recheck, closed), verdict.recheck
        if asked is not None and asked > closed and (day is None or asked < day):
            waits = asked if waits is None else min(waits, asked)
    return Timeline(steps, waits)


def verdict_of_all(known: Known, slot: Slot, closed: date) -> Verdict:
    """How a slot stands now, by all its facts at once: what its timeline ends with."""
    return _Facts(known, slot).verdict(date.max, closed)


class _Facts:
    """What the verdicts of a slot rest on, taken from the rows once for all its days."""

    def __init__(
        self,
        known: Known,
        slot: Slot,
        binding: Binding | None = None,
        standings: Standings | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self._known, self._slot = known, slot
        self._standings = standings or Standings(known)
        self._surroundings = surroundings or Surroundings(known)
        self._binding: Binding = binding or cache(partial(binding_on, known))
        self._meetings: Sequence[HeldMeeting] = ()
        self._merged: Sequence[Merged] = ()
        self._departure: Row | None = None
        if slot.period is None:
            self._days = set(self._standings.days(slot.organisation_id))
        else:
            self._meetings = _meetings(known, slot, slot.period)
            self._days = {meeting.on for meeting in self._meetings if meeting.on >= slot.period.first}
            self._merged = self._found_merged(slot.period)
            self._days |= {one.on for one in self._merged}
            self._days |= set(_days_of_papers(known, slot, slot.period))
            self._days |= set(_days_of_violations(known, slot, slot.period))
            ended_on = known.require(ORGANISATION, slot.organisation_id)["dissolved_on"]
            if ended_on is not None:
                self._days.add(ended_on)
            self._departure = departure_of(known, slot)
            if self._departure is not None:
                self._days.add(self._departure["given_on"])
            self._bound_since = bound_since(known, slot.layer.adoption)

    def verdict(self, day: date, today: date) -> Verdict:
        """As was true on a day; ``today`` is the last that was closed then."""
        slot = self._slot
        if slot.period is None:
            return judge_standing(slot.layer, self._standings.on(slot.organisation_id, day)).verdict
        subject = subject_of(
            self._known,
            slot.organisation_id,
            slot.period,
            slot.outset,
            today=today,
            until=day,
            bound_since=self._bound_since,
            meetings=[meeting for meeting in self._meetings if meeting.on <= day],
            surroundings=self._surroundings,
        )
        merged = [one for one in self._merged if one.on <= day]
        layers_on = partial(self._binding, slot.organisation_id)
        verdict = judge_period(slot.layer, subject, layers_on, merged).verdict
        return excused(verdict, slot.layer.adoption.version.modality, given_by(self._departure, day))

    def next_day(self, day: date, recheck: date | None, closed: date) -> date | None:
        """The next day on which it may stand otherwise: by the clock, or by a fact of that day."""
        days = [other for other in self._days if other > day]
        if recheck is not None and day < recheck <= closed:
            days.append(recheck)
        return min(days, default=None)

    def _found_merged(self, period: Period) -> Sequence[Merged]:
        looks = looks_of(self._slot.layer.adoption.version.rule)
        id_ = self._slot.organisation_id
        return merged_of(self._known, id_, period, looks, self._binding, self._surroundings)


def _meetings(known: Known, slot: Slot, period: Period) -> Sequence[HeldMeeting]:
    looks = looks_of(slot.layer.adoption.version.rule)
    first = period.first - FURTHEST_BACK if looks.back else period.first
    return meetings_of(known, slot.organisation_id, looks, first, period.last + looks.ahead)


def _days_of_papers(known: Known, slot: Slot, period: Period) -> Iterator[date]:
    """Of publications and plans; whoever looks at meetings looks at no such thing."""
    if looks_of(slot.layer.adoption.version.rule).kinds:
        return
    id_, year = slot.organisation_id, period.first.year
    yield from (row["published_on"] for row in known.of(PUBLICATION, id_))
    if (plan := known.get(ANNUAL_PLAN, id_, year)) is not None:
        yield plan["adopted_on"]
        yield from (row["filed_on"] for row in known.of(PLAN_FILING, id_) if row["year"] == year)


def _days_of_violations(known: Known, slot: Slot, period: Period) -> Iterator[date]:
    for row in known.of(VIOLATION_FACT, slot.organisation_id):
        if row["occurred_on"] in period:
            yield row["occurred_on"]
