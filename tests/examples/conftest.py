from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from application.actor import Role
from event_store.store import EventStore
from tests.api.client import Api, key_of
from tests.api.county import County
from tests.system.callers import calling, settle
from tests.system.conftest import settings, store, urls
from tests.system.processes import Serving

__all__ = ["settings", "store", "urls"]


@dataclass
class Desk:
    """A real server with a branch of twelve, and the token of its secretary."""

    url: str
    token: str
    api: Api
    county: County


@pytest.fixture
async def desk(settings: dict[str, str], store: EventStore) -> AsyncIterator[Desk]:
    with Serving(settings=settings) as server:
        async with calling(server.address, store) as api:
            county = await settle(api)
            token = api.token(Role.BRANCH_SECRETARY, place=key_of(county.branch))
            yield Desk(f"{server.address}/graphql", token, api, county)
