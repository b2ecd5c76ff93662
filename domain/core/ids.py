"""Identifiers: UUID version 7 for what happens, version 8 for what follows from it."""

from __future__ import annotations

import hashlib
import os
import time
from typing import Protocol
from uuid import UUID

_VARIANT = 0x8000_0000_0000_0000


class Ids(Protocol):
    """Where new identifiers come from; injected, so that tests and simulations repeat."""

    def event_id(self) -> UUID:
        """A new event id."""
        ...

    def new_id(self) -> UUID:
        """A new id for a member, a meeting, an organisation and so on."""
        ...


class RandomIds:
    """UUID version 7 (RFC 9562): milliseconds first, so that index pages fill in order."""

    def event_id(self) -> UUID:
        """A new event id."""
        return uuid7()

    def new_id(self) -> UUID:
        """A new id of anything else."""
        return uuid7()


def uuid7(at_ms: int | None = None) -> UUID:
    """A UUID of version 7 for Unix time ``at_ms`` in milliseconds (now by default)."""
    at_ms = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    random = int.from_bytes(_ten_random_bytes(), "big")
    high = (at_ms & 0xFFFF_FFFF_FFFF) << 16 | 0x7000 | random >> 68
    low = _VARIANT | random & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=high << 64 | low)


# From the kernel by the block: a call of it for every id takes as long as the rest of making one.
_BLOCK = 256
_random: list[bytes] = []
if hasattr(os, "register_at_fork"):  # where there is fork: parent and child would make the same ids
    os.register_at_fork(after_in_child=_random.clear)


def _ten_random_bytes() -> bytes:
    try:
        return _random.pop()  # each goes to one caller, also among threads
    except IndexError:
        block = os.urandom(10 * _BLOCK)
        _random.extend(block[start : start + 10] for start in range(10, len(block), 10))
        return block[:10]


def deterministic_id(*parts: str | int | UUID) -> UUID:
    """A UUID of version 8 from ``parts`` alone: the same consequence of the same facts has the same id.

    SHA-256 over the parts as text, each ended by a zero byte; version and variant bits set as RFC 9562 asks.
    """
    return uuid8(hashlib.sha256(b"".join(str(part).encode() + b"\0" for part in parts)).digest())


def uuid8(digest: bytes) -> UUID:
    """A UUID of version 8 from the first 16 bytes of a digest, less the bits of version and variant."""
    value = int.from_bytes(digest[:16], "big")
    high = value >> 64 & ~0xF000 | 0x8000
    low = _VARIANT | value & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=high << 64 | low)
