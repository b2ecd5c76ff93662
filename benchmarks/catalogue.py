"""All benchmarks by name, in the order in which they run."""

from __future__ import annotations

from benchmarks.rows import (
    append,
    command,
    compliance,
    counties,
    county_year,
    escalation,
    mutation,
    reading,
    rebuild,
    rehearsal,
    visible,
    whole_county,
)

_IN_ORDER = (
    append,
    counties,
    command,
    mutation,
    rebuild,
    visible,
    reading,
    county_year,
    compliance,
    escalation,
    rehearsal,
    whole_county,
)
BENCHMARKS = {row.BENCHMARK.name: row.BENCHMARK for row in _IN_ORDER}
