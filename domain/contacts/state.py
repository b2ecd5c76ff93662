"""State of the contact with a member."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import Aggregate


class MemberContact(Aggregate):
    """The contact with one member: an affair of the home, which stays theirs wherever they are."""

    STREAM_TYPE = "contact"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.member_id: UUID | None = None
        self.away_from: date | None = None  # floating since; with ``away_to``, the last time
        self.away_to: date | None = None
        self.last_contact_on: date | None = None
        self.lost_since: date | None = None

    @property
    def is_away(self) -> bool:
        """Whether the member is registered as floating."""
        return self.away_from is not None and self.away_to is None

    def concerns(self) -> tuple[UUID, ...]:
        """The member."""
        return () if self.member_id is None else (self.member_id,)
