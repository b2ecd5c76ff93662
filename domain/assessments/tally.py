"""What the slots of a period come to: how many stand how, and a digest that anybody can compute again from them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, NamedTuple
from uuid import UUID

import msgspec

from domain.core import deterministic_id
from domain.policies.verdicts import Status

Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


class SlotStand(NamedTuple):
    """How one slot stands, as far as the digest tells of it."""

    slot_id: UUID
    status: Status
    version_id: UUID
    required: int | None
    held: int | None
    verified: int | None


class Tally(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many slots stand how."""

    not_required: Count = 0
    not_yet_due: Count = 0
    pending: Count = 0
    at_risk: Count = 0
    passed: Count = 0
    off_window: Count = 0
    missed: Count = 0
    excused: Count = 0
    unknown: Count = 0

    @classmethod
    def of(cls, stands: Iterable[SlotStand]) -> Tally:
        """Of some slots."""
        counts = Counter(stand.status for stand in stands)
        return cls(**{status.value.lower(): count for status, count in counts.items()})

    @property
    def slots(self) -> int:
        """How many there are."""
        return sum(msgspec.structs.astuple(self))

    @property
    def denominator(self) -> int:
        """Of whom the rule asks something, without those who are excused. The numerator is who passed."""
        return self.slots - self.not_required - self.excused

    @property
    def is_possible(self) -> bool:
        """Whether no number is negative."""
        counts: tuple[int, ...] = msgspec.structs.astuple(self)
        return min(counts) >= 0


def assessment_id(series: str, node_id: UUID, organisation_kind: str, label: str) -> UUID:
    """The assessment of a rule at the node that adopted it, of organisations of a kind in a period; its stream."""
    return deterministic_id("period-assessment", series, node_id, organisation_kind, label)


def canonical(stands: Iterable[SlotStand]) -> bytes:
    """A line for each slot, in the order of their ids as text: id, status, version, required, held, verified.

    Fields are parted by one space, what is null is ``-``, each line ends with a line feed. Ids are written in small
    letters with hyphens.
    """
    lines = sorted(" ".join("-" if value is None else str(value) for value in stand) for stand in stands)
    return "".join(f"{line}\n" for line in lines).encode("ascii")


def digest_of(stands: Iterable[SlotStand]) -> str:
    """SHA-256 of the canonical bytes, in small hexadecimal digits."""
    return hashlib.sha256(canonical(stands)).hexdigest()


def is_digest(text: str) -> bool:
    """Whether it has the form of one."""
    return _DIGEST.fullmatch(text) is not None
