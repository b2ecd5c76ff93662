"""Canonical JSON for payloads: one value, one sequence of bytes.

For what payloads may hold (objects with ASCII keys, lists, text, whole numbers below 2^53, true, false) these
are the bytes of RFC 8785: keys sorted, no white space, UTF-8, only the mandatory escapes.
"""

from __future__ import annotations

from typing import Any

import msgspec
from eventsourcing.persistence import Transcoder

MAX_SAFE_INTEGER = 2**53 - 1  # beyond it, a reader that holds numbers as doubles would see another number


class CanonicalTranscoder(Transcoder):
    """The library's seam for the bytes of an event's state."""

    def __init__(self) -> None:
        self._encoder = msgspec.json.Encoder(order="sorted")
        self._decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder()

    def encode(self, obj: dict[str, Any]) -> bytes:
        """Bytes of ``obj``; UUIDs, dates, enums become text. ValueError: half a surrogate pair."""
        return self._encoder.encode(obj)

    def decode(self, data: bytes) -> Any:
        """The plain value of ``data``; msgspec.DecodeError if it is no JSON."""
        return self._decoder.decode(data)
