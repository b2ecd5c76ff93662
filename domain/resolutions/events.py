"""Facts about proposals and resolutions. What they say in words is a document, never an event."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.resolutions.state import Proposal, ProposalStatus, Resolution, ResolutionStatus

STREAM = Resolution.STREAM_TYPE
PROPOSAL_STREAM = Proposal.STREAM_TYPE


@event_type("proposal.raised", PROPOSAL_STREAM, subjects=("organisation_id", "member_id"))
class ProposalRaised(DomainEvent):
    """Something was proposed at an organisation on ``on``: by a member, at a meeting, if these are said."""

    organisation_id: UUID
    code: str
    on: date
    member_id: UUID | None
    meeting_id: UUID | None

    def apply(self, state: Proposal) -> None:
        state.organisation_id = self.organisation_id
        state.raised_on = self.on
        state.status = ProposalStatus.OPEN


@event_type("proposal.withdrawn", PROPOSAL_STREAM)
class ProposalWithdrawn(DomainEvent):
    """It is proposed no longer, for the coded reason of the header."""

    def apply(self, state: Proposal) -> None:
        state.status = ProposalStatus.WITHDRAWN


@event_type("proposal.settled", PROPOSAL_STREAM)
class ProposalSettled(DomainEvent):
    """A resolution was made about it."""

    resolution_id: UUID

    def apply(self, state: Proposal) -> None:
        state.status = ProposalStatus.SETTLED


@event_type("proposal.reopened", PROPOSAL_STREAM)
class ProposalReopened(DomainEvent):
    """The resolution about it was withdrawn."""

    resolution_id: UUID

    def apply(self, state: Proposal) -> None:
        state.status = ProposalStatus.OPEN


@event_type("resolution.made", STREAM, subjects=("organisation_id",))
class ResolutionMade(DomainEvent):
    """An organisation resolved on ``on`` what becomes of some proposals, at a meeting if one is said."""

    organisation_id: UUID
    code: str
    proposal_ids: tuple[UUID, ...]
    on: date
    meeting_id: UUID | None

    def apply(self, state: Resolution) -> None:
        state.organisation_id = self.organisation_id
        state.proposal_ids = self.proposal_ids
        state.made_on = self.on
        state.status = ResolutionStatus.UNPUBLISHED


@event_type("resolution.result-published", STREAM)
class ResultPublished(DomainEvent):
    """Its result was made public on ``on``."""

    on: date

    def apply(self, state: Resolution) -> None:
        state.status = ResolutionStatus.PUBLISHED


@event_type("resolution.result-withdrawn", STREAM)
class ResultWithdrawn(DomainEvent):
    """Its result was not made public after all, for the coded reason of the header."""

    def apply(self, state: Resolution) -> None:
        state.status = ResolutionStatus.UNPUBLISHED


@event_type("resolution.withdrawn", STREAM)
class ResolutionWithdrawn(DomainEvent):
    """It does not hold, for the coded reason of the header; its proposals are open again."""

    def apply(self, state: Resolution) -> None:
        state.status = ResolutionStatus.WITHDRAWN
