"""A letter within the county has a side at each of two branches, and one id that mutations know it by."""

from __future__ import annotations

from application.actor import Role
from tests.api.client import key_of
from tests.api.county import County, make

_SIDES = "{ transferLetters(first: 10) { nodes { id letterId side status } } }"


async def test_either_side_tells_the_id_that_mutations_take(county: County) -> None:
    api, (ann, ben, *_) = county.api, county.members
    issued = await make(
        api,
        "transferLetterIssue",
        "transferLetter",
        number="2026-1",
        memberId=ann,
        toBranchId=county.other_branch,
    )
    token = api.token(Role.BRANCH_SECRETARY, place=key_of(county.other_branch))
    (received,) = (await api.ask(_SIDES, token=token))["transferLetters"]["nodes"]
    assert (received["side"], received["letterId"]) == ("IN", issued)
    assert received["id"] != issued
    sides = (await api.ask(_SIDES))["transferLetters"]["nodes"]
    assert {side["side"]: side["letterId"] for side in sides} == {"OUT": issued, "IN": issued}
    withdrawn = await api.done(
        "transferLetterWithdraw",
        "transferLetter { status }",
        letterId=received["letterId"],
        reason="NOT_USED",
    )
    assert withdrawn["transferLetter"] == {"status": "WITHDRAWN"}
    (received,) = (await api.ask(_SIDES, token=token))["transferLetters"]["nodes"]
    assert received["status"] == "WITHDRAWN"
    # One that goes to another county has one side here.
    out = {"number": "2026-2", "memberId": ben, "toCounty": "430224"}
    payload = await api.done("transferLetterIssue", "transferLetter { id letterId }", **out)
    assert payload["transferLetter"]["id"] == payload["transferLetter"]["letterId"]
