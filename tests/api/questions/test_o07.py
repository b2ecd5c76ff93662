"""O07: branches that are looked after by another."""

from __future__ import annotations

from tests.api.county import County, day
from tests.api.questions.ask import question
from tests.api.questions.people import join


async def test_from_three_to_two_is_to_be_looked_at_and_dissolves_nothing(county: County) -> None:
    """Three full members; one is transferred away."""
    api, branch = county.api, county.branch
    third = await join(county, 3)
    asked = await api.ask(question("O07-sites-in-custody"), {"first": 10})
    small = {found["organisation"]["id"]: found["measured"] for found in asked["toBeDecided"]["nodes"]}
    assert small == {county.other_branch: 1}
    moved = {"memberId": third, "toBranchId": county.other_branch, "fromOn": day(0)}
    await api.done("memberTransfer", "member { id }", **moved)
    asked = await api.ask(question("O07-sites-in-custody"), {"first": 10})
    small = {found["organisation"]["id"]: found["measured"] for found in asked["toBeDecided"]["nodes"]}
    assert small == {branch: 2, county.other_branch: 2}
    still = await api.ask("query ($id: ID!) { branch(id: $id) { dissolvedOn } }", {"id": branch})
    assert still["branch"] == {"dissolvedOn": None}


async def test_who_looks_after_whom(county: County) -> None:
    api = county.api
    taken = {"organisationId": county.other_branch, "custodianId": county.branch, "fromOn": day(-1)}
    await api.done(
        "organisationCustodyTake",
        "organisation { id }",
        approvedBy=county.township,
        reason="FEW_MEMBERS",
        **taken,
    )
    asked = await api.ask(question("O07-sites-in-custody"), {"first": 10})
    (looked_after,) = asked["inCustody"]["nodes"]
    assert looked_after["id"] == county.other_branch
    assert looked_after["fullMemberCount"] == 1
    assert looked_after["custodian"]["id"] == county.branch
    assert looked_after["custodies"]["nodes"] == [{"fromOn": day(-1), "toOn": None, "ground": "FEW_MEMBERS"}]
    told = [found["organisation"]["id"] for found in asked["toBeDecided"]["nodes"]]
    assert told == [county.branch]
    await api.done(
        "organisationCustodyEnd", "organisation { id }", organisationId=county.other_branch, on=day(0)
    )
    asked = await api.ask(question("O07-sites-in-custody"), {"first": 10})
    assert asked["inCustody"]["nodes"] == []
    assert len(asked["toBeDecided"]["nodes"]) == 2
