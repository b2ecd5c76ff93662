"""O05: buildings in which a party group is due."""

from __future__ import annotations

from typing import Any

from tests.api.accepted import Scene, building
from tests.api.county import County, day, make
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


async def settled(county: County, grid: str, members: list[str]) -> None:
    """They all live there."""
    for member in members:
        given = {"memberId": member, "gridId": grid, "fromOn": day(-10)}
        await county.api.done("residenceRecord", "member { id }", **given)


async def test_a_building_whose_group_is_dissolved_is_due_one_again(county: County) -> None:
    api = county.api
    due = question("O05-buildings-due-a-group")
    grid = await building(Scene(county, county.members[0]))
    given = {"gridId": grid, "organisationId": county.group, "fromOn": day(-20)}
    await api.done("gridCoverageAssign", "grid { id }", **given)
    await settled(county, grid, county.members)
    assert await found_by(county, due) == []
    ends = {"approvedBy": county.township, "on": day(0), "reason": "NO_MEMBERS"}
    await api.done("organisationDissolve", "organisation { id }", organisationId=county.group, **ends)
    (suggested,) = await found_by(county, due)
    assert suggested["grid"]["id"] == grid


async def test_who_has_left_the_county_asks_for_no_group(county: County) -> None:
    api = county.api
    due = question("O05-buildings-due-a-group")
    grid = await building(Scene(county, county.members[0]))
    await settled(county, grid, county.members)
    assert len(await found_by(county, due)) == 1
    leaving = {"memberId": county.members[0], "toCounty": "430224", "occurredAt": day(-5)}
    letter = await make(api, "transferLetterIssue", "transferLetter", number="2026-9", **leaving)
    await api.done("transferLetterAcknowledge", "transferLetter { id }", letterId=letter, on=day(-1))
    assert await found_by(county, due) == []
    # That they moved out too, as it turns out, takes nobody else away.
    await api.done("residenceEnd", "member { id }", memberId=county.members[0], on=day(0))
    await settled(county, grid, [county.elsewhere])
    (suggested,) = await found_by(county, due)
    assert suggested["measured"] == 3


async def test_members_of_the_league_ask_for_no_group_of_the_party(county: County) -> None:
    api = county.api
    due = question("O05-buildings-due-a-group")
    place = {"parentId": county.township, "kind": "LEAGUE_BRANCH", "name": "王坊村团支部"}
    league = await make(api, "organisationFound", "organisation", occurredAt=day(-400), **place)
    given = {"branchId": league, "displayName": "江试一", "kind": "LEAGUE_MEMBER", "joinedOn": day(-900)}
    young = await make(api, "memberRegister", "member", occurredAt=day(-90), **given)
    grid = await building(Scene(county, county.members[0]))
    await settled(county, grid, [young, *county.members[:2]])
    assert await found_by(county, due) == []
    await settled(county, grid, county.members[2:])
    (suggested,) = await found_by(county, due)
    assert suggested["measured"] == 3
