"""Mutations about membership dues."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.dues.commands import AssessDues, IssueDuesReceipt, PayDues, ReverseDuesPayment
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.scalars import Fen
from graphql_api.types.member import Member


@strawberry.type
class DuesPayload(MutationPayload):
    @strawberry.field(description="The member whose dues they are (党员).")
    async def member(self, info: Info) -> Member | None:
        return await self.load(info, Member)


@strawberry.type(description="What came of assessing dues (核定党费结果).")
class DuesAssessPayload(DuesPayload):
    pass


@strawberry.type(description="What came of a payment (交纳党费结果).")
class DuesPayPayload(DuesPayload):
    pass


@strawberry.type(description="What came of issuing a receipt (开具票据结果).")
class DuesReceiptIssuePayload(DuesPayload):
    pass


@strawberry.type(description="What came of reversing a payment (冲销党费结果).")
class DuesPaymentReversePayload(DuesPayload):
    pass


@strawberry.input
class MonthsInput(CommandInput):
    """What assessments and payments have in common."""

    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    year: int = strawberry.field(description="The year (年度).")
    from_month: int = strawberry.field(description="The first month, 1 to 12 (起始月份).")
    to_month: int = strawberry.field(description="The last month, itself included (截止月份).")


@strawberry.input(description="What a member owes for each of these months (核定党费).")
class DuesAssessInput(MonthsInput):
    branch_id: strawberry.ID = strawberry.field(
        description="The branch to which it is owed: the home on the first of each month (党支部)."
    )
    amount_fen: Fen = strawberry.field(description="A month, in fen; 0: exempt (每月金额，分).")

    def command(self, given: Given) -> AssessDues:
        return AssessDues(
            member_id=given.id("Member", self.member_id, "memberId"),
            branch_id=given.id("Organisation", self.branch_id, "branchId"),
            year=self.year,
            from_month=self.from_month,
            to_month=self.to_month,
            amount_fen=self.amount_fen,
            **self.header,
        )


@strawberry.input(description="A payment for months that are assessed and not paid (交纳党费).")
class DuesPayInput(MonthsInput):
    amount_fen: Fen = strawberry.field(
        description="In all, in fen: the very sum that is owed for them (合计金额，分)."
    )
    paid_on: date = strawberry.field(description="The day of the payment (缴纳日期).")

    def command(self, given: Given) -> PayDues:
        return PayDues(
            member_id=given.id("Member", self.member_id, "memberId"),
            year=self.year,
            from_month=self.from_month,
            to_month=self.to_month,
            amount_fen=self.amount_fen,
            paid_on=self.paid_on,
            **self.header,
        )


@strawberry.input(description="The receipt for a payment (开具票据).")
class DuesReceiptIssueInput(CommandInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    year: int = strawberry.field(description="The year (年度).")
    payment: strawberry.ID = strawberry.field(description="The event that recorded the payment (缴纳事件).")
    receipt_number: str = strawberry.field(
        description="Its number: capital letters, digits and hyphens, 32 at most; used once in the county (票据号)."
    )
    issued_on: date = strawberry.field(description="The day of issue (开具日期).")

    def command(self, given: Given) -> IssueDuesReceipt:
        return IssueDuesReceipt(
            member_id=given.id("Member", self.member_id, "memberId"),
            year=self.year,
            payment=given.event(self.payment, "payment"),
            receipt_number=self.receipt_number,
            issued_on=self.issued_on,
            **self.header,
        )


@strawberry.input(description="A payment that counts no longer, with a reason (冲销党费).")
class DuesPaymentReverseInput(ChangeInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    year: int = strawberry.field(description="The year (年度).")
    payment: strawberry.ID = strawberry.field(description="The event that recorded the payment (缴纳事件).")

    def command(self, given: Given) -> ReverseDuesPayment:
        return ReverseDuesPayment(
            member_id=given.id("Member", self.member_id, "memberId"),
            year=self.year,
            payment=given.event(self.payment, "payment"),
            **self.header,
        )


@strawberry.type
class DuesMutations:
    dues_assess = mutation(
        DuesAssessInput, DuesAssessPayload, "Say what a member owes for months of a year (核定党费)."
    )
    dues_pay = mutation(DuesPayInput, DuesPayPayload, "Record a payment of dues (交纳党费).")
    dues_receipt_issue = mutation(
        DuesReceiptIssueInput, DuesReceiptIssuePayload, "Record the receipt for a payment (开具票据)."
    )
    dues_payment_reverse = mutation(
        DuesPaymentReverseInput, DuesPaymentReversePayload, "Let a payment no longer count (冲销党费)."
    )
