"""C16: items with a day, a document and a person; nobody inspects oneself."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from domain.annual_plans.events import annual_plan_id
from tests.api.client import key_of
from tests.api.county import TODAY, County, day, make
from tests.api.events import event_of
from tests.api.questions.ask import question

YEAR = TODAY.year
MAY = f"{YEAR}-05-08"


async def plan(county: County, *items: dict[str, Any]) -> str:
    """A plan of the branch with these items, by its id."""
    of_year = {"organisationId": county.branch, "year": YEAR}
    adopted = {**of_year, "on": day(0), "adoptedAt": "GENERAL_MEETING"}
    made = await make(county.api, "annualPlanAdopt", "annualPlan", **adopted)
    for item in items:
        await county.api.done("planItemAssign", "annualPlan { id }", **of_year, **item)
    return made


async def test_items_that_lack_any_of_the_three(county: County) -> None:
    """凉山国税: 时间到天、内容到篇、落实到人. Of four items one lacks nothing."""
    document = str(uuid4())
    whole = {"plannedOn": MAY, "documentId": document, "assigneeId": county.members[0]}
    made = await plan(
        county, whole, *({key: whole[key] for key in whole if key != without} for without in whole)
    )
    answer = await county.api.ask(question("C16-incomplete-items"), {"year": YEAR, "first": 10})
    items = answer["planItems"]
    assert items["totalCount"] == 3
    shown = [
        (node["plannedOn"], node["documentId"], node["assignee"] is not None, node["lacking"])
        for node in items["nodes"]
    ]
    assert shown == [
        (None, document, True, ["DATE"]),
        (MAY, None, True, ["DOCUMENT"]),
        (MAY, document, False, ["ASSIGNEE"]),
    ]
    assert {node["organisation"]["name"] for node in items["nodes"]} == {"王坊村党支部"}
    told = "query ($id: ID!) { annualPlan(id: $id) { itemCount incompleteItemCount } }"
    counts = await county.api.ask(told, {"id": made})
    assert counts["annualPlan"] == {"itemCount": 4, "incompleteItemCount": 3}


async def test_what_is_settled_later_takes_the_place_of_what_was_not(county: County) -> None:
    made = await plan(county, {"plannedOn": MAY})
    of_year = {"organisationId": county.branch, "year": YEAR}
    listed = "annualPlan { items(first: 9) { nodes { id lacking isComplete } } incompleteItemCount }"
    asked_of = "query ($id: ID!) { annualPlan(id: $id) { items(first: 9) { nodes { id } } } }"
    [item] = (await county.api.ask(asked_of, {"id": made}))["annualPlan"]["items"]["nodes"]
    given = {"plannedOn": MAY, "documentId": str(uuid4()), "assigneeId": county.members[0]}
    settled = await county.api.done("planItemAssign", listed, **of_year, **given, itemId=item["id"])
    assert settled["annualPlan"] == {
        "items": {"nodes": [{"id": item["id"], "lacking": [], "isComplete": True}]},
        "incompleteItemCount": 0,
    }
    asked = {"year": YEAR, "first": 10}
    assert (await county.api.ask(question("C16-incomplete-items"), asked))["planItems"]["nodes"] == []
    withdrawn = {**of_year, "itemId": item["id"], "reason": "GIVEN_UP"}
    left = await county.api.done("planItemWithdraw", "annualPlan { itemCount }", **withdrawn)
    assert left["annualPlan"] == {"itemCount": 0}
    again = await county.api.refused("planItemWithdraw", **withdrawn)
    assert again == [("NOT_FOUND", ["itemId"], None)]
    stream = annual_plan_id(key_of(county.branch), YEAR)
    assert await event_of(county.api, stream, "annual-plan.item-withdrawn")


async def test_a_branch_that_inspects_itself_is_refused(county: County) -> None:
    """凉山国税: 支部交叉检查."""
    given = {"organisationId": county.branch, "heldOn": day(-1)}
    own = await county.api.refused("supervisoryInspectionRecord", inspectorId=county.branch, **given)
    assert own == [("SELF_INSPECTION", ["inspectorId"], None)]
    other = {**given, "inspectorId": county.other_branch}
    assert await make(county.api, "supervisoryInspectionRecord", "supervisoryInspection", **other)
