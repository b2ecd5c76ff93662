"""The answer kept with a command, so that a repetition gets it again: codes and ids, no personal data."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

import msgspec

from domain.core import Refusal, RefusalCode


class _Refusal(msgspec.Struct, omit_defaults=True):
    code: str
    path: tuple[str, ...] = ()
    index: int | None = None
    details: dict[str, str | int] = {}


class _Answer(msgspec.Struct, omit_defaults=True):
    target: UUID | None = None
    refusals: list[_Refusal] = []


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(_Answer)


class KeptAnswer(NamedTuple):
    """A kept answer, read again."""

    target_id: UUID | None
    refusals: tuple[Refusal, ...]


def encode_answer(target_id: UUID | None, refusals: tuple[Refusal, ...] = ()) -> bytes:
    """JSON of the answer."""
    kept = [_Refusal(r.code.value, r.path, r.index, dict(r.details)) for r in refusals]
    return _ENCODER.encode(_Answer(target_id, kept))


def decode_answer(answer: bytes) -> KeptAnswer:
    """The answer that ``encode_answer`` made."""
    kept = _DECODER.decode(answer)
    if not kept.refusals:
        return KeptAnswer(kept.target, ())
    refusals = tuple(Refusal(RefusalCode(r.code), r.path, r.index, r.details) for r in kept.refusals)
    return KeptAnswer(kept.target, refusals)
