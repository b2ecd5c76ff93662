"""A command that makes several things at once says how many it made, and where their events stand."""

from __future__ import annotations

from typing import Any

from domain.households.events import household_id
from graphql_api.read import encode_id
from tests.api.accepted import INPUTS, Scene
from tests.api.county import County, day

AMONG = """query ($after: Position!, $to: Position!) {
    events(where: {position: {gt: $after, lte: $to}}) { nodes { type } }
}"""


async def types(county: County, payload: dict[str, Any], count: int) -> list[str]:
    """The types of the last ``count`` events up to a payload's position."""
    span = {"after": payload["position"] - count, "to": payload["position"]}
    return [event["type"] for event in (await county.api.ask(AMONG, span))["events"]["nodes"]]


async def test_households_and_visits(county: County) -> None:
    scene = await Scene.at_the_branch(county)
    given = {
        **await INPUTS["householdsRegister"](scene),
        "numbers": [901, 902, 903],
        "idempotencyKey": "three",
    }
    for _ in range(2):  # a repetition says what the first try made
        made = await county.api.done("householdsRegister", "registered grid { id }", **given)
        assert made["registered"] == 3
    assert await types(county, made, 3) == ["household.registered"] * 3
    refused = await county.api.do("householdsRegister", "registered", **{**given, "idempotencyKey": "again"})
    assert refused["userErrors"]
    assert refused["registered"] == 0
    households = [encode_id("Household", household_id(number)) for number in (901, 902)]
    visit = {"gridId": given["gridId"], "householdIds": households, "on": day(0)}
    seen = await county.api.done("visitsRecord", "recorded grid { id }", **visit)
    assert seen["recorded"] == 2
    assert await types(county, seen, 2) == ["household.visited"] * 2
