"""Of the mutations about conveyance by name: an input of each that is accepted of whoever may give it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.api.county import day, make

if TYPE_CHECKING:
    from tests.api.accepted import Scene

Input = dict[str, Any]


async def told_today(scene: Scene) -> Input:
    """An item that the branch tells: the scene's member is on the list."""
    return {"organisationId": scene.county.branch, "code": "PLENUM", "issuedOn": day(0)}


async def listed(scene: Scene) -> str:
    return await make(scene.county.api, "conveyanceOpen", "conveyance", **await told_today(scene))


async def deliver(scene: Scene) -> Input:
    given = {"conveyanceId": await listed(scene), "memberIds": [scene.member], "mode": "VISIT"}
    return {**given, "on": day(0), "byId": scene.county.members[0], "secondLanguage": "II"}


async def revoke(scene: Scene) -> Input:
    given = await deliver(scene)
    await scene.county.api.done("conveyanceDeliver", "conveyance { id }", **given)
    named = {"conveyanceId": given["conveyanceId"], "memberId": scene.member}
    return {**named, "reason": "WRONG_PERSON"}


async def confirm(scene: Scene) -> Input:
    return {"conveyanceId": await listed(scene), "memberId": scene.member}


async def close(scene: Scene) -> Input:
    return {"conveyanceId": await listed(scene), "on": day(0), "reason": "MISTAKEN"}


CONVEYANCES: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "conveyanceOpen": told_today,
    "conveyanceDeliver": deliver,
    "conveyanceDeliveryRevoke": revoke,
    "conveyanceConfirm": confirm,
    "conveyanceClose": close,
}
