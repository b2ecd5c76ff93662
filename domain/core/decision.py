"""What deciding returns: events, or refusals as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Union
from uuid import UUID

from domain.core.event import DomainEvent
from domain.core.refusal_codes import RefusalCode


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command was refused: a stable code, the input field it is about, and facts for the message.

    ``path`` names that field from the input down, as the API spells it. ``details`` hold codes, numbers,
    dates and ids; never names or free text, since answers are kept.
    """

    code: RefusalCode
    path: tuple[str, ...] = ()
    index: int | None = None  # position in a list input, from 0
    details: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """The command was refused, for all of these reasons; nothing is appended."""

    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """The command was accepted: these events follow. No events means that what it wants is already so."""

    events: tuple[DomainEvent, ...]


Decision = Union[Accepted, Refused]  # noqa: UP007 - an alias that reads in annotations and isinstance alike


def accept(events: Iterable[DomainEvent] = ()) -> Accepted:
    """Accept with ``events``."""
    return Accepted(tuple(events))


def refuse(code: RefusalCode, *path: str, index: int | None = None, **details: str | int | UUID) -> Refused:
    """Refuse for one reason; ``path`` names the input field."""
    plain = {name: value if isinstance(value, int) else str(value) for name, value in details.items()}
    return Refused((Refusal(code, path, index, plain),))
