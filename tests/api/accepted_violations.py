"""Of the mutations about violations: an accepted input of each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.api.county import day, make
from tests.api.events import event_of

if TYPE_CHECKING:
    from tests.api.accepted import Scene

Input = dict[str, Any]


async def report(scene: Scene) -> Input:
    """What a branch says of its own work: the members of these tests stand in groups or in none."""
    given = {"organisationId": scene.county.branch, "kind": "OPERATING_RULES", "severity": "SERIOUS"}
    return {**given, "code": "ENGINE_NOT_WARMED", "occurredAt": day(-3)}


async def reported(scene: Scene) -> str:
    return await make(scene.county.api, "violationReport", "violation", **await report(scene))


async def correct(scene: Scene) -> Input:
    violation = await reported(scene)
    event = await event_of(scene.county.api, violation, "violation.reported")
    given = {"violationId": violation, "corrects": event, "severity": "ORDINARY", "at": day(-2)}
    return {**given, "reason": "WRONG_DAY"}


async def withdraw(scene: Scene) -> Input:
    return {"violationId": await reported(scene), "reason": "MISTAKEN"}


async def assign(scene: Scene) -> Input:
    return {"violationId": await reported(scene), "supervisorId": scene.member, "on": day(-1)}


async def end(scene: Scene) -> Input:
    given = await assign(scene)
    await make(scene.county.api, "violationSupervisorAssign", "violation", **given)
    return {"violationId": given["violationId"], "on": day(0), "reason": "PUT_RIGHT"}


VIOLATIONS: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "violationReport": report,
    "violationCorrect": correct,
    "violationWithdraw": withdraw,
    "violationSupervisorAssign": assign,
    "violationSupervisionEnd": end,
}
