"""Of the mutations about service and money: an input of each that is accepted of whoever may give it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from domain.dues.events import dues_id
from domain.pairing.events import pairing_id
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
    return {"handoverId": handover, "side": "OUTGOING", "items": ["HANDBOOK"]}


async def assign_pair(scene: Scene) -> Input:
    return {"memberId": scene.member, "kind": "WORKER", "fromOn": day(-1)}


async def end_pair(scene: Scene) -> Input:
    await scene.county.api.done("pairAssign", **await assign_pair(scene))
    pair = await event_of(scene.county.api, pairing_id(key_of(scene.member)), "pair.assigned")
    return {"memberId": scene.member, "pair": pair, "on": day(0)}


async def name_house(scene: Scene) -> Input:
    return {"branchId": scene.county.branch, "memberId": scene.member, "fromOn": day(-1)}


async def review_house(scene: Scene) -> Input:
    house = await make(scene.county.api, "memberNodeHouseName", "memberNodeHouse", **await name_house(scene))
    return {"memberNodeHouseId": house, "on": day(0), "passed": True}


async def replace_house(scene: Scene) -> Input:
    house = await make(scene.county.api, "memberNodeHouseName", "memberNodeHouse", **await name_house(scene))
    return {"memberNodeHouseId": house, "memberId": scene.county.members[0], "on": day(0)}


async def inspect(scene: Scene) -> Input:
    county = scene.county
    return {"organisationId": county.branch, "inspectorId": county.township, "heldOn": day(-1)}


async def raise_finding(scene: Scene) -> Input:
    supervisory_inspection = await make(
        scene.county.api, "supervisoryInspectionRecord", "supervisoryInspection", **await inspect(scene)
    )
    return {
        "supervisoryInspectionId": supervisory_inspection,
        "matter": "MINUTES_INCOMPLETE",
        "dueOn": day(30),
    }


async def rectify_finding(scene: Scene) -> Input:
    raised = await raise_finding(scene)
    supervisory_inspection = raised["supervisoryInspectionId"]
    await scene.county.api.done("supervisoryInspectionFindingRaise", **raised)
    finding = await event_of(
        scene.county.api, supervisory_inspection, "supervisory-inspection.finding-raised"
    )
    return {"supervisoryInspectionId": supervisory_inspection, "finding": finding, "on": day(0)}


async def allocate(scene: Scene) -> Input:
    given = {"organisationId": scene.county.branch, "year": TODAY.year}
    return {**given, "amountFen": 900_00, "countedOn": day(0)}


async def reverse_allocation(scene: Scene) -> Input:
    given = await allocate(scene)
    funds = await make(scene.county.api, "fundsAllocate", "funds", **given)
    event = await event_of(scene.county.api, funds, "funds.allocated")
    named = {name: given[name] for name in ("organisationId", "year")}
    return {**named, "allocation": event, "reason": "WRONG_BRANCH"}


async def assign_party_instructor(scene: Scene) -> Input:
    party_instructor = await newcomer(scene.county)
    return {"organisationId": scene.county.branch, "memberId": party_instructor, "fromOn": day(-1)}


async def recall_party_instructor(scene: Scene) -> Input:
    assigned = await assign_party_instructor(scene)
    await scene.county.api.done("partyInstructorAssign", **assigned)
    recalled = {name: assigned[name] for name in ("organisationId", "memberId")}
    return {**recalled, "on": day(0), "reason": "NOT_QUALIFIED"}


async def general_branch(scene: Scene) -> str:
    """A general branch of the township."""
    found = {"parentId": scene.county.township, "kind": "GENERAL_BRANCH"}
    name = f"产业第{scene.number}党总支"
    return await make(scene.county.api, "organisationFound", "organisation", name=name, **found)


async def plan_day(scene: Scene) -> Input:
    return {"organisationId": await general_branch(scene), "on": day(-1)}


async def cancel_day(scene: Scene) -> Input:
    return {**await hold_day(scene), "reason": "HALL_CLOSED"}


async def hold_day(scene: Scene) -> Input:
    planned = await plan_day(scene)
    await scene.county.api.done("centerDayPlan", **planned)
    return planned


SERVICE: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "duesAssess": assess,
    "duesPay": pay,
    "duesReceiptIssue": issue_receipt,
    "duesPaymentReverse": reverse,
    "handoverOpen": open_handover,
    "handoverSign": sign,
    "pairAssign": assign_pair,
    "pairEnd": end_pair,
    "memberNodeHouseName": name_house,
    "memberNodeHouseReview": review_house,
    "memberNodeHouseReplace": replace_house,
    "supervisoryInspectionRecord": inspect,
    "supervisoryInspectionFindingRaise": raise_finding,
    "supervisoryInspectionFindingRectify": rectify_finding,
    "fundsAllocate": allocate,
    "fundsAllocationReverse": reverse_allocation,
    "partyInstructorAssign": assign_party_instructor,
    "partyInstructorRecall": recall_party_instructor,
    "centerDayPlan": plan_day,
    "centerDayCancel": cancel_day,
    "centerDayHold": hold_day,
}
