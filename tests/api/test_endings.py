"""Branches that are split, merged and dissolved, by the API alone."""

from __future__ import annotations

from tests.api.county import County, day, make

ENDS = {"on": day(0), "reason": "TOO_LARGE"}


async def test_what_was_split_off_goes_back(county: County) -> None:
    api, (first, second, third) = county.api, county.members
    given = {**ENDS, "approvedBy": county.township}
    split = await api.done(
        "organisationSplit",
        "organisation { memberCount splitOff(first: 1) { nodes { id name memberCount sector form } } }",
        organisationId=county.branch,
        name="王坊村第二党支部",
        memberIds=[second, third],
        **given,
    )
    (new,) = split["organisation"]["splitOff"]["nodes"]
    assert split["organisation"]["memberCount"] == 1
    new_id = new.pop("id")
    assert new == {"name": "王坊村第二党支部", "memberCount": 2, "sector": "RURAL", "form": "REGULAR"}
    group = await make(
        api, "organisationFound", "organisation", parentId=new_id, kind="PARTY_GROUP", name="新小组"
    )
    await api.done("memberGroupAssign", "member { id }", memberId=third, groupId=group)
    merged = await api.done(
        "organisationMerge",
        "organisation { dissolvedOn mergedInto { memberCount } children(first: 1) { nodes { dissolvedOn } } }",
        organisationId=new_id,
        intoId=county.branch,
        **given,
    )
    assert merged["organisation"] == {
        "dissolvedOn": day(0),
        "mergedInto": {"memberCount": 3},
        "children": {"nodes": [{"dissolvedOn": day(0)}]},
    }
    asked = await api.ask(
        "query ($id: ID!) { organisation(id: $id) { members(first: 5) { nodes { id group { id } } } } }",
        {"id": county.branch},
    )
    at_home = {member["id"]: member["group"] for member in asked["organisation"]["members"]["nodes"]}
    assert at_home == {first: None, second: None, third: None}


async def test_a_dissolved_branch_takes_nobody_and_meets_no_more(county: County) -> None:
    api = county.api
    given = {**ENDS, "approvedBy": county.township}
    branch = await make(
        api,
        "organisationFound",
        "organisation",
        parentId=county.township,
        kind="PARTY_BRANCH",
        name="防汛抢险临时党支部",
        form="TEMPORARY",
        approvedBy=county.township,
        expectedEnd=day(30),
        reason="FLOOD_CONTROL",
        occurredAt=day(-20),
    )
    moved = {"memberId": county.members[0], "toBranchId": branch, "fromOn": day(0)}
    assert await api.refused("memberTransfer", **moved) == [("FORM_FORBIDS", ["toBranchId"], None)]
    await api.done("organisationDissolve", "organisation { id }", organisationId=branch, **given)
    plan = {"organisationId": branch, "kind": "GENERAL_MEETING"}
    assert await api.refused("meetingPlan", heldOn=day(0), **plan) == [
        ("ORGANISATION_DISSOLVED", ["organisationId"], None)
    ]
    await api.done("meetingPlan", heldOn=day(-1), **plan)  # entered late, and right
    assert await api.refused("organisationDissolve", organisationId=branch, **given) == [
        ("ORGANISATION_DISSOLVED", ["organisationId"], None)
    ]


async def test_nobody_is_left_without_a_branch(county: County) -> None:
    given = {**ENDS, "approvedBy": county.committee}
    for organisation, code in (
        (county.branch, "ORGANISATIONS_BELOW"),
        (county.other_branch, "MEMBERS_AT_HOME"),
        (county.committee, "WRONG_KIND"),
    ):
        refused = await county.api.refused("organisationDissolve", organisationId=organisation, **given)
        assert refused == [(code, ["organisationId"], None)]


async def test_nobody_approves_for_itself(county: County) -> None:
    """Nor a committee that is not above, such as one beside."""
    beside = await make(
        county.api,
        "organisationFound",
        "organisation",
        parentId=county.committee,
        kind="PARTY_COMMITTEE",
        name="邻镇党委",
    )
    for organisation, approver in ((county.township, county.township), (county.other_branch, beside)):
        given = {**ENDS, "approvedBy": approver}
        refused = await county.api.refused("organisationDissolve", organisationId=organisation, **given)
        assert refused == [("NOT_ABOVE", ["approvedBy"], None)]
