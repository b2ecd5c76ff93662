"""O10: members away from home, and those who cannot be reached."""

from __future__ import annotations

from tests.api.county import County, day
from tests.api.questions.ask import question


async def test_who_was_not_contacted_for_n_days(county: County) -> None:
    api = county.api
    silent, spoken, never = county.members
    for member in county.members:
        await api.done("floatingMemberRegister", memberId=member, fromOn=day(-60), divisionCode="440305")
    await api.done("memberContactRecord", memberId=silent, on=day(-31), channel="PHONE")
    select = "memberContact { id }"
    await api.done("memberContactRecord", select, memberId=spoken, on=day(-30), channel="MESSAGE")
    asked = {"before": day(-30), "first": 10}
    nodes = (await api.ask(question("O10-not-contacted"), asked))["memberContacts"]["nodes"]
    assert {(one["member"]["id"], one["lastContactOn"]) for one in nodes} == {
        (silent, day(-31)),
        (never, None),
    }


async def test_who_is_lost_stays_in_the_roster_flagged(county: County) -> None:
    api, ann = county.api, county.members[0]
    await api.done("memberContactLose", memberId=ann, since=day(-20))
    meeting = await county.meeting(days=-1, frozen=False)
    who = "member { id leftOn contact { status lostSince } }"
    frozen = await api.done(
        "rosterFreeze", f"meeting {{ expected(first: 10) {{ nodes {{ {who} }} }} }}", meetingId=meeting
    )
    expected = [entry["member"] for entry in frozen["meeting"]["expected"]["nodes"]]
    assert len(expected) == 3
    (flagged,) = [member for member in expected if member["contact"]]
    contact = {"status": "LOST", "lostSince": day(-20)}
    assert flagged == {"id": ann, "leftOn": None, "contact": contact}
    found = await api.done(
        "memberContactRecord",
        "memberContact { status lostSince lastContactOn }",
        memberId=ann,
        on=day(-2),
        channel="NEIGHBOURS",
    )
    assert found["memberContact"] == {"status": "IN_REACH", "lostSince": None, "lastContactOn": day(-2)}
