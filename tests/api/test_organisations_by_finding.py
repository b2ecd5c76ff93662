"""Organisations of which a finding tells: of those findings that the caller may see, and of no others."""

from __future__ import annotations

from application.actor import Role
from tests.api.client import key_of
from tests.api.county import County, day

_ASKED = "{ organisations(first: 50, where: {finding: PAIRING_TOO_SMALL}) { nodes { id } } }"
_NOT = "{ organisations(first: 50, where: {not: {finding: PAIRING_TOO_SMALL}}) { nodes { id } } }"


async def of_finding(county: County, query: str = _ASKED, token: str | None = None) -> list[str]:
    answer = await county.api.ask(query, token=token or county.api.token())
    return [node["id"] for node in answer["organisations"]["nodes"]]


async def paired(county: County) -> None:
    """The first looks after the second: one of at least six."""
    ann, ben, _ = county.members
    given = {"memberId": ann, "kind": "MEMBER", "partnerMemberId": ben, "fromOn": day(-5)}
    await county.api.done("pairAssign", "member { id }", **given)


async def test_a_finding_about_a_member_tells_of_the_branch(county: County) -> None:
    assert await of_finding(county) == []
    await paired(county)
    assert await of_finding(county) == [county.branch]
    assert county.branch not in await of_finding(county, _NOT)
    to = {"memberId": county.members[0], "toBranchId": county.other_branch, "fromOn": day(0)}
    await county.api.done("memberTransfer", "member { id }", **to)
    assert await of_finding(county) == [county.other_branch]


async def test_it_counts_for_those_who_see_it(county: County) -> None:
    await paired(county)
    ann, ben, _ = map(key_of, county.members)
    issue = county.api.token
    sees = {
        "of the branch": issue(Role.BRANCH_SECRETARY, place=key_of(county.branch)),
        "of the township": issue(Role.TOWNSHIP_SECRETARY, place=key_of(county.township)),
        "whom it is about": issue(Role.MEMBER, member=ann),
        "with persons": issue(Role.INTEGRATOR, scopes=["structure:read", "life:read", "persons:read"]),
    }
    for who, token in sees.items():
        assert await of_finding(county, token=token) == [county.branch], who
    does_not = {
        "of another branch": issue(Role.BRANCH_SECRETARY, place=key_of(county.other_branch)),
        "of the same branch": issue(Role.MEMBER, member=ben),
        "without persons": issue(Role.INTEGRATOR, scopes=["structure:read", "life:read"]),
    }
    for who, token in does_not.items():
        assert await of_finding(county, token=token) == [], who
        assert county.branch in await of_finding(county, _NOT, token), who


async def test_whoever_sees_no_findings_at_all_is_refused(county: County) -> None:
    for token in (
        county.api.token(Role.GRID_WORKER, grid=key_of(county.grid)),
        county.api.token(Role.INTEGRATOR, scopes=["structure:read", "persons:read"]),
    ):
        answer = (await county.api.post(_ASKED, token=token)).json()
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]
