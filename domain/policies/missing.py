"""What follows from missed duties (未达标处理): what was found of an organisation, what counts, what is demanded."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.policies.escalation import Due
from domain.policies.verdicts import Status


class Found(NamedTuple):
    """How an organisation stands in a period that is over, of which something else than passing was announced once.

    They are told in the order of ``on``, and of one day in that of ``slot_id``.
    """

    on: date  # the last day of the period
    slot_id: UUID
    fact: UUID  # the event by which it was first announced: the same however it stands later
    status: Status | None  # None: what bound it then does so no longer


class MissedCount(NamedTuple):
    """How an organisation stands by one rule about what it misses.

    ``found`` are those that count, or those of what is demanded; one more joins them until ``until``.
    """

    counted: int
    required: int
    found: tuple[Found, ...]
    until: date | None  # None: it joins them whenever that is
    dues: tuple[Due, ...] = ()

    @property
    def is_one_short(self) -> bool:
        """Whether the next one missed brings something about."""
        return not self.dues and self.counted == self.required - 1
