"""Random objections, most of them against an event of the member's own stream."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.objections.commands import (
    DecideObjection,
    RaiseObjection,
    RemedyObjection,
    WithdrawObjection,
)
from domain.objections.events import ObjectionDecided, ObjectionOutcome, ObjectionRaised
from tests.unit.support import world

_IDS = tuple(world.id_of(f"objection {number}") for number in range(30))
OBJECTIONS = frozenset([RaiseObjection, WithdrawObjection, DecideObjection, RemedyObjection])


def some_objection(
    cls: type[Command], chance: random.Random, streams: Mapping[UUID, Sequence[DomainEvent]]
) -> Command | None:
    """A command of that class; None where nothing is there to object to or to decide."""
    member_id = chance.choice(world.MEMBERS)
    own = [event.event_id for event in streams.get(member_id, ())]
    event_id = chance.choice([*own, world.id_of("no event")])
    if cls is RaiseObjection:
        grounds_id = chance.choice((None, *world.DOCUMENTS))
        return RaiseObjection(
            objection_id=chance.choice(_IDS), member_id=member_id, about=event_id, grounds_id=grounds_id
        )
    wanted = ObjectionDecided if cls is RemedyObjection else ObjectionRaised
    said = [event for events in streams.values() for event in events if isinstance(event, wanted)]
    if not said:
        return None
    objection_id = chance.choice(said).originator_id
    if cls is WithdrawObjection:
        return WithdrawObjection(objection_id=objection_id)
    if cls is RemedyObjection:
        return RemedyObjection(objection_id=objection_id, correction=event_id, on=world.TODAY)
    return DecideObjection(
        objection_id=objection_id,
        organisation_id=chance.choice((world.BRANCH, world.TOWNSHIP, world.OTHER_BRANCH)),
        outcome=chance.choice(list(ObjectionOutcome)),
        on=world.TODAY,
        reason=chance.choice(("PROVEN", "PROVEN", None)),
    )
