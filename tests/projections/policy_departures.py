"""Random departures from rules that are kept as a rule, from a source of their own."""

from __future__ import annotations

import random
from collections.abc import Iterator

from domain.core.command import Command
from domain.departures.commands import RecordDeparture, WithdrawDeparture
from domain.departures.events import DepartureRecorded
from domain.policies.events import PolicyAdopted
from domain.policies.periods import Period, Unit
from tests.projections.known import Known, SeededIds
from tests.unit.support.policy_commands import MODALITIES, series_of


class Departures:
    """Lets branches say why they do not hold the lectures of a quarter, mostly of one that is to come."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"departures {seed}")
        self._ids = SeededIds(seed + 95_000_000)

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        for _ in range(number):
            command = self._random.choice((self._record, self._record, self._withdraw))()
            if command is not None:
                yield command

    def _record(self) -> Command | None:
        excusing = {series_of(pack) for pack in MODALITIES}
        adopted = [
            event
            for event in self._known.events
            if isinstance(event, PolicyAdopted) and event.series in excusing
        ]
        if not adopted:
            return None
        rule, now = self._random.choice(adopted[-3:]), Period.of(self._known.today, Unit.QUARTER)
        branch = self._random.choice(self._known.branches)
        return RecordDeparture(
            organisation_id=branch,
            node_id=rule.node_id,
            series=rule.series,
            period=Period(Unit.QUARTER, now.ordinal + self._random.choice((0, 1, 1))).label,
            document_id=self._random.choice((None, self._known.document_of(branch))),
            approved_by=self._random.choice((None, self._known.committee_id)),
            reason=self._random.choice(("FLOODS", "EPIDEMIC")),
        )

    def _withdraw(self) -> Command | None:
        recorded = [event for event in self._known.events if isinstance(event, DepartureRecorded)]
        if not recorded:
            return None
        one = self._random.choice(recorded[-6:])
        return WithdrawDeparture(
            organisation_id=one.organisation_id,
            node_id=one.node_id,
            series=one.series,
            period=one.period,
            reason="MISTAKEN",
        )
