"""C12: what was proposed and resolved, and whether the result was made public."""

from __future__ import annotations

from tests.api.county import County, day, make
from tests.api.questions.ask import question

PROPOSED, RESOLVED, PUBLISHED = (
    40,
    30,
    29,
)  # over forty were raised, thirty resolved, one of these not made public


async def test_a_resolution_that_was_not_made_public_is_open(county: County) -> None:
    at, resolutions = {"organisationId": county.branch}, []
    for number in range(PROPOSED):
        code = f"PROPOSAL_{number + 1}"
        proposal = await make(county.api, "proposalRaise", "proposal", code=code, on=day(-20), **at)
        if number < RESOLVED:
            about = {"code": code, "proposalIds": [proposal], "on": day(-10)}
            resolutions.append(await make(county.api, "resolutionMake", "resolution", **about, **at))
    for resolution in resolutions[:PUBLISHED]:
        given = {"resolutionId": resolution, "on": day(-5)}
        await county.api.done("resolutionPublish", "resolution { id }", **given)
    variables = {"within": county.township, "first": 10}
    asked = question("C12-unpublished-resolutions")
    answer = (await county.api.ask(asked, variables))["resolutions"]
    (unpublished,) = answer["nodes"]
    assert (unpublished["id"], unpublished["code"], answer["totalCount"]) == (
        resolutions[-1],
        "PROPOSAL_30",
        1,
    )
    still = "{ proposals(first: 1, where: {status: {eq: OPEN}}) { totalCount } }"
    assert (await county.api.ask(still))["proposals"]["totalCount"] == PROPOSED - RESOLVED
    public = {"resolutionId": unpublished["id"], "on": day(0)}
    await county.api.done("resolutionPublish", "resolution { id }", **public)
    assert (await county.api.ask(asked, variables))["resolutions"]["nodes"] == []


async def test_what_was_taken_down_is_open_again_and_what_does_not_hold_is_not(county: County) -> None:
    at = {"organisationId": county.branch, "code": "FISH_PONDS"}
    proposal = await make(county.api, "proposalRaise", "proposal", on=day(-20), **at)
    made = await make(county.api, "resolutionMake", "resolution", proposalIds=[proposal], on=day(-9), **at)
    asked = question("C12-unpublished-resolutions")
    variables = {"within": county.township, "first": 10}
    steps = [
        ("resolutionPublish", {"on": day(-8)}, []),
        ("resolutionUnpublish", {"reason": "NOT_ON_THE_BOARD"}, [made]),
        ("resolutionWithdraw", {"reason": "NO_QUORUM"}, []),
    ]
    for mutation, given, unpublished in steps:
        await county.api.done(mutation, "resolution { id }", resolutionId=made, **given)
        nodes = (await county.api.ask(asked, variables))["resolutions"]["nodes"]
        assert [node["id"] for node in nodes] == unpublished, mutation
    again = await county.api.done(
        "resolutionMake", "resolution { id }", proposalIds=[proposal], on=day(0), **at
    )
    assert again["resolution"]["id"] != made
    told = await county.api.refused("resolutionMake", proposalIds=[proposal], on=day(0), **at)
    assert told == [("PROPOSAL_SETTLED", ["proposalIds"], 0)]
