"""Random commands about obligations: what a worker may have found of a few subjects, and what people make of it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import cast
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.obligations.commands import (
    AssignObligation,
    FulfilObligation,
    ReconcileObligation,
    WaiveObligation,
)
from domain.obligations.events import ObligationOpened, ObligationWithdrawn
from domain.obligations.grounds import Consequence, Ground, SubjectKind
from tests.unit.support import world

OBLIGATIONS = frozenset([ReconcileObligation, AssignObligation, FulfilObligation, WaiveObligation])
_SUBJECTS = (
    *((SubjectKind.MEMBER, member) for member in world.MEMBERS[:2]),
    (SubjectKind.ORGANISATION, world.BRANCH),
    (SubjectKind.ORGANISATION, world.id_of("no branch")),
)


def some_obligation_command(
    cls: type[Command], chance: random.Random, streams: Mapping[UUID, Sequence[DomainEvent]]
) -> Command | None:
    """A command of that class; None where nothing is open that it could be about."""
    if cls is ReconcileObligation:
        return _found_again(chance, streams) or some_reconciliation(chance)
    said = [event for events in streams.values() for event in events]
    opened = [event for event in said if isinstance(event, ObligationOpened)]
    if not opened:
        return None
    one = chance.choice(opened)
    about = one.originator_id
    if cls is AssignObligation:
        return AssignObligation(obligation_id=about, assignee_id=chance.choice(world.MEMBERS))
    if cls is WaiveObligation:
        return WaiveObligation(obligation_id=about, reason=chance.choice(("LEFT_FOR_WORK", None)))
    facts = one.grounds[0].event_ids
    return FulfilObligation(
        obligation_id=about,
        on=world.TODAY - timedelta(days=chance.randrange(-1, 5)),
        document_id=chance.choice((None, *world.DOCUMENTS)),
        dealt_with=chance.choice(((), facts[:1], (world.id_of("another fact"),))),
    )


def _found_again(
    chance: random.Random, streams: Mapping[UUID, Sequence[DomainEvent]]
) -> ReconcileObligation | None:
    """Half of the time, if there is any: grounds for one that was withdrawn, which chance alone seldom brings about."""
    fallen = [events for events in streams.values() if events and isinstance(events[-1], ObligationWithdrawn)]
    if not fallen or chance.random() < 0.5:
        return None
    opened = next(event for event in chance.choice(fallen) if isinstance(event, ObligationOpened))
    return replace(
        some_reconciliation(chance),
        subject_kind=opened.subject_kind,
        subject_id=opened.subject_id,
        consequence=opened.consequence,
        key=opened.key,
    )


def some_reconciliation(chance: random.Random) -> ReconcileObligation:
    """Whatever a worker may have found, however much of the log it had read."""
    kind, subject = chance.choice(_SUBJECTS)
    return ReconcileObligation(
        subject_kind=kind,
        subject_id=subject,
        consequence=chance.choice((Consequence.TALK, Consequence.REMINDER)),
        key=chance.choice(("2026-H1/1", "2026-H1/2")),
        facts_position=chance.randrange(1, 1000),
        organisation_id=chance.choice((world.BRANCH, world.BRANCH, world.OTHER_BRANCH)),
        grounds=some_grounds(chance),
        due_on=chance.choice((None, world.TODAY + timedelta(days=30))),
        continues=chance.choice((None, None, world.id_of("another obligation"))),
    )


def some_grounds(chance: random.Random) -> tuple[Ground, ...]:
    """None, one or two of them."""
    facts = tuple(world.id_of(f"absence {number}") for number in range(3))
    grounds = [
        Ground(
            series=f"county-rules/{series}",
            node_id=world.COMMITTEE,
            version_id=world.id_of("policy version"),
            event_ids=facts[: chance.choice((2, 3))],
        )
        for series in ("absence", "absence-again")
    ]
    return cast("tuple[Ground, ...]", tuple(grounds[: chance.choice((0, 0, 1, 1, 1, 2))]))
