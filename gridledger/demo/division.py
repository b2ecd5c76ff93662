"""The real division tree of a county: its townships and villages, as of the statistical codes of 2023."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

DIRECTORY = Path(__file__).resolve().parent.parent / "reference" / "divisions"


@dataclass(frozen=True, slots=True)
class Village:
    """A village (村) or community (社区、居委会); twelve-digit code."""

    code: str
    name: str

    @property
    def short_name(self) -> str:
        """The name without the words for its committee: 金山居委会 is 金山."""
        for ending in ("社区居民委员会", "居民委员会", "村民委员会", "社区", "居委会", "村委会", "村"):
            if self.name.endswith(ending) and len(self.name) > len(ending):
                return self.name.removesuffix(ending)
        return self.name


@dataclass(frozen=True, slots=True)
class Township:
    """A town, township or street, or a zone with a code of that rank; nine-digit code."""

    code: str
    name: str
    villages: tuple[Village, ...]

    @property
    def is_rural(self) -> bool:
        """Whether it is a town (镇) or township (乡), and no street or zone."""
        return self.name.endswith(("镇", "乡"))

    @property
    def rural_places(self) -> tuple[Village, ...]:
        """Where rural branches stand: everywhere in a town, in the villages (村) of a street."""
        if self.is_rural:
            return self.villages
        return tuple(village for village in self.villages if village.name.endswith("村"))


@dataclass(frozen=True, slots=True)
class Division:
    """A county (县、县级市、区) with all that lies below it."""

    source: str
    province: str
    city: str
    county_code: str
    county: str
    townships: tuple[Township, ...]

    def township(self, code: str) -> Township:
        """The township of that code; KeyError if the county has none."""
        return {township.code: township for township in self.townships}[code]

    @property
    def median_town(self) -> Township:
        """The town in the middle by number of villages (of equals, by code)."""
        towns = [township for township in self.townships if township.is_rural] or list(self.townships)
        return sorted(towns, key=lambda town: (len(town.villages), town.code))[len(towns) // 2]

    @property
    def place_names(self) -> tuple[str, ...]:
        """Every name in the tree."""
        villages = (village.name for township in self.townships for village in township.villages)
        return (self.county, *(township.name for township in self.townships), *villages)


def known_counties() -> list[str]:
    """Six-digit codes of the counties whose division tree ships with this package."""
    return sorted(path.stem for path in DIRECTORY.glob("*.json"))


def load_division(county_code: str) -> Division:
    """The tree of a county. ValueError names the counties that there are."""
    if county_code not in known_counties():
        raise ValueError(f"no county {county_code}; there are: {', '.join(known_counties())}")
    tree = json.loads((DIRECTORY / f"{county_code}.json").read_text(encoding="utf-8"))
    return Division(
        source=tree["source"],
        province=tree["province"]["name"],
        city=tree["city"]["name"],
        county_code=tree["county"]["code"],
        county=tree["county"]["name"],
        townships=tuple(
            Township(
                code=township["code"],
                name=township["name"],
                villages=tuple(Village(village["code"], village["name"]) for village in township["villages"]),
            )
            for township in tree["townships"]
        ),
    )
