"""Which of the answers that a subscription comes to are items, and how far each of them reaches."""

from __future__ import annotations

import hashlib
from typing import Any, Protocol

import orjson

from graphql_api.subscriptions.asked import POSITION, REACH, AskedSubscription
from graphql_api.subscriptions.fields import CHANGES

NOW = 2**63 - 1  # a position after which there is nothing: what it is now, is found out by the first look


class Telling(Protocol):
    """What is told of a subscription, look by look."""

    since: int  # the position after which the next look reads
    is_behind: bool  # whether there is more to tell at once
    price_of_nothing: int  # of a look that finds nothing to tell, in points

    def take(self, data: dict[str, Any], position: int) -> dict[str, Any] | None:
        """The item that a look at ``position`` comes to; None where there is nothing to tell."""
        ...

    def reached(self, position: int) -> int:
        """How far an item tells of all there is, whose look reflects ``position``."""
        ...


class Newest:
    """An object: whatever differs from what was told before."""

    since = 0
    is_behind = False
    price_of_nothing = 0  # else what was paid would tell of changes that the caller may not see

    def __init__(self) -> None:
        self._last: bytes | None = None  # its digest

    def take(self, data: dict[str, Any], position: int) -> dict[str, Any] | None:
        """The object, if it is another than before."""
        written = orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS)
        digest = hashlib.blake2b(written, digest_size=16).digest()
        if digest == self._last:
            return None
        self._last = digest
        return data

    def reached(self, position: int) -> int:
        """The object's state is that of the look."""
        return position


class Pages:
    """What is recorded, page by page: each begins after the last event of the one before."""

    price_of_nothing = 1

    def __init__(self, key: str, after: int | None, size: int) -> None:
        self._key = key
        self._size = size
        self.since = NOW if after is None else after
        self.is_behind = False

    def take(self, data: dict[str, Any], position: int) -> dict[str, Any] | None:
        """The page, if there is anything on it."""
        told: dict[str, Any] = orjson.loads(orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS))
        found = [one[POSITION] for one in told[self._key].pop(REACH)]
        self.is_behind = len(found) >= self._size
        if self.is_behind:
            self.since = found[-1]
        else:  # all up to there has been seen, also what the filter leaves out
            self.since = position if self.since == NOW else max(self.since, position)
        return told if found else None

    def reached(self, position: int) -> int:
        """All that there is up to there has been told."""
        return self.since


def telling(asked: AskedSubscription, default_size: int) -> Telling:
    """How a subscription is told of."""
    if asked.field != CHANGES:
        return Newest()
    return Pages(asked.key, asked.arguments.get("after"), asked.arguments.get("first") or default_size)
