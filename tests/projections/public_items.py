"""Random commands about public items, from a source of their own; and what their events say, taken down by hand."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.public_items import commands, events
from domain.public_items.events import PublicItemEnding, Weakness
from domain.violations.events import ViolationReported
from tests.projections.known import Known, SeededIds

Rows = dict[tuple[Any, ...], dict[str, Any]]
_FEW = 6


class Path(Protocol):
    """Where an organisation stands, or stood on a day."""

    def __call__(self, organisation_id: UUID, day: date | None = None, /) -> str: ...


class PublicItems:
    """Lets branches make weaknesses public, take them down and withdraw them."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"public items {seed}")
        self._ids = SeededIds(seed + 155_000_000)

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        makers: list[Callable[[], Command | None]] = [
            *(self._post, self._post, self._post_violation, self._end, self._end, self._withdraw),
        ]
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def _post(self) -> Command:
        member_id, branch = self._random.choice(list(self._known.members.items()))
        on = self._known.today - timedelta(days=self._random.choice([0, 1, 4, 30]))
        return commands.PostPublicItem(
            public_item_id=self._ids.new_id(),
            organisation_id=branch,
            weakness=self._random.choice(list(Weakness)),
            on=on,
            member_id=self._random.choice([None, member_id, member_id]),
            stands_until=self._random.choice([None, on, on + timedelta(days=3)]),
        )

    def _post_violation(self) -> Command | None:
        found = [event for event in self._known.events if isinstance(event, ViolationReported)]
        if not found:
            return None
        reported = self._random.choice(found[-_FEW:])
        return commands.PostPublicItem(
            public_item_id=self._ids.new_id(),
            organisation_id=reported.organisation_id,
            weakness=Weakness.VIOLATION,
            on=self._known.today,
            member_id=reported.member_id,
            violation_id=reported.originator_id,
        )

    def _posted(self) -> UUID | None:
        found = [event for event in self._known.events if isinstance(event, events.PublicItemPosted)]
        return self._random.choice(found[-_FEW:]).originator_id if found else None

    def _end(self) -> Command | None:
        item = self._posted()
        if item is None:
            return None
        ending = self._random.choice(list(PublicItemEnding))
        on = self._known.today - timedelta(days=self._random.choice([0, 0, 1, 3]))
        return commands.EndPublicItem(public_item_id=item, on=on, ending=ending, reason="SEEN")

    def _withdraw(self) -> Command | None:
        item = self._posted()
        if item is None or self._random.random() < 0.5:
            return None
        return commands.WithdrawPublicItem(public_item_id=item, reason="MISTAKEN")


class PublicItemFacts:
    """Kept in dictionaries."""

    def __init__(self) -> None:
        self.rows: dict[UUID, dict[str, Any]] = {}

    def take(self, event: DomainEvent) -> None:
        me = event.originator_id
        match event:
            case events.PublicItemPosted():
                self.rows[me] = {
                    "organisation_id": event.organisation_id,
                    "member_id": event.member_id,
                    "weakness": event.weakness,
                    "violation_id": event.violation_id,
                    "posted_on": event.on,
                    "stands_until": event.stands_until,
                    "status": "POSTED",
                    "ended_on": None,
                    "event_id": event.event_id,
                }
            case events.PublicItemEnded():
                status = {"IMPROVED": "IMPROVED", "ENDED_EARLY": "ENDED_EARLY"}[event.ending]
                self.rows[me] |= {"status": status, "ended_on": event.on}
            case events.PublicItemWithdrawn():
                self.rows[me]["status"] = "WITHDRAWN"
            case _:
                return
        self.rows[me]["version"] = event.originator_version

    def tables(self, path: Path) -> dict[str, Rows]:
        """The one table."""
        return {
            "public_item": {
                (id_,): {**row, "org_path": path(row["organisation_id"], row["posted_on"])}
                for id_, row in self.rows.items()
            }
        }
