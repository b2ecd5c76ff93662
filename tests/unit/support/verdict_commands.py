"""Random announcements of verdicts about a few slots, and of periods; most of them of a period that is over."""

from __future__ import annotations

import random

from domain.assessments.commands import AssessPeriod
from domain.assessments.tally import SlotStand, Tally, digest_of
from domain.organisation.events import OrganisationKind
from domain.policies.verdicts import Status
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


def some_stands(chance: random.Random) -> tuple[SlotStand, ...]:
    """How two slots may stand."""
    version_id = world.id_of("policy version")
    return tuple(
        SlotStand(world.id_of(f"slot {number}"), chance.choice(list(Status)), version_id, 1, number, None)
        for number in range(chance.randrange(3))
    )


def some_assessment(chance: random.Random) -> AssessPeriod:
    """Of a period what a worker may have found."""
    stands = some_stands(chance)
    return AssessPeriod(
        node_id=chance.choice((world.COMMITTEE, world.COMMITTEE, world.id_of("no node"))),
        series="county-rules/lecture",
        organisation_kind=OrganisationKind.PARTY_BRANCH,
        period=chance.choice(("2026-02", "2026-02", "2025-Q4", "2026-03", "spring")),
        tally=Tally.of(stands),
        digest=digest_of(stands),
        facts_position=chance.randrange(1, 1000),
    )
