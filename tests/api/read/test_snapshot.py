"""One answer tells of one moment; who knows a position can wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from threading import Thread
from typing import Any

import asyncpg
import pytest

from application.actor import Actor, Role
from application.request import CommandRequest
from domain.core.ids import uuid7
from domain.county.commands import FoundCounty
from domain.county.events import COUNTY_ID
from domain.organisation.commands import RenameOrganisation
from event_store.connections import Connections
from event_store.errors import StoreUnavailableError
from event_store.records import Source
from graphql_api.read import Reader, encode_id
from graphql_api.read import reader as reader_module
from graphql_api.read.caller import CallerScope
from graphql_api.read.sources import Moment
from graphql_api.schema import Schema
from gridledger.bootstrap import Ledger, Worker, open_ledger, open_worker
from gridledger.database import DatabaseUrls
from gridledger.embedded_postgres import SUPERUSER
from gridledger.settings import Settings
from tests.api.read.county import TENANT, Asker
from tests.support.postgres import Database, Databases

COMMITTEE = uuid7()
NAME = f'organisation(id: "{encode_id("Organisation", COMMITTEE)}") {{ name }}'


class Office:
    """A county that changes while it is read."""

    def __init__(self, ledger: Ledger, worker: Worker) -> None:
        self.ledger, self.worker = ledger, worker

    async def rename(self, name: str) -> int:
        """Position of the change, which the read models need not reflect yet."""
        return await self._give(
            RenameOrganisation(organisation_id=COMMITTEE, name=name), Role.COUNTY_SECRETARY
        )

    async def found(self) -> None:
        await self._give(
            FoundCounty(
                county_id=COUNTY_ID,
                committee_id=COMMITTEE,
                name="醴陵市",
                committee_name="旧名",
                division_code="430281",
                time_zone="Asia/Shanghai",
                rehearsal=True,
            ),
            Role.OPERATOR,
        )
        await self.project()

    async def project(self) -> None:
        await self.worker.projector.run(TENANT)

    async def _give(self, command: Any, role: Role) -> int:
        request = CommandRequest(
            tenant_id=TENANT,
            actor=Actor("county", role),
            source=Source("tests"),
            command=command,
            key=str(uuid7()),
        )
        result = await self.ledger.executor.execute(request)
        assert result.last_position is not None
        return result.last_position


@pytest.fixture
def database(databases: Databases) -> Any:
    """One that this test may change."""
    database = databases.create()
    yield database
    databases.drop(database)


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    urls = DatabaseUrls(
        server=database.dsn("gridledger_app"),
        given_projection=database.dsn("gridledger_projector"),
        given_migration=None,
    )
    settings = Settings.from_environment({"GRIDLEDGER_SECRET": "a secret of these tests, long enough"})
    async with open_ledger(settings, urls) as ledger, open_worker(settings, urls, ledger) as worker:
        office = Office(ledger, worker)
        await office.found()
        yield office


@pytest.fixture
def asker(office: Office, graphql: Schema) -> Asker:
    return Asker(graphql, office.ledger.services, Actor("county", Role.COUNTY_SECRETARY))


class InterruptedReader(Reader):
    """Lets something happen, once, between the first statement of an operation and the next."""

    interruption: Callable[[], Awaitable[object]] | None = None

    async def _open(self) -> CallerScope:
        caller = await super()._open()
        interruption, self.interruption = self.interruption, None
        if interruption is not None:
            await interruption()
        return caller


def interrupted(asker: Asker) -> InterruptedReader:
    services = asker.services
    return InterruptedReader(
        Connections(services.read_pool), services.counties, services.positions, TENANT, asker.actor
    )


async def test_a_write_between_two_fields_is_not_seen(office: Office, asker: Asker) -> None:
    async def write() -> None:
        await office.rename("新名")
        await office.project()

    reader = interrupted(asker)
    reader.interruption = write
    fields = f"a: {NAME} b: {NAME} county {{ committee {{ name history {{ totalCount }} }} }}"
    # The caller is no part of the ledger: with it not all root fields are planned, and they need a snapshot.
    answer = await asker.answer(f"{{ {fields} viewer {{ account }} }}", reader=reader)
    assert answer.data.pop("viewer")
    assert answer.data == {
        "a": {"name": "旧名"},
        "b": {"name": "旧名"},
        "county": {"committee": {"name": "旧名", "history": {"totalCount": 1}}},
    }
    assert answer.extensions["position"] == 2
    assert (await asker.ask(f"{{ a: {NAME} }}"))["a"] == {"name": "新名"}


async def test_an_answer_names_its_position(office: Office, asker: Asker) -> None:
    assert (await asker.answer(f"{{ {NAME} }}")).extensions["position"] == 2
    position = await office.rename("新名")
    assert (await asker.answer(f"{{ {NAME} }}")).extensions["position"] == position - 1
    await office.project()
    assert (await asker.answer(f"{{ {NAME} }}")).extensions["position"] == position


async def test_the_lowest_of_several_snapshots_is_named(office: Office, asker: Asker) -> None:
    """As where several mutations of one document each load what they changed."""
    reader = interrupted(asker)
    await reader.ready()
    position = await office.rename("新名")
    await office.project()
    await reader.at_least(position)
    [row] = await reader.fetch(lambda _caller, _parameters: "SELECT max(position) FROM read_model.checkpoint")
    await reader.aclose()
    assert (row[0], reader.position) == (position, 2)


@pytest.mark.parametrize("given", ["{}", "$position"])
async def test_read_after_waits(office: Office, asker: Asker, given: str) -> None:
    position = await office.rename("新名")
    variables = {"position": position} if given == "$position" else None
    declared = "($position: Position!)" if variables else ""
    query = f"query {declared} @readAfter(position: {given.format(position)}) {{ {NAME} }}"
    query = query.replace("{}", str(position))
    asking = asyncio.create_task(asker.answer(query, variables))
    await asyncio.sleep(0.1)
    assert not asking.done()
    await office.project()
    answer = await asking
    assert answer.data == {"organisation": {"name": "新名"}}
    assert answer.extensions["position"] == position


async def test_read_after_what_another_process_projects(
    office: Office, asker: Asker, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by polling, where no one of this process says so."""
    position = await office.rename("新名")
    monkeypatch.setattr(office.worker.projector, "_positions", None)
    asking = asyncio.create_task(asker.answer(f"query @readAfter(position: {position}) {{ {NAME} }}"))
    await office.project()
    assert (await asking).data == {"organisation": {"name": "新名"}}


