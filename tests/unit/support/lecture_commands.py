"""Random commands about menus and orders of lectures that often fit what the log has."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.lecture_orders import commands as lectures
from domain.lecture_orders.events import LectureOrdered, MenuItemPublished, menu_item_id
from domain.lecture_orders.state import LectureOrder, LectureStatus
from domain.meeting_entries.events import LecturerRole
from tests.unit.support import world

Streams = Mapping[UUID, Sequence[DomainEvent]]
E = TypeVar("E", bound=DomainEvent)
LECTURES = frozenset(
    [
        lectures.PublishMenuItem,
        lectures.WithdrawMenuItem,
        lectures.PlaceLectureOrder,
        lectures.AcceptLecture,
        lectures.RecordLectureDelivery,
        lectures.RateLecture,
        lectures.WithdrawLectureStep,
    ]
)
MARCH = date(2026, 3, 1)
MENU_ITEM = menu_item_id(world.BRANCH, MARCH, "ROADS")


def some_lecture_command(cls: type[Command], chance: random.Random, streams: Streams) -> Command | None:
    """A command of that class, which is one of ``LECTURES``, at what is there; None where nothing is."""
    on = world.TODAY - timedelta(days=chance.choice((-1, 0, 0, 1, 9)))
    if cls is lectures.PublishMenuItem:
        return lectures.PublishMenuItem(
            node_id=chance.choice((world.TOWNSHIP, world.TOWNSHIP, world.BRANCH)),
            month=chance.choice((MARCH, date(2026, 4, 1), date(2026, 4, 2))),
            code=chance.choice(("RURAL_LAW", "HEALTH", "no code")),
            lecturer_id=chance.choice((None, world.ANN, world.id_of("nobody"))),
        )
    item = _one(MenuItemPublished, chance, streams)
    if item is None:
        return None
    reason = chance.choice(("MISTAKEN", None))
    if cls is lectures.WithdrawMenuItem:
        return lectures.WithdrawMenuItem(menu_item_id=item.originator_id, reason=reason)
    if cls is lectures.PlaceLectureOrder:
        by = chance.choice((world.BRANCH, world.OTHER_BRANCH))
        return lectures.PlaceLectureOrder(organisation_id=by, menu_item_id=item.originator_id, on=on)
    order = _one(LectureOrdered, chance, streams)
    return None if order is None else _step(cls, order, chance, streams, reason)


def _step(
    cls: type[Command], order: LectureOrdered, chance: random.Random, streams: Streams, reason: str | None
) -> Command:
    id_, on = order.originator_id, world.TODAY - timedelta(days=chance.choice((0, 0, 0, 1)))
    if cls is lectures.AcceptLecture:
        lecturer_id = chance.choice((None, *world.MEMBERS))
        role = chance.choice(list(LecturerRole))
        return lectures.AcceptLecture(lecture_order_id=id_, role=role, on=on, lecturer_id=lecturer_id)
    if cls is lectures.RecordLectureDelivery:
        meeting_id = chance.choice((None, None, world.id_of("meeting 0")))
        return lectures.RecordLectureDelivery(lecture_order_id=id_, on=on, meeting_id=meeting_id)
    if cls is lectures.RateLecture:
        return lectures.RateLecture(lecture_order_id=id_, rating=chance.choice((0, 1, 4, 5)))
    stands_at = LectureOrder.fold(id_, streams[id_]).status
    step = chance.choice((stands_at, LectureStatus.ACCEPTED))
    return lectures.WithdrawLectureStep(lecture_order_id=id_, step=step, reason=reason)


def _one(cls: type[E], chance: random.Random, streams: Streams) -> E | None:
    found = [*_said(cls, streams)]
    return chance.choice(found) if found else None


def _said(cls: type[E], streams: Streams) -> Iterator[E]:
    for events in streams.values():
        if events and events[0].STREAM_TYPE == cls.STREAM_TYPE:
            yield from (event for event in events if isinstance(event, cls))
