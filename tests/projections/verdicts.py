"""Random announcements of verdicts and periods, as workers make them: of what is over, late, twice, or overtaken."""

from __future__ import annotations

import random
from collections.abc import Iterator

from domain.assessments.commands import AssessPeriod
from domain.assessments.tally import Tally, digest_of
from domain.core.command import Command
from domain.organisation.events import OrganisationKind
from domain.verdicts.announcing import AnnouncedStatus
from domain.verdicts.commands import AnnounceVerdict
from tests.projections.known import Known
from tests.unit.support import world
from tests.unit.support.policy_commands import PACKS, series_of
from tests.unit.support.verdict_commands import some_stands


class Verdicts:
    """Announces of a few branches whatever comes to mind: what is announced is folded, not judged again."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"verdicts {seed}")

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        for _ in range(number):
            yield self._assess()
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

    def _assess(self) -> AssessPeriod:
        stands = some_stands(self._random)
        return AssessPeriod(
            node_id=self._random.choice((self._known.committee_id, *self._known.townships[:1])),
            series=series_of(self._random.choice(PACKS)),
            organisation_kind=OrganisationKind.PARTY_BRANCH,
            period=self._random.choice(("2025-Q4", "2025-Q4", "2026-Q1", "2099")),
            tally=Tally.of(stands),
            digest=digest_of(stands),
            facts_position=self._random.choice((1, len(self._known.events))),
        )
