"""Which county the demo loads, and how much of it: each choice is a county of its own in the database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from gridledger.demo.cast import Account
from gridledger.demo.division import known_counties, load_division
from gridledger.demo.figures import REFERENCE_COUNTY
from gridledger.demo.generator import TENANT, WHOLE_TENANT, Script, make_script, whole_script

_FULL = "-full"
_SAMPLE = "-demo"


class UnknownDemoError(ValueError):
    """There is no such demo."""

    def __init__(self, given: str, known: list[str]) -> None:
        super().__init__(f"{self.__doc__} ({given}; there are: {', '.join(known)})")


@dataclass(frozen=True)
class Demo:
    """A county by its division code: its median town with a year of life, or, ``full``, all that lives there."""

    county: str = REFERENCE_COUNTY
    full: bool = False

    def __post_init__(self) -> None:
        if self.county not in known_counties():
            raise UnknownDemoError(self.county, sorted(known_counties()))

    @classmethod
    def of(cls, tenant_id: str) -> Demo:
        """The demo that is loaded under that name. UnknownDemoError."""
        for county in known_counties():
            for full in (False, True):
                if (demo := cls(county, full)).tenant_id == tenant_id:
                    return demo
        raise UnknownDemoError(tenant_id, [cls(county).tenant_id for county in sorted(known_counties())])

    @property
    def tenant_id(self) -> str:
        """Under which name it is loaded."""
        if self.county == REFERENCE_COUNTY:
            return WHOLE_TENANT if self.full else TENANT
        return self.county + (_FULL if self.full else _SAMPLE)

    @property
    def script(self) -> Script:
        """Everything to load; of a whole county made anew each time, since half a gigabyte is not to be kept."""
        if self.full:
            return whole_script(load_division(self.county), tenant_id=self.tenant_id)
        return self.sample

    @cached_property
    def sample(self) -> Script:
        """The median town alone: who signs in and what they ask first is the same with all the others beside it."""
        return make_script(load_division(self.county), tenant_id=self.tenant_id)

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Who can look at it, those with the widest view first."""
        return self.sample.accounts
