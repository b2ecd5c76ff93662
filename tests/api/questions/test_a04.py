"""A04: an item that is told by name, and whom it has not reached."""

from __future__ import annotations

from typing import Any

from application.actor import Role
from tests.api.client import key_of
from tests.api.county import County, day, make
from tests.api.questions.ask import question

ITEM = {"code": "PLENUM_SPIRIT", "issuedOn": day(-5)}
RECEIPT = "conveyance { outstanding receipts(first: 20) { nodes { member { id } status receivedOn mode } } }"


async def thirteen(county: County) -> tuple[str, list[str]]:
    """A branch of thirteen."""
    branch = await make(
        county.api,
        "organisationFound",
        "organisation",
        parentId=county.township,
        kind="PARTY_BRANCH",
        name="收费所党支部",
        occurredAt=day(-400),
    )
    given = {"branchId": branch, "kind": "FULL", "joinedOn": day(-900), "occurredAt": day(-300)}
    members = [
        await make(county.api, "memberRegister", "member", displayName=f"陈试{number}", **given)
        for number in range(13)
    ]
    return branch, members


async def not_received(county: County, document: str) -> list[dict[str, Any]]:
    asked = {"item": ITEM["code"], "within": county.committee, "first": 20}
    answer = (await county.api.ask(document, asked))["conveyanceReceipts"]
    assert answer["totalCount"] == len(answer["nodes"])
    nodes: list[dict[str, Any]] = answer["nodes"]
    return nodes


async def test_of_thirteen_expected_twelve_were_there_and_one_receipt_is_outstanding(county: County) -> None:
    asked_whom = question("A04-not-received")
    api = county.api
    branch, members = await thirteen(county)
    meeting = await county.meeting(days=-4, organisation=branch)
    given = {"organisationId": branch, "meetingId": meeting, **ITEM}
    item = await make(api, "conveyanceOpen", "conveyance", **given)
    assert len(await not_received(county, asked_whom)) == 13
    await county.attended(meeting, members[1:])
    absent = {"memberId": members[0], "status": "ABSENT", "absenceReason": "SECONDED"}
    await api.done("attendanceRecord", "meeting { id }", meetingId=meeting, entries=[absent])
    (one,) = await not_received(county, asked_whom)
    assert one["member"] == {"id": members[0], "displayName": "陈试0"}
    assert one["conveyance"] == {"expected": 13, "outstanding": 1, "status": "OPEN"}

    told = {"memberIds": [members[0]], "mode": "PHONE", "on": day(-3), "byId": members[1]}
    await api.done("conveyanceDeliver", RECEIPT, conveyanceId=item, **told)
    assert await not_received(county, asked_whom) == []
    await api.done("conveyanceClose", "conveyance { status }", conveyanceId=item, on=day(0))


async def test_attendance_that_is_corrected_later_moves_the_receipt(county: County) -> None:
    asked_whom = question("A04-not-received")
    api = county.api
    meeting = await county.meeting(days=-4)
    await county.attended(meeting, county.members)
    given = {"organisationId": county.branch, "meetingId": meeting, **ITEM}
    item = await make(api, "conveyanceOpen", "conveyance", **given)
    assert await not_received(county, asked_whom) == []
    wrong = county.members[1]
    entry = {"memberId": wrong, "status": "ABSENT", "absenceReason": "ILLNESS"}
    corrected = {"meetingId": meeting, "entry": entry, "reason": "TYPING_ERROR"}
    await api.done("attendanceCorrect", "meeting { id }", **corrected)
    assert [one["member"]["id"] for one in await not_received(county, asked_whom)] == [wrong]
    told = {"memberIds": [wrong], "mode": "VISIT", "on": day(-2), "byId": county.members[0]}
    after = await api.done("conveyanceDeliver", RECEIPT, conveyanceId=item, secondLanguage="II", **told)
    receipts = {one["member"]["id"]: one for one in after["conveyance"]["receipts"]["nodes"]}
    assert receipts[wrong] == {
        "member": {"id": wrong},
        "status": "DELIVERED",
        "receivedOn": day(-2),
        "mode": "VISIT",
    }
    entry = {"memberId": wrong, "status": "LATE"}
    await api.done("attendanceCorrect", "meeting { id }", **{**corrected, "entry": entry})
    asked = f'{{ conveyance(id: "{item}") {{ receipts(first: 9) {{ nodes {{ status receivedOn }} }} }} }}'
    nodes = (await api.ask(asked))["conveyance"]["receipts"]["nodes"]
    assert nodes == [{"status": "ATTENDED", "receivedOn": day(-4)}] * 3
    await api.done("meetingCancel", "meeting { id }", meetingId=meeting, reason="MISTAKEN")
    assert len(await not_received(county, asked_whom)) == 2


async def test_members_speak_for_themselves_alone(county: County) -> None:
    asked_whom = question("A04-not-received")
    api = county.api
    ann, ben, _ = county.members
    given = {"organisationId": county.branch, **ITEM}
    item = await make(api, "conveyanceOpen", "conveyance", **given)
    token = api.token(Role.MEMBER, member=key_of(ann))
    refused = await api.refused("conveyanceConfirm", token=token, conveyanceId=item, memberId=ben)
    assert refused == [("NOT_FOUND", ["conveyanceId"], None)]
    for_her = await api.refused("conveyanceConfirm", conveyanceId=item, memberId=ann)
    assert for_her == [("FORBIDDEN", None, None)]
    own_word = {"conveyanceId": item, "memberId": ann}
    await api.done("conveyanceConfirm", "conveyance { id }", token=token, **own_word)
    assert len(await not_received(county, asked_whom)) == 2
    own = "{ conveyanceReceipts(first: 9) { nodes { status member { id } } } }"
    nodes = (await api.ask(own, token=token))["conveyanceReceipts"]["nodes"]
    assert nodes == [{"status": "CONFIRMED", "member": {"id": ann}}]
