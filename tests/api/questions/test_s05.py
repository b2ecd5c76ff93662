"""S05: handing over a post, with both signatures."""

from __future__ import annotations

from application.actor import Role
from domain.handover.events import HandoverItem
from tests.api.accepted_service import secretary
from tests.api.client import key_of
from tests.api.county import County, day, make
from tests.api.questions.ask import question

SIX = [item.value for item in HandoverItem]


async def test_five_of_six_items_signed_leave_it_open(county: County) -> None:
    api = county.api
    outgoing = await secretary(county, county.members[0], -9)
    incoming = await secretary(county, county.members[1], -1)
    handover = await make(
        api,
        "handoverOpen",
        "handover",
        organisationId=county.branch,
        fromPostId=outgoing,
        toPostId=incoming,
        dueOn=day(30),
        occurredAt=day(-1),
    )
    await api.done("handoverSign", handoverId=handover, side="OUTGOING", items=SIX)
    signed = await api.done(
        "handoverSign", "handover { isOpen }", handoverId=handover, side="INCOMING", items=SIX[:5]
    )
    assert signed["handover"] == {"isOpen": True}
    [found] = (await api.ask(question("S05-open-handovers"), {"first": 10}))["handovers"]["nodes"]
    unsigned = [item["item"] for item in found.pop("items")["nodes"] if item["incomingOn"] is None]
    assert unsigned == ["OTHER_BOX"]
    assert found == {
        "openedOn": day(-1),
        "dueOn": day(30),
        "itemCount": 6,
        "outgoingSigned": 6,
        "incomingSigned": 5,
        "organisation": {"name": "王坊村党支部"},
    }
    closed = await api.done(
        "handoverSign",
        "handover { isOpen closedOn outgoing { displayName } incoming { displayName } }",
        handoverId=handover,
        side="INCOMING",
        items=SIX[5:],
        expectedVersion=12,
    )
    people = {"outgoing": {"displayName": "文试甲"}, "incoming": {"displayName": "易试乙"}}
    assert closed["handover"] == {"isOpen": False, "closedOn": day(0), **people}
    answer = await api.ask(question("S05-open-handovers"), {"first": 10})
    assert answer["handovers"]["nodes"] == []


async def test_an_appointment_is_closed_by_both_signatures(county: County) -> None:
    api = county.api
    outgoing = await secretary(county, county.members[0], -9)
    incoming = await make(
        api,
        "postGive",
        "post",
        memberId=county.members[1],
        role="BRANCH_SECRETARY",
        organisationId=county.branch,
        fromOn=day(-8),
    )
    asked = {"today": day(0), "within": county.branch, "first": 10}
    [found] = (await api.ask(question("S05-posts-not-handed-over"), asked))["posts"]["nodes"]
    assert found == {
        "id": outgoing,
        "handoverDueOn": day(-8),
        "organisation": {"name": "王坊村党支部"},
        "member": {"displayName": "文试甲"},
    }
    handover = await make(
        api,
        "handoverOpen",
        "handover",
        organisationId=county.branch,
        fromPostId=outgoing,
        toPostId=incoming,
        items=["HANDBOOK"],
    )
    for side, missing in (("OUTGOING", 1), ("INCOMING", 0)):
        signed = {"handoverId": handover, "side": side, "items": ["HANDBOOK"]}
        await api.done("handoverSign", "handover { id }", **signed)
        answer = await api.ask(question("S05-posts-not-handed-over"), asked)
        assert len(answer["posts"]["nodes"]) == missing


async def test_a_fixed_term_is_handed_over_when_it_ends(county: County) -> None:
    api = county.api
    given = {"memberId": county.members[0], "role": "BRANCH_SECRETARY", "fromOn": day(-9), "toOn": day(30)}
    post = await make(api, "postGive", "post", organisationId=county.branch, **given)
    asked = {"within": county.branch, "first": 10}
    for days, missing in ((0, []), (29, []), (30, [post])):
        answer = await api.ask(question("S05-posts-not-handed-over"), {"today": day(days), **asked})
        assert [found["id"] for found in answer["posts"]["nodes"]] == missing


async def test_nobody_hands_over_to_a_branch_that_is_no_more(county: County) -> None:
    api = county.api
    post = await secretary(county, county.members[0], -9)
    asked = {"today": day(0), "first": 10}
    ended = (await api.ask(question("S05-posts-not-handed-over"), asked))["posts"]
    assert [found["id"] for found in ended["nodes"]] == [post]
    merged = {
        "intoId": county.other_branch,
        "on": day(0),
        "approvedBy": county.township,
        "reason": "TOO_SMALL",
    }
    await api.done("organisationMerge", "organisation { id }", organisationId=county.branch, **merged)
    left = (await api.ask(question("S05-posts-not-handed-over"), asked))["posts"]
    assert left["nodes"] == []


async def test_whoever_comes_does_not_sign_for_whoever_goes(county: County) -> None:
    api = county.api
    outgoing = await secretary(county, county.members[0], -9)
    incoming = await secretary(county, county.members[1], -1)
    handover = await make(
        api,
        "handoverOpen",
        "handover",
        organisationId=county.branch,
        fromPostId=outgoing,
        toPostId=incoming,
    )
    token = api.token(Role.BRANCH_SECRETARY, place=key_of(county.branch), member=key_of(county.members[1]))
    refused = await api.refused("handoverSign", token=token, handoverId=handover, side="OUTGOING", items=SIX)
    assert refused == [("NOT_ONES_SIDE", ["side"], None)]
