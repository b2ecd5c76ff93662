"""Of the mutations about service and money: an input of each that is accepted of whoever may give it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from domain.dues.events import dues_id
from tests.api.client import key_of
from tests.api.county import TODAY, County, day, make
from tests.api.events import event_of

if TYPE_CHECKING:
    from tests.api.accepted import Scene

Input = dict[str, Any]
FEN = 5_50
OF_THIS_MONTH: Input = {"year": TODAY.year, "fromMonth": TODAY.month, "toMonth": TODAY.month}


async def assess(scene: Scene) -> Input:
    given = {"memberId": scene.member, "branchId": scene.county.branch, "amountFen": FEN}
    return {**given, **OF_THIS_MONTH}


async def pay(scene: Scene) -> Input:
    await scene.county.api.done("duesAssess", **await assess(scene))
    return {"memberId": scene.member, "amountFen": FEN, "paidOn": day(0), **OF_THIS_MONTH}


async def paid(scene: Scene) -> Input:
    """A payment of the member's, by its event."""
    await scene.county.api.done("duesPay", **await pay(scene))
    payment = await event_of(scene.county.api, dues_id(key_of(scene.member), TODAY.year), "dues.paid")
    return {"memberId": scene.member, "year": TODAY.year, "payment": payment}


async def issue_receipt(scene: Scene) -> Input:
    return {**await paid(scene), "receiptNumber": f"NO-{scene.number}", "issuedOn": day(0)}


async def reverse(scene: Scene) -> Input:
    return {**await paid(scene), "reason": "WRONG_PERSON"}


async def secretary(county: County, member: str, from_on: int, branch: str | None = None) -> str:
    """A member's post of a day at a branch, by default the first."""
    given = {"memberId": member, "role": "BRANCH_SECRETARY", "organisationId": branch or county.branch}
    return await make(county.api, "postGive", "post", fromOn=day(from_on), toOn=day(from_on + 1), **given)


async def newcomer(county: County) -> str:
    given = {"branchId": county.branch, "displayName": "文试庚", "kind": "FULL"}
    return await make(
        county.api, "memberRegister", "member", joinedOn=day(-900), occurredAt=day(-300), **given
    )


async def open_handover(scene: Scene) -> Input:
    county = scene.county
    outgoing = await secretary(county, scene.member, -2)
    incoming = await secretary(county, await newcomer(county), 0)
    return {"organisationId": county.branch, "fromPostId": outgoing, "toPostId": incoming}


async def sign(scene: Scene) -> Input:
    handover = await make(scene.county.api, "handoverOpen", "handover", **await open_handover(scene))
    return {"handoverId": handover, "side": "INCOMING", "items": ["HANDBOOK"]}


SERVICE: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "duesAssess": assess,
    "duesPay": pay,
    "duesReceiptIssue": issue_receipt,
    "duesPaymentReverse": reverse,
    "handoverOpen": open_handover,
    "handoverSign": sign,
}
