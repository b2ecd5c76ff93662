"""What a caller may do, by role and place; what lies elsewhere answers like what does not exist."""

from __future__ import annotations

import pytest

from application.actor import Role
from tests.api.client import Api, key_of
from tests.api.county import County, day

NOT_FOUND = "NOT_FOUND"


async def test_an_inspector_changes_nothing(county: County) -> None:
    token = county.api.token(Role.INSPECTOR)
    refused = await county.api.refused(
        "organisationRename", token=token, organisationId=county.branch, name="甲支部"
    )
    assert refused == [("FORBIDDEN", None, None)]


async def test_an_operator_founds_counties_and_does_nothing_else(county: County) -> None:
    token = county.api.token(Role.OPERATOR)
    refused = await county.api.refused(
        "organisationRename", token=token, organisationId=county.branch, name="甲支部"
    )
    assert refused == [("FORBIDDEN", None, None)]
    again = await county.api.refused(
        "countyFound", token=token, name="甲县", committeeName="甲县委", divisionCode="430281"
    )
    assert again == [("ALREADY_EXISTS", None, None)]  # of no field: nobody gives a county its id


async def test_nobody_but_an_operator_founds_one(founded: Api) -> None:
    refused = await founded.refused("countyFound", name="甲县", committeeName="甲县委", divisionCode="430281")
    assert refused == [("FORBIDDEN", None, None)]


async def test_a_branch_secretary_outside_the_own_branch(county: County) -> None:
    token = county.api.token(Role.BRANCH_SECRETARY, place=key_of(county.branch))
    plan = {"kind": "GENERAL_MEETING", "heldOn": day(1)}
    await county.api.done("meetingPlan", token=token, organisationId=county.branch, **plan)
    elsewhere = await county.api.refused(
        "meetingPlan", token=token, organisationId=county.other_branch, **plan
    )
    assert elsewhere == [("FORBIDDEN", ["organisationId"], None)]
    answer = await county.api.post(
        """query ($member: ID!, $other: ID!) { member(id: $member) { id } members { nodes { id } }
           other: organisation(id: $other) { name members { nodes { id } } } }""",
        {"member": county.elsewhere, "other": county.other_branch},
        token=token,
    )
    (error,) = answer.json()["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["member"], "NOT_FOUND")
    seen = answer.json()["data"]
    assert seen["member"] is None
    assert {node["id"] for node in seen["members"]["nodes"]} == set(county.members)
    assert seen["other"] == {"name": "东冲村党支部", "members": {"nodes": []}}  # the tree itself is no secret


async def test_who_may_know_it_is_told_why(county: County) -> None:
    """The reason is a code; its words are in the caller's language."""
    token = county.api.token(Role.TOWNSHIP_SECRETARY, place=key_of(county.township))
    payload = await county.api.do(
        "organisationRename",
        "userErrors { details }",
        token=token,
        organisationId=county.committee,
        name="县委",
    )
    (error,) = payload["userErrors"]
    assert (error["code"], error["details"]) == ("FORBIDDEN", {"reason": "PLACE"})
    assert error["message"] == "不在您的管辖范围之内。"


async def test_a_township_secretary_covers_its_branches(county: County) -> None:
    token = county.api.token(Role.TOWNSHIP_SECRETARY, place=key_of(county.township))
    await county.api.done(
        "organisationRename", token=token, organisationId=county.other_branch, name="东冲支部"
    )
    above = await county.api.refused(
        "organisationRename", token=token, organisationId=county.committee, name="县委"
    )
    assert above == [("FORBIDDEN", ["organisationId"], None)]


async def test_a_member_asks_leave_for_oneself_only(county: County) -> None:
    own, other = county.members[:2]
    token = county.api.token(Role.MEMBER, member=key_of(own))
    leave = {"kind": "PERSONAL", "fromOn": day(1), "toOn": day(2)}
    mine = await county.api.done("leaveRequest", "leave { id }", token=token, memberId=own, **leave)
    assert mine["leave"] is not None
    theirs = await county.api.refused("leaveRequest", token=token, memberId=other, **leave)
    assert [code for code, _, _ in theirs] == [NOT_FOUND]
    granted = await county.api.refused("leaveGrant", token=token, leaveId=mine["leave"]["id"])
    assert granted == [("FORBIDDEN", None, None)]


async def test_nobody_grants_their_own_request(county: County) -> None:
    member = county.members[0]
    token = county.api.token(Role.BRANCH_SECRETARY, place=key_of(county.branch), member=key_of(member))
    leave = await county.leave(member, 1, 2)
    refused = await county.api.refused("leaveGrant", token=token, leaveId=leave)
    assert [code for code, _, _ in refused] == ["OWN_REQUEST"]


async def test_a_token_of_another_county(county: County) -> None:
    """Ids of one county mean nothing in another."""
    api = county.api
    await api.done(
        "countyFound",
        token=api.token(Role.OPERATOR, tenant="430224"),
        name="茶陵县",
        committeeName="中共茶陵县委",
        divisionCode="430224",
    )
    token = api.token(tenant="430224")
    before = await api.head("430224")
    refused = await api.refused(
        "organisationRename", token=token, organisationId=county.branch, name="甲支部"
    )
    assert refused == [(NOT_FOUND, ["organisationId"], None)]
    assert await api.head("430224") == before
    answer = await api.post(
        "query ($id: ID!) { node(id: $id) { id } members { nodes { id } } events { nodes { type } } }",
        {"id": county.branch},
        token=token,
    )
    (error,) = answer.json()["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["node"], "NOT_FOUND")
    seen = answer.json()["data"]
    assert seen["node"] is None
    assert seen["members"] == {"nodes": []}


@pytest.mark.parametrize(
    "query",
    [
        "{ county { name } }",
        'mutation { countyModuleAdopt(input: {idempotencyKey: "k", module: POINTS}) { position } }',
    ],
)
async def test_a_token_of_a_county_that_does_not_exist(founded: Api, query: str) -> None:
    before = await founded.head()
    response = await founded.post(query, token=founded.token(tenant="nowhere"))
    assert response.status_code == 404
    assert response.json()["errors"][0]["extensions"]["code"] == NOT_FOUND
    assert await founded.head() == before
    assert await founded.store.tenants() == ["430281"]
