"""Random commands about conveyance, from a source of their own."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TypeVar

from domain.conveyance import commands as conveyance
from domain.conveyance.events import ConveyanceDelivered, ConveyanceMode, ConveyanceOpened
from domain.core import DomainEvent
from domain.core.command import Command
from tests.projections.known import Known, SeededIds

E = TypeVar("E", bound=DomainEvent)
_FEW = 5


class Conveyances:
    """Lets branches tell items to their members by name."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"conveyances {seed}")
        self._ids = SeededIds(seed + 90_000_000)

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands of those who keep the lists."""
        makers: list[Callable[[], Command | None]] = [
            *(self._open_at_a_meeting, self._open_at_a_meeting, self._open),
            *(self._deliver, self._deliver, self._deliver, self._revoke, self._close),
        ]
        yield from self._some(makers, number)

    def own_words(self, number: int) -> Iterator[conveyance.ConfirmConveyance]:
        """So many commands of members, each about themselves."""
        for _ in range(number):
            listed = self._said(ConveyanceOpened)
            if listed is not None:
                yield conveyance.ConfirmConveyance(
                    conveyance_id=listed.originator_id, member_id=self._random.choice(listed.expected)
                )

    def _some(self, makers: list[Callable[[], Command | None]], number: int) -> Iterator[Command]:
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def _said(self, cls: type[E]) -> E | None:
        """One of the latest events of a type."""
        found = [event for event in self._known.events if isinstance(event, cls)]
        return self._random.choice(found[-_FEW:]) if found else None

    def _open_at_a_meeting(self) -> Command | None:
        if not self._known.rosters:
            return None
        at = self._known.meetings[self._random.choice(list(self._known.rosters)[-8:])]
        return conveyance.OpenConveyance(
            conveyance_id=self._ids.new_id(),
            organisation_id=at.organisation_id,
            code=self._random.choice(["PLENUM", "FLOODS"]),
            issued_on=min(at.held_on, self._known.today) - timedelta(days=self._random.choice([0, 2])),
            meeting_id=at.originator_id,
        )

    def _open(self) -> Command:
        branch = self._random.choice(self._known.branches)
        return conveyance.OpenConveyance(
            conveyance_id=self._ids.new_id(),
            organisation_id=self._random.choice([branch, *self._known.groups[branch]]),
            code="HARVEST",
            issued_on=self._known.today - timedelta(days=self._random.choice([0, 1, 30])),
        )

    def _deliver(self) -> Command | None:
        listed = self._said(ConveyanceOpened)
        if listed is None:
            return None
        at_home = [id_ for id_, home in self._known.members.items() if home == listed.branch_id]
        return conveyance.DeliverConveyance(
            conveyance_id=listed.originator_id,
            member_ids=tuple(self._random.sample(listed.expected, min(2, len(listed.expected)))),
            mode=self._random.choice(list(ConveyanceMode)),
            on=self._known.today - timedelta(days=self._random.choice([0, 0, 3])),
            by_id=self._random.choice(at_home or listed.expected),
            second_language=self._random.choice([None, None, "II"]),
        )

    def _revoke(self) -> Command | None:
        told = self._said(ConveyanceDelivered)
        if told is None:
            return None
        return conveyance.RevokeDelivery(
            conveyance_id=told.originator_id, member_id=told.member_id, reason="WRONG_PERSON"
        )

    def _close(self) -> Command | None:
        listed = self._said(ConveyanceOpened)
        if listed is None:
            return None
        reason = self._random.choice([None, "LOST_CONTACT"])
        return conveyance.CloseConveyance(
            conveyance_id=listed.originator_id, on=self._known.today, reason=reason
        )
