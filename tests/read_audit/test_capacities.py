"""Whoever acts in a capacity that the log gives leaves a record like anybody: whichever way it is kept and answered."""

from __future__ import annotations

import pytest

from gridledger.settings import Settings
from tests.api.client import key_of
from tests.api.conftest import SECRET
from tests.api.county import County
from tests.api.test_capacities import caught_up, give, link, token
from tests.read_audit.conftest import Kept

PLANNED = "query Planned { members { nodes { displayName } } }"
LOADED = "query Loaded { events(last: 9) { nodes { object { id } } } }"  # by resolvers, from a snapshot


@pytest.fixture(params=["batched", "before"])
def settings(request: pytest.FixtureRequest) -> Settings:
    return Settings.from_environment({"GRIDLEDGER_SECRET": SECRET, "GRIDLEDGER_READ_AUDIT": request.param})


@pytest.mark.parametrize("document", [PLANNED, LOADED])
async def test_posts_at_two_places(county: County, kept: Kept, document: str) -> None:
    first = county.members[0]
    await link(county, first)
    posts = [("BRANCH_SECRETARY", county.branch), ("TOWNSHIP_SECRETARY", county.township)]
    given = [await give(county, role, organisationId=place) for role, place in posts]
    await caught_up(county)
    await kept.forget()

    for capacity in given:
        response = await county.api.post(document, token=token(county.api), gridledger_capacity=capacity)
        assert "errors" not in response.json()

    found = [(one["role"], one["place_id"], one["member_id"]) for one in await kept.readings()]
    assert found == [(role, key_of(place), key_of(first)) for role, place in posts]
