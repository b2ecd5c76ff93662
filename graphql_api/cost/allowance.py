"""What a role may ask for: in one operation, in a minute, and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from application.actor import Role

# Of the processor, for what an account sends that cannot be executed, whatever its role: a four-hundredth of it, about
# a dozen documents at once.
FAULTS_MS_PER_MINUTE = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """The limits of one role."""

    operation_points: int  # the largest cost of one operation
    points_per_minute: int  # of one account; also how many it can save up
    read_timeout_ms: int  # of one statement that reads

    def __post_init__(self) -> None:
        """An operation that no amount of waiting would pay for is refused for its cost, not put off for ever."""
        if self.points_per_minute < self.operation_points:
            raise ValueError("points_per_minute is less than operation_points")


# docs/api-conventions.md shows this table. Any role may ask for the whole schema at once, as tools do.
ROLE_ALLOWANCES: Mapping[Role, Allowance] = MappingProxyType(
    {
        Role.OPERATOR: Allowance(operation_points=30_000, points_per_minute=60_000, read_timeout_ms=5_000),
        Role.MEMBER: Allowance(operation_points=30_000, points_per_minute=60_000, read_timeout_ms=3_000),
        Role.GRID_WORKER: Allowance(operation_points=30_000, points_per_minute=60_000, read_timeout_ms=3_000),
        Role.BRANCH_SECRETARY: Allowance(
            operation_points=30_000, points_per_minute=200_000, read_timeout_ms=5_000
        ),
        Role.TOWNSHIP_SECRETARY: Allowance(
            operation_points=30_000, points_per_minute=400_000, read_timeout_ms=5_000
        ),
        Role.COUNTY_SECRETARY: Allowance(
            operation_points=50_000, points_per_minute=1_000_000, read_timeout_ms=10_000
        ),
        Role.INSPECTOR: Allowance(
            operation_points=50_000, points_per_minute=1_000_000, read_timeout_ms=10_000
        ),
        Role.INTEGRATOR: Allowance(
            operation_points=50_000, points_per_minute=5_000_000, read_timeout_ms=10_000
        ),
    }
)

Allowances = Mapping[Role, Allowance]
