"""What a benchmark says: rows of a table, and everything that was measured to fill them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from benchmarks.harness.process import Round


@dataclass(frozen=True)
class Target:
    """What a figure is to reach."""

    relation: Literal["≥", "≤"]
    bound: float
    unit: str = ""

    def reached_by(self, value: float) -> bool:
        """Whether it does."""
        return value >= self.bound if self.relation == "≥" else value <= self.bound

    def __str__(self) -> str:
        return f"{self.relation} {self.bound:,g}{' ' + self.unit if self.unit else ''}"


@dataclass(frozen=True)
class Row:
    """One line of the table. ``figure`` is what the target speaks of: a ratio, or ours itself."""

    what: str
    ours: str
    beside: str  # whom, "" where nothing stands beside it
    theirs: str
    figure: float
    target: Target | None = None

    @property
    def verdict(self) -> str:
        """Whether the target is reached."""
        if self.target is None:
            return ""
        return "yes" if self.target.reached_by(self.figure) else "no"


@dataclass
class Report:
    """A benchmark's rows, the rounds behind them, and its settings."""

    name: str
    settings: dict[str, Any] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    rounds: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def keep(self, played: Mapping[str, Sequence[Round]], prefix: str = "") -> None:
        """Keep rounds for the record."""
        for name, rounds in played.items():
            self.rounds[prefix + name] = [asdict(one) for one in rounds]

    def write(self, folder: Path, machine: Mapping[str, Any]) -> None:
        """Write all of it as JSON."""
        record = {
            "name": self.name,
            "machine": dict(machine),
            "settings": self.settings,
            "rows": [{**asdict(row), "verdict": row.verdict} for row in self.rows],
            "rounds": self.rounds,
        }
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(record, indent=1, ensure_ascii=False, default=_rounded)
        (folder / f"{self.name}.json").write_text(text + "\n", encoding="utf-8")


def _rounded(value: object) -> object:
    return str(value)
