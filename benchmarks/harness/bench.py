"""What a benchmark is given, and what it may not choose for itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.harness.result import Report


@dataclass(frozen=True)
class Scale:
    """How much is measured: a quick run proves that a benchmark works, not how fast anything is."""

    quick: bool = False
    townships: int | None = None  # of the county-year; None: all

    @property
    def rounds(self) -> int:
        """Rounds of each contender, besides the one that warms up."""
        return 1 if self.quick else 5

    def of(self, amount: int, quick: int) -> int:
        """An amount of work: ``quick`` of it in a quick run."""
        return quick if self.quick else amount


@dataclass(frozen=True)
class Benchmark:
    """One file of benchmarks/rows."""

    name: str
    what: str
    run: Callable[[Scale], Report]
    peers: bool = True  # whether it needs what .bench has
