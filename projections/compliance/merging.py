"""Branches that became part of others: whose meetings an heir may count, and whose periods a meeting reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import NamedTuple
from uuid import UUID

from domain.policies.heirs import Merged
from domain.policies.layers import Layer
from domain.policies.periods import Period
from projections.compliance.binding import Looks
from projections.compliance.facts import FURTHEST_BACK, meetings_of, subject_of
from projections.compliance.known import Known
from projections.compliance.surroundings import Surroundings
from projections.compliance.tables import MERGER
from projections.organisations import ORGANISATION

Binding = Callable[[UUID, date], tuple[Layer, ...]]  # an organisation, a day: what binds it, nearest first


class Part(NamedTuple):
    """What became part of an organisation, by itself or with another."""

    organisation_id: UUID
    on: date  # from which day on it is part of it
    events: tuple[UUID, ...]


class Heir(NamedTuple):
    """What an organisation became part of."""

    organisation_id: UUID
    on: date


def parts_of(known: Known, organisation_id: UUID) -> Iterator[Part]:
    """All that ever became part of an organisation. None does so twice: it ends by it."""
    for row in known.of(MERGER, organisation_id):
        one = Part(row["organisation_id"], row["merged_on"], (row["event_id"],))
        yield one
        for part in parts_of(known, one.organisation_id):
            yield Part(part.organisation_id, max(part.on, one.on), (*part.events, *one.events))


def heirs_of(known: Known, organisation_id: UUID) -> Iterator[Heir]:
    """What it became part of, what that did, and so on."""
    one, on = known.require(ORGANISATION, organisation_id), date.min
    while one["merged_into"] is not None:
        on = max(on, one["dissolved_on"])
        one = known.require(ORGANISATION, one["merged_into"])
        yield Heir(one["organisation_id"], on)


def merged_of(
    known: Known,
    organisation_id: UUID,
    period: Period,
    looks: Looks,
    binding: Binding,
    surroundings: Surroundings,
) -> tuple[Merged, ...]:
    """Those whose meetings a rule may count in a period of an organisation."""
    if not looks.merged:
        return ()
    first = period.first - FURTHEST_BACK if looks.back else period.first
    return tuple(
        Merged(
            subject=subject_of(
                known,
                part.organisation_id,
                period,
                max(period.first, known.require(ORGANISATION, part.organisation_id)["founded_on"]),
                today=part.on,
                until=date.max,
                bound_since=first,
                meetings=meetings_of(known, part.organisation_id, looks, first, period.last),
                surroundings=surroundings,
            ),
            on=part.on,
            layers_on=partial(binding, part.organisation_id),
            events=part.events,
        )
        for part in parts_of(known, organisation_id)
    )
