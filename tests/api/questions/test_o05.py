"""O05: buildings in which a party group is due."""

from __future__ import annotations

from typing import Any

from tests.api.accepted import Scene, building
from tests.api.county import County, day
from tests.api.questions.ask import question


async def due(county: County) -> list[dict[str, Any]]:
    answer = await county.api.ask(question("O05-buildings-due-a-group"), {"first": 10})
    nodes: list[dict[str, Any]] = answer["findings"]["nodes"]
    return nodes


async def test_the_third_member_who_moves_in_brings_a_suggestion(county: County) -> None:
    api = county.api
    grid = await building(Scene(county, county.members[0]))
    for number, member in enumerate(county.members):
        assert await due(county) == []
        given = {"memberId": member, "gridId": grid, "fromOn": day(-number)}
        await api.done("residenceRecord", "member { residences(first: 1) { nodes { toOn } } }", **given)
    (suggested,) = await due(county)
    assert (suggested["measured"], suggested["allowed"], suggested["grid"]["id"]) == (3, 3, grid)
    await api.done(
        "gridCoverageAssign", "grid { id }", gridId=grid, organisationId=county.group, fromOn=day(0)
    )
    assert await due(county) == []
    await api.done("gridCoverageEnd", "organisation { id }", organisationId=county.group, on=day(0))
    assert len(await due(county)) == 1
    await api.done("residenceEnd", "member { id }", memberId=county.members[0], on=day(0))
    assert await due(county) == []
