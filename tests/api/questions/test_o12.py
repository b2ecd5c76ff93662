"""O12: the League's branches meet by the same engine, and count nowhere among the party's."""

from __future__ import annotations

from tests.api.county import County, day, make
from tests.api.questions.ask import question

FIGURES = (
    "{ organisation(id: $id) { memberCount rollups(first: 10) { nodes { meetingsPlanned expected } } } }"
)


async def test_the_same_questions_of_the_league(county: County) -> None:
    api = county.api
    ask = f"query ($id: ID!) {FIGURES}"
    before = [await api.ask(ask, {"id": place}) for place in (county.township, county.committee)]
    league = await make(
        api,
        "organisationFound",
        "organisation",
        parentId=county.township,
        kind="LEAGUE_BRANCH",
        name="王坊村团支部",
    )
    given = {"branchId": league, "kind": "LEAGUE_MEMBER", "joinedOn": day(-900)}
    members = [
        await make(api, "memberRegister", "member", displayName=name, **given)
        for name in ("江试一", "江试二")
    ]
    meeting = await county.meeting(organisation=league)
    entries = [{"memberId": members[0], "status": "PRESENT"}]
    await api.done("attendanceRecord", "meeting { id }", meetingId=meeting, entries=entries)
    asked = await api.ask(question("O12-league-meetings"), {"first": 10, "from": day(-30)})
    (branch,) = asked["organisations"]["nodes"]
    assert branch["memberCount"] == 2
    (held,) = branch["meetings"]["nodes"]
    assert held["kind"] == "GENERAL_MEETING"
    assert held["counts"] == {"expected": 2, "present": 1, "absent": 0}
    after = [await api.ask(ask, {"id": place}) for place in (county.township, county.committee)]
    assert after == before


async def test_members_of_the_league_are_none_of_the_party(county: County) -> None:
    given = {"displayName": "江试三", "kind": "LEAGUE_MEMBER", "joinedOn": day(-900)}
    refused = await county.api.refused("memberRegister", branchId=county.branch, **given)
    assert refused == [("WRONG_KIND", ["branchId"], None)]
