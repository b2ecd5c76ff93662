"""The example documents are answered; those that subscribe are for clients that can (tests/subscriptions)."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.api.county import County, day
from tests.clients.tools import EXAMPLES


def document(name: str) -> str:
    """The text of examples/documents/NAME.graphql."""
    return (EXAMPLES / f"{name}.graphql").read_text(encoding="utf-8")


async def asked(county: County, name: str, **variables: Any) -> dict[str, Any]:
    """What a document comes to."""
    return await county.api.ask(document(name), variables)


async def test_the_list_after_ones_own_change(county: County) -> None:
    meeting = await county.meeting()
    found = await asked(county, "own-write", branch=county.branch, position=await county.api.head())
    assert [one["id"] for one in found["branch"]["meetings"]["nodes"]] == [meeting]


async def test_any_object_by_its_id(county: County) -> None:
    meeting = await county.meeting()
    leave = await county.leave(county.members[0], 0, 1)
    await asked(county, "own-write", branch=county.branch, position=await county.api.head())
    ids = (county.members[0], meeting, leave)
    found = await asyncio.gather(*(asked(county, "any-object", id=one) for one in ids))
    assert [one["node"]["__typename"] for one in found] == ["Member", "Meeting", "Leave"]
    assert [len(one["node"]["history"]["nodes"]) > 0 for one in found] == [True] * 3


async def test_a_leave_is_granted_in_the_version_that_was_seen(county: County) -> None:
    leave = await county.leave(county.members[0], 0, 1)
    given = {"idempotencyKey": "one", "leaveId": leave, "expectedVersion": 9}
    late = (await asked(county, "leave-desk", input=given))["leaveGrant"]
    assert [error["code"] for error in late["userErrors"]] == ["CONFLICT"]
    seen = {"expectedVersion": late["currentVersion"], "idempotencyKey": "two"}
    granted = (await asked(county, "leave-desk", input={**given, **seen}))["leaveGrant"]
    assert (granted["leave"]["status"], granted["userErrors"]) == ("GRANTED", [])


async def test_months_of_a_node(county: County) -> None:
    meeting = await county.meeting()
    await county.api.done("meetingConclude", meetingId=meeting)
    await asked(county, "own-write", branch=county.branch, position=await county.api.head())
    month = f"{day(0)[:7]}-01"
    found = await asked(county, "months-of-a-node", node=county.branch, **{"from": month, "to": month})
    (figures,) = found["rollups"]["nodes"]
    assert (figures["month"], figures["meetingsHeld"], figures["expected"]) == (month, 1, 3)
