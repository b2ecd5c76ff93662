"""What was published about a county's members and branches; for other counties the same proportions."""

from __future__ import annotations

from dataclasses import dataclass, fields

from gridledger.demo.division import Division


@dataclass(frozen=True, slots=True)
class Figures:
    """Totals of a county, and where they come from."""

    source: str
    members: int  # 党员
    rural_members: int  # 农村党员
    branches: int  # 党支部
    rural_branches: int  # 农村党支部
    large_rural_branches: int  # of these: with 100 members or more
    agency_branches: int  # 机关党支部
    grid_districts: int  # 片区
    households_visited: int  # 走访户数, in a year
    issues_raised: int  # 问题
    issues_closed: int  # 办结

    @property
    def other_branches(self) -> int:
        """Branches of communities, schools and enterprises: what the published kinds leave."""
        return self.branches - self.rural_branches - self.agency_branches


REFERENCE_COUNTY = "430281"

PUBLISHED = {
    REFERENCE_COUNTY: Figures(
        source="醴陵市“主题党员活动日”: 现有党员46509名, 农村党员27629名; 党支部1067个, 农村党支部380个, "
        "党员人数在100人以上的农村党支部141个; 447个机关党支部; 5大片区、5级责任网格; "
        "走访105632户, 问题21549个, 办结19427个",
        members=46_509,
        rural_members=27_629,
        branches=1_067,
        rural_branches=380,
        large_rural_branches=141,
        agency_branches=447,
        grid_districts=5,
        households_visited=105_632,
        issues_raised=21_549,
        issues_closed=19_427,
    )
}
REFERENCE_VILLAGES = 272  # villages and communities of the reference county, 2023


def figures_of(division: Division) -> Figures:
    """The published figures; for a county without any, the reference county's in proportion to villages."""
    published = PUBLISHED.get(division.county_code)
    if published is not None:
        return published
    reference = PUBLISHED[REFERENCE_COUNTY]
    villages = sum(len(township.villages) for township in division.townships)
    scaled = {
        field.name: round(getattr(reference, field.name) * villages / REFERENCE_VILLAGES)
        for field in fields(Figures)
        if field.name not in {"source", "grid_districts"}
    }
    source = f"in proportion to the villages of {REFERENCE_COUNTY}: nothing is published"
    return Figures(source=source, grid_districts=reference.grid_districts, **scaled)
