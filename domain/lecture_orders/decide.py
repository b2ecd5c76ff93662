"""Decisions about menus and orders of lectures. Whether one came on the fixed day is for policies to say."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, code, day, header, known, reason_given
from domain.core.context import Context
from domain.lecture_orders.commands import (
    AcceptLecture,
    PlaceLectureOrder,
    PublishMenuItem,
    RateLecture,
    RecordLectureDelivery,
    WithdrawLectureStep,
    WithdrawMenuItem,
)
from domain.lecture_orders.events import (
    LectureAccepted,
    LectureDelivered,
    LectureOrdered,
    LectureRated,
    LectureStepWithdrawn,
    MenuItemPublished,
    MenuItemWithdrawn,
)
from domain.lecture_orders.state import LectureOrder, LectureStatus, MenuItem
from domain.meetings.held import of_that_day_refusal
from domain.meetings.state import Meeting
from domain.membership.state import Member
from domain.organisation.standing import standing
from domain.organisation.state import Organisation

LOWEST_RATING, HIGHEST_RATING = 1, 5


def publish_menu_item(
    item: MenuItem,
    command: PublishMenuItem,
    context: Context,
    *,
    node: Organisation,
    lecturer: Member | None,
) -> Decision:
    """Offer a lecture; one that was withdrawn is offered again. ``lecturer`` is the member named, if one is."""
    refused = any_refusal(
        header(command, context),
        known(node, "nodeId") or standing(node, context.occurred_on(command), "nodeId"),
        day(command.month, context, "month")
        or (None if command.month.day == 1 else Refusal(RefusalCode.INVALID_DATES, ("month",))),
        code(command.code, "code"),
        None if lecturer is None else known(lecturer, "lecturerId"),
    )
    if refused:
        return refused
    if item.is_offered:
        return refuse(RefusalCode.ALREADY_RECORDED, "code")
    published = context.events_of(item, command)(
        MenuItemPublished,
        node_id=node.id,
        month=command.month,
        code=command.code,
        lecturer_id=command.lecturer_id,
    )
    return accept([published])


def withdraw_menu_item(item: MenuItem, command: WithdrawMenuItem, context: Context) -> Decision:
    """Offer it no longer; orders of it stay."""
    refused = any_refusal(header(command, context), known(item, "menuItemId"), reason_given(command))
    if refused:
        return refused
    if not item.is_offered:
        return refuse(RefusalCode.NOTHING_RECORDED, "menuItemId")
    return accept([context.events_of(item, command)(MenuItemWithdrawn)])


def place_lecture_order(
    order: LectureOrder,
    command: PlaceLectureOrder,
    context: Context,
    *,
    organisation: Organisation,
    line: Container[UUID | None],
    item: MenuItem,
) -> Decision:
    """Choose an item of a menu of the organisation or of one above it; ``line`` are these."""
    refused = any_refusal(
        header(command, context),
        known(organisation, "organisationId") or standing(organisation, command.on, "organisationId"),
        None if item.is_offered else Refusal(RefusalCode.NOT_FOUND, ("menuItemId",)),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    if item.node_id not in line:
        return refuse(RefusalCode.NOT_ABOVE, "menuItemId")
    if order.status is not LectureStatus.WITHDRAWN:
        return refuse(RefusalCode.ALREADY_RECORDED, "menuItemId", status=order.status.value)
    ordered = context.events_of(order, command, on=command.on)(
        LectureOrdered,
        organisation_id=organisation.id,
        menu_item_id=item.id,
        month=item.month,
        on=command.on,
    )
    return accept([ordered])


def accept_lecture(
    order: LectureOrder, command: AcceptLecture, context: Context, *, lecturer: Member | None
) -> Decision:
    """Exactly one lecturer takes an order; ``lecturer`` is the member named, if one is."""
    refused = any_refusal(
        header(command, context),
        known(order, "lectureOrderId"),
        day(command.on, context, "on", most_days_ahead=0),
        None if lecturer is None else known(lecturer, "lecturerId"),
    )
    if refused:
        return refused
    if order.status in (LectureStatus.ACCEPTED, LectureStatus.DELIVERED, LectureStatus.RATED):
        return refuse(RefusalCode.LECTURE_ACCEPTED, "lectureOrderId", status=order.status.value)
    out_of_step = any_refusal(_step(order, LectureStatus.ORDERED, command.on))
    if out_of_step:
        return out_of_step
    accepted = context.events_of(order, command, on=command.on)(
        LectureAccepted, role=command.role, lecturer_id=command.lecturer_id, on=command.on
    )
    return accept([accepted])


def record_lecture_delivery(
    order: LectureOrder, command: RecordLectureDelivery, context: Context, *, meeting: Meeting | None
) -> Decision:
    """Record that the lecture was given by who took the order; ``meeting`` is the one that is named."""
    refused = any_refusal(
        header(command, context),
        known(order, "lectureOrderId"),
        day(command.on, context, "on", most_days_ahead=0),
    )
    refused = refused or any_refusal(
        _step(order, LectureStatus.ACCEPTED, command.on),
        None if meeting is None else of_that_day_refusal(meeting, order.organisation_id, command.on),
    )
    if refused:
        return refused
    delivered = context.events_of(order, command, on=command.on)(
        LectureDelivered, on=command.on, meeting_id=command.meeting_id
    )
    return accept([delivered])


def rate_lecture(order: LectureOrder, command: RateLecture, context: Context) -> Decision:
    """Rate what was given, once; a rating that was wrong is withdrawn first."""
    fits = LOWEST_RATING <= command.rating <= HIGHEST_RATING
    refused = any_refusal(
        header(command, context),
        known(order, "lectureOrderId"),
        None if fits else Refusal(RefusalCode.INVALID_VALUE, ("rating",)),
    )
    refused = refused or any_refusal(_step(order, LectureStatus.DELIVERED, context.today))
    if refused:
        return refused
    return accept([context.events_of(order, command)(LectureRated, rating=command.rating)])


def withdraw_lecture_step(order: LectureOrder, command: WithdrawLectureStep, context: Context) -> Decision:
    """Take the latest step back; of an order alone, the order itself."""
    refused = any_refusal(header(command, context), known(order, "lectureOrderId"), reason_given(command))
    if refused:
        return refused
    if command.step is LectureStatus.WITHDRAWN or command.step is not order.status:
        return refuse(RefusalCode.WRONG_LECTURE_STEP, "step", status=order.status.value)
    withdrawn = context.events_of(order, command)(LectureStepWithdrawn, step=command.step)
    return accept([withdrawn])


def _step(order: LectureOrder, wanted: LectureStatus, on: date) -> Refusal | None:
    """The order stands right before the step, which is not taken before the last one was."""
    if order.status is not wanted:
        details = {"status": order.status.value}
        return Refusal(RefusalCode.WRONG_LECTURE_STEP, ("lectureOrderId",), details=details)
    return Refusal(RefusalCode.INVALID_DATES, ("on",)) if on < order.reached[-1] else None
