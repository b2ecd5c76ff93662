"""Late entry (补录): from when on an entry counts as made late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.policies.modality import Modality


@dataclass(frozen=True, kw_only=True, slots=True)
class LateEntry:
    """Days after a meeting within which an entry is in time. Later ones are marked, and never refused."""

    version: str
    source: str  # whose rule
    modality: Modality
    grace_days: int


def late_entry_days(policy: LateEntry, held_on: date, entered_on: date) -> int:
    """Days beyond the grace; 0 if in time."""
    return max(0, (entered_on - held_on).days - policy.grace_days)
