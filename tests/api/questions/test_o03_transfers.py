"""O03: transfers of home, inside the county and between counties."""

from __future__ import annotations

from typing import Any

from application.actor import Role
from tests.api.client import Api
from tests.api.county import County, day, make
from tests.api.questions.ask import question

HERE, THERE = "430281", "430224"


async def test_transfers_in_flight(county: County) -> None:
    api = county.api
    first, second, third = county.members
    to = {"toBranchId": county.other_branch, "occurredAt": day(-60)}
    await api.done("transferLetterIssue", number="2026-1", memberId=first, **to)
    used = await make(api, "transferLetterIssue", "transferLetter", number="2026-2", memberId=second, **to)
    out = await make(
        api, "transferLetterIssue", "transferLetter", number="2026-3", memberId=third, toCounty=THERE
    )
    received = {"number": "2026-2", "toBranchId": county.other_branch, "on": day(0)}
    await api.done("transferLetterReceive", "transferLetter { id }", **received)
    asked = {"today": day(0), "first": 10}
    flying = (await api.ask(question("O03-transfers-in-flight"), asked))["transferLetters"]["nodes"]
    assert {letter["number"] for letter in flying} == {"2026-1", "2026-3"}
    assert used not in {letter["id"] for letter in flying}
    # While it is in flight, the member is at home where it was issued.
    assert {letter["member"]["branch"]["name"] for letter in flying} == {"王坊村党支部"}
    # Three months on, the first is of no use any more: it ran out, and nothing had to be done for it.
    later = await api.ask(question("O03-transfers-in-flight"), {**asked, "today": day(40)})
    assert [letter["id"] for letter in later["transferLetters"]["nodes"]] == [out]


async def other_county(api: Api, tenant: str) -> dict[str, Any]:
    """Another county with one branch: how to ask it, and where its members are at home."""
    named = {"name": "攸县", "committeeName": "中共攸县县委", "divisionCode": THERE, "rehearsal": True}
    founded = await api.done(
        "countyFound", "county { committee { id } }", token=api.token(Role.OPERATOR, tenant=tenant), **named
    )
    token = api.token(Role.COUNTY_SECRETARY, tenant=tenant)
    branch = await api.done(
        "organisationFound",
        "organisation { id }",
        token=token,
        parentId=founded["county"]["committee"]["id"],
        kind="PARTY_BRANCH",
        name="城关党支部",
        occurredAt=day(-400),
    )
    return {"token": token, "branch": branch["organisation"]["id"]}


async def test_both_sides_of_a_transfer_between_counties(county: County) -> None:
    """Each county has its side in its own log; asked both the same, it shows what the other still has to enter."""
    api, ann = county.api, county.members[0]
    there = await other_county(api, "county-b")
    letter = await make(
        api,
        "transferLetterIssue",
        "transferLetter",
        number="2026-7",
        memberId=ann,
        toCounty=THERE,
        occurredAt=day(-20),
    )
    brought = {"number": "2026-7", "fromCounty": HERE, "issuedOn": day(-20), "on": day(-5)}
    person = {"displayName": "文试甲", "kind": "FULL", "joinedOn": day(-1000), "branchId": there["branch"]}
    await api.done("transferLetterAdmit", "transferLetter { id }", token=there["token"], **brought, **person)
    twice = await api.do("transferLetterAdmit", token=there["token"], **brought, **person)
    assert [error["code"] for error in twice["userErrors"]] == ["LETTER_USED"]

    async def sides() -> list[dict[str, Any]]:
        asked = {"since": day(-90), "first": 10}
        text = question("O03-letters-between-counties")
        here = await api.ask(text, {**asked, "county": THERE})
        beyond = await api.ask(text, {**asked, "county": HERE}, token=there["token"])
        return [*here["transferLetters"]["nodes"], *beyond["transferLetters"]["nodes"]]

    out, in_ = await sides()
    assert (out["side"], out["status"], out["member"]["leftOn"]) == ("OUT", "IN_FLIGHT", None)
    assert (in_["side"], in_["status"], in_["receivedOn"]) == ("IN", "RECEIVED", day(-5))
    assert (out["number"], out["validUntil"]) == (in_["number"], in_["validUntil"])
    await api.done("transferLetterAcknowledge", "transferLetter { id }", letterId=letter, on=day(-5))
    out, in_ = await sides()
    assert (out["status"], out["receivedOn"]) == (in_["status"], in_["receivedOn"]) == ("RECEIVED", day(-5))
    assert out["member"]["leftOn"] == day(-5)


async def test_a_transfer_entered_late_says_which_rosters_it_contradicts(county: County) -> None:
    api, ann = county.api, county.members[0]
    meeting = await county.meeting(days=-3, frozen=False)
    expected = "expected(first: 10) { nodes { member { id } } }"
    frozen = await api.done("rosterFreeze", f"meeting {{ {expected} }}", meetingId=meeting)
    answer = await api.done(
        "memberTransfer",
        "member { findings(first: 10) { nodes { kind objectId } } }",
        memberId=ann,
        toBranchId=county.other_branch,
        fromOn=day(-5),
    )
    assert answer["member"]["findings"]["nodes"] == [{"kind": "ROSTER_DISAGREES", "objectId": meeting}]
    asked = (await api.ask(question("O03-rosters-that-disagree"), {"first": 10}))["findings"]["nodes"]
    assert [(one["objectId"], one["member"]["id"]) for one in asked] == [(meeting, ann)]
    assert asked[0]["member"]["branch"]["name"] == "东冲村党支部"
    still = await api.ask(f"query Roster($id: ID!) {{ meeting(id: $id) {{ {expected} }} }}", {"id": meeting})
    assert still["meeting"] == frozen["meeting"]  # the roster stands
