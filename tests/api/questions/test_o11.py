"""O11: from applicant to full member, stage by stage."""

from __future__ import annotations

from typing import Any

from tests.api.county import County, day, make
from tests.api.questions.ask import question


async def applicant(county: County, branch: str, name: str, *stages: str) -> str:
    """Someone who applied and came so far."""
    api, given = county.api, {"branchId": branch, "displayName": name, "on": day(-300)}
    person = await make(api, "developmentApply", "development", **given)
    for stage in stages:
        await api.done(
            "developmentAdvance", "development { id }", developmentId=person, stage=stage, on=day(-200)
        )
    return person


async def counted(county: County, text: str, branch: str, on: str | None = None) -> dict[str, int]:
    as_of = {"asOf": {"occurredOn": on}} if on else {}
    answer = await county.api.ask(text, {"branch": branch, **as_of})
    return {stage: found["totalCount"] for stage, found in answer.items()}


async def test_fifteen_full_three_probationary_one_candidate_five_activists(county: County) -> None:
    """15/3/1/5: what a branch of the documents says of itself."""
    api = county.api
    branch = await make(
        api,
        "organisationFound",
        "organisation",
        parentId=county.township,
        kind="PARTY_BRANCH",
        name="联合党支部",
        occurredAt=day(-400),
    )
    full = []
    for number in range(18):
        kind = "FULL" if number < 15 else "PROBATIONARY"
        given = {"branchId": branch, "displayName": f"罗试{number}", "kind": kind, "joinedOn": day(-350)}
        member = await make(api, "memberRegister", "member", occurredAt=day(-200), **given)
        if kind == "FULL":
            full.append(member)
    for number in range(5):
        await applicant(county, branch, f"易试{number}", "ACTIVIST")
    candidate = await applicant(county, branch, "钟试", "ACTIVIST", "ADMISSION_CANDIDATE")
    asked = question("O11-pipeline-by-stage")
    told = {"full": 15, "probationary": 3, "candidates": 1, "activists": 5, "applicants": 0}
    assert await counted(county, asked, branch) == told
    given_up = await applicant(county, branch, "钟试乙")
    assert await counted(county, asked, branch) == {**told, "applicants": 1}
    ended = {"developmentId": given_up, "on": day(-1), "reason": "MOVED_AWAY"}
    await api.done("developmentEnd", "development { id }", **ended)
    meeting = await county.meeting(days=-1, organisation=branch)
    await county.attended(meeting, full[:14])
    votes = {"meetingId": meeting, "number": 1, "inFavour": 13, "against": 1, "abstained": 0}
    await api.done("developmentBallotRecord", developmentId=candidate, **votes)
    admitted = await api.done(
        "developmentAdmit",
        "development { stage displayName member { id displayName kind } }",
        developmentId=candidate,
        on=day(0),
    )
    assert admitted["development"]["stage"] == "PROBATIONARY"
    new = admitted["development"]["member"]
    assert (new["displayName"], new["kind"]) == ("钟试", "PROBATIONARY")
    assert await counted(county, asked, branch) == {**told, "probationary": 4, "candidates": 0}
    confirmed = await api.done("memberConfirm", "member { development { stage } }", memberId=new["id"])
    assert confirmed["member"]["development"]["stage"] == "FULL"


async def test_who_left_the_county_stands_at_no_stage(county: County) -> None:
    asked = question("O11-pipeline-by-stage")
    before = await counted(county, asked, county.branch)
    assert (before["full"], before["probationary"]) == (2, 1)
    for member in county.members[1:]:
        await county.depart(member)
    after = await counted(county, asked, county.branch)
    assert (after["full"], after["probationary"]) == (1, 0)


async def test_the_pipeline_of_an_earlier_day(county: County) -> None:
    """Each counts for the stage at which they stood on that day, however far they have come since."""
    api = county.api
    given = {"branchId": county.branch, "displayName": "钟试丙", "on": day(-300)}
    person = await make(api, "developmentApply", "development", **given)
    for stage, on in (("ACTIVIST", day(-200)), ("ADMISSION_CANDIDATE", day(-100))):
        await api.done("developmentAdvance", "development { id }", developmentId=person, stage=stage, on=on)
    asked = question("O11-pipeline-by-stage")
    stages = ("applicants", "activists", "candidates")
    for days, at in ((-301, None), (-300, 0), (-201, 0), (-200, 1), (-101, 1), (-100, 2), (0, 2)):
        told = await counted(county, asked, county.branch, day(days))
        assert [told[stage] for stage in stages] == [int(at == number) for number in range(3)], days


async def test_two_candidates_in_one_ballot(county: County) -> None:
    api = county.api
    first, second = [
        await applicant(county, county.branch, name, "ACTIVIST", "ADMISSION_CANDIDATE")
        for name in ("陈试甲", "陈试乙")
    ]
    meeting = await county.meeting(days=-1)
    await county.attended(meeting, county.members[:2])
    votes: dict[str, Any] = {"meetingId": meeting, "inFavour": 2, "against": 0, "abstained": 0}
    await api.done("developmentBallotRecord", developmentId=first, number=1, **votes)
    refused = await api.refused("developmentBallotRecord", developmentId=second, number=1, **votes)
    assert refused == [("BALLOT_HELD", ["number"], None)]
    select = "development { ballots(first: 2) { nodes { number entitled inFavour passed } } }"
    own = await api.done("developmentBallotRecord", select, developmentId=second, number=2, **votes)
    assert own["development"]["ballots"]["nodes"] == [
        {"number": 2, "entitled": 2, "inFavour": 2, "passed": True}
    ]


async def test_stages_are_taken_in_order(county: County) -> None:
    person = await applicant(county, county.branch, "陈试丙")
    skipped = {"developmentId": person, "stage": "ADMISSION_CANDIDATE", "on": day(-1)}
    assert await county.api.refused("developmentAdvance", **skipped) == [("WRONG_STAGE", ["stage"], None)]
    assert await county.api.refused("developmentAdmit", developmentId=person, on=day(0)) == [
        ("WRONG_STAGE", ["developmentId"], None)
    ]


async def test_a_branch_that_develops_somebody_is_neither_merged_nor_dissolved(county: County) -> None:
    api = county.api
    person = await applicant(county, county.branch, "陈试丁", "ACTIVIST")
    ends = {"approvedBy": county.township, "on": day(0), "reason": "TOO_SMALL"}
    merged = {"organisationId": county.branch, "intoId": county.other_branch, **ends}
    assert await api.refused("organisationMerge", **merged) == [
        ("DEVELOPMENTS_OPEN", ["organisationId"], None)
    ]
    ended = {"developmentId": person, "on": day(-1), "reason": "GAVE_UP"}
    await api.done("developmentEnd", "development { id }", **ended)
    await api.done("organisationMerge", "organisation { id }", **merged)
    advanced = {"developmentId": person, "stage": "ADMISSION_CANDIDATE", "on": day(0)}
    assert await api.refused("developmentAdvance", **advanced) == [
        ("DEVELOPMENT_ENDED", ["developmentId"], None)
    ]
