"""C10: lectures that are ordered from a menu, delivered each month, and rated."""

from __future__ import annotations

from datetime import date, timedelta

from tests.api.county import TODAY, County, day, make
from tests.api.questions.ask import question

MONTH = TODAY.replace(day=1).isoformat()
BRANCHES = 179  # 79 of villages, 100 of communities; two of the villages are there from the start


async def ordered(county: County, item: str, branch: str) -> str:
    given = {"organisationId": branch, "menuItemId": item, "on": day(-3)}
    return await make(county.api, "lectureOrderPlace", "lectureOrder", **given)


async def delivered(county: County, item: str, branch: str, rating: int | None = None) -> str:
    order = await ordered(county, item, branch)
    await county.api.done("lectureOrderAccept", lectureOrderId=order, role="INVITED_LECTURER", on=day(-2))
    await county.api.done("lectureOrderDeliver", "lectureOrder { id }", lectureOrderId=order, on=day(-1))
    if rating is not None:
        await county.api.done("lectureOrderRate", "lectureOrder { id }", lectureOrderId=order, rating=rating)
    return order


async def menu_item(county: County, code: str = "RURAL_LAW") -> str:
    given = {"nodeId": county.township, "month": MONTH, "code": code}
    return await make(county.api, "lectureMenuItemPublish", "lectureMenuItem", **given)


async def test_of_179_one_has_no_delivery(county: County) -> None:
    """178 delivered: one is listed, and coverage is 178 of 179, which is 99.44 %."""
    item = await menu_item(county)
    branches = [county.branch, county.other_branch]
    for number in range(2, BRANCHES):
        sector = "RURAL" if number < 79 else "COMMUNITY"
        named = {"kind": "PARTY_BRANCH", "name": f"第{number}党支部", "sector": sector}
        place = {"parentId": county.township, "occurredAt": day(-300)}
        branches.append(await make(county.api, "organisationFound", "organisation", **named, **place))
    *most, last = branches
    for branch in most:
        await delivered(county, item, branch)
    await ordered(county, item, last)
    variables = {"within": county.township, "month": MONTH, "first": 10}
    answer = await county.api.ask(question("C10-organisations-without-a-lecture"), variables)
    numerator, denominator = answer["delivered"]["totalCount"], answer["all"]["totalCount"]
    assert (numerator, denominator) == (178, 179)
    assert round(100 * numerator / denominator, 2) == 99.44
    (missed,) = answer["without"]["nodes"]
    assert missed["id"] == last
    orders = missed["lectureOrders"]["nodes"]
    assert orders == [{"status": "ORDERED", "menuItem": {"code": "RURAL_LAW"}}]


async def test_a_delivery_that_was_withdrawn_is_none(county: County) -> None:
    item = await menu_item(county)
    order = await delivered(county, item, county.branch)
    asked = question("C10-organisations-without-a-lecture")
    variables = {"within": county.township, "month": MONTH, "first": 10}
    assert (await county.api.ask(asked, variables))["delivered"]["totalCount"] == 1
    back = {"lectureOrderId": order, "step": "DELIVERED", "reason": "MISTAKEN"}
    await county.api.done("lectureOrderWithdrawStep", "lectureOrder { id }", **back)
    answer = await county.api.ask(asked, variables)
    assert answer["delivered"]["totalCount"] == 0
    assert {node["id"] for node in answer["without"]["nodes"]} == {county.branch, county.other_branch}


async def test_a_month_is_told_by_any_day_of_it(county: County) -> None:
    await delivered(county, await menu_item(county), county.branch)
    asked = "query($day: Date!) { organisations(where: {lecturedIn: $day}) { nodes { id } } }"

    async def lectured(told_by: date) -> list[str]:
        answer = await county.api.ask(asked, {"day": told_by.isoformat()})
        return [node["id"] for node in answer["organisations"]["nodes"]]

    first = TODAY.replace(day=1)
    of_next = (first + timedelta(days=31)).replace(day=1)
    for inside in (first, first + timedelta(days=9), of_next - timedelta(days=1)):
        assert await lectured(inside) == [county.branch]
    for outside in (first - timedelta(days=1), of_next):
        assert await lectured(outside) == []


async def test_ratings_feed_the_menu(county: County) -> None:
    item, other = await menu_item(county), await menu_item(county, "HEALTH")
    await delivered(county, item, county.branch, 5)
    wrong = await delivered(county, item, county.other_branch, 1)
    back = {"lectureOrderId": wrong, "step": "RATED", "reason": "MISTAKEN"}
    await county.api.done("lectureOrderWithdrawStep", **back)
    await county.api.done("lectureOrderRate", "lectureOrder { id }", lectureOrderId=wrong, rating=4)
    await ordered(county, other, county.branch)
    variables = {"node": county.township, "month": MONTH, "first": 10}
    answer = await county.api.ask(question("C10-menu-by-rating"), variables)
    told = {node["code"]: node for node in answer["lectureMenuItems"]["nodes"]}
    assert told["RURAL_LAW"] == {
        "code": "RURAL_LAW",
        "isOffered": True,
        "orders": 2,
        "deliveries": 2,
        "rating": {"numerator": 9, "denominator": 2, "value": "4.5000"},
    }
    assert (told["HEALTH"]["orders"], told["HEALTH"]["rating"]["value"]) == (1, None)


async def test_exactly_one_lecturer_takes_an_order(county: County) -> None:
    order = await ordered(county, await menu_item(county), county.branch)
    given = {"lectureOrderId": order, "role": "MEMBER", "on": day(-2)}
    told = "lectureOrder { status lecturer { id } lecturerRole }"
    ann, ben, _ = county.members
    taken = await county.api.done("lectureOrderAccept", told, lecturerId=ann, **given)
    assert taken["lectureOrder"] == {"status": "ACCEPTED", "lecturer": {"id": ann}, "lecturerRole": "MEMBER"}
    second = await county.api.refused("lectureOrderAccept", lecturerId=ben, **given)
    assert second == [("LECTURE_ACCEPTED", ["lectureOrderId"], None)]
    back = {"lectureOrderId": order, "step": "ACCEPTED", "reason": "ILLNESS"}
    await county.api.done("lectureOrderWithdrawStep", **back)
    taken = await county.api.done("lectureOrderAccept", told, lecturerId=ben, **given)
    assert taken["lectureOrder"]["lecturer"] == {"id": ben}
