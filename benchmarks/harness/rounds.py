"""Contenders in turns, so that a disturbance of the machine meets all of them."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Mapping, Sequence

from benchmarks.harness.process import Round

Play = Callable[[], Round]


def in_turns(contenders: Mapping[str, Play], rounds: int) -> dict[str, list[Round]]:
    """ABAB…: every contender ``rounds`` times, after one round each that warms up and is thrown away."""
    for play in contenders.values():
        play()
    played: dict[str, list[Round]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, play in contenders.items():
            played[name].append(play())
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return played


def median(rounds: Sequence[Round], of: Callable[[Round], float]) -> float:
    """The median of a figure over rounds."""
    return statistics.median(map(of, rounds))


def median_ratio(ours: Sequence[Round], theirs: Sequence[Round], of: Callable[[Round], float]) -> float:
    """The median over rounds of ours by theirs, each beside the one that was played next to it."""
    return statistics.median(of(a) / of(b) for a, b in zip(ours, theirs, strict=True))


def rate(played: Round) -> float:
    """Units a second."""
    return played.rate


def cpu_us(played: Round) -> float:
    """CPU microseconds a unit."""
    return played.cpu_us


def told(rounds: Sequence[Round]) -> str:
    """Rate and CPU, as the table says them."""
    return f"{median(rounds, rate):,.0f}/s, {median(rounds, cpu_us):,.0f} µs CPU"
