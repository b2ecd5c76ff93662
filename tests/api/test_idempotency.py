"""The same key gives the same answer and no second effect, whatever the first answer was."""

from __future__ import annotations

import asyncio
from typing import Any

from application.actor import Role
from tests.api.client import Api
from tests.api.county import County, day


def request(county: County, **changes: Any) -> dict[str, Any]:
    return {
        "memberId": county.members[0],
        "kind": "STUDY",
        "fromOn": day(1),
        "toOn": day(2),
        **changes,
    }


async def test_the_same_key_and_input(county: County) -> None:
    api = county.api
    first = await api.done("leaveRequest", "leave { id }", key="again", **request(county))
    head = await api.head()
    second = await api.done("leaveRequest", "leave { id }", key="again", **request(county))
    assert second == first
    assert await api.head() == head


async def test_the_same_key_with_another_input(county: County) -> None:
    api = county.api
    await api.done("leaveRequest", key="again", **request(county))
    refused = await api.refused("leaveRequest", key="again", **request(county, toOn=day(3)))
    assert refused == [("KEY_REUSED", None, None)]
    elsewhere = await api.refused(
        "leaveWithdraw", key="again", leaveId=await county.leave(county.members[1], 1, 1)
    )
    assert elsewhere == [("KEY_REUSED", None, None)]


async def test_a_refusal_stays_one(county: County) -> None:
    """Also when what stood in the way is gone: the key stands for that one command."""
    api = county.api
    meeting = await county.meeting(frozen=False)
    entries = [{"memberId": county.members[0], "status": "PRESENT"}]
    refusal = [("ROSTER_NOT_FROZEN", ["meetingId"], None)]
    assert await api.refused("attendanceRecord", key="early", meetingId=meeting, entries=entries) == refusal
    await api.done("rosterFreeze", meetingId=meeting)
    assert await api.refused("attendanceRecord", key="early", meetingId=meeting, entries=entries) == refusal
    await api.done("attendanceRecord", key="later", meetingId=meeting, entries=entries)


async def test_keys_belong_to_an_account(county: County) -> None:
    api = county.api
    inspector_free = api.token(Role.COUNTY_SECRETARY, account="someone-else")
    await api.done("leaveRequest", key="mine", **request(county))
    other = await api.done(
        "leaveRequest", key="mine", token=inspector_free, **request(county, memberId=county.members[1])
    )
    assert other["position"] == await api.head()


async def test_a_member_is_registered_once_however_often_it_is_sent(county: County) -> None:
    api = county.api
    before = await api.head()
    newcomer = {
        "branchId": county.branch,
        "displayName": "谢试",
        "kind": "FULL",
        "joinedOn": day(-100),
    }
    answers = await asyncio.gather(
        *(api.do("memberRegister", "member { id }", key="once", **newcomer) for _ in range(20))
    )
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["userErrors"] == []
    assert await api.head() == before + 2  # on the member's stream and on the branch's register


async def test_the_message_of_a_repeated_refusal_follows_the_caller(founded: Api) -> None:
    query = """mutation { countyModuleAdopt(input: {idempotencyKey: "k", module: POINTS, reason: "x"})
               { userErrors { code message } } }"""
    chinese = await founded.ask(query)
    english = await founded.ask(query, Accept_Language="en-GB,en;q=0.9")
    assert chinese["countyModuleAdopt"]["userErrors"][0]["message"] == "值不符合要求的格式或范围。"
    assert english["countyModuleAdopt"]["userErrors"][0]["message"].startswith("The value has not")
