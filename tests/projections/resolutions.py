"""Random commands about proposals and resolutions, from a source of their own."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TypeVar

from domain.core import DomainEvent
from domain.core.command import Command
from domain.resolutions import commands as resolutions
from domain.resolutions.events import ProposalRaised, ResolutionMade
from tests.projections.known import Known, SeededIds

E = TypeVar("E", bound=DomainEvent)
_FEW = 6


class Resolutions:
    """Lets branches hear proposals, resolve about them, and make the results public."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"resolutions {seed}")
        self._ids = SeededIds(seed + 135_000_000)

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        makers: list[Callable[[], Command | None]] = [
            *(self._raise, self._raise, self._withdraw_proposal, self._make, self._make),
            *(self._publish, self._publish, self._unpublish, self._withdraw),
        ]
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def _said(self, cls: type[E]) -> E | None:
        """One of the latest events of a type."""
        found = [event for event in self._known.events if isinstance(event, cls)]
        return self._random.choice(found[-_FEW:]) if found else None

    def _raise(self) -> Command:
        branch = self._random.choice(self._known.branches)
        at_home = [id_ for id_, home in self._known.members.items() if home == branch]
        return resolutions.RaiseProposal(
            proposal_id=self._ids.new_id(),
            organisation_id=branch,
            code=self._random.choice(["FISH_PONDS", "TEA_TERRACES"]),
            on=self._known.today - timedelta(days=self._random.choice([0, 1, 4])),
            member_id=self._random.choice([None, *at_home]),
        )

    def _withdraw_proposal(self) -> Command | None:
        raised = self._said(ProposalRaised)
        if raised is None:
            return None
        return resolutions.WithdrawProposal(proposal_id=raised.originator_id, reason="MISTAKEN")

    def _make(self) -> Command | None:
        raised = self._said(ProposalRaised)
        if raised is None:
            return None
        return resolutions.MakeResolution(
            resolution_id=self._ids.new_id(),
            organisation_id=raised.organisation_id,
            code=raised.code,
            proposal_ids=(raised.originator_id,),
            on=self._known.today,
        )

    def _publish(self) -> Command | None:
        made = self._said(ResolutionMade)
        if made is None:
            return None
        return resolutions.PublishResult(resolution_id=made.originator_id, on=self._known.today)

    def _unpublish(self) -> Command | None:
        made = self._said(ResolutionMade)
        if made is None:
            return None
        return resolutions.WithdrawResult(resolution_id=made.originator_id, reason="NOT_ON_THE_BOARD")

    def _withdraw(self) -> Command | None:
        made = self._said(ResolutionMade)
        if made is None or self._random.random() < 0.5:
            return None
        return resolutions.WithdrawResolution(resolution_id=made.originator_id, reason="NO_QUORUM")
