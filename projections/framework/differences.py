"""Counters by difference: what an object contributes, before and after an event."""

from __future__ import annotations

from collections.abc import Mapping


def difference(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """What to add to go from ``before`` to ``after``: counters that stay are left out, missing ones 0."""
    return {
        name: change
        for name in before.keys() | after.keys()
        if (change := after.get(name, 0) - before.get(name, 0))
    }
