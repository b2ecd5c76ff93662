"""What follows from the form of a branch (党支部工作条例（试行）, 2018)."""

from __future__ import annotations

from domain.organisation.events import BranchForm, OrganisationKind
from domain.organisation.state import Organisation

MOST_JOINT_UNITS = 5  # that form one joint branch, article 5: 联合党支部覆盖单位一般不超过5个

_WITH_HOMES = frozenset([None, BranchForm.REGULAR, BranchForm.JOINT])
_BRANCHES = frozenset([OrganisationKind.PARTY_BRANCH, OrganisationKind.LEAGUE_BRANCH])


def form_of(organisation: Organisation) -> BranchForm | None:
    """The form of a party branch, REGULAR unless its founding said another; None of all else."""
    if organisation.kind is not OrganisationKind.PARTY_BRANCH:
        return None
    return organisation.form or BranchForm.REGULAR


def has_homes(organisation: Organisation) -> bool:
    """Whether members may have their home affiliation there, and with it what only a home can do.

    A temporary branch exists where affiliations are not moved (article 5): it admits and confirms nobody, collects no
    dues and elects nobody (article 6). A virtual or functional one gathers members who stay at home elsewhere.
    """
    return organisation.kind in _BRANCHES and organisation.form in _WITH_HOMES


def holds_elections(organisation: Organisation) -> bool:
    """Whether it has a committee or secretary by election; those of a temporary branch are appointed."""
    return organisation.kind is not OrganisationKind.PARTY_GROUP and organisation.form in _WITH_HOMES


collects_dues = has_homes
"""Whether dues are paid there: where the member is at home."""
