"""Of the mutations about plans, publications, themes, exceptions and calendars: an accepted input of each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.api.county import TODAY, day, make

if TYPE_CHECKING:
    from tests.api.accepted import Scene

Input = dict[str, Any]


async def adopt(scene: Scene) -> Input:
    """Of a year of its own, since scenes share the branch."""
    year = {"organisationId": scene.county.branch, "year": TODAY.year - scene.number % 20}
    return {**year, "on": f"{year['year']}-01-05", "adoptedAt": "GENERAL_MEETING", "reason": "TYPING_ERROR"}


async def plan(scene: Scene) -> Input:
    """A plan by its organisation and year."""
    given = await adopt(scene)
    await make(scene.county.api, "annualPlanAdopt", "annualPlan", **given)
    return {name: given[name] for name in ("organisationId", "year")}


async def file(scene: Scene) -> Input:
    given = await plan(scene)
    return {**given, "recipientId": scene.county.township, "on": day(0), "reason": "TYPING_ERROR"}


async def assign(scene: Scene) -> Input:
    given = await plan(scene)
    return {**given, "plannedOn": f"{given['year']}-05-04", "assigneeId": scene.member}


async def withdraw_item(scene: Scene) -> Input:
    given = await assign(scene)
    shown = "annualPlan { items(first: 100) { nodes { id } } }"
    payload = await scene.county.api.done("planItemAssign", shown, **given)
    *_, item = payload["annualPlan"]["items"]["nodes"]
    named = {name: given[name] for name in ("organisationId", "year")}
    return {**named, "itemId": item["id"], "reason": "GIVEN_UP"}


async def publish(scene: Scene) -> Input:
    """Of a month of its own."""
    period = f"{2001 + scene.number // 12 % 20}-{scene.number % 12 + 1:02}"
    about = {"organisationId": scene.county.branch, "matter": "ASSESSMENT_RESULT", "period": period}
    return {**about, "on": day(0)}


async def withdraw_publication(scene: Scene) -> Input:
    given = await publish(scene)
    await scene.county.api.done("publicationRecord", **given)
    about = {name: given[name] for name in ("organisationId", "matter", "period")}
    return {**about, "reason": "MISTAKEN"}


async def give_out(scene: Scene) -> Input:
    month = f"{2001 + scene.number // 12 % 20}-{scene.number % 12 + 1:02}-01"
    return {"nodeId": scene.county.branch, "month": month, "code": "INTEGRITY"}


async def take_back(scene: Scene) -> Input:
    given = await give_out(scene)
    await make(scene.county.api, "monthThemePublish", "monthTheme", **given)
    return {**given, "reason": "MISTAKEN"}


async def approve(scene: Scene) -> Input:
    given = {"organisationId": scene.county.branch, "fromOn": day(-1)}
    return {**given, "approvedBy": scene.county.township}


async def end(scene: Scene) -> Input:
    given = await approve(scene)
    exception = await make(scene.county.api, "scheduleExceptionApprove", "scheduleException", **given)
    return {"exceptionId": exception, "on": day(0)}


async def calendar(scene: Scene) -> Input:
    year = 2001 + scene.number % 20
    off = {"holidays": [f"{year}-01-01"], "daysOff": [f"{year}-01-02"], "workdays": []}
    return {"year": year, **off, "source": f"第{scene.number}号"}


PLANS: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "annualPlanAdopt": adopt,
    "annualPlanFile": file,
    "planItemAssign": assign,
    "planItemWithdraw": withdraw_item,
    "publicationRecord": publish,
    "publicationWithdraw": withdraw_publication,
    "monthThemePublish": give_out,
    "monthThemeWithdraw": take_back,
    "scheduleExceptionApprove": approve,
    "scheduleExceptionEnd": end,
    "calendarYearPublish": calendar,
}
