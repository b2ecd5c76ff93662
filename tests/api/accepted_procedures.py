"""Of the mutations about procedures and cases: an accepted input of each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.api.county import day, make
from tests.support.procedures import LOOP

if TYPE_CHECKING:
    from tests.api.accepted import Scene

Input = dict[str, Any]


async def release(scene: Scene) -> Input:
    """A procedure of its own."""
    text = LOOP.replace('procedure = "loop"', f'procedure = "loop-{scene.number}"')
    return {"releasedBy": scene.county.township, "on": day(-30), "text": text}


async def start(scene: Scene) -> Input:
    await make(scene.county.api, "procedureRelease", "procedureVersion", **await release(scene))
    named = {"procedure": f"loop-{scene.number}", "chapter": "activity", "version": "1"}
    of_branch = {"organisationId": scene.county.branch, "groupIds": [scene.county.group]}
    return {**of_branch, **named, "on": day(-9)}


async def record(scene: Scene) -> Input:
    case = await make(scene.county.api, "procedureCaseStart", "procedureCase", **await start(scene))
    shows = {"evidence": ["WRITTEN_RESULT"], "groupId": scene.county.group}
    return {"caseId": case, "step": "answer", "on": day(-7), **shows}


async def withdraw(scene: Scene) -> Input:
    given = await record(scene)
    await make(scene.county.api, "procedureStepRecord", "procedureCase", **given)
    taken = {name: given[name] for name in ("caseId", "step", "groupId")}
    return {**taken, "reason": "MISTAKEN"}


async def close(scene: Scene) -> Input:
    given = await record(scene)
    await make(scene.county.api, "procedureStepRecord", "procedureCase", **given)
    return {"caseId": given["caseId"], "on": day(0)}


PROCEDURES: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "procedureRelease": release,
    "procedureCaseStart": start,
    "procedureStepRecord": record,
    "procedureStepWithdraw": withdraw,
    "procedureCaseClose": close,
}
