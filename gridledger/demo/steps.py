"""Steps: the commands of the load, each with the instant at which it was given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from application.actor import Actor
from application.documents.text import TextToSeal
from application.request import CommandRequest, DisplayName
from domain.core.command import Command
from event_store.records import Source

CLIENT = "gridledger-demo"


@dataclass(frozen=True, slots=True)
class EventRef:
    """An event that a correction or reversal names, by its place: its id is not known beforehand.

    The loader looks it up in the log and puts its id into ``field`` of the command.
    """

    stream_id: UUID
    topic: str
    field: str = "corrects"
    number: int = 0  # among the events of that topic in the stream, from 0


NO_EVENT = UUID(int=0)  # stands in a command where an EventRef will be put


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One command, by whom, and when it was recorded."""

    clock: datetime
    actor: Actor
    command: Command
    display_name: DisplayName | None = None
    text: TextToSeal | None = None
    names: EventRef | None = None
    settles: bool = False  # what follows from it is to be recorded before the next day begins

    def naming(self, event_id: UUID) -> Step:
        """The same step, its command naming that event."""
        if self.names is None:
            raise ValueError("this step names no event")
        changed: dict[str, Any] = {self.names.field: event_id}
        return replace(self, command=replace(self.command, **changed))

    def request(self, tenant_id: str, key: str) -> CommandRequest:
        """The request, as any client would send it."""
        return CommandRequest(
            tenant_id=tenant_id,
            actor=self.actor,
            source=Source(client=CLIENT),
            command=self.command,
            key=key,
            display_name=self.display_name,
            text=self.text,
            clock=self.clock,
        )


class StepList:
    """Gathers steps, and hands them out in the order in which they were recorded."""

    def __init__(self) -> None:
        self._steps: list[Step] = []

    def add(
        self,
        clock: datetime,
        actor: Actor,
        command: Command,
        *,
        display_name: DisplayName | None = None,
        text: TextToSeal | None = None,
        names: EventRef | None = None,
        settles: bool = False,
    ) -> None:
        """Add a step; of steps at one instant, the one added first comes first."""
        self._steps.append(
            Step(
                clock=clock,
                actor=actor,
                command=command,
                display_name=display_name,
                text=text,
                names=names,
                settles=settles,
            )
        )

    @property
    def first_clock(self) -> datetime:
        """The earliest instant of any step so far."""
        return min(step.clock for step in self._steps)

    @property
    def last_clock(self) -> datetime:
        """The latest instant of any step so far."""
        return max(step.clock for step in self._steps)

    def __iter__(self) -> Iterator[Step]:
        """Every step so far, as they were added."""
        return iter(self._steps)

    def in_order(self) -> tuple[Step, ...]:
        """All steps, the clock never going backwards."""
        return tuple(sorted(self._steps, key=lambda step: step.clock))


@dataclass(frozen=True, slots=True)
class LocalTime:
    """Makes instants of the county's days and clock times."""

    zone: ZoneInfo

    def at(self, day: date, clock: str, minutes: int = 0) -> datetime:
        """The instant, in UTC, of ``HH:MM`` that day and so many minutes later."""
        local = datetime.combine(day, time.fromisoformat(clock), tzinfo=self.zone)
        return local.astimezone(UTC) + timedelta(minutes=minutes)

    def day_of(self, instant: datetime) -> date:
        """The day it is in the county."""
        return instant.astimezone(self.zone).date()


def digest(steps: Iterable[Step]) -> str:
    """SHA-256 of all steps, in hexadecimal: equal digests, equal loads."""
    sha = hashlib.sha256()
    for step in steps:
        sha.update(repr(step).encode() + b"\n")
    return sha.hexdigest()
