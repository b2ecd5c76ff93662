"""Handlers of commands about proposals and resolutions."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from application.handlers.lines import home_of
from application.session import Session
from domain.core import Decision
from domain.meetings.state import Meeting
from domain.organisation.state import Organisation
from domain.resolutions import decide
from domain.resolutions.commands import (
    MakeResolution,
    PublishResult,
    RaiseProposal,
    WithdrawProposal,
    WithdrawResolution,
    WithdrawResult,
)
from domain.resolutions.state import Proposal, Resolution


async def raise_proposal(command: RaiseProposal, session: Session) -> Decision:
    """Record a proposal, with a look at the home of whoever made it and at the meeting."""
    by = command.member_id
    return decide.raise_proposal(
        await session.load(Proposal, command.proposal_id),
        command,
        session.context,
        organisation=await session.load(Organisation, command.organisation_id),
        home=None if by is None else await home_of(by, command.on, session),
        meeting=await _meeting(command.meeting_id, session),
    )


async def withdraw_proposal(command: WithdrawProposal, session: Session) -> Decision:
    """Let a proposal count no longer."""
    proposal = await session.load(Proposal, command.proposal_id)
    return decide.withdraw_proposal(proposal, command, session.context)


async def make_resolution(command: MakeResolution, session: Session) -> Decision:
    """Resolve about proposals; of more than a resolution may have, none is read."""
    ids = command.proposal_ids[: decide.MOST_PROPOSALS]
    return decide.make_resolution(
        await session.load(Resolution, command.resolution_id),
        command,
        session.context,
        organisation=await session.load(Organisation, command.organisation_id),
        proposals=await _proposals(ids, session),
        meeting=await _meeting(command.meeting_id, session),
    )


async def publish_result(command: PublishResult, session: Session) -> Decision:
    """Record that a result was made public."""
    resolution = await session.load(Resolution, command.resolution_id)
    return decide.publish_result(resolution, command, session.context)


async def withdraw_result(command: WithdrawResult, session: Session) -> Decision:
    """Let that count no longer."""
    resolution = await session.load(Resolution, command.resolution_id)
    return decide.withdraw_result(resolution, command, session.context)


async def withdraw_resolution(command: WithdrawResolution, session: Session) -> Decision:
    """Let a resolution hold no longer."""
    resolution = await session.load(Resolution, command.resolution_id)
    proposals = await _proposals(resolution.proposal_ids, session)
    return decide.withdraw_resolution(resolution, command, session.context, proposals=proposals)


async def _proposals(ids: Sequence[UUID], session: Session) -> list[Proposal]:
    found = await session.load_many(Proposal, ids)
    return [found[id_] for id_ in ids]


async def _meeting(meeting_id: UUID | None, session: Session) -> Meeting | None:
    return None if meeting_id is None else await session.load(Meeting, meeting_id)
