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


async def unfit(county: County) -> list[str]:
    """Those whom a finding about a group names."""
    asked = "{ findings(first: 5, where: { kind: { eq: GROUP_LEADER_UNFIT } }) { nodes { member { id } } } }"
    nodes = (await county.api.ask(asked, {}))["findings"]["nodes"]
    return [node["member"]["id"] for node in nodes]


async def led_by(county: County, member: str, on: int) -> None:
    given = {"organisationId": county.group, "memberId": member, "on": day(on)}
    await county.api.done("groupLeaderElect", "organisation { id }", **given)


async def test_a_leader_who_leaves_the_group_leads_it_no_longer(county: County) -> None:
    api, (first, second, _) = county.api, county.members
    for member in (first, second):
        await api.done("memberGroupAssign", "member { id }", memberId=member, groupId=county.group)
    await led_by(county, first, -5)
    assert await unfit(county) == []
    moved = {"memberId": first, "toBranchId": county.other_branch, "fromOn": day(0)}
    await api.done("memberTransfer", "member { id }", **moved)
    assert await unfit(county) == [first]
    await led_by(county, second, 0)
    assert await unfit(county) == []
    ends = {"approvedBy": county.township, "on": day(0), "reason": "NO_MEMBERS"}
    await api.done("memberGroupAssign", "member { id }", memberId=second, groupId=None)
    assert await unfit(county) == [second]
    await api.done("organisationDissolve", "organisation { id }", organisationId=county.group, **ends)
    assert await unfit(county) == []


async def test_a_leader_under_disciplinary_probation_is_elected_anew_or_replaced(county: County) -> None:
    api, (first, second, _) = county.api, county.members
    for member in (first, second):
        await api.done("memberGroupAssign", "member { id }", memberId=member, groupId=county.group)
    await led_by(county, first, -9)
    measure = {"memberId": first, "measure": "DISCIPLINARY_PROBATION", "fromOn": day(-7)}
    await api.done("disciplineImpose", "member { id }", **measure)
    assert await unfit(county) == [first]
    # The office does not come back with the rights.
    await api.done("disciplineLift", "member { id }", memberId=first, on=day(-3))
    assert await unfit(county) == [first]
    await led_by(county, first, -3)
    assert await unfit(county) == []
    await api.done("disciplineImpose", "member { id }", **{**measure, "fromOn": day(-2)})
    assert await unfit(county) == [first]
    await led_by(county, second, -3)  # the election of that day was another's, as it turns out
    assert await unfit(county) == []
