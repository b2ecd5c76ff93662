"""Where decisions find the policy version in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

from domain.policies.late_entry import LateEntry
from domain.policies.modality import Modality
from domain.policies.retroactive_leave import RetroactiveLeave


class PolicyBook(Protocol):
    """One method a kind of policy; ``on`` is the date of the fact that is decided about."""

    def late_entry(self, on: date) -> LateEntry:
        """When an entry about a meeting held on that day counts as late."""
        ...

    def retroactive_leave(self, on: date) -> RetroactiveLeave:
        """How late leave may be asked for by a request of that day."""
        ...


P = TypeVar("P")


class BuiltInBook:
    """The policies every county starts with, as no norm above it says how many days."""

    _LATE_ENTRY = (
        (
            date.min,
            LateEntry(version="late-entry/1", source="built in", modality=Modality.SHOULD, grace_days=7),
        ),
    )
    _RETROACTIVE_LEAVE = (
        (
            date.min,
            RetroactiveLeave(
                version="retroactive-leave/1", source="built in", modality=Modality.MUST, most_days_after=30
            ),
        ),
    )

    def late_entry(self, on: date) -> LateEntry:
        """Entries are in time up to 7 days after the meeting."""
        return in_force(self._LATE_ENTRY, on)

    def retroactive_leave(self, on: date) -> RetroactiveLeave:
        """Leave may be asked for up to 30 days after its first day."""
        return in_force(self._RETROACTIVE_LEAVE, on)


def in_force(versions: Sequence[tuple[date, P]], on: date) -> P:
    """The last of ``versions`` (first day and policy, in order) that has begun by ``on``."""
    return next(policy for from_on, policy in reversed(versions) if from_on <= on)
