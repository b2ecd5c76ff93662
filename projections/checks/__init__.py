"""Checks: which findings follow from what an event changed. One topic a file, each file in the list below."""

from __future__ import annotations

from projections.checks import coverage, dues, grids, leading, presences, rosters, service, sizes, supervision
from projections.checks.declare import Check

CHECKS: tuple[Check, ...] = (
    *coverage.CHECKS,
    *dues.CHECKS,
    *grids.CHECKS,
    *leading.CHECKS,
    *presences.CHECKS,
    *rosters.CHECKS,
    *service.CHECKS,
    *sizes.CHECKS,
    *supervision.CHECKS,
)
