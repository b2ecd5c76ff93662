"""Mutations about publications, and about themes of a month."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

import strawberry

from domain.core import RefusalCode
from domain.policies.periods import Period, Unit
from domain.publications.commands import PublishMatter, PublishTheme, WithdrawPublication, WithdrawTheme
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.organisation import Organisation
from graphql_api.types.publication import Matter, MonthTheme, Publication


@strawberry.type(description="What came of recording a publication (公示结果).")
class PublicationRecordPayload(MutationPayload):
    @strawberry.field(description="The publication (公示).")
    async def publication(self, info: Info) -> Publication | None:
        return await self.load(info, Publication)


@strawberry.type(description="What came of withdrawing a publication (撤回公示结果).")
class PublicationWithdrawPayload(MutationPayload):
    @strawberry.field(description="The organisation (组织).")
    async def organisation(self, info: Info) -> Organisation | None:
        return await self.load(info, Organisation)


@strawberry.type
class MonthThemePayload(MutationPayload):
    @strawberry.field(description="The themes of the month as they stand now (当月主题).")
    async def month_theme(self, info: Info) -> MonthTheme | None:
        return await self.load(info, MonthTheme)


@strawberry.type(description="What came of giving out a theme (发布当月主题结果).")
class MonthThemePublishPayload(MonthThemePayload):
    pass


@strawberry.type(description="What came of taking a theme back (撤回当月主题结果).")
class MonthThemeWithdrawPayload(MonthThemePayload):
    pass


class _About(NamedTuple):
    unit: Unit
    period_first: date


@strawberry.input
class _PublicationInput(ChangeInput):
    organisation_id: strawberry.ID = strawberry.field(description="Who makes it public (组织).")
    matter: Matter = strawberry.field(description="What it is about (公示事项).")
    period: str = strawberry.field(
        description="For which period: `2026-03`, `2026-Q1`, `2026-H1` or `2026` (所属期间)."
    )

    def organisation(self, given: Given) -> UUID:
        return given.id("Organisation", self.organisation_id, "organisationId")

    def about(self, given: Given) -> _About:
        try:
            period = Period.named(self.period)
        except ValueError:
            given.refuse(RefusalCode.INVALID_VALUE, "period")
            return _About(Unit.YEAR, date.min)
        return _About(period.unit, period.first)


@strawberry.input(description="A matter of a period that was made public (公示).")
class PublicationRecordInput(_PublicationInput):
    on: date = strawberry.field(description="The day it was made public (公示日期).")

    def command(self, given: Given) -> PublishMatter:
        about = self.about(given)
        return PublishMatter(
            organisation_id=self.organisation(given),
            matter=self.matter,
            unit=about.unit,
            period_first=about.period_first,
            on=self.on,
            **self.header,
        )


@strawberry.input(description="A publication that counts no longer, with a reason (撤回公示).")
class PublicationWithdrawInput(_PublicationInput):
    def command(self, given: Given) -> WithdrawPublication:
        about = self.about(given)
        return WithdrawPublication(
            organisation_id=self.organisation(given),
            matter=self.matter,
            unit=about.unit,
            period_first=about.period_first,
            **self.header,
        )


@strawberry.input(description="A theme of a month, for an organisation and all below it (发布当月主题).")
class MonthThemePublishInput(CommandInput):
    node_id: strawberry.ID = strawberry.field(description="The organisation that gives it out (发布组织).")
    month: date = strawberry.field(description="The first day of the month (月份).")
    code: str = strawberry.field(description="The theme, as a code (主题代码): `LEARN_FROM_LEI_FENG`.")

    def command(self, given: Given) -> PublishTheme:
        return PublishTheme(
            node_id=given.id("Organisation", self.node_id, "nodeId"),
            month=self.month,
            code=self.code,
            **self.header,
        )


@strawberry.input(description="A theme that is none of the month after all, with a reason (撤回当月主题).")
class MonthThemeWithdrawInput(ChangeInput):
    node_id: strawberry.ID = strawberry.field(description="The organisation that gave it out (发布组织).")
    month: date = strawberry.field(description="The first day of the month (月份).")
    code: str = strawberry.field(description="The theme, as a code (主题代码).")

    def command(self, given: Given) -> WithdrawTheme:
        return WithdrawTheme(
            node_id=given.id("Organisation", self.node_id, "nodeId"),
            month=self.month,
            code=self.code,
            **self.header,
        )


@strawberry.type
class PublicationMutations:
    publication_record = mutation(
        PublicationRecordInput,
        PublicationRecordPayload,
        "Record that a matter of a period was made public (公示).",
    )
    publication_withdraw = mutation(
        PublicationWithdrawInput,
        PublicationWithdrawPayload,
        "Let a publication count no longer (撤回公示).",
    )
    month_theme_publish = mutation(
        MonthThemePublishInput, MonthThemePublishPayload, "Give out a theme of a month (发布当月主题)."
    )
    month_theme_withdraw = mutation(
        MonthThemeWithdrawInput, MonthThemeWithdrawPayload, "Take a theme of a month back (撤回当月主题)."
    )
