"""Decisions about proposals and resolutions. A result that is published late, or never, is recorded as it is."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from uuid import UUID

from domain.core import Decision, DomainEvent, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, code, day, header, known, reason_given, unused
from domain.core.context import Context
from domain.meetings.held import of_that_day_refusal
from domain.meetings.state import Meeting
from domain.organisation.standing import standing
from domain.organisation.state import Organisation
from domain.resolutions.commands import (
    MakeResolution,
    PublishResult,
    RaiseProposal,
    WithdrawProposal,
    WithdrawResolution,
    WithdrawResult,
)
from domain.resolutions.events import (
    ProposalRaised,
    ProposalReopened,
    ProposalSettled,
    ProposalWithdrawn,
    ResolutionMade,
    ResolutionWithdrawn,
    ResultPublished,
    ResultWithdrawn,
)
from domain.resolutions.state import Proposal, ProposalStatus, Resolution, ResolutionStatus

MOST_PROPOSALS = 50  # of one resolution


def raise_proposal(
    proposal: Proposal,
    command: RaiseProposal,
    context: Context,
    *,
    organisation: Organisation,
    home: Container[UUID] | None,
    meeting: Meeting | None,
) -> Decision:
    """Record a proposal; ``home`` are the organisations of the member that the command names, if it names one."""
    elsewhere = home is not None and command.organisation_id not in home
    refused = any_refusal(
        header(command, context),
        unused(proposal, "proposalId"),
        known(organisation, "organisationId") or standing(organisation, command.on, "organisationId"),
        code(command.code, "code"),
        day(command.on, context, "on", most_days_ahead=0),
        Refusal(RefusalCode.MEMBER_ELSEWHERE, ("memberId",)) if elsewhere else None,
        None if meeting is None else of_that_day_refusal(meeting, command.organisation_id, command.on),
    )
    if refused:
        return refused
    raised = context.events_of(proposal, command, on=command.on)(
        ProposalRaised,
        organisation_id=organisation.id,
        code=command.code,
        on=command.on,
        member_id=command.member_id,
        meeting_id=command.meeting_id,
    )
    return accept([raised])


def withdraw_proposal(proposal: Proposal, command: WithdrawProposal, context: Context) -> Decision:
    """Let a proposal count no longer that no resolution has settled."""
    refused = any_refusal(header(command, context), known(proposal, "proposalId"), reason_given(command))
    if refused:
        return refused
    if (not_open := _not_open(proposal)) is not None:
        return refuse(not_open, "proposalId")
    return accept([context.events_of(proposal, command)(ProposalWithdrawn)])


def make_resolution(
    resolution: Resolution,
    command: MakeResolution,
    context: Context,
    *,
    organisation: Organisation,
    proposals: Sequence[Proposal],
    meeting: Meeting | None,
) -> Decision:
    """Resolve about open proposals of the organisation, which are settled by it."""
    if len(command.proposal_ids) > MOST_PROPOSALS:
        return refuse(RefusalCode.TOO_MANY, "proposalIds", most=MOST_PROPOSALS)
    refused = any_refusal(
        header(command, context),
        unused(resolution, "resolutionId"),
        known(organisation, "organisationId") or standing(organisation, command.on, "organisationId"),
        code(command.code, "code"),
        day(command.on, context, "on", most_days_ahead=0),
        None if command.proposal_ids else Refusal(RefusalCode.INVALID_VALUE, ("proposalIds",)),
        None if meeting is None else of_that_day_refusal(meeting, command.organisation_id, command.on),
        more=_unfit(command, proposals),
    )
    if refused:
        return refused
    made = context.events_of(resolution, command, on=command.on)(
        ResolutionMade,
        organisation_id=organisation.id,
        code=command.code,
        proposal_ids=command.proposal_ids,
        on=command.on,
        meeting_id=command.meeting_id,
    )
    settled: list[DomainEvent] = [
        context.events_of(proposal, command, on=command.on)(ProposalSettled, resolution_id=resolution.id)
        for proposal in proposals
    ]
    return accept([made, *settled])


def publish_result(resolution: Resolution, command: PublishResult, context: Context) -> Decision:
    """Record that the result was made public, on the day of the resolution or later."""
    refused = any_refusal(
        header(command, context),
        known(resolution, "resolutionId"),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    if resolution.status is ResolutionStatus.WITHDRAWN:
        return refuse(RefusalCode.ALREADY_WITHDRAWN, "resolutionId")
    if resolution.status is ResolutionStatus.PUBLISHED:
        return refuse(RefusalCode.ALREADY_RECORDED, "resolutionId")
    if command.on < resolution.made_on:
        return refuse(RefusalCode.INVALID_DATES, "on")
    return accept([context.events_of(resolution, command, on=command.on)(ResultPublished, on=command.on)])


def withdraw_result(resolution: Resolution, command: WithdrawResult, context: Context) -> Decision:
    """Let it count no longer as made public."""
    refused = any_refusal(header(command, context), known(resolution, "resolutionId"), reason_given(command))
    if refused:
        return refused
    if resolution.status is not ResolutionStatus.PUBLISHED:
        return refuse(RefusalCode.NOTHING_RECORDED, "resolutionId")
    return accept([context.events_of(resolution, command)(ResultWithdrawn)])


def withdraw_resolution(
    resolution: Resolution,
    command: WithdrawResolution,
    context: Context,
    *,
    proposals: Sequence[Proposal],
) -> Decision:
    """Let a resolution hold no longer, published or not; ``proposals`` are those that it had settled."""
    refused = any_refusal(header(command, context), known(resolution, "resolutionId"), reason_given(command))
    if refused:
        return refused
    if resolution.status is ResolutionStatus.WITHDRAWN:
        return refuse(RefusalCode.ALREADY_WITHDRAWN, "resolutionId")
    reopened: list[DomainEvent] = [
        context.events_of(proposal, command)(ProposalReopened, resolution_id=resolution.id)
        for proposal in proposals
    ]
    return accept([context.events_of(resolution, command)(ResolutionWithdrawn), *reopened])


def _unfit(command: MakeResolution, proposals: Sequence[Proposal]) -> Iterator[Refusal]:
    """Proposals that are named twice, are nowhere or elsewhere, came later, or are not open."""
    seen: set[UUID] = set()
    for index, id_ in enumerate(command.proposal_ids):
        if id_ in seen:
            yield Refusal(RefusalCode.NAMED_TWICE, ("proposalIds",), index)
        seen.add(id_)
    for index, proposal in enumerate(proposals):
        # Of another organisation it is refused like one that is nowhere.
        if proposal.organisation_id is None or proposal.organisation_id != command.organisation_id:
            yield Refusal(RefusalCode.NOT_FOUND, ("proposalIds",), index)
        elif (not_open := _not_open(proposal)) is not None:
            yield Refusal(not_open, ("proposalIds",), index)
        elif command.on < proposal.raised_on:
            yield Refusal(RefusalCode.INVALID_DATES, ("on",))


def _not_open(proposal: Proposal) -> RefusalCode | None:
    match proposal.status:
        case ProposalStatus.SETTLED:
            return RefusalCode.PROPOSAL_SETTLED
        case ProposalStatus.WITHDRAWN:
            return RefusalCode.ALREADY_WITHDRAWN
    return None
