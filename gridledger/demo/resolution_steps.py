"""What was proposed at a branch's story meeting (创业故事会), resolved, and made public."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.resolutions.commands import (
    MakeResolution,
    PublishResult,
    RaiseProposal,
    WithdrawProposal,
    WithdrawResolution,
    WithdrawResult,
)
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Unit
from gridledger.demo.steps import LocalTime, StepList

PROPOSALS = 5  # the last one was said twice
RESOLVED = 3  # of these: one made public, one not yet, one that does not hold


class ResolutionSteps:
    """Adds these steps for the second branch of a township."""

    def __init__(self, steps: StepList, ids: DemoIds, time: LocalTime, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._time = time
        self._year = year

    def add(self, unit: Unit) -> None:
        """Proposals in June, resolutions in July, results in August."""
        branch = unit.branches[1]
        raised_on, made_on = date(self._year, 6, 7), date(self._year, 7, 5)
        published_on = date(self._year, 8, 3)
        for number in range(PROPOSALS):
            raised = RaiseProposal(
                proposal_id=self._proposal(branch, number),
                organisation_id=branch.id,
                code=f"PROPOSAL_{number + 1}",
                on=raised_on,
                member_id=branch.founders[0].id,
            )
            self._give(branch, raised_on, raised)
        said_twice = self._proposal(branch, PROPOSALS - 1)
        self._give(branch, raised_on, WithdrawProposal(proposal_id=said_twice, reason="SAID_TWICE"))
        made = [self._ids.of("resolution", branch.key, number) for number in range(RESOLVED)]
        for number, resolution in enumerate(made):
            resolved = MakeResolution(
                resolution_id=resolution,
                organisation_id=branch.id,
                code=f"PROPOSAL_{number + 1}",
                proposal_ids=(self._proposal(branch, number),),
                on=made_on,
            )
            self._give(branch, made_on, resolved)
        public, not_yet, void = made
        for resolution in (public, not_yet):
            self._give(branch, published_on, PublishResult(resolution_id=resolution, on=published_on))
        mistaken = WithdrawResult(resolution_id=not_yet, reason="NOT_ON_THE_BOARD")
        self._give(branch, published_on, mistaken)
        self._give(branch, published_on, WithdrawResolution(resolution_id=void, reason="NO_QUORUM"))

    def _proposal(self, branch: Branch, number: int) -> UUID:
        return self._ids.of("proposal", branch.key, number)

    def _give(self, branch: Branch, day: date, command: Command) -> None:
        self._steps.add(self._time.at(day, "16:30"), branch.secretary, command)
