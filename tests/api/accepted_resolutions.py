"""Of the mutations about proposals and resolutions: an accepted input of each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.api.county import day, make

if TYPE_CHECKING:
    from tests.api.accepted import Scene

Input = dict[str, Any]


async def propose(scene: Scene) -> Input:
    given = {"organisationId": scene.county.branch, "code": "FISH_PONDS", "on": day(-4)}
    return {**given, "memberId": scene.member}


async def proposal(scene: Scene) -> str:
    return await make(scene.county.api, "proposalRaise", "proposal", **await propose(scene))


async def withdraw_proposal(scene: Scene) -> Input:
    return {"proposalId": await proposal(scene), "reason": "MISTAKEN"}


async def resolve(scene: Scene) -> Input:
    about = {"code": "FISH_PONDS", "proposalIds": [await proposal(scene)]}
    return {"organisationId": scene.county.branch, **about, "on": day(-2)}


async def publish(scene: Scene) -> Input:
    made = await make(scene.county.api, "resolutionMake", "resolution", **await resolve(scene))
    return {"resolutionId": made, "on": day(-1)}


async def unpublish(scene: Scene) -> Input:
    given = await publish(scene)
    await make(scene.county.api, "resolutionPublish", "resolution", **given)
    return {"resolutionId": given["resolutionId"], "reason": "NOT_ON_THE_BOARD"}


async def withdraw(scene: Scene) -> Input:
    given = await publish(scene)
    return {"resolutionId": given["resolutionId"], "reason": "NO_QUORUM"}


RESOLUTIONS: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "proposalRaise": propose,
    "proposalWithdraw": withdraw_proposal,
    "resolutionMake": resolve,
    "resolutionPublish": publish,
    "resolutionUnpublish": unpublish,
    "resolutionWithdraw": withdraw,
}
