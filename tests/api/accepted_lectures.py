"""Of the mutations about menus and orders of lectures: an accepted input of each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.api.county import TODAY, day, make

if TYPE_CHECKING:
    from tests.api.accepted import Scene

Input = dict[str, Any]
MONTH = TODAY.replace(day=1).isoformat()


async def publish(scene: Scene) -> Input:
    return {"nodeId": scene.county.township, "month": MONTH, "code": f"LECTURE_{scene.number}"}


async def item(scene: Scene) -> str:
    return await make(scene.county.api, "lectureMenuItemPublish", "lectureMenuItem", **await publish(scene))


async def withdraw_item(scene: Scene) -> Input:
    return {"menuItemId": await item(scene), "reason": "LECTURER_ILL"}


async def place(scene: Scene) -> Input:
    return {"organisationId": scene.county.branch, "menuItemId": await item(scene), "on": day(-3)}


async def accept(scene: Scene) -> Input:
    order = await make(scene.county.api, "lectureOrderPlace", "lectureOrder", **await place(scene))
    return {
        "lectureOrderId": order,
        "role": "INVITED_LECTURER",
        "lecturerId": scene.county.elsewhere,
        "on": day(-2),
    }


async def deliver(scene: Scene) -> Input:
    given = await accept(scene)
    await make(scene.county.api, "lectureOrderAccept", "lectureOrder", **given)
    return {"lectureOrderId": given["lectureOrderId"], "on": day(-1)}


async def rate(scene: Scene) -> Input:
    given = await deliver(scene)
    await make(scene.county.api, "lectureOrderDeliver", "lectureOrder", **given)
    return {"lectureOrderId": given["lectureOrderId"], "rating": 4}


async def withdraw_step(scene: Scene) -> Input:
    given = await rate(scene)
    await make(scene.county.api, "lectureOrderRate", "lectureOrder", **given)
    return {"lectureOrderId": given["lectureOrderId"], "step": "RATED", "reason": "MISTAKEN"}


LECTURES: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "lectureMenuItemPublish": publish,
    "lectureMenuItemWithdraw": withdraw_item,
    "lectureOrderPlace": place,
    "lectureOrderAccept": accept,
    "lectureOrderDeliver": deliver,
    "lectureOrderRate": rate,
    "lectureOrderWithdrawStep": withdraw_step,
}