async def test_read_after_what_does_not_come(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_module, "WAIT_SECONDS", 0.1)
    answer = await asker.answer(f"query @readAfter(position: 99) {{ {NAME} }}")
    assert answer.codes == ["TIMEOUT"]
    assert answer.data is None
    assert "position 2, short of 99" in answer.errors[0].message


@pytest.mark.parametrize("position", ["-1", "1.5", '"2"', "null", "9007199254740992"])
async def test_a_position_that_is_none(asker: Asker, position: str) -> None:
    answer = await asker.answer(f"query @readAfter(position: {position}) {{ {NAME} }}")
    assert answer.codes == ["GRAPHQL_VALIDATION_FAILED"]


async def test_no_connection_is_kept(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = asker.services.read_pool
    for query in (f"{{ {NAME} }}", '{ meetings(after: "x") { totalCount } }', "{ nonsense }", "{"):
        await asker.answer(query)
        assert pool.get_size() == pool.get_idle_size()


async def cut(database: Database) -> None:
    """End every connection of servers, at the database's end."""
    superuser = await asyncpg.connect(database.dsn(SUPERUSER))
    await superuser.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND usename = 'gridledger_app'"
    )
    await superuser.close()


async def test_a_snapshot_that_is_lost_fails_for_one_reason(
    office: Office, asker: Asker, database: Database
) -> None:
    """Not one field with the reason and the others with what became of the transaction."""
    reader = interrupted(asker)
    reader.interruption = lambda: cut(database)
    answer = await asker.answer(
        f"{{ viewer {{ role }} a: {NAME} b: {NAME} county {{ name }} }}", reader=reader
    )
    assert set(answer.codes) == {"THROTTLED"}
    assert len(answer.codes) >= 2
    assert (await asker.ask(f"{{ a: {NAME} }}"))["a"] == {"name": "旧名"}


