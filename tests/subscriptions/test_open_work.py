"""`openWork`: what is left to do at a place now, and each time that it is otherwise, both ways, until the post ends."""

from __future__ import annotations

from typing import Any

import pytest

from application.actor import Role
from graphql_api.subscriptions import standing
from tests.api.client import key_of
from tests.api.county import County, day, make
from tests.api.obliged import obliged
from tests.api.test_capacities import caught_up, give, link
from tests.subscriptions.conftest import Served
from tests.subscriptions.talking import events, talking

WORK = """
subscription Work($node: ID!) {
  openWork(node: $node) { open leaveWaiting obligations { nodes { assignee { id } } } }
}"""


def told(item: dict[str, Any]) -> tuple[int, int]:
    """Obligations that are open, and leaves that wait."""
    work = item["data"]["openWork"]
    return work["open"], work["leaveWaiting"]


async def test_obligations_and_leave_come_and_go(county: County, served: Served) -> None:
    secretary = served.token(Role.BRANCH_SECRETARY, place=key_of(county.branch))
    async with talking(served.url, secretary) as talk:
        await talk.subscribe(WORK, {"node": county.branch})
        assert told(await talk.item()) == (0, 0)
        owed = await obliged(county.api, county.members[0], county.branch)
        assert told(await talk.item()) == (1, 0)
        given = {"obligationId": owed, "assigneeId": county.members[1]}
        await county.api.done("obligationAssign", "obligation { id }", **given)
        item = await talk.item()
        assert item["data"]["openWork"]["obligations"]["nodes"] == [{"assignee": {"id": county.members[1]}}]
        asked = {"memberId": county.members[0], "kind": "PERSONAL", "fromOn": day(0), "toOn": day(1)}
        await county.api.done("leaveRequest", "leave { id }", **asked)
        assert told(await talk.item()) == (1, 1)
        await county.api.done("obligationFulfil", "obligation { id }", obligationId=owed, on=day(0))
        assert told(await talk.item()) == (0, 1)


async def test_the_same_as_server_sent_events(county: County, served: Served) -> None:
    async with events(served.url, served.token(), WORK, {"node": county.township}) as stream:
        assert told(await stream.item()) == (0, 0)
        await obliged(county.api, county.members[0], county.branch)
        assert told(await stream.item()) == (1, 0)


async def test_a_branch_goes_from_one_grid_to_another(county: County, served: Served) -> None:
    other = await make(county.api, "gridDefine", "grid", level=1, name="西部片区")
    covered = {"organisationId": county.branch, "fromOn": day(-9)}
    await county.api.done("gridCoverageAssign", "grid { id }", gridId=county.grid, **covered)
    owed = await obliged(county.api, county.members[0], county.branch)
    await caught_up(county)
    async with (
        talking(served.url, served.token()) as talk,
        events(served.url, served.token(), WORK, {"node": other}) as stream,
    ):
        await talk.subscribe(WORK, {"node": county.grid})
        assert (told(await talk.item()), told(await stream.item())) == ((1, 0), (0, 0))
        ended = {"organisationId": county.branch, "on": day(0)}
        await county.api.done("gridCoverageEnd", "organisation { id }", **ended)
        assert told(await talk.item()) == (0, 0)
        covered = {"organisationId": county.branch, "fromOn": day(0)}
        await county.api.done("gridCoverageAssign", "grid { id }", gridId=other, **covered)
        assert told(await stream.item()) == (1, 0)
        await county.api.done("obligationFulfil", "obligation { id }", obligationId=owed, on=day(0))
        assert told(await stream.item()) == (0, 0)
        await talk.silence()


async def test_the_place_of_another_is_told_like_nothing(county: County, served: Served) -> None:
    secretary = served.token(Role.BRANCH_SECRETARY, place=key_of(county.other_branch))
    async with talking(served.url, secretary) as talk:
        await talk.subscribe(WORK, {"node": county.branch})
        item = await talk.item()
        assert item["errors"][0]["extensions"]["code"] == "NOT_FOUND"
        assert (await talk.hear())["type"] == "complete"


CHANGES = """
subscription Changes($after: Position) {
  changes(after: $after, where: { streamType: { eq: "obligation" } }) { nodes { type } }
}"""


async def test_changes_of_obligations_alone(county: County, served: Served) -> None:
    """What docs/obligations.md says of the audit trail."""
    await caught_up(county)
    secretary = served.token(Role.BRANCH_SECRETARY, place=key_of(county.branch))
    async with talking(served.url, secretary) as talk:
        await talk.subscribe(CHANGES, {"after": None})
        asked = {"memberId": county.members[1], "kind": "PERSONAL", "fromOn": day(0), "toOn": day(1)}
        await county.api.done("leaveRequest", "leave { id }", **asked)
        await talk.silence()
        owed = await obliged(county.api, county.members[0], county.branch)
        await obliged(county.api, county.elsewhere, county.other_branch)
        types: list[Any] = []
        while len(types) < 1:
            types += (await talk.item())["data"]["changes"]["nodes"]
        await county.api.done("obligationFulfil", "obligation { id }", obligationId=owed, on=day(0))
        while len(types) < 2:
            types += (await talk.item())["data"]["changes"]["nodes"]
        assert types == [{"type": "obligation.opened"}, {"type": "obligation.fulfilled"}]
        await talk.silence()


async def test_it_ends_with_the_post_that_gave_the_right(
    county: County, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "CHECK_SECONDS", 0.5)
    await link(county, county.members[0])
    post = await give(county)
    await caught_up(county)
    token = served.issuer.issue(None, tenant="430281", account="ann")
    async with talking(served.url, token, **{"Gridledger-Capacity": post}) as talk:
        await talk.subscribe(WORK, {"node": county.branch})
        assert told(await talk.item()) == (0, 0)
        await county.api.done("postEnd", postId=post, on=day(0))
        assert await talk.closed() == (4403, "FORBIDDEN")
