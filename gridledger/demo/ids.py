"""Ids of the demo's entities, from tenant, seed and place in the plan: known before anything is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from domain.core import deterministic_id


@dataclass(frozen=True, slots=True)
class DemoIds:
    """Makes ids; the same tenant and seed, the same ids."""

    tenant_id: str
    seed: int

    def of(self, kind: str, *parts: str | int | UUID) -> UUID:
        """The id of the entity of that kind at that place in the plan."""
        return deterministic_id("demo", self.tenant_id, self.seed, kind, *parts)

    @property
    def committee(self) -> UUID:
        """The county's committee, at the root of the organisation tree."""
        return self.of("committee", "county")

    def township_committee(self, code: str) -> UUID:
        """The committee of a town or street."""
        return self.of("committee", code)

    @property
    def agencies_committee(self) -> UUID:
        """The work committee of the county's own agencies (机关工委)."""
        return self.of("committee", "agencies")

    def grid(self, *place: str | int) -> UUID:
        """The grid of a district, town or village, or below."""
        return self.of("grid", *place)
