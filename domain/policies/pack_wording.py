"""Words of what packs say of a rule, for those who read them."""

from __future__ import annotations

from domain.policies.kind import Words
from domain.policies.layers import IssuerLevel
from domain.policies.modality import Modality

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
