"""O12: the League's branches meet by the same engine, and count nowhere among the party's."""

from __future__ import annotations

from datetime import date

from domain.organisation.events import OrganisationKind
from tests.api.county import County, day, make
from tests.api.office import AskedOffice, organisation, shipped
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


async def test_the_league_stands_by_its_own_rules(office: AskedOffice) -> None:
    """T: records of the League never enter figures of the party."""
    party = [await office.found() for _ in range(2)]
    league = await office.found(OrganisationKind.LEAGUE_BRANCH)
    await office.adopt(shipped("league-branch.1"))
    await office.adopt(shipped("branch-work-regulation.2018"))
    await office.until(date(2026, 4, 1))
    given = {"node": organisation(office.committee), "from": "2026-01", "to": "2026-03"}
    told = (await office.ask(question("O12-league-compliance"), given))["complianceRollup"]["figures"]
    (quarter,) = told["nodes"]
    assert (quarter["series"], quarter["period"]) == ("league-branch/general-meeting", "2026-Q1")
    assert (quarter["slots"], quarter["missed"]) == (1, 1)
    (missed,) = quarter["compliances"]["nodes"]
    assert missed["organisation"]["id"] == organisation(league)
    of_party = question("O12-league-compliance").replace("LEAGUE_BRANCH", "PARTY_BRANCH")
    figures = (await office.ask(of_party, given))["complianceRollup"]["figures"]["nodes"]
    assert figures
    assert all(one["slots"] == len(party) for one in figures)
