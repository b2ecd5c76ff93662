"""O04: responsibility grids."""

from __future__ import annotations

from tests.api.county import County, day, make
from tests.api.questions.ask import question
from tests.api.questions.people import join


async def test_grids_for_which_nobody_answers(county: County) -> None:
    api = county.api
    below = await make(api, "gridDefine", "grid", level=2, name="王坊网格", parentId=county.grid)
    await api.done(
        "gridResponsibleAssign", "grid { id }", gridId=below, memberId=county.members[0], fromOn=day(-1)
    )
    answer = await api.ask(question("O04-unanswered-grids"), {"first": 10})
    assert [finding["grid"]["id"] for finding in answer["findings"]["nodes"]] == [county.grid]
    await api.done(
        "gridResponsibleRelieve", "grid { id }", gridId=below, memberId=county.members[0], on=day(0)
    )
    answer = await api.ask(question("O04-unanswered-grids"), {"first": 10})
    assert {finding["grid"]["name"] for finding in answer["findings"]["nodes"]} == {"东部片区", "王坊网格"}


async def test_rural_branches_with_more_members_than_fifty(county: County) -> None:
    here = len(county.members)
    for number in range(50 - here):
        await join(county, number)
    asked = await county.api.ask(question("O04-large-rural-branches"), {"first": 10})
    assert (asked["large"]["totalCount"], asked["all"]["totalCount"]) == (0, 2)
    await join(county, 50)
    asked = await county.api.ask(question("O04-large-rural-branches"), {"first": 10})
    assert (asked["large"]["totalCount"], asked["all"]["totalCount"]) == (1, 2)
    (large,) = asked["large"]["nodes"]
    assert (large["id"], large["memberCount"]) == (county.branch, 51)
