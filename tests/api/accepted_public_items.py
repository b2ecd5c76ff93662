"""Of the mutations about public items: an accepted input of each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.api.county import day, make

if TYPE_CHECKING:
    from tests.api.accepted import Scene

Input = dict[str, Any]


async def post(scene: Scene) -> Input:
    """Of a member, with nothing said of a violation."""
    given = {"organisationId": scene.county.branch, "memberId": scene.member, "weakness": "PERFORMANCE"}
    return {**given, "on": day(-3), "standsUntil": day(5)}


async def posted(scene: Scene) -> str:
    return await make(scene.county.api, "publicItemPost", "publicItem", **await post(scene))


async def about_violation(scene: Scene) -> Input:
    """Of the branch as such, since it did what was reported of it."""
    given = {"organisationId": scene.county.branch, "kind": "OPERATING_RULES", "severity": "SERIOUS"}
    told = {**given, "code": "ENGINE_NOT_WARMED", "occurredAt": day(-3)}
    violation = await make(scene.county.api, "violationReport", "violation", **told)
    about = {"weakness": "VIOLATION", "violationId": violation, "on": day(-1)}
    return {"organisationId": scene.county.branch, **about}


async def end(scene: Scene) -> Input:
    return {"publicItemId": await posted(scene), "on": day(0), "ending": "IMPROVED"}


async def withdraw(scene: Scene) -> Input:
    return {"publicItemId": await posted(scene), "reason": "MISTAKEN"}


PUBLIC_ITEMS: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "publicItemPost": post,
    "publicItemEnd": end,
    "publicItemWithdraw": withdraw,
}
