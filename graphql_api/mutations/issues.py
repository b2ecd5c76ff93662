"""Mutations about issues."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.issues.commands import AssignIssue, CloseIssue, RaiseIssue, ReopenIssue
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.issue import Issue, IssueKind


@strawberry.type
class IssuePayload(MutationPayload):
    @strawberry.field(description="The issue as it stands now (问题).")
    async def issue(self, info: Info) -> Issue | None:
        return await self.load(info, Issue)


@strawberry.type(description="What came of raising an issue (提出问题结果).")
class IssueRaisePayload(IssuePayload):
    pass


@strawberry.type(description="What came of assigning an issue (交办问题结果).")
class IssueAssignPayload(IssuePayload):
    pass


@strawberry.type(description="What came of closing an issue (问题销号结果).")
class IssueClosePayload(IssuePayload):
    pass


@strawberry.type(description="What came of reopening an issue (重启问题结果).")
class IssueReopenPayload(IssuePayload):
    pass


@strawberry.input(description="Something that came up in a grid (提出问题).")
class IssueRaiseInput(CommandInput):
    grid_id: strawberry.ID = strawberry.field(description="The grid, of any level (网格).")
    organisation_id: strawberry.ID = strawberry.field(
        description="The organisation that is to see to it (承办组织); the grid or one above it covers it."
    )
    kind: IssueKind = strawberry.field(description="What it is about (问题类型).")
    on: date = strawberry.field(description="The day on which it came up (提出日期).")
    household_id: strawberry.ID | None = strawberry.field(
        default=None, description="The household where it came up (户), of that grid that day."
    )

    def command(self, given: Given) -> RaiseIssue:
        return RaiseIssue(
            issue_id=given.new("issue_id"),
            grid_id=given.id("Grid", self.grid_id, "gridId"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            kind=self.kind,
            on=self.on,
            household_id=given.optional_id("Household", self.household_id, "householdId"),
            **self.header,
        )


@strawberry.input(description="Who is to have an issue done, and by when (交办问题).")
class IssueAssignInput(ChangeInput):
    issue_id: strawberry.ID = strawberry.field(description="The issue (问题).")
    owner_id: strawberry.ID = strawberry.field(
        description=(
            "The member (责任人): at home in the organisation that sees to it or below, or answering for the grid or"
            " one above it."
        )
    )
    due_on: date = strawberry.field(description="The last day for it (办理期限).")

    def command(self, given: Given) -> AssignIssue:
        return AssignIssue(
            issue_id=given.id("Issue", self.issue_id, "issueId"),
            owner_id=given.id("Member", self.owner_id, "ownerId"),
            due_on=self.due_on,
            **self.header,
        )


@strawberry.input(description="An issue that is done, what shows it, and who checked (问题销号).")
class IssueCloseInput(ChangeInput):
    issue_id: strawberry.ID = strawberry.field(description="The issue (问题).")
    checker_id: strawberry.ID = strawberry.field(
        description="The member who checked (验收人): not the owner, and from where an owner may be from."
    )
    evidence: strawberry.ID = strawberry.field(
        description="The event that shows it (佐证), by its UUID or its id; of a meeting, the event that concluded it."
    )
    on: date = strawberry.field(description="The day on which it was done (办结日期).")

    def command(self, given: Given) -> CloseIssue:
        return CloseIssue(
            issue_id=given.id("Issue", self.issue_id, "issueId"),
            checker_id=given.id("Member", self.checker_id, "checkerId"),
            evidence=given.event(self.evidence, "evidence"),
            on=self.on,
            **self.header,
        )


@strawberry.input(description="An issue that is not done after all, with a reason (重启问题).")
class IssueReopenInput(ChangeInput):
    issue_id: strawberry.ID = strawberry.field(description="The issue (问题).")
    on: date = strawberry.field(description="The day on which that was found (重启日期).")

    def command(self, given: Given) -> ReopenIssue:
        return ReopenIssue(issue_id=given.id("Issue", self.issue_id, "issueId"), on=self.on, **self.header)


@strawberry.type
class IssueMutations:
    issue_raise = mutation(IssueRaiseInput, IssueRaisePayload, "Raise an issue in a grid (提出问题).")
    issue_assign = mutation(IssueAssignInput, IssueAssignPayload, "Give an issue to a member (交办问题).")
    issue_close = mutation(
        IssueCloseInput,
        IssueClosePayload,
        "Close an issue with evidence that somebody else checked (问题销号).",
    )
    issue_reopen = mutation(IssueReopenInput, IssueReopenPayload, "Reopen an issue (重启问题).")
