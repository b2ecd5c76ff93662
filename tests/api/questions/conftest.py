from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from event_store.pool import make_pool
from graphql_api.schema import Schema, schema
from gridledger.bootstrap import Ledger
from tests.api.compliance.conftest import office
from tests.api.office import INSPECTOR
from tests.api.questions.called import AskedCalls
from tests.api.questions.duties import AskedDuties
from tests.api.read.county import Asker
from tests.support.postgres import Database

__all__ = ["office"]


@pytest.fixture
def graphql() -> Schema:
    """The schema as it is served."""
    return schema()


@pytest.fixture
async def calls(database: Database, ledger: Ledger, graphql: Schema) -> AsyncIterator[AskedCalls]:
    """A county that has just been founded, where roll calls are held."""
    app = await make_pool(database.dsn("gridledger_app"), max_size=6)
    projector = await make_pool(database.dsn("gridledger_projector"), max_size=6)
    calls = AskedCalls(app, projector, Asker(graphql, ledger.services, INSPECTOR, "county-a"))
    await calls.open()
    yield calls
    await projector.close()
    await app.close()


@pytest.fixture
async def duties(database: Database, ledger: Ledger, graphql: Schema) -> AsyncIterator[AskedDuties]:
    """A county that has just been founded, whose workers announce and reconcile."""
    app = await make_pool(database.dsn("gridledger_app"), max_size=6)
    projector = await make_pool(database.dsn("gridledger_projector"), max_size=6)
    duties = AskedDuties(app, projector, Asker(graphql, ledger.services, INSPECTOR, "county-a"))
    await duties.open()
    yield duties
    await projector.close()
    await app.close()
