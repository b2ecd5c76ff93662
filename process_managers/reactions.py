"""What a process manager is, and what it answers to events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.core.command import Command
from domain.core.context import Context
from event_store.picking import Pick
from event_store.records import RecordedEvent


@dataclass(frozen=True, slots=True)
class Reaction:
    """A command that an event calls for; ``about`` tells it from others of the same event, for ever the same."""

    to: RecordedEvent
    about: str
    command: Command


class ProcessManager(Protocol):
    """Reacts to events."""

    @property
    def name(self) -> str:
        """Name for ever: it is part of the bookmark and of the account that its commands carry."""
        ...

    @property
    def reacts_to(self) -> Pick:
        """The events that it wants to see; it may see others."""
        ...

    async def react(self, events: Sequence[RecordedEvent], context: Context) -> Sequence[Reaction]:
        """What events of one county call for, in their order. ``context`` has the time of the last of them."""
        ...
