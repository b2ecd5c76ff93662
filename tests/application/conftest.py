"""A founded county on PostgreSQL, to which commands are given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from weakref import finalize

import pytest

from application.actor import Actor, Role
from application.counties import Counties
from application.display_names import DisplayNames
from application.documents.directory import KeyDirectory
from application.documents.vault import Vault
from application.executor import CommandExecutor
from application.keys import CommandKeys
from application.request import CommandRequest, CommandResult
from domain.core import RandomIds
from domain.core.command import Command
from domain.county.commands import FoundCounty
from domain.policies import BuiltInBook
from event_store.connections import Connections
from event_store.pool import Pool
from event_store.records import Mode, Outcome, Source
from event_store.store import EventStore, ToAppend
from tests.event_store.fixtures import pool, store
from tests.unit.application.test_histories import FOUNDING
from tests.unit.support import world

__all__ = ["pool", "store"]

TENANT = "liling"
_KEYS = count()


class CountyOffice:
    """Gives commands, as the county's secretary unless told otherwise."""

    def __init__(self, executor: CommandExecutor) -> None:
        self.executor = executor

    def request(self, command: Command, *, actor: Actor | None = None, **others: Any) -> CommandRequest:
        """The request to give a command, with a key of its own unless ``others`` name one."""
        role = Role.OPERATOR if isinstance(command, FoundCounty) else Role.COUNTY_SECRETARY
        asked: dict[str, Any] = {"tenant_id": TENANT, "source": Source("tests"), **others}
        asked.setdefault("key", f"key {next(_KEYS)}")
        return CommandRequest(command=command, actor=actor or Actor("secretary", role), **asked)

    async def give(self, command: Command, **others: Any) -> CommandResult:
        return await self.executor.execute(self.request(command, **others))


class InterruptedStore(EventStore):
    """A store in which something happens, once, between a command's reading and its append."""

    interruption: Callable[[], Awaitable[object]] | None = None

    async def append(
        self, tenant: str, commands: Sequence[ToAppend], *, found: Mode | None = None
    ) -> list[Outcome]:
        interruption, self.interruption = self.interruption, None
        if interruption is not None:
            await interruption()
        return await super().append(tenant, commands, found=found)


def office_on(
    pool: Pool,
    store: EventStore,
    *,
    production: bool = False,
    now: Callable[[], datetime] = lambda: world.NOW,
) -> CountyOffice:
    """An office with an executor of its own, as in another process, and a directory for the keys of documents."""
    keys = Path(mkdtemp())
    executor = CommandExecutor(
        store=store,
        names=DisplayNames(Connections(pool)),
        keys=CommandKeys(b"secret"),
        ids=RandomIds(),
        policies=BuiltInBook(),
        counties=Counties(store, production=production),
        vault=Vault(Connections(pool), KeyDirectory(keys)),
        now=now,
    )
    finalize(executor, rmtree, keys)
    return CountyOffice(executor)


@pytest.fixture
async def unfounded(pool: Pool, store: EventStore) -> CountyOffice:
    return office_on(pool, store)


@pytest.fixture
async def office(unfounded: CountyOffice) -> CountyOffice:
    for command in FOUNDING:
        assert (await unfounded.give(command)).accepted
    return unfounded


@pytest.fixture
async def interrupted(pool: Pool) -> InterruptedStore:
    return InterruptedStore(pool)


def codes(result: CommandResult) -> list[str]:
    return [refusal.code.value for refusal in result.refusals]
