"""G01: party groups and who leads them."""

from __future__ import annotations

from typing import Any

from tests.api.county import County, day
from tests.api.questions.ask import question
from tests.api.questions.people import join


async def found_by(county: County, asked: str) -> list[dict[str, Any]]:
    answer = await county.api.ask(asked, {"first": 10})
    nodes: list[dict[str, Any]] = answer["findings"]["nodes"]
    return nodes


async def test_three_probationers_are_no_valid_group(county: County) -> None:
    api = county.api
    invalid = question("G01-invalid-groups")
    three = [await join(county, number, kind="PROBATIONARY") for number in range(3)]
    for member in three:
        await api.done("memberGroupAssign", "member { id }", memberId=member, groupId=county.group)
    (found,) = await found_by(county, invalid)
    assert found["kind"] == "GROUP_WITHOUT_FULL_MEMBER"
    assert (found["measured"], found["allowed"]) == (0, 1)
    assert found["organisation"]["id"] == county.group
    await api.done("memberConfirm", "member { id }", memberId=three[0])
    assert await found_by(county, invalid) == []
    await api.done("memberGroupAssign", "member { id }", memberId=three[1], groupId=None)
    (found,) = await found_by(county, invalid)
    assert (found["kind"], found["measured"], found["allowed"]) == ("GROUP_TOO_SMALL", 2, 3)


async def test_a_probationer_elected_is_rejected(county: County) -> None:
    api, group = county.api, county.group
    for member in county.members:
        await api.done("memberGroupAssign", "member { id }", memberId=member, groupId=group)
    first, second, probationer = county.members
    refused = await api.refused("groupLeaderElect", organisationId=group, memberId=probationer, on=day(0))
    assert refused == [("MAY_NOT_LEAD", ["memberId"], None)]
    await api.done(
        "disciplineImpose",
        "member { id }",
        memberId=first,
        measure="DISCIPLINARY_PROBATION",
        fromOn=day(-30),
        untilOn=day(300),
    )
    refused = await api.refused("groupLeaderElect", organisationId=group, memberId=first, on=day(0))
    assert refused == [("MAY_NOT_LEAD", ["memberId"], None)]
    elected = await api.done(
        "groupLeaderElect",
        "organisation { leaders(first: 5) { nodes { fromOn toOn member { id } } } }",
        organisationId=group,
        memberId=second,
        on=day(0),
    )
    (leader,) = elected["organisation"]["leaders"]["nodes"]
    assert leader == {"fromOn": day(0), "toOn": None, "member": {"id": second}}
