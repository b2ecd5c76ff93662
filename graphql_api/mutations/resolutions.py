"""Mutations about proposals and resolutions."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.resolutions.commands import (
    MakeResolution,
    PublishResult,
    RaiseProposal,
    WithdrawProposal,
    WithdrawResolution,
    WithdrawResult,
)
from domain.resolutions.decide import MOST_PROPOSALS
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.resolution import Proposal, Resolution


@strawberry.type
class ProposalPayload(MutationPayload):
    @strawberry.field(description="The proposal as it stands now (建言).")
    async def proposal(self, info: Info) -> Proposal | None:
        return await self.load(info, Proposal)


@strawberry.type(description="What came of recording a proposal (登记建言结果).")
class ProposalRaisePayload(ProposalPayload):
    pass


@strawberry.type(description="What came of withdrawing a proposal (撤回建言结果).")
class ProposalWithdrawPayload(ProposalPayload):
    pass


@strawberry.type
class ResolutionPayload(MutationPayload):
    @strawberry.field(description="The resolution as it stands now (议定事项).")
    async def resolution(self, info: Info) -> Resolution | None:
        return await self.load(info, Resolution)


@strawberry.type(description="What came of recording a resolution (登记议定事项结果).")
class ResolutionMakePayload(ResolutionPayload):
    pass


@strawberry.type(description="What came of recording that a result is public (登记公示结果).")
class ResolutionPublishPayload(ResolutionPayload):
    pass


@strawberry.type(description="What came of taking that back (撤回公示结果).")
class ResolutionUnpublishPayload(ResolutionPayload):
    pass


@strawberry.type(description="What came of withdrawing a resolution (撤回议定事项结果).")
class ResolutionWithdrawPayload(ResolutionPayload):
    pass


@strawberry.input(description="Something that was proposed at an organisation (登记建言).")
class ProposalRaiseInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(description="Where (组织).")
    code: str = strawberry.field(description="What it is about, as a code (建言代码): `FISH_PONDS`.")
    on: date = strawberry.field(description="The day (建言日期).")
    member_id: strawberry.ID | None = strawberry.field(
        default=None, description="Who proposed it (建言人): a member at home there or below."
    )
    meeting_id: strawberry.ID | None = strawberry.field(
        default=None, description="At which meeting of that day, of the organisation or its groups (会议)."
    )

    def command(self, given: Given) -> RaiseProposal:
        return RaiseProposal(
            proposal_id=given.new("proposal_id"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            code=self.code,
            on=self.on,
            member_id=given.optional_id("Member", self.member_id, "memberId"),
            meeting_id=given.optional_id("Meeting", self.meeting_id, "meetingId"),
            **self.header,
        )


@strawberry.input(description="A proposal that counts no longer, with a reason (撤回建言).")
class ProposalWithdrawInput(ChangeInput):
    proposal_id: strawberry.ID = strawberry.field(description="The proposal (建言).")

    def command(self, given: Given) -> WithdrawProposal:
        proposal = given.id("Proposal", self.proposal_id, "proposalId")
        return WithdrawProposal(proposal_id=proposal, **self.header)


@strawberry.input(description="What an organisation resolved about some of its proposals (登记议定事项).")
class ResolutionMakeInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(description="Who resolved (组织).")
    code: str = strawberry.field(description="What about, as a code (议定事项代码).")
    proposal_ids: list[strawberry.ID] = strawberry.field(
        description="Open proposals of the organisation, 1 to 50, which are settled by it (建言)."
    )
    on: date = strawberry.field(description="The day (议定日期).")
    meeting_id: strawberry.ID | None = strawberry.field(
        default=None, description="At which meeting of that day, of the organisation or its groups (会议)."
    )

    def command(self, given: Given) -> MakeResolution:
        return MakeResolution(
            resolution_id=given.new("resolution_id"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            code=self.code,
            proposal_ids=tuple(
                given.id("Proposal", text, "proposalIds", index=index)
                for index, text in enumerate(self.proposal_ids[: MOST_PROPOSALS + 1])
            ),
            on=self.on,
            meeting_id=given.optional_id("Meeting", self.meeting_id, "meetingId"),
            **self.header,
        )


@strawberry.input(description="A resolution whose result was made public (公示结果).")
class ResolutionPublishInput(ChangeInput):
    resolution_id: strawberry.ID = strawberry.field(description="The resolution (议定事项).")
    on: date = strawberry.field(description="The day (公示日期).")

    def command(self, given: Given) -> PublishResult:
        resolution = given.id("Resolution", self.resolution_id, "resolutionId")
        return PublishResult(resolution_id=resolution, on=self.on, **self.header)


@strawberry.input(description="A result that was not made public after all, with a reason (撤回公示).")
class ResolutionUnpublishInput(ChangeInput):
    resolution_id: strawberry.ID = strawberry.field(description="The resolution (议定事项).")

    def command(self, given: Given) -> WithdrawResult:
        resolution = given.id("Resolution", self.resolution_id, "resolutionId")
        return WithdrawResult(resolution_id=resolution, **self.header)


@strawberry.input(description="A resolution that does not hold, with a reason (撤回议定事项).")
class ResolutionWithdrawInput(ChangeInput):
    resolution_id: strawberry.ID = strawberry.field(description="The resolution (议定事项).")

    def command(self, given: Given) -> WithdrawResolution:
        resolution = given.id("Resolution", self.resolution_id, "resolutionId")
        return WithdrawResolution(resolution_id=resolution, **self.header)


@strawberry.type
class ResolutionMutations:
    proposal_raise = mutation(
        ProposalRaiseInput, ProposalRaisePayload, "Record what was proposed (登记建言)."
    )
    proposal_withdraw = mutation(
        ProposalWithdrawInput, ProposalWithdrawPayload, "Let a proposal count no longer (撤回建言)."
    )
    resolution_make = mutation(
        ResolutionMakeInput, ResolutionMakePayload, "Record what was resolved (登记议定事项)."
    )
    resolution_publish = mutation(
        ResolutionPublishInput, ResolutionPublishPayload, "Record that a result was made public (公示结果)."
    )
    resolution_unpublish = mutation(
        ResolutionUnpublishInput, ResolutionUnpublishPayload, "Take that back (撤回公示)."
    )
    resolution_withdraw = mutation(
        ResolutionWithdrawInput,
        ResolutionWithdrawPayload,
        "Let a resolution hold no longer (撤回议定事项).",
    )
