"""Counters by difference: what an object contributes, before and after an event."""

from __future__ import annotations

from collections.abc import Mapping


def difference(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """What to add to go from ``before`` to ``after``: counters that stay are left out, missing ones 0."""
    changes = {name: change for name, count in after.items() if (change := count - before.get(name, 0))}
    for name, count in before.items():
        if count and name not in after:
            changes[name] = -count
    return changes
