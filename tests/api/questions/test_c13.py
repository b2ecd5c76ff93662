"""C13: taking part in a branch that crosses units, beside the home."""

from __future__ import annotations

from tests.api.county import County, day
from tests.api.questions.ask import question


async def test_study_is_credited_and_the_quorum_of_the_home_is_not(county: County) -> None:
    api, ann = county.api, county.members[0]
    at_home = await county.meeting(days=-3)
    elsewhere = await county.meeting(days=-3, organisation=county.other_branch)
    await api.done("participationRecord", "meeting { id }", meetingId=elsewhere, memberId=ann)
    asked = {"homeBranch": county.branch, "since": day(-30), "first": 10}
    answer = await api.ask(question("C13-participation-outside-home"), asked)
    (one,) = answer["participations"]["nodes"]
    assert (one["heldOn"], one["member"]["displayName"]) == (day(-3), "文试甲")
    assert one["meeting"]["branch"]["name"] == "东冲村党支部"
    counts = "counts { expected present votingBase unrecorded }"
    both = await api.ask(
        f"query Both($home: ID!, $other: ID!) {{ home: meeting(id: $home) {{ {counts} }}"
        f" other: meeting(id: $other) {{ {counts} participations(first: 5) {{ nodes {{ side }} }} }} }}",
        {"home": at_home, "other": elsewhere},
    )
    # Three are at home in the one branch, of whom one is probationary, and one in the other: none was recorded present.
    assert both["home"]["counts"] == {"expected": 3, "present": 0, "votingBase": 2, "unrecorded": 3}
    assert both["other"]["counts"] == {"expected": 1, "present": 0, "votingBase": 1, "unrecorded": 1}
    assert both["other"]["participations"]["nodes"] == [{"side": "MEETING"}]
    at_home_again = await api.do("participationRecord", meetingId=at_home, memberId=ann)
    assert [error["code"] for error in at_home_again["userErrors"]] == ["ALREADY_AFFILIATED"]
