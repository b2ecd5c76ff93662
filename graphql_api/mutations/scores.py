"""Mutations about points."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from domain.scoring.commands import AwardPoints, CorrectPoints, DeductPoints, ReversePoints
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.score import PointsClass, ScoreAccount


@strawberry.type
class ScorePayload(MutationPayload):
    @strawberry.field(description="The member's account of the year as it stands now (积分账户).")
    async def score_account(self, info: Info) -> ScoreAccount | None:
        return await self.load(info, ScoreAccount)


@strawberry.type(description="What came of awarding points (加分结果).")
class ScoreAwardPayload(ScorePayload):
    pass


@strawberry.type(description="What came of deducting points (扣分结果).")
class ScoreDeductPayload(ScorePayload):
    pass


@strawberry.type(description="What came of reversing an entry (冲销积分结果).")
class ScoreReversePayload(ScorePayload):
    pass


@strawberry.type(description="What came of correcting an entry (更正积分结果).")
class ScoreCorrectPayload(ScorePayload):
    pass


@strawberry.input
class EntryInput(CommandInput):
    """What awards and deductions have in common."""

    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    year: int = strawberry.field(description="The year of the account (年度).")
    points: Decimal = strawberry.field(description="How many, more than 0, at most two decimals (分值).")
    points_class: PointsClass = strawberry.field(description="Class of points (积分类别).")
    rule: str = strawberry.field(description="Code of the rule, such as `ATTENDANCE` (依据).")
    ground: strawberry.ID | None = strawberry.field(
        default=None, description="The meeting or event that it rests on (事由)."
    )


@strawberry.input(description="Points to be added (加分).")
class ScoreAwardInput(EntryInput):
    def command(self, given: Given) -> AwardPoints:
        return AwardPoints(
            member_id=given.id("Member", self.member_id, "memberId"),
            year=self.year,
            points_hundredths=given.hundredths(self.points, "points"),
            points_class=self.points_class,
            rule=self.rule,
            ground=given.ground(self.ground, "ground"),
            **self.header,
        )


@strawberry.input(description="Points to be taken (扣分).")
class ScoreDeductInput(EntryInput):
    def command(self, given: Given) -> DeductPoints:
        return DeductPoints(
            member_id=given.id("Member", self.member_id, "memberId"),
            year=self.year,
            points_hundredths=given.hundredths(self.points, "points"),
            points_class=self.points_class,
            rule=self.rule,
            ground=given.ground(self.ground, "ground"),
            **self.header,
        )


@strawberry.input(description="An entry that counts no longer, with a reason (冲销积分).")
class ScoreReverseInput(ChangeInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    year: int = strawberry.field(description="The year of the account (年度).")
    reverses: strawberry.ID = strawberry.field(description="The event that made the entry (被冲销事件).")

    def command(self, given: Given) -> ReversePoints:
        return ReversePoints(
            member_id=given.id("Member", self.member_id, "memberId"),
            year=self.year,
            reverses=given.event(self.reverses, "reverses"),
            **self.header,
        )


@strawberry.input(description="What was entered wrongly, with a reason (更正积分).")
class ScoreCorrectInput(ChangeInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    year: int = strawberry.field(description="The year of the account (年度).")
    corrects: strawberry.ID = strawberry.field(description="The event that made the entry (被更正事件).")
    points: Decimal = strawberry.field(description="The right points, at most two decimals (分值).")
    rule: str | None = strawberry.field(default=None, description="The right rule (依据).")

    def command(self, given: Given) -> CorrectPoints:
        return CorrectPoints(
            member_id=given.id("Member", self.member_id, "memberId"),
            year=self.year,
            corrects=given.event(self.corrects, "corrects"),
            points_hundredths=given.hundredths(self.points, "points"),
            rule=self.rule,
            **self.header,
        )


@strawberry.type
class ScoreMutations:
    score_award = mutation(
        ScoreAwardInput, ScoreAwardPayload, "Add points to a member's account of a year (加分)."
    )
    score_deduct = mutation(
        ScoreDeductInput, ScoreDeductPayload, "Take points from a member's account of a year (扣分)."
    )
    score_reverse = mutation(
        ScoreReverseInput, ScoreReversePayload, "Let an entry no longer count (冲销积分)."
    )
    score_correct = mutation(ScoreCorrectInput, ScoreCorrectPayload, "Correct an entry (更正积分).")
