"""Mutations about project sites."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.sites.commands import AssignSiteBranch, CloseSite, OpenSite, RecountSite
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.site import ProjectSite


@strawberry.type
class SitePayload(MutationPayload):
    @strawberry.field(description="The site as it stands now (项目部).")
    async def site(self, info: Info) -> ProjectSite | None:
        return await self.load(info, ProjectSite)


@strawberry.type(description="What came of opening a project site (登记项目部结果).")
class SiteOpenPayload(SitePayload):
    pass


@strawberry.type(description="What came of counting a project site anew (项目部人数更新结果).")
class SiteRecountPayload(SitePayload):
    pass


@strawberry.type(description="What came of giving a project site a branch (建立临时党支部结果).")
class SiteBranchAssignPayload(SitePayload):
    pass


@strawberry.type(description="What came of closing a project site (项目部结束结果).")
class SiteClosePayload(SitePayload):
    pass


@strawberry.input(description="A project site, also one that is to begin (登记项目部).")
class SiteOpenInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(
        description="Who runs it (所属组织): a committee, a general branch or a branch."
    )
    name: str = strawberry.field(description="Its name (名称), 1 to 100 characters.")
    starts_on: date = strawberry.field(description="The first day (开始日期).")
    ends_on: date = strawberry.field(description="The last day (计划结束日期).")
    people: int = strawberry.field(description="People who work there (人数).")
    members: int = strawberry.field(description="Members of the party among them (党员数).")

    def command(self, given: Given) -> OpenSite:
        return OpenSite(
            site_id=given.new("site_id"),
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            name=self.name,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            people=self.people,
            members=self.members,
            **self.header,
        )


@strawberry.input
class _SiteInput(ChangeInput):
    site_id: strawberry.ID = strawberry.field(description="The site (项目部).")


@strawberry.input(description="How many work at a site now, and until when (项目部人数更新).")
class SiteRecountInput(_SiteInput):
    on: date = strawberry.field(description="The day of the count (统计日期).")
    ends_on: date = strawberry.field(description="The last day (计划结束日期).")
    people: int = strawberry.field(description="People who work there (人数).")
    members: int = strawberry.field(description="Members of the party among them (党员数).")

    def command(self, given: Given) -> RecountSite:
        return RecountSite(
            site_id=given.id("ProjectSite", self.site_id, "siteId"),
            on=self.on,
            ends_on=self.ends_on,
            people=self.people,
            members=self.members,
            **self.header,
        )


@strawberry.input(description="The temporary branch of a project site (建立临时党支部).")
class SiteBranchAssignInput(_SiteInput):
    branch_id: strawberry.ID = strawberry.field(description="A branch of the form TEMPORARY (临时党支部).")
    on: date = strawberry.field(description="The first day (起始日期).")

    def command(self, given: Given) -> AssignSiteBranch:
        return AssignSiteBranch(
            site_id=given.id("ProjectSite", self.site_id, "siteId"),
            branch_id=given.id("Organisation", self.branch_id, "branchId"),
            on=self.on,
            **self.header,
        )


@strawberry.input(description="A project site whose work has ended (项目部结束).")
class SiteCloseInput(_SiteInput):
    on: date = strawberry.field(description="The first day without it (结束日期).")

    def command(self, given: Given) -> CloseSite:
        return CloseSite(site_id=given.id("ProjectSite", self.site_id, "siteId"), on=self.on, **self.header)


@strawberry.type
class SiteMutations:
    site_open = mutation(SiteOpenInput, SiteOpenPayload, "Make a project site known (登记项目部).")
    site_recount = mutation(
        SiteRecountInput, SiteRecountPayload, "Say how many work at a site now (项目部人数更新)."
    )
    site_branch_assign = mutation(
        SiteBranchAssignInput,
        SiteBranchAssignPayload,
        "Say which temporary branch a site has (建立临时党支部).",
    )
    site_close = mutation(SiteCloseInput, SiteClosePayload, "Record that work has ended (项目部结束).")
