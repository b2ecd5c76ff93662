"""Of the mutations about projects and tasks: an input of each that is accepted of whoever may give it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.api.accepted_grids import EVIDENCE
from tests.api.county import day, make

if TYPE_CHECKING:
    from tests.api.accepted import Scene

Input = dict[str, Any]


async def propose(scene: Scene) -> Input:
    return {"organisationId": scene.county.branch, "code": f"ROADS_{scene.number}", "on": day(-9)}


async def proposed(scene: Scene) -> str:
    return await make(scene.county.api, "projectPropose", "project", **await propose(scene))


async def approve(scene: Scene) -> Input:
    return {"projectId": await proposed(scene), "approvedBy": scene.county.township, "on": day(-5)}


async def file(scene: Scene) -> Input:
    given = await approve(scene)
    await scene.county.api.done("projectApprove", "project { id }", **given)
    return {"projectId": given["projectId"], "filedWith": scene.county.committee, "on": day(-1)}


async def publish(scene: Scene) -> Input:
    given = {"organisationId": scene.county.branch, "code": f"TASK_{scene.number}"}
    return {**given, "ownerId": scene.member, "dueOn": day(7), "on": day(-3)}


async def close(scene: Scene) -> Input:
    task = await make(scene.county.api, "taskPublish", "task", **await publish(scene))
    return {"taskId": task, "checkerId": scene.county.members[0], "evidence": EVIDENCE, "on": day(-1)}


async def reopen(scene: Scene) -> Input:
    given = await close(scene)
    await scene.county.api.done("taskClose", "task { id }", **given)
    return {"taskId": given["taskId"], "on": day(0), "reason": "NOT_DONE"}


PROJECTS: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "projectPropose": propose,
    "projectApprove": approve,
    "projectFile": file,
    "taskPublish": publish,
    "taskClose": close,
    "taskReopen": reopen,
}
