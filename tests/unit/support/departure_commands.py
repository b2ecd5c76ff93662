"""Random departures, most of them from the rule of a pack that is kept as a rule, in periods to come."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.departures.commands import RecordDeparture, WithdrawDeparture
from domain.departures.events import DepartureRecorded
from domain.policies.events import PolicyAdopted
from tests.unit.support import world
from tests.unit.support.policy_commands import PACKS, series_of

DEPARTURES = frozenset([RecordDeparture, WithdrawDeparture])
_PERIODS = ("2026-Q2", "2026-Q2", "2026-Q3", "2026-02", "spring")


def some_departure(
    cls: type[Command], chance: random.Random, streams: Mapping[UUID, Sequence[DomainEvent]]
) -> Command | None:
    """A command of that class; None where nothing is there to be taken back."""
    said = [event for events in streams.values() for event in events]
    if cls is WithdrawDeparture:
        recorded = [event for event in said if isinstance(event, DepartureRecorded)]
        if not recorded:
            return None
        one = chance.choice(recorded)
        return WithdrawDeparture(
            organisation_id=one.organisation_id,
            node_id=one.node_id,
            series=one.series,
            period=one.period,
            reason=chance.choice(("MISTAKEN", None)),
        )
    adopted = [(event.node_id, event.series) for event in said if isinstance(event, PolicyAdopted)]
    node_id, series = chance.choice([*adopted, (world.TOWNSHIP, series_of(chance.choice(PACKS)))])
    return RecordDeparture(
        organisation_id=chance.choice((world.BRANCH, world.BRANCH, world.OTHER_BRANCH)),
        node_id=node_id,
        series=series,
        period=chance.choice(_PERIODS),
        document_id=chance.choice((None, None, *world.DOCUMENTS)),
        approved_by=chance.choice((None, None, world.TOWNSHIP)),
        reason=chance.choice(("FLOODS", "FLOODS", "EPIDEMIC", None)),
    )
