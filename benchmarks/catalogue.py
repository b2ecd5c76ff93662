"""All benchmarks by name, in the order in which they run."""

from __future__ import annotations

from benchmarks.rows import append, counties

BENCHMARKS = {one.name: one for one in (append.BENCHMARK, counties.BENCHMARK)}
