"""Of the mutations about objections: an input of each that is accepted of whoever may give it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from domain.contacts.events import contact_id
from tests.api.client import key_of
from tests.api.county import day, make
from tests.api.events import event_of

if TYPE_CHECKING:
    from tests.api.accepted import Scene

Input = dict[str, Any]


async def against(scene: Scene) -> Input:
    """What the scene's member says against a contact; whoever recorded it has another account than those tried."""
    api = scene.county.api
    said = {"memberId": scene.member, "on": day(0), "channel": "PHONE"}
    await api.done("memberContactRecord", token=api.token(account="recorder"), **said)
    about = await event_of(api, contact_id(key_of(scene.member)), "contact.made")
    return {"memberId": scene.member, "about": about}


async def raised(scene: Scene) -> Input:
    objection = await make(scene.county.api, "objectionRaise", "objection", **await against(scene))
    return {"objectionId": objection}


async def by_the_branch(scene: Scene) -> Input:
    said = {"organisationId": scene.county.branch, "outcome": "UPHELD", "on": day(0), "reason": "PROVEN"}
    return {**await raised(scene), **said}


async def upheld(scene: Scene) -> Input:
    given = await by_the_branch(scene)
    await scene.county.api.done("objectionDecide", "objection { id }", **given)
    correction = await event_of(scene.county.api, scene.member, "member.registered")
    return {"objectionId": given["objectionId"], "correction": correction, "on": day(0)}


OBJECTIONS: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "objectionRaise": against,
    "objectionWithdraw": raised,
    "objectionDecide": by_the_branch,
    "objectionRemedy": upheld,
}
