"""How a slot stood, day by day: the verdicts of its rule from a day on, each with the day from which it was true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.policies.assessment import judge_period, judge_standing
from domain.policies.layers import Layer
from domain.policies.verdicts import Verdict
from projections.annual_plans import ANNUAL_PLAN, PLAN_FILING
from projections.compliance.binding import binding_on
from projections.compliance.facts import meetings_until, standing_of, subject_of
from projections.compliance.known import Known
from projections.compliance.slots import Slot
from projections.compliance.tables import GROUP_TERM, SIZE_TERM
from projections.publications import PUBLICATION


class Since(NamedTuple):
    """A verdict, true from a day on."""

    day: date
    verdict: Verdict


def timeline(known: Known, slot: Slot, since: date, closed: date) -> Iterator[Since]:
    """The verdicts of a slot from a day on, oldest first; those that say the same as the one before are left out.

    Between the days on which a fact is dated or the clock alone changes something, nothing can change.
    """
    day: date | None = max(since, slot.outset)
    last: Verdict | None = None
    while day is not None:
        verdict = _verdict(known, slot, day, min(day, closed))
        if verdict != last:
            yield Since(day, verdict)
            last = verdict
        day = _next(known, slot, day, verdict.recheck, closed)


def _verdict(known: Known, slot: Slot, day: date, today: date) -> Verdict:
    if slot.period is None:
        return judge_standing(slot.layer, standing_of(known, slot.organisation_id, day)).verdict
    subject = subject_of(
        known,
        slot.organisation_id,
        slot.period,
        slot.outset,
        today=today,
        until=day,
        bound_since=slot.layer.adoption.since,
    )
    layers: dict[date, tuple[Layer, ...]] = {}

    def layers_on(on: date) -> tuple[Layer, ...]:
        if on not in layers:
            layers[on] = binding_on(known, slot.organisation_id, on)
        return layers[on]

    return judge_period(slot.layer, subject, layers_on).verdict


def _next(known: Known, slot: Slot, day: date, recheck: date | None, closed: date) -> date | None:
    """The next day on which it may stand otherwise: by the clock, or by a fact of that day."""
    days = [other for other in fact_days(known, slot) if other > day]
    if recheck is not None and day < recheck <= closed:
        days.append(recheck)
    return min(days, default=None)


def fact_days(known: Known, slot: Slot) -> Iterator[date]:
    """The days of the facts that the verdict of a slot rests on."""
    id_, period = slot.organisation_id, slot.period
    if period is None:
        terms = known.of(GROUP_TERM, id_)
        for one in (id_, *(term["group_id"] for term in terms)):
            yield from (term["from_on"] for term in known.of(SIZE_TERM, one))
        yield from (day for term in terms for day in (term["from_on"], term["to_on"]) if day is not None)
        return
    yield from (meeting.on for meeting in meetings_until(known, id_, period.last) if meeting.on in period)
    yield from (row["published_on"] for row in known.of(PUBLICATION, id_))
    year = period.first.year
    if (plan := known.get(ANNUAL_PLAN, id_, year)) is not None:
        yield plan["adopted_on"]
        yield from (row["filed_on"] for row in known.of(PLAN_FILING, id_) if row["year"] == year)
