"""O05: members who report to the branch of their residential quarter too."""

from __future__ import annotations

from tests.api.county import County, day
from tests.api.questions.ask import question


async def test_a_second_role_moves_no_vote(county: County) -> None:
    api = county.api
    to = {"organisationId": county.other_branch, "fromOn": day(-20)}
    for member in county.members[:2]:
        await api.done("secondAffiliationAdd", "secondAffiliation { id }", memberId=member, **to)
    answer = await api.ask(question("O05-second-affiliations"), {"branch": county.other_branch, "first": 10})
    found = answer["secondAffiliations"]
    assert found["totalCount"] == 2
    assert {one["member"]["branch"]["name"] for one in found["nodes"]} == {"王坊村党支部"}
    # Its meetings expect those alone who have their home there.
    meeting = await county.meeting(days=-2, organisation=county.other_branch, frozen=False)
    frozen = await api.done("rosterFreeze", "meeting { counts { expected votingBase } }", meetingId=meeting)
    assert frozen["meeting"]["counts"] == {"expected": 1, "votingBase": 1}
    twice = await api.do("secondAffiliationAdd", memberId=county.members[0], **to)
    assert [error["code"] for error in twice["userErrors"]] == ["AFFILIATION_OVERLAPS"]