class EndedUnheard(Reader):
    """A reader whose first connections end when they are handed out already, so that the pool did not hear of it."""

    database: Database
    ended = 0  # how many do
    begun = 0

    async def _begun(self, connection: Any) -> Any:
        self.begun += 1
        if self.begun <= self.ended:
            # The event loop stands still meanwhile: the end is heard once something is asked for.
            cutting = Thread(target=asyncio.run, args=(cut(self.database),))
            cutting.start()
            cutting.join()
        return await super()._begun(connection)


def ended_unheard(asker: Asker, database: Database, count: int) -> EndedUnheard:
    services = asker.services
    reader = EndedUnheard(
        Connections(services.read_pool), services.counties, services.positions, TENANT, asker.actor
    )
    reader.database, reader.ended = database, count
    return reader


async def test_a_connection_whose_end_was_not_heard_is_replaced(asker: Asker, database: Database) -> None:
    """Nothing was read on it yet, so nothing is lost with it."""
    reader = ended_unheard(asker, database, 1)
    answer = await asker.answer(f"{{ viewer {{ role }} a: {NAME} }}", reader=reader)
    assert answer.codes == []
    assert answer.data["a"] == {"name": "旧名"}
    assert reader.begun == 2


async def test_a_connection_is_replaced_but_once(asker: Asker, database: Database) -> None:
    """A database that ends whatever is begun is away; no connection is kept for it."""
    reader = ended_unheard(asker, database, 9)
    answer = await asker.answer(f"{{ viewer {{ role }} a: {NAME} }}", reader=reader)
    assert set(answer.codes) == {"THROTTLED"}
    assert reader.begun == 2
    pool = asker.services.read_pool
    assert pool.get_size() == pool.get_idle_size()


async def test_a_statement_that_takes_too_long_fails_for_one_reason(asker: Asker) -> None:
    reader = asker.reader()
    await reader.ready()
    connection = reader._connection
    await connection.execute("SET LOCAL statement_timeout = 1")
    answer = await asker.answer(
        f"{{ a: {NAME} b: event(position: 1) {{ type }} county {{ name }} }}",
        reader=_slow(reader),
    )
    assert answer.codes == ["TIMEOUT"] * 3
    assert answer.data == dict.fromkeys(["a", "b", "county"])


def _slow(reader: Reader) -> Reader:
    fetch = reader.fetch

    async def slow(make: Any, moment: Moment | None = None) -> list[Any]:
        return await fetch(
            lambda caller, parameters: f"SELECT pg_sleep(1), x.* FROM ({make(caller, parameters)}) x", moment
        )

    reader.fetch = slow  # type: ignore[method-assign]
    return reader


async def test_a_connection_whose_last_user_was_cancelled(asker: Asker) -> None:
    """Cancelled between parsing and executing, it comes back with a statement begun."""
    pool = asker.services.read_pool
    for _ in range(pool.get_max_size()):
        async with pool.acquire() as connection:
            await connection.prepare("SELECT position FROM read_model.checkpoint")
        assert (await asker.ask(f"{{ a: {NAME} }}"))["a"] == {"name": "旧名"}


async def test_a_database_that_is_away_is_asked_once(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each field says so without waiting for it again, and the next operation finds it back."""
    tries = []

    async def away(_connections: object, **_options: object) -> None:
        tries.append(1)
        raise StoreUnavailableError

    with monkeypatch.context() as patch:
        patch.setattr(Connections, "acquire", away)
        answer = await asker.answer(f"{{ a: {NAME} b: event(position: 1) {{ type }} county {{ name }} }}")
    assert answer.codes == ["THROTTLED"] * 3
    assert len(tries) == 1
    assert (await asker.ask(f"{{ a: {NAME} }}"))["a"] == {"name": "旧名"}
