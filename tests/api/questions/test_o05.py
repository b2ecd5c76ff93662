"""O05: buildings in which a party group is due."""

from __future__ import annotations

from typing import Any

from tests.api.accepted import Scene, building
from tests.api.county import County, day
from tests.api.questions.ask import question


async def found_by(county: County, asked: str) -> list[dict[str, Any]]:
    answer = await county.api.ask(asked, {"first": 10})
    nodes: list[dict[str, Any]] = answer["findings"]["nodes"]
    return nodes


async def test_the_third_member_who_moves_in_brings_a_suggestion(county: County) -> None:
    api = county.api
    due = question("O05-buildings-due-a-group")
    grid = await building(Scene(county, county.members[0]))
    for number, member in enumerate(county.members):
        assert await found_by(county, due) == []
        given = {"memberId": member, "gridId": grid, "fromOn": day(-number)}
        await api.done("residenceRecord", "member { residences(first: 1) { nodes { toOn } } }", **given)
    (suggested,) = await found_by(county, due)
    assert (suggested["measured"], suggested["allowed"], suggested["grid"]["id"]) == (3, 3, grid)
    await api.done(
        "gridCoverageAssign", "grid { id }", gridId=grid, organisationId=county.group, fromOn=day(0)
    )
    assert await found_by(county, due) == []
    await api.done("gridCoverageEnd", "organisation { id }", organisationId=county.group, on=day(0))
    assert len(await found_by(county, due)) == 1
    await api.done("residenceEnd", "member { id }", memberId=county.members[0], on=day(0))
    assert await found_by(county, due) == []
