"""Random commands about proposals and resolutions that often fit what the log has."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.resolutions import commands as resolutions
from domain.resolutions.events import ProposalRaised, ResolutionMade
from tests.unit.support import world

Streams = Mapping[UUID, Sequence[DomainEvent]]
E = TypeVar("E", bound=DomainEvent)
RESOLUTIONS = frozenset(
    [
        resolutions.RaiseProposal,
        resolutions.WithdrawProposal,
        resolutions.MakeResolution,
        resolutions.PublishResult,
        resolutions.WithdrawResult,
        resolutions.WithdrawResolution,
    ]
)
PROPOSAL = world.id_of("proposal 0")
RESOLUTION = world.id_of("resolution 0")


def some_resolution_command(cls: type[Command], chance: random.Random, streams: Streams) -> Command | None:
    """A command of that class, which is one of ``RESOLUTIONS``, at what is there; None where nothing is."""
    on = world.TODAY - timedelta(days=chance.choice((-1, 0, 0, 1, 9)))
    meeting_id = chance.choice((None, None, world.id_of("meeting 0")))
    if cls is resolutions.RaiseProposal:
        return resolutions.RaiseProposal(
            proposal_id=world.id_of(f"proposal {chance.randrange(30)}"),
            organisation_id=chance.choice((world.BRANCH, world.BRANCH, world.OTHER_BRANCH)),
            code=chance.choice(("FISH_PONDS", "no code")),
            on=on,
            member_id=chance.choice((None, *world.MEMBERS)),
            meeting_id=meeting_id,
        )
    proposal = _one(ProposalRaised, chance, streams)
    if proposal is None:
        return None
    reason = chance.choice(("MISTAKEN", None))
    if cls is resolutions.WithdrawProposal:
        return resolutions.WithdrawProposal(proposal_id=proposal.originator_id, reason=reason)
    if cls is resolutions.MakeResolution:
        id_ = proposal.originator_id
        return resolutions.MakeResolution(
            resolution_id=world.id_of(f"resolution {chance.randrange(12)}"),
            organisation_id=proposal.organisation_id,
            code="FISH_PONDS",
            proposal_ids=chance.choice(((id_,), (id_,), (id_, id_), (id_, PROPOSAL), ())),
            on=world.TODAY,
            meeting_id=meeting_id,
        )
    made = _one(ResolutionMade, chance, streams)
    if made is None:
        return None
    if cls is resolutions.PublishResult:
        return resolutions.PublishResult(resolution_id=made.originator_id, on=on)
    if cls is resolutions.WithdrawResult:
        return resolutions.WithdrawResult(resolution_id=made.originator_id, reason=reason)
    return resolutions.WithdrawResolution(resolution_id=made.originator_id, reason=reason)


def _one(cls: type[E], chance: random.Random, streams: Streams) -> E | None:
    found = [*_said(cls, streams)]
    return chance.choice(found) if found else None


def _said(cls: type[E], streams: Streams) -> Iterator[E]:
    for events in streams.values():
        if events and events[0].STREAM_TYPE == cls.STREAM_TYPE:
            yield from (event for event in events if isinstance(event, cls))
