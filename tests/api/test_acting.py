"""Who has to act on something sees what it is about, as a member at home elsewhere too; and nobody else there does."""

from __future__ import annotations

from application.actor import Role
from domain.handover.events import HandoverItem
from tests.api.accepted_grids import EVIDENCE, lowest_grid
from tests.api.accepted_service import secretary
from tests.api.client import key_of
from tests.api.county import County, day, make

SIX = [item.value for item in HandoverItem]
_HANDOVER = "id outgoingSigned incomingSigned items { nodes { item outgoingOn incomingOn } }"


def as_member(county: County, member: str) -> str:
    return county.api.token(Role.MEMBER, member=key_of(member))


async def test_both_sides_of_a_handover_see_what_they_sign(county: County) -> None:
    """The one who goes has moved to another branch by then."""
    api, (goes, comes, third) = county.api, county.members
    posts = await secretary(county, goes, -9), await secretary(county, comes, -1)
    given = {"organisationId": county.branch, "fromPostId": posts[0], "toPostId": posts[1]}
    handover = await make(api, "handoverOpen", "handover", occurredAt=day(-1), **given)
    await api.done("memberTransfer", memberId=goes, toBranchId=county.other_branch, fromOn=day(0))
    for member, side in ((goes, "OUTGOING"), (comes, "INCOMING")):
        token = as_member(county, member)
        signed = await api.done(
            "handoverSign",
            f"handover {{ {_HANDOVER} }}",
            token=token,
            handoverId=handover,
            side=side,
            items=SIX[:2],
        )
        assert signed["handover"]["id"] == handover
        assert signed["handover"][f"{side.lower()}Signed"] == 2
        assert len(signed["handover"]["items"]["nodes"]) == len(SIX)
        answer = await api.ask(f"{{ handovers {{ nodes {{ {_HANDOVER} }} }} }}", token=token)
        assert answer["handovers"]["nodes"] == [signed["handover"]]
        assert await found(county, handover, token) == {"node": {"id": handover}}
    # At home where neither the post is nor any side of it.
    assert await found(county, handover, as_member(county, county.elsewhere)) == {"node": None}
    assert await sees(county, handover, third)  # of the branch


async def test_owner_and_checker_see_a_task_of_elsewhere(county: County) -> None:
    """It belongs to the township; they are at home in branches below it."""
    owner, checker, other = county.members
    given = {"organisationId": county.township, "code": "ROADS", "ownerId": owner, "dueOn": day(5)}
    task = await make(county.api, "taskPublish", "task", on=day(-3), **given)
    assert [await sees(county, task, member) for member in (owner, checker, other)] == [True, False, False]
    closed = {"checkerId": checker, "evidence": EVIDENCE, "on": day(0)}
    await county.api.done("taskClose", "task { id }", taskId=task, **closed)
    assert [await sees(county, task, member) for member in (owner, checker, other)] == [True, True, False]
    token = as_member(county, owner)
    answer = await county.api.ask(
        "{ tasks { nodes { id owner { id } provenance { field } } } projects { nodes { id } } }", token=token
    )
    (node,) = answer["tasks"]["nodes"]
    assert (node["id"], node["owner"]) == (task, {"id": owner})
    assert {"field": "dueOn"} in node["provenance"]


async def test_owner_and_checker_see_an_issue_and_nothing_else_of_the_grids(county: County) -> None:
    owner, checker, other = county.members
    grid = await lowest_grid(county)
    place = {"gridId": grid, "organisationId": county.branch, "kind": "SAFETY", "on": day(-3)}
    issue = await make(county.api, "issueRaise", "issue", **place)
    beside = await make(county.api, "issueRaise", "issue", **place)
    numbers = {"numbers": [1], "fromOn": day(-9)}
    await county.api.done(
        "householdsRegister", "grid { id }", gridId=grid, organisationId=county.branch, **numbers
    )
    assert not await sees(county, issue, owner)
    await county.api.done("issueAssign", "issue { id }", issueId=issue, ownerId=owner, dueOn=day(7))
    assert [await sees(county, issue, member) for member in (owner, checker, other)] == [True, False, False]
    await county.api.done("issueAssign", "issue { id }", issueId=issue, ownerId=other, dueOn=day(8))
    assert [await sees(county, issue, member) for member in (owner, checker, other)] == [False, False, True]
    assert not await sees(county, beside, other)
    document = "{ issues { nodes { id } } households { nodes { id } } visits { nodes { position } } }"
    answer = await county.api.ask(document, token=as_member(county, other))
    nothing: dict[str, list[str]] = {"nodes": []}
    assert answer == {"issues": {"nodes": [{"id": issue}]}, "households": nothing, "visits": nothing}


async def found(county: County, id_: str, token: str) -> dict[str, object]:
    answer = await county.api.post("query ($id: ID!) { node(id: $id) { id } }", {"id": id_}, token=token)
    data: dict[str, object] = answer.json()["data"]
    return data


async def sees(county: County, id_: str, member: str) -> bool:
    return (await found(county, id_, as_member(county, member)))["node"] is not None
