from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from event_store.pool import make_pool
from graphql_api.schema import Schema, schema
from gridledger.bootstrap import Ledger
from tests.api.obligations.asked import AskedObliged
from tests.api.office import INSPECTOR
from tests.api.read.county import Asker, loading_schema
from tests.support.postgres import Database


@pytest.fixture(params=["planned", "loaded"])
def graphql(request: pytest.FixtureRequest) -> Schema:
    """The schema that plans, and the one whose resolvers answer."""
    return schema() if request.param == "planned" else loading_schema()


@pytest.fixture
async def office(database: Database, ledger: Ledger, graphql: Schema) -> AsyncIterator[AskedObliged]:
    """A county that has just been founded, on the first day of 2026."""
    app = await make_pool(database.dsn("gridledger_app"), max_size=6)
    projector = await make_pool(database.dsn("gridledger_projector"), max_size=6)
    office = AskedObliged(app, projector, Asker(graphql, ledger.services, INSPECTOR, "county-a"))
    await office.open()
    yield office
    await projector.close()
    await app.close()
