"""Commands about the county's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class CloseDay(Command):
    """Record that a day is over."""

    day: date
