"""A founded county on PostgreSQL, to which commands are given."""

from __future__ import annotations

from itertools import count

import pytest

from application.actor import Actor, Role
from application.counties import Counties
from application.display_names import DisplayNames
from application.executor import CommandExecutor
from application.keys import CommandKeys
from application.request import CommandRequest, CommandResult
from domain.core import RandomIds
from domain.core.command import Command
from domain.county.commands import FoundCounty
from domain.policies import BuiltInBook
from event_store.connections import Connections
from event_store.pool import Pool
from event_store.records import Source
from event_store.store import EventStore
from tests.event_store.fixtures import pool, store
from tests.unit.application.test_histories import FOUNDING
from tests.unit.support import world

__all__ = ["pool", "store"]

TENANT = "liling"


class CountyOffice:
    """Gives commands as the county's secretary."""

    def __init__(self, executor: CommandExecutor) -> None:
        self._executor = executor
        self._keys = count()

    async def give(self, command: Command) -> CommandResult:
        role = Role.OPERATOR if isinstance(command, FoundCounty) else Role.COUNTY_SECRETARY
        request = CommandRequest(
            tenant_id=TENANT,
            actor=Actor("secretary", role),
            source=Source("tests"),
            command=command,
            key=f"key {next(self._keys)}",
        )
        return await self._executor.execute(request)


@pytest.fixture
async def office(pool: Pool, store: EventStore) -> CountyOffice:
    executor = CommandExecutor(
        store=store,
        names=DisplayNames(Connections(pool)),
        keys=CommandKeys(b"secret"),
        ids=RandomIds(),
        policies=BuiltInBook(),
        counties=Counties(store, production=False),
        now=lambda: world.NOW,
    )
    office = CountyOffice(executor)
    for command in FOUNDING:
        assert (await office.give(command)).accepted
    return office
