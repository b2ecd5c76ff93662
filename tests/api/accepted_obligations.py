"""Of the mutations about obligations: an input of each that is accepted of whoever may give it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.api.county import day
from tests.api.obliged import obliged

if TYPE_CHECKING:
    from tests.api.accepted import Scene

Input = dict[str, Any]


async def opened(scene: Scene) -> str:
    """About a member of the branch, which owes it."""
    about, branch = scene.county.members[0], scene.county.branch
    return await obliged(scene.county.api, about, branch, key=f"scene/{scene.number}")


async def assign(scene: Scene) -> Input:
    return {"obligationId": await opened(scene), "assigneeId": scene.member}


async def fulfil(scene: Scene) -> Input:
    """By whoever may, and by the member who is to see to it."""
    given = await assign(scene)
    await scene.county.api.done("obligationAssign", "obligation { id }", **given)
    return {"obligationId": given["obligationId"], "on": day(0)}


async def of_the_branch(scene: Scene) -> Input:
    """About the branch, and for the township to see to."""
    api, key = scene.county.api, f"scene/{scene.number}"
    opened = await obliged(api, scene.county.branch, scene.county.township, key=key)
    return {"obligationId": opened, "on": day(0)}


async def waive(scene: Scene) -> Input:
    return {"obligationId": await opened(scene), "reason": "LEFT_FOR_WORK"}


OBLIGATIONS: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "obligationAssign": assign,
    "obligationFulfil": fulfil,
    "obligationWaive": waive,
}
