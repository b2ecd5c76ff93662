"""Of the mutations about policies: an input of each that is accepted of whoever may give it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from domain.policies.periods import Period, Unit
from tests.api.county import TODAY, County, day

if TYPE_CHECKING:
    from tests.api.accepted import Scene

Input = dict[str, Any]


def pack_text(
    pack: str,
    version: str = "1",
    *,
    at_least: int = 1,
    per: str = "quarter",
    level: str = "unit",
    modality: str = "MUST",
) -> str:
    """A pack of one rule: so many lectures in each period."""
    return f"""
pack = "{pack}"
version = "{version}"
title = {{ zh = "党课制度", en = "Rules of lectures" }}
issuer = {{ zh = "某单位", en = "A unit" }}
issuer_level = "{level}"
source = {{ zh = "内部文件", en = "A paper of the unit" }}
effective_from = 2016-01-01
[[rules]]
series = "{pack}/lecture"
title = {{ zh = "党课", en = "The lecture" }}
quote = "按期上党课"
quote_checked = true
modality = "{modality}"
organisations = ["PARTY_BRANCH"]
[rules.rule]
kind = "meeting-frequency"
meeting = "PARTY_LECTURE"
per = "{per}"
at_least = {at_least}
partial_period = "not_required"
[[rules.readings]]
parameter = "partial_period"
question = {{ zh = "成立当期是否要求?", en = "Of the first period too?" }}
chosen_by = "组织部"
"""


async def published(county: County, pack: str, **given: Any) -> str:
    """The name of a pack of one rule, published by the county."""
    await county.api.done("policyPackPublish", text=pack_text(pack, **given))
    return pack


async def publish(scene: Scene) -> Input:
    return {"text": pack_text(f"unit-{scene.number}")}


async def adopt(scene: Scene) -> Input:
    pack = await published(scene.county, f"unit-{scene.number}")
    branch = scene.county.branch
    return {"nodeId": branch, "pack": pack, "version": "1", "since": day(-20), "approvedBy": branch}


async def adopted(scene: Scene) -> Input:
    given = await adopt(scene)
    await scene.county.api.done("policyAdopt", **given)
    return {"nodeId": given["nodeId"], "series": f"{given['pack']}/lecture"}


async def end(scene: Scene) -> Input:
    return {**await adopted(scene), "until": day(-10)}


async def annul(scene: Scene) -> Input:
    return {**await adopted(scene), "since": day(-20), "reason": "WRONG_NODE"}


def month_ahead(months: int = 1) -> str:
    """The label of a month to come: rules in force today are in force on its first day."""
    return Period(Unit.MONTH, Period.of(TODAY, Unit.MONTH).ordinal + months).label


async def depart(scene: Scene) -> Input:
    """From a rule that the branch keeps as a rule, in the month to come."""
    pack = await published(scene.county, f"custom-{scene.number}", per="month", modality="SHOULD")
    branch = scene.county.branch
    await scene.county.api.done(
        "policyAdopt", nodeId=branch, pack=pack, version="1", since=day(-20), approvedBy=branch
    )
    about = {"organisationId": branch, "series": f"{pack}/lecture", "adoptedAt": branch}
    return {**about, "period": month_ahead(), "reason": "FLOODS"}


async def take_back(scene: Scene) -> Input:
    given = await depart(scene)
    await scene.county.api.done("departureRecord", **given)
    return {**given, "reason": "MISTAKEN"}


POLICIES: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "policyPackPublish": publish,
    "policyAdopt": adopt,
    "policyAdoptionEnd": end,
    "policyAdoptionAnnul": annul,
    "departureRecord": depart,
    "departureWithdraw": take_back,
}
