"""Random announcements of verdicts, as a worker makes them: of periods that are over, late, twice, or overtaken."""

from __future__ import annotations

import random
from collections.abc import Iterator

from domain.core.command import Command
from domain.verdicts.announcing import AnnouncedStatus
from domain.verdicts.commands import AnnounceVerdict
from tests.projections.known import Known
from tests.unit.support import world
from tests.unit.support.policy_commands import PACKS, series_of


class Verdicts:
    """Announces of a few branches whatever comes to mind: what is announced is folded, not judged again."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"verdicts {seed}")

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        for _ in range(number):
            yield AnnounceVerdict(
                organisation_id=self._random.choice(self._known.branches[:4]),
                node_id=self._known.committee_id,
                series=series_of(self._random.choice(PACKS)),
                period=self._random.choice(("2025-Q4", "2025-Q4", "2026-Q1", "2099")),
                version_id=world.id_of(f"policy version {self._random.randrange(2)}"),
                status=self._random.choice((AnnouncedStatus.MISSED, *AnnouncedStatus)),
                required=1,
                held=self._random.choice((0, 1)),
                verified=0,
                shortfalls=self._random.choice(((), ("NOT_HELD",))),
                facts_position=self._random.choice((1, len(self._known.events))),
            )
