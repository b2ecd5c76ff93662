"""O06: project sites that should have a temporary branch."""

from __future__ import annotations

from typing import Any

from tests.api.county import County, day, make
from tests.api.questions.ask import question


async def lacking(county: County, asked: str) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = (await county.api.ask(asked, {"first": 10}))["findings"]["nodes"]
    return nodes


async def test_a_site_gets_its_branch_and_loses_it(county: County) -> None:
    api, asked = county.api, question("O06-sites-lacking-a-branch")
    site = await make(
        api,
        "siteOpen",
        "site",
        organisationId=county.township,
        name="河道测量项目部",
        startsOn=day(-3),
        endsOn=day(11),
        people=25,
        members=6,
    )
    assert await lacking(county, asked) == []  # 15 days are not more than 15
    counted: dict[str, Any] = {"siteId": site, "on": day(0), "people": 25, "members": 6}
    await api.done("siteRecount", "site { id }", endsOn=day(12), **counted)
    (found,) = await lacking(county, asked)
    assert (found["objectId"], found["measured"], found["allowed"]) == (site, 6, 5)
    (shown,) = found["organisation"]["sites"]["nodes"]
    assert (shown["people"], shown["branch"]) == (25, None)
    branch = await make(
        api,
        "organisationFound",
        "organisation",
        parentId=county.township,
        kind="PARTY_BRANCH",
        form="TEMPORARY",
        name="河道测量临时党支部",
        approvedBy=county.township,
        expectedEnd=day(30),
        reason="RIVER_SURVEY",
    )
    await api.done("siteBranchAssign", "site { branch { id } }", siteId=site, branchId=branch, on=day(0))
    assert await lacking(county, asked) == []
    ended = {"on": day(0), "approvedBy": county.township, "reason": "TOO_EARLY"}
    await api.done("organisationDissolve", "organisation { id }", organisationId=branch, **ended)
    assert len(await lacking(county, asked)) == 1
    await api.done("siteClose", "site { closedOn }", siteId=site, on=day(0))
    assert await lacking(county, asked) == []


async def test_a_temporary_branch_admits_moves_and_elects_nobody(county: County) -> None:
    """† The refusal of votes rests on the norm of 2018."""
    api = county.api
    branch = await make(
        api,
        "organisationFound",
        "organisation",
        parentId=county.township,
        kind="PARTY_BRANCH",
        form="TEMPORARY",
        name="抗旱临时党支部",
        approvedBy=county.township,
        expectedEnd=day(30),
        reason="DROUGHT",
    )
    given = {"displayName": "戊试一", "kind": "PROBATIONARY", "joinedOn": day(-100)}
    assert await api.refused("memberRegister", branchId=branch, **given) == [
        ("FORM_FORBIDS", ["branchId"], None)
    ]
    moved = {"memberId": county.members[0], "toBranchId": branch, "fromOn": day(0)}
    assert await api.refused("memberTransfer", **moved) == [("FORM_FORBIDS", ["toBranchId"], None)]
    elected = await api.refused("organisationElectionRecord", organisationId=branch, heldOn=day(0))
    assert elected == [("FORM_FORBIDS", ["organisationId"], None)]
