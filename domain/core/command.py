"""Commands: what someone wants to happen, in the imperative. Deciding makes events or refusals of them."""

from __future__ import annotations

from dataclasses import dataclass

from domain.core.time import Occurred


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """What every command may say besides its own fields."""

    occurred_at: Occurred | None = None  # when it happened, if not now
    reason: str | None = None  # a coded reason; corrections demand one
    expected_version: int | None = None  # of the target's stream; another is a CONFLICT
