"""Inputs of mutations about leave on its way, accepted if given once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.api.county import day

if TYPE_CHECKING:
    from tests.api.accepted import Scene

Input = dict[str, Any]


async def hand_in(scene: Scene) -> Input:
    leave = await scene.county.leave(scene.member, 1, 2)
    return {"leaveId": leave, "kind": "MEDICAL_CERTIFICATE", "on": day(0)}


async def approve(scene: Scene) -> Input:
    return {"leaveId": await scene.county.leave(scene.member, 1, 2), "level": "GROUP_LEADER"}


async def ask_for_more(scene: Scene) -> Input:
    return {"leaveId": await scene.granted(), "toOn": day(5)}


async def asked_for_more(scene: Scene) -> Input:
    leave = await scene.granted()
    await scene.county.api.done("leaveExtensionRequest", leaveId=leave, toOn=day(5))
    return {"leaveId": leave, "reason": "MEETING_OF_ALL"}


LEAVE: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "leaveEvidenceHandIn": hand_in,
    "leaveApprove": approve,
    "leaveExtensionRequest": ask_for_more,
    "leaveExtend": asked_for_more,
    "leaveExtensionRefuse": asked_for_more,
    "leaveExtensionWithdraw": asked_for_more,
}
