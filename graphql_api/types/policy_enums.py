"""Enums of policies: how strongly they bind, whose they are, how long their periods are."""

from __future__ import annotations

from enum import StrEnum

from domain.policies.conflicts import Comparison
from domain.policies.modality import Modality
from graphql_api.types.described import describe

__all__ = ["Comparison", "IssuerLevel", "Modality", "PeriodUnit"]


class IssuerLevel(StrEnum):
    """Whose rule it is, by the names of ``domain.policies.layers.IssuerLevel``."""

    CENTRAL = "CENTRAL"
    PROVINCE = "PROVINCE"
    CITY = "CITY"
    COUNTY = "COUNTY"
    TOWNSHIP = "TOWNSHIP"
    UNIT = "UNIT"


class PeriodUnit(StrEnum):
    """Lengths of periods, by the names of ``domain.policies.periods.Unit``."""

    MONTH = "MONTH"
    QUARTER = "QUARTER"
    HALF_YEAR = "HALF_YEAR"
    YEAR = "YEAR"


describe(
    Modality,
    "How strongly a policy binds (约束程度).",
    {
        "MUST": "It binds (应当、必须).",
        "SHOULD": "What is done as a rule (一般): not to follow it takes a reason.",
    },
)
describe(
    IssuerLevel,
    "Whose rule it is (制定层级).",
    {
        "CENTRAL": "Of the Party's centre, or of the state (中央).",
        "PROVINCE": "Of the province (省级).",
        "CITY": "Of the prefecture-level city (市级).",
        "COUNTY": "Of the county (县级).",
        "TOWNSHIP": "Of a township or street (乡镇级).",
        "UNIT": "Of a unit or a branch itself (单位).",
    },
)
describe(
    PeriodUnit,
    "How long the periods of a rule are (周期).",
    {
        "MONTH": "A month (月).",
        "QUARTER": "A quarter of a year (季度).",
        "HALF_YEAR": "Half a year (半年).",
        "YEAR": "A year (年).",
    },
)
describe(
    Comparison,
    "How a local rule stands to one from above about the same matter, where it is not as strict (与上级规定比较).",
    {
        "WEAKER": "It asks for less, or binds less (弱于上级规定).",
        "NOT_COMPARABLE": "It asks for less in one point and for more in another: a person reads both (无法比较).",
    },
    name="PolicyComparison",
)
