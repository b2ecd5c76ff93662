"""Event classes of tests only: never registered, so that the program knows nothing of them."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from domain.core import DomainEvent, Occurred
from domain.core.ids import uuid7
from event_store.mapper import EventMapper

STREAM = UUID("0192f3a0-0000-7000-8000-000000000001")


class PledgeMade(DomainEvent):
    """A member's pledge, whose form changed twice.

    Version 1 had `points` (whole) and `due`; version 2 counts in hundredths; version 3 names the due day
    `due_on` and knows who witnessed it.
    """

    TOPIC: ClassVar[str] = "pledge.made"
    STREAM_TYPE: ClassVar[str] = "pledge"
    class_version: ClassVar[int] = 3

    member_id: UUID
    points_hundredths: int
    due_on: date
    witness_ids: tuple[UUID, ...] = ()
    note_id: UUID | None = None

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        state["points_hundredths"] = state.pop("points") * 100

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        state["due_on"] = state.pop("due")


MAPPER = EventMapper({PledgeMade.TOPIC: PledgeMade})


def pledge(**fields: Any) -> PledgeMade:
    """A pledge at the current version."""
    usual: dict[str, Any] = {
        "originator_id": STREAM,
        "originator_version": 1,
        "event_id": uuid7(),
        "occurred_at": Occurred("2026-11"),
        "reason": "CAMPAIGN",
        "member_id": UUID("0192f3a0-0000-7000-8000-00000000000a"),
        "points_hundredths": 550,
        "due_on": date(2026, 12, 1),
    }
    return PledgeMade(**(usual | fields))
