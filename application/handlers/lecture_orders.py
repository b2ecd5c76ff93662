"""Handlers of commands about menus and orders of lectures."""

from __future__ import annotations

from application.handlers.lines import above_of
from application.session import Session
from domain.core import Decision
from domain.lecture_orders import decide
from domain.lecture_orders.commands import (
    AcceptLecture,
    PlaceLectureOrder,
    PublishMenuItem,
    RateLecture,
    RecordLectureDelivery,
    WithdrawLectureStep,
    WithdrawMenuItem,
)
from domain.lecture_orders.events import lecture_order_id, menu_item_id
from domain.lecture_orders.state import LectureOrder, MenuItem
from domain.meetings.state import Meeting
from domain.membership.state import Member
from domain.organisation.state import Organisation


async def publish_menu_item(command: PublishMenuItem, session: Session) -> Decision:
    """Offer a lecture, with a look at who would give it."""
    named = command.lecturer_id
    return decide.publish_menu_item(
        await session.load(MenuItem, menu_item_id(command.node_id, command.month, command.code)),
        command,
        session.context,
        node=await session.load(Organisation, command.node_id),
        lecturer=None if named is None else await session.load(Member, named),
    )


async def withdraw_menu_item(command: WithdrawMenuItem, session: Session) -> Decision:
    """Offer a lecture no longer."""
    item = await session.load(MenuItem, command.menu_item_id)
    return decide.withdraw_menu_item(item, command, session.context)


async def place_lecture_order(command: PlaceLectureOrder, session: Session) -> Decision:
    """Choose an item, with a look at what lies above the organisation."""
    by = command.organisation_id
    return decide.place_lecture_order(
        await session.load(LectureOrder, lecture_order_id(by, command.menu_item_id)),
        command,
        session.context,
        organisation=await session.load(Organisation, by),
        line={by, *await above_of(by, session)},
        item=await session.load(MenuItem, command.menu_item_id),
    )


async def accept_lecture(command: AcceptLecture, session: Session) -> Decision:
    """Record who took an order."""
    order = await session.load(LectureOrder, command.lecture_order_id)
    named = command.lecturer_id
    lecturer = None if named is None else await session.load(Member, named)
    return decide.accept_lecture(order, command, session.context, lecturer=lecturer)


async def record_lecture_delivery(command: RecordLectureDelivery, session: Session) -> Decision:
    """Record that a lecture was given, with a look at the meeting."""
    order = await session.load(LectureOrder, command.lecture_order_id)
    meeting = None if command.meeting_id is None else await session.load(Meeting, command.meeting_id)
    return decide.record_lecture_delivery(order, command, session.context, meeting=meeting)


async def rate_lecture(command: RateLecture, session: Session) -> Decision:
    """Rate a lecture."""
    order = await session.load(LectureOrder, command.lecture_order_id)
    return decide.rate_lecture(order, command, session.context)


async def withdraw_lecture_step(command: WithdrawLectureStep, session: Session) -> Decision:
    """Take the latest step of an order back."""
    order = await session.load(LectureOrder, command.lecture_order_id)
    return decide.withdraw_lecture_step(order, command, session.context)
