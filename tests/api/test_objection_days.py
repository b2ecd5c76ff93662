"""By when an objection is to be decided: by the rule of the day on which it was raised, and no later one."""

from __future__ import annotations

from typing import Any

from application.actor import Role
from tests.api.client import key_of
from tests.api.county import County, day
from tests.api.events import event_of

PACK = """
pack = "objections"
version = "1"
title = { zh = "异议办理", en = "Handling objections" }
issuer = { zh = "某镇", en = "A town" }
issuer_level = "township"
source = { zh = "内部文件", en = "A paper of the town" }
effective_from = 2016-01-01
[[rules]]
series = "objections/days"
title = { zh = "办理期限", en = "Days to decide" }
quote = "对党员提出的异议,十五日内作出处理决定"
quote_checked = true
modality = "MUST"
organisations = ["PARTY_BRANCH"]
[rules.rule]
kind = "objection-handling"
due_days = 15
"""
ASKED = "objection { dueOn policyVersion { series versionName sentenceZh quote } }"
BY_RULE = {
    "dueOn": day(15),
    "policyVersion": {
        "series": "objections/days",
        "versionName": "1",
        "sentenceZh": "党员提出的异议,自提出之日起15日内作出处理决定",
        "quote": "对党员提出的异议,十五日内作出处理决定",
    },
}
WITHOUT = {"dueOn": day(30), "policyVersion": None}


async def raised(county: County, member: str) -> Any:
    """The member objects to a record of absence of their own; what they see of it."""
    api, meeting = county.api, await county.meeting(days=-4)
    absent = {"memberId": member, "status": "ABSENT", "absenceReason": "NONE_GIVEN"}
    await api.done("attendanceRecord", "meeting { id }", meetingId=meeting, entries=[absent])
    about = await event_of(api, meeting, "meeting.attendance-recorded")
    token = api.token(Role.MEMBER, member=key_of(member))
    return (await api.done("objectionRaise", ASKED, token=token, memberId=member, about=about))["objection"]


async def test_a_rule_says_by_when_and_moves_no_day_that_was_told(county: County) -> None:
    api, (ann, ben) = county.api, county.members[:2]
    assert await raised(county, ann) == WITHOUT

    await api.done("policyPackPublish", text=PACK)
    adoption = {"nodeId": county.branch, "approvedBy": county.township, "since": day(-20)}
    await api.done("policyAdopt", pack="objections", version="1", **adoption)
    assert await raised(county, ben) == BY_RULE

    query = (
        "{ objections(first: 9, orderBy: { field: DUE_ON }) { nodes { dueOn policyVersion { series } } } }"
    )
    told = (await api.ask(query))["objections"]["nodes"]
    assert told == [
        {"dueOn": day(15), "policyVersion": {"series": "objections/days"}},
        {"dueOn": day(30), "policyVersion": None},
    ]
