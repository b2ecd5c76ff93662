"""How long those elected serve, and when the next election is due (换届)."""

from __future__ import annotations

from datetime import date

from domain.organisation.events import BranchSector, OrganisationKind
from domain.organisation.state import Organisation

SOURCE = "terms/2018"  # 党支部工作条例（试行）, article 10; 关于党的基层组织任期的意见: committees
COMMITTEE_YEARS = 5
VILLAGE_YEARS = 5  # of branches and general branches of villages and urban communities
BRANCH_YEARS = 3  # of all others
_COMMITTEES = frozenset([OrganisationKind.PARTY_COMMITTEE, OrganisationKind.PARTY_WORK_COMMITTEE])
_VILLAGES = frozenset([BranchSector.RURAL, BranchSector.COMMUNITY])


def term_years(organisation: Organisation) -> int:
    """The term of those elected there, in years."""
    if organisation.kind in _COMMITTEES:
        return COMMITTEE_YEARS
    return VILLAGE_YEARS if organisation.sector in _VILLAGES else BRANCH_YEARS


def term_end(held_on: date, years: int) -> date:
    """The same day so many years later; of 29 February the 28th where there is none."""
    try:
        return held_on.replace(year=held_on.year + years)
    except ValueError:
        return held_on.replace(year=held_on.year + years, day=28)
