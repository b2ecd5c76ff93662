"""Random commands about policies, from a source of their own."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta

from domain.core.command import Command
from domain.policies.commands import AdoptPolicy, AnnulAdoption, EndAdoption
from domain.policies.events import PolicyAdopted
from tests.projections.known import Known
from tests.unit.support.policy_commands import PACKS, VERSIONS, publish


class Policies:
    """Publishes packs of one rule, and lets the county, its townships and branches live by them."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"policies {seed}")

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        makers: list[Callable[[], Command | None]] = [
            *(self._publish, self._adopt, self._adopt, self._adopt, self._end, self._annul),
        ]
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def _publish(self) -> Command:
        return publish(self._random.choice(PACKS), self._random.choice(VERSIONS))

    def _adopt(self) -> Command:
        places = [self._known.committee_id, *self._known.townships, *self._known.branches]
        node_id = self._random.choice(places)
        return AdoptPolicy(
            node_id=node_id,
            pack=self._random.choice(PACKS),
            version=self._random.choice(VERSIONS),
            since=self._known.today - timedelta(days=self._random.choice([0, 0, 1, 30, -20])),
            approved_by=self._random.choice([node_id, node_id, self._known.committee_id]),
            replaces=self._random.random() < 0.7,
        )

    def _end(self) -> Command | None:
        adopted = self._said()
        if adopted is None:
            return None
        until = adopted.since + timedelta(days=self._random.choice([0, 1, 10]))
        return EndAdoption(node_id=adopted.node_id, series=adopted.series, until=until)

    def _annul(self) -> Command | None:
        adopted = self._said()
        if adopted is None:
            return None
        return AnnulAdoption(
            node_id=adopted.node_id, series=adopted.series, since=adopted.since, reason="MISTAKEN"
        )

    def _said(self) -> PolicyAdopted | None:
        """One of the latest adoptions."""
        found = [event for event in self._known.events if isinstance(event, PolicyAdopted)]
        return self._random.choice(found[-6:]) if found else None
