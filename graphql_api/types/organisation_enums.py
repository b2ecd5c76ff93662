"""Enums of organisations."""

from __future__ import annotations

from domain.organisation.events import BranchForm, BranchSector, OrganisationKind
from graphql_api.types.described import describe

__all__ = ["BranchForm", "BranchSector", "OrganisationKind"]

describe(
    OrganisationKind,
    "Kinds of organisation (组织类型).",
    {
        "PARTY_COMMITTEE": "Party committee (党委).",
        "PARTY_WORK_COMMITTEE": "Party work committee (党工委).",
        "GENERAL_BRANCH": "General branch (党总支).",
        "PARTY_BRANCH": "Party branch (党支部).",
        "PARTY_GROUP": "Party group (党小组).",
        "LEAGUE_BRANCH": "Branch of the Youth League (团支部); nothing of it counts in figures of the party.",
    },
)
describe(
    BranchSector,
    "Where a branch stands in life (支部类别).",
    {
        "RURAL": "Village (农村).",
        "COMMUNITY": "Urban community (社区).",
        "AGENCY": "Agency of government (机关).",
        "ENTERPRISE": "Enterprise (企业).",
        "SCHOOL": "School (学校).",
    },
)
describe(
    BranchForm,
    "How a branch of the party is made up (支部设置形式).",
    {
        "REGULAR": "Of one unit or place (单独组建).",
        "JOINT": "Of several units, five at most (联合党支部).",
        "TEMPORARY": "For a task, until it is done (临时党支部): nobody is at home there.",
        "VIRTUAL": "Of members at home in different branches (虚拟党支部).",
        "FUNCTIONAL": "For a function beside the tree (功能型党支部): nobody is at home there.",
    },
)
