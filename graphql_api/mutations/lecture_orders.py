"""Mutations about menus and orders of lectures."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.lecture_orders.commands import (
    AcceptLecture,
    PlaceLectureOrder,
    PublishMenuItem,
    RateLecture,
    RecordLectureDelivery,
    WithdrawLectureStep,
    WithdrawMenuItem,
)
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.lecture_order import LectureMenuItem, LectureOrder, LectureStatus
from graphql_api.types.meeting_enums import LecturerRole


@strawberry.type
class LectureMenuItemPayload(MutationPayload):
    @strawberry.field(description="The item of the menu as it stands now (课程).")
    async def lecture_menu_item(self, info: Info) -> LectureMenuItem | None:
        return await self.load(info, LectureMenuItem)


@strawberry.type(description="What came of offering a lecture (发布课程结果).")
class LectureMenuItemPublishPayload(LectureMenuItemPayload):
    pass


@strawberry.type(description="What came of offering a lecture no longer (撤回课程结果).")
class LectureMenuItemWithdrawPayload(LectureMenuItemPayload):
    pass


@strawberry.type
class LectureOrderPayload(MutationPayload):
    @strawberry.field(description="The order as it stands now (送学订单).")
    async def lecture_order(self, info: Info) -> LectureOrder | None:
        return await self.load(info, LectureOrder)


@strawberry.type(description="What came of ordering a lecture (选单结果).")
class LectureOrderPlacePayload(LectureOrderPayload):
    pass


@strawberry.type(description="What came of taking an order (接单结果).")
class LectureOrderAcceptPayload(LectureOrderPayload):
    pass


@strawberry.type(description="What came of recording that a lecture was given (送学结果).")
class LectureOrderDeliverPayload(LectureOrderPayload):
    pass


@strawberry.type(description="What came of rating a lecture (评价结果).")
class LectureOrderRatePayload(LectureOrderPayload):
    pass


@strawberry.type(description="What came of withdrawing a step of an order (撤回送学步骤结果).")
class LectureOrderWithdrawStepPayload(LectureOrderPayload):
    pass


@strawberry.input(description="A lecture that is offered in a month (发布课程).")
class LectureMenuItemPublishInput(CommandInput):
    node_id: strawberry.ID = strawberry.field(
        description="Who offers it, to itself and all below (发布组织)."
    )
    month: date = strawberry.field(description="The first day of the month (月份).")
    code: str = strawberry.field(description="The lecture, as a code (课程代码): `RURAL_LAW`.")
    lecturer_id: strawberry.ID | None = strawberry.field(
        default=None, description="The member who would give it, if it is one (讲师)."
    )

    def command(self, given: Given) -> PublishMenuItem:
        return PublishMenuItem(
            node_id=given.id("Organisation", self.node_id, "nodeId"),
            month=self.month,
            code=self.code,
            lecturer_id=given.optional_id("Member", self.lecturer_id, "lecturerId"),
            **self.header,
        )


@strawberry.input(description="A lecture that is offered no longer, with a reason (撤回课程).")
class LectureMenuItemWithdrawInput(ChangeInput):
    menu_item_id: strawberry.ID = strawberry.field(description="The item of the menu (课程).")

    def command(self, given: Given) -> WithdrawMenuItem:
        item = given.id("LectureMenuItem", self.menu_item_id, "menuItemId")
        return WithdrawMenuItem(menu_item_id=item, **self.header)


@strawberry.input(description="What an organisation chooses from a menu (选单).")
class LectureOrderPlaceInput(CommandInput):
    organisation_id: strawberry.ID = strawberry.field(description="Who orders (选单组织).")
    menu_item_id: strawberry.ID = strawberry.field(
        description="What: of a menu of the organisation or of one above it (课程)."
    )
    on: date = strawberry.field(description="The day it was ordered (选单日期).")

    def command(self, given: Given) -> PlaceLectureOrder:
        return PlaceLectureOrder(
            organisation_id=given.id("Organisation", self.organisation_id, "organisationId"),
            menu_item_id=given.id("LectureMenuItem", self.menu_item_id, "menuItemId"),
            on=self.on,
            **self.header,
        )


@strawberry.input(description="Who took an order (接单): exactly one lecturer.")
class LectureOrderAcceptInput(ChangeInput):
    lecture_order_id: strawberry.ID = strawberry.field(description="The order (送学订单).")
    role: LecturerRole = strawberry.field(description="In which role (讲师身份).")
    on: date = strawberry.field(description="The day (接单日期).")
    lecturer_id: strawberry.ID | None = strawberry.field(
        default=None, description="Who, if it is a member of the county (接单讲师)."
    )

    def command(self, given: Given) -> AcceptLecture:
        return AcceptLecture(
            lecture_order_id=given.id("LectureOrder", self.lecture_order_id, "lectureOrderId"),
            role=self.role,
            on=self.on,
            lecturer_id=given.optional_id("Member", self.lecturer_id, "lecturerId"),
            **self.header,
        )


@strawberry.input(description="A lecture that was given (送学).")
class LectureOrderDeliverInput(ChangeInput):
    lecture_order_id: strawberry.ID = strawberry.field(description="The order (送学订单).")
    on: date = strawberry.field(description="The day it was given (送学日期).")
    meeting_id: strawberry.ID | None = strawberry.field(
        default=None, description="At which meeting of that day, of the organisation or its groups (会议)."
    )

    def command(self, given: Given) -> RecordLectureDelivery:
        return RecordLectureDelivery(
            lecture_order_id=given.id("LectureOrder", self.lecture_order_id, "lectureOrderId"),
            on=self.on,
            meeting_id=given.optional_id("Meeting", self.meeting_id, "meetingId"),
            **self.header,
        )


@strawberry.input(description="How a lecture was rated (评价).")
class LectureOrderRateInput(ChangeInput):
    lecture_order_id: strawberry.ID = strawberry.field(description="The order (送学订单).")
    rating: int = strawberry.field(description="From 1 to 5 (评分).")

    def command(self, given: Given) -> RateLecture:
        order = given.id("LectureOrder", self.lecture_order_id, "lectureOrderId")
        return RateLecture(lecture_order_id=order, rating=self.rating, **self.header)


@strawberry.input(description="The latest step of an order that is taken back, with a reason (撤回送学步骤).")
class LectureOrderWithdrawStepInput(ChangeInput):
    lecture_order_id: strawberry.ID = strawberry.field(description="The order (送学订单).")
    step: LectureStatus = strawberry.field(
        description="The step that it stands at (步骤); `ORDERED` withdraws the order."
    )

    def command(self, given: Given) -> WithdrawLectureStep:
        order = given.id("LectureOrder", self.lecture_order_id, "lectureOrderId")
        return WithdrawLectureStep(lecture_order_id=order, step=self.step, **self.header)


@strawberry.type
class LectureOrderMutations:
    lecture_menu_item_publish = mutation(
        LectureMenuItemPublishInput, LectureMenuItemPublishPayload, "Offer a lecture in a month (发布课程)."
    )
    lecture_menu_item_withdraw = mutation(
        LectureMenuItemWithdrawInput,
        LectureMenuItemWithdrawPayload,
        "Offer a lecture no longer (撤回课程).",
    )
    lecture_order_place = mutation(
        LectureOrderPlaceInput, LectureOrderPlacePayload, "Choose a lecture from a menu (选单)."
    )
    lecture_order_accept = mutation(
        LectureOrderAcceptInput, LectureOrderAcceptPayload, "Record who took an order (接单)."
    )
    lecture_order_deliver = mutation(
        LectureOrderDeliverInput, LectureOrderDeliverPayload, "Record that a lecture was given (送学)."
    )
    lecture_order_rate = mutation(
        LectureOrderRateInput, LectureOrderRatePayload, "Rate a lecture that was given (评价)."
    )
    lecture_order_withdraw_step = mutation(
        LectureOrderWithdrawStepInput,
        LectureOrderWithdrawStepPayload,
        "Take the latest step of an order back (撤回送学步骤).",
    )
