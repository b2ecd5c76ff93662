"""Words of what packs say of a rule, for those who read them."""

from __future__ import annotations

from domain.organisation.events import OrganisationKind
from domain.policies.kind import Words
from domain.policies.layers import IssuerLevel, Modality

LEVELS = {
    IssuerLevel.CENTRAL: Words(zh="中央", en="central"),
    IssuerLevel.PROVINCE: Words(zh="省级", en="province"),
    IssuerLevel.CITY: Words(zh="市级", en="city"),
    IssuerLevel.COUNTY: Words(zh="县级", en="county"),
    IssuerLevel.TOWNSHIP: Words(zh="乡镇级", en="township"),
    IssuerLevel.UNIT: Words(zh="单位", en="unit"),
}
MODALITIES = {
    Modality.MUST: Words(zh="必须", en="MUST"),
    Modality.SHOULD: Words(zh="一般应当(不执行须说明理由)", en="SHOULD (not following it takes a reason)"),
}
ORGANISATIONS = {
    OrganisationKind.PARTY_COMMITTEE: Words(zh="党委", en="party committees"),
    OrganisationKind.PARTY_WORK_COMMITTEE: Words(zh="党工委", en="party work committees"),
    OrganisationKind.GENERAL_BRANCH: Words(zh="党总支", en="general branches"),
    OrganisationKind.PARTY_BRANCH: Words(zh="党支部", en="party branches"),
    OrganisationKind.PARTY_GROUP: Words(zh="党小组", en="party groups"),
    OrganisationKind.LEAGUE_BRANCH: Words(zh="团支部", en="league branches"),
}
