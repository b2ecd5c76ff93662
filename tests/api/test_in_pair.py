"""Whether a member is in a pair is the same for whoever sees the member, wherever the other side is at home."""

from __future__ import annotations

from application.actor import Role
from tests.api.client import key_of
from tests.api.county import County, day

_ASKED = "query ($in: Boolean!) { members(first: 50, where: {inPair: $in}) { nodes { id } } }"


async def in_pair(county: County, token: str, *, is_in: bool = True) -> set[str]:
    answer = await county.api.ask(_ASKED, {"in": is_in}, token=token)
    return {node["id"] for node in answer["members"]["nodes"]}


async def test_a_partner_who_moved_is_in_a_pair_for_everybody(county: County) -> None:
    ann, ben, carl = county.members
    given = {"memberId": ann, "kind": "MEMBER", "partnerMemberId": ben, "fromOn": day(-5)}
    await county.api.done("pairAssign", "member { id }", **given)
    moved = {"memberId": ben, "toBranchId": county.other_branch, "fromOn": day(-1)}
    await county.api.done("memberTransfer", "member { id }", **moved)
    issue = county.api.token
    county_wide = issue()
    callers = {
        "the old branch": (issue(Role.BRANCH_SECRETARY, place=key_of(county.branch)), {ann, carl}),
        "the new branch": (
            issue(Role.BRANCH_SECRETARY, place=key_of(county.other_branch)),
            {ben, county.elsewhere},
        ),
        "the township": (
            issue(Role.TOWNSHIP_SECRETARY, place=key_of(county.township)),
            {ann, ben, carl, county.elsewhere},
        ),
        "the partner": (issue(Role.MEMBER, member=key_of(ben)), {ben}),
        "who looks after the partner": (issue(Role.MEMBER, member=key_of(ann)), {ann}),
        "another": (issue(Role.MEMBER, member=key_of(carl)), {carl}),
    }
    assert await in_pair(county, county_wide) == {ann, ben}
    for who, (token, seen) in callers.items():
        assert await in_pair(county, token) == seen & {ann, ben}, who
        assert await in_pair(county, token, is_in=False) == seen - {ann, ben}, who


async def test_it_ends_for_both_sides(county: County) -> None:
    ann, ben, carl = county.members
    given = {"memberId": ann, "kind": "MEMBER", "fromOn": day(-5)}
    for partner in (ben, carl):
        await county.api.done("pairAssign", "member { id }", partnerMemberId=partner, **given)
    pairs = (
        await county.api.ask("{ pairs(first: 5, where: {isOpen: true}) { nodes { pairId partner { id } } } }")
    )["pairs"]["nodes"]
    pair_of = {node["partner"]["id"]: node["pairId"] for node in pairs}
    token = county.api.token()
    assert await in_pair(county, token) == {ann, ben, carl}
    await county.api.done("pairEnd", "member { id }", memberId=ann, pair=pair_of[ben], on=day(0))
    assert await in_pair(county, token) == {ann, carl}
    await county.api.done("pairEnd", "member { id }", memberId=ann, pair=pair_of[carl], on=day(0))
    assert await in_pair(county, token) == set()
