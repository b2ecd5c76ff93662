"""State of an item of the menu, and of an order."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import Aggregate


class LectureStatus(StrEnum):
    """The steps of an order, in their order; one that was withdrawn may be placed again."""

    ORDERED = "ORDERED"
    ACCEPTED = "ACCEPTED"
    DELIVERED = "DELIVERED"
    RATED = "RATED"
    WITHDRAWN = "WITHDRAWN"


class MenuItem(Aggregate):
    """A lecture of one month that an organisation offers to itself and all below it."""

    STREAM_TYPE = "lecture-menu"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.node_id: UUID | None = None  # None: never published
        self.month: date
        self.code: str
        self.is_offered = False

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation that offers it."""
        return () if self.node_id is None else (self.node_id,)


class LectureOrder(Aggregate):
    """What one organisation chose from a menu."""

    STREAM_TYPE = "lecture-order"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None  # None: never placed
        self.status = LectureStatus.WITHDRAWN
        self.reached: list[date] = []  # the days of its steps, but that of the rating, which has none

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation."""
        return () if self.organisation_id is None else (self.organisation_id,)
