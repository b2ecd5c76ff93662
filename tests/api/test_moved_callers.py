"""Callers whose place moves while their query is kept: what they may see is found anew each time."""

from __future__ import annotations

from application.actor import Role
from tests.api.client import Api, key_of
from tests.api.county import County, day

QUERY = """query ($after: Position!) @readAfter(position: $after) {
  meetings(first: 50) { nodes { id } } member(id: "%s") { displayName }
}"""


async def seen(api: Api, token: str, member: str, after: int = 0) -> set[str]:
    found = await api.ask(QUERY % member, {"after": after}, token=token)
    assert found["member"] is not None
    return {meeting["id"] for meeting in found["meetings"]["nodes"]}


async def test_a_member_who_moves_sees_the_meetings_of_the_new_branch_alone(county: County) -> None:
    api, (mover, stayer) = county.api, county.members[:2]
    here = await county.meeting()
    there = await county.meeting(organisation=county.other_branch)
    tokens = {one: api.token(Role.MEMBER, member=key_of(one)) for one in (mover, stayer)}
    for _ in range(2):
        for one, token in tokens.items():
            assert await seen(api, token, one) == {here}
    moved = await api.done("memberTransfer", memberId=mover, toBranchId=county.other_branch, fromOn=day(0))
    after = int(moved["position"])
    for _ in range(2):
        assert await seen(api, tokens[mover], mover, after) == {there}
        assert await seen(api, tokens[stayer], stayer, after) == {here}


async def test_a_member_who_left_the_county_sees_the_meetings_of_no_branch(county: County) -> None:
    """By the program's own condition and, in its own statement, by the database's; oneself is still seen."""
    api, (leaver, stayer) = county.api, county.members[:2]
    here = await county.meeting()
    tokens = {one: api.token(Role.MEMBER, member=key_of(one)) for one in (leaver, stayer)}
    for one, token in tokens.items():
        assert await seen(api, token, one) == {here}
    after = await county.depart(leaver)
    for _ in range(2):
        assert await seen(api, tokens[leaver], leaver, after) == set()
        assert await seen(api, tokens[stayer], stayer, after) == {here}
