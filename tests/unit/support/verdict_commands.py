"""Random announcements of verdicts about a few slots, most of them of a period that is over."""

from __future__ import annotations

import random

from domain.verdicts.announcing import AnnouncedStatus
from domain.verdicts.commands import AnnounceVerdict
from tests.unit.support import world

_BRANCHES = (*(world.BRANCH, world.OTHER_BRANCH) * 2, world.id_of("no branch"))


def some_announcement(chance: random.Random) -> AnnounceVerdict:
    """Whatever a worker may have found, however much of the log it had read."""
    return AnnounceVerdict(
        organisation_id=chance.choice(_BRANCHES),
        node_id=world.COMMITTEE,
        series="county-rules/lecture",
        period=chance.choice(("2026-02", "2026-02", "2026-02", "2025-Q4", "2026-03", "spring")),
        version_id=world.id_of("policy version"),
        status=chance.choice((*[AnnouncedStatus.MISSED] * 6, *AnnouncedStatus)),
        required=1,
        held=chance.choice((0, 1)),
        verified=0,
        rests_on=chance.choice(((), (world.id_of("grounds"),))),
        facts_position=chance.randrange(1, 1000),
    )
