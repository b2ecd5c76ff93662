"""How many members work somewhere: told of many, or to whoever may see the persons."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from application.actor import Role
from tests.api.client import key_of
from tests.api.county import County, day

FEW, MANY = (1, 4, 46, 49, 50), (0, 5, 45)  # of fifty; where all are members, it is known of each
COUNTING = ["structure:read", "figures:read"]


async def open_site(county: County, members: int) -> None:
    given = {"organisationId": county.township, "startsOn": day(-3), "endsOn": day(3), "name": "滨江项目部"}
    await county.api.done("siteOpen", "site { id }", people=50, members=members, **given)


async def survey(county: County, members: int) -> None:
    given = {"organisationId": county.township, "kind": "ENTERPRISE", "name": "花炮厂", "surveyedOn": day(-3)}
    await county.api.done("entitySurvey", "entity { id }", employees=50, members=members, **given)


async def told(county: County, field: str, **claims: Any) -> Counter[int | None]:
    token = county.api.token(**claims)
    answer = await county.api.ask(f"{{ it: {field}(first: 50) {{ nodes {{ members }} }} }}", token=token)
    return Counter(node["members"] for node in answer["it"]["nodes"])


@pytest.mark.parametrize(
    ("field", "make"), [("newSectorEntities", survey), ("projectSites", open_site)], ids=["entity", "site"]
)
async def test_few_members_are_told_to_those_who_see_persons(county: County, field: str, make: Any) -> None:
    for members in (*FEW, *MANY):
        await make(county, members)
    township = {"role": Role.TOWNSHIP_SECRETARY, "place": key_of(county.township)}
    with_persons = {"role": Role.INTEGRATOR, "scopes": [*COUNTING, "persons:read"]}
    for claims in ({}, township, with_persons):
        assert await told(county, field, **claims) == Counter((*FEW, *MANY)), claims
    counted = await told(county, field, role=Role.INTEGRATOR, scopes=COUNTING)
    assert counted == Counter((*MANY, *(None for _ in FEW)))
    for claims in (
        {"role": Role.INTEGRATOR, "scopes": ["structure:read"]},
        {"role": Role.MEMBER, "member": key_of(county.members[0])},
        {"role": Role.GRID_WORKER, "grid": key_of(county.grid)},
        {"role": Role.BRANCH_SECRETARY, "place": key_of(county.branch)},
    ):
        assert await told(county, field, **claims) == {None: len(FEW + MANY)}, claims


async def test_nor_do_events_tell_of_them(county: County) -> None:
    await survey(county, 2)
    await open_site(county, 2)
    asked = '{ events(first: 50, where: {type: {in: ["entity.surveyed", "site.opened"]}}) { totalCount } }'
    for scopes, count in ((["audit:read"], 0), (["audit:read", "persons:read"], 2)):
        token = county.api.token(Role.INTEGRATOR, scopes=scopes)
        assert (await county.api.ask(asked, token=token))["events"]["totalCount"] == count, scopes
