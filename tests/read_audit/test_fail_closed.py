"""While nothing can be recorded nobody reads of persons; figures and structure are answered as ever (row 36)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from application.actor import Role
from gridledger.settings import Settings
from tests.api.client import Api
from tests.api.conftest import SECRET
from tests.api.county import County, day
from tests.read_audit.conftest import Kept

NAMES = "{ members(first: 2) { nodes { displayName } } }"
FIGURES = "{ meetings { nodes { heldOn counts { present expected } } } organisations { nodes { name memberCount } } }"
SINK = "read_audit.write"


class Sink:
    """Where records go; it can be taken down for the application's role."""

    def __init__(self, connection: asyncpg.Connection[asyncpg.Record]) -> None:
        self._connection = connection

    async def down(self) -> None:
        await self._connection.execute(f"REVOKE EXECUTE ON FUNCTION {SINK} FROM gridledger_app")

    async def up(self) -> None:
        await self._connection.execute(f"GRANT EXECUTE ON FUNCTION {SINK} TO gridledger_app")


@pytest.fixture
async def sink(kept: Kept) -> AsyncIterator[Sink]:
    sink = Sink(kept.connection)
    yield sink
    await sink.up()


async def refused(api: Api) -> bool:
    """Whether somebody who asks for names is turned away, by a code and for a time."""
    response = await api.post(NAMES)
    if response.status_code == 200:
        return False
    answer = response.json()
    assert (response.status_code, answer["errors"][0]["extensions"]["code"]) == (503, "THROTTLED")
    assert "data" not in answer
    assert int(response.headers["Retry-After"]) > 0
    return True


class TestBatched:
    async def test_until_what_was_read_can_be_kept(self, county: County, kept: Kept, sink: Sink) -> None:
        await kept.forget()
        await sink.down()
        assert not await refused(county.api)  # nobody knows yet
        while not await refused(county.api):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        assert "errors" not in (await county.api.post(FIGURES)).json()
        ready = await county.api.http.get("/readyz")
        assert (ready.status_code, ready.json()["readAudit"]["failing"]) == (200, True)
        await sink.up()
        while await refused(county.api):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        answered = len(await kept.readings())
        assert answered >= 2  # what was read before it was known to be down, too

    async def test_the_process_says_what_it_could_not_keep(
        self, county: County, kept: Kept, sink: Sink, capsys: pytest.CaptureFixture[str]
    ) -> None:
        await kept.readings()
        await sink.down()
        await county.api.ask(NAMES)
        await kept.ledger.services.read_audit.settle()
        assert kept.ledger.services.read_audit.waiting == 1
        assert "read audit failed" in capsys.readouterr().out


class TestBefore:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings.from_environment({"GRIDLEDGER_SECRET": SECRET, "GRIDLEDGER_READ_AUDIT": "before"})

    async def test_the_record_is_there_before_the_answer(self, county: County, kept: Kept) -> None:
        await kept.forget()
        await county.api.ask(NAMES)
        rows = await kept.connection.fetchval("SELECT count(*) FROM read_audit.reading")
        assert (rows, kept.ledger.services.read_audit.waiting) == (1, 0)

    async def test_without_it_there_is_no_answer(self, county: County, kept: Kept, sink: Sink) -> None:
        await sink.down()
        assert await refused(county.api)
        assert "errors" not in (await county.api.post(FIGURES)).json()
        await sink.up()
        assert not await refused(county.api)

    async def test_a_command_took_effect_and_its_key_gets_the_answer_later(
        self, county: County, kept: Kept, sink: Sink
    ) -> None:
        fields = {"memberId": county.members[0], "kind": "ILLNESS", "fromOn": day(1), "toOn": day(2)}
        call = "leaveRequest(input: $input) { position leave { id status member { displayName } } }"
        document = f"mutation ($input: LeaveRequestInput!) {{ {call} }}"
        asked = {"input": {"idempotencyKey": "leave-1", **fields}}
        await sink.down()
        before = await county.api.head()
        response = await county.api.post(document, asked, accept_language="en")
        assert (response.status_code, "data" in response.json()) == (503, False)
        assert "may have taken effect" in response.json()["errors"][0]["message"]
        assert await county.api.head() == before + 1
        await sink.up()
        payload = (await county.api.ask(document, asked))["leaveRequest"]
        assert (payload["position"], payload["leave"]["status"]) == (before + 1, "PENDING")

    async def test_a_command_whose_payload_tells_of_nobody_needs_no_record(
        self, county: County, sink: Sink
    ) -> None:
        await sink.down()
        asked = {"memberId": county.members[0], "kind": "ILLNESS", "fromOn": day(3), "toOn": day(4)}
        await county.api.done("leaveRequest", **asked)


class TestBeforeWithOneConnection:
    @pytest.fixture
    def settings(self) -> Settings:
        given = {"GRIDLEDGER_READ_AUDIT": "before", "GRIDLEDGER_POOL_SIZE": "1"}
        return Settings.from_environment({"GRIDLEDGER_SECRET": SECRET, **given})

    async def test_a_reader_gives_its_own_back_first(self, county: County, kept: Kept) -> None:
        await kept.forget()
        loaded = "{ events(last: 3) { nodes { object { id } } } }"  # by a snapshot that stays open
        await asyncio.gather(*(county.api.ask(document) for document in (loaded, NAMES, loaded, NAMES)))
        assert len(await kept.readings()) == 4


class TestBeforeForSomeGroups:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings.from_environment({"GRIDLEDGER_SECRET": SECRET, "GRIDLEDGER_READ_AUDIT": "AUDIT"})

    async def test_others_go_in_batches(self, county: County, kept: Kept) -> None:
        await kept.forget()
        await county.api.ask(NAMES)
        await county.api.ask('{ events(where: {streamType: {eq: "member"}}) { nodes { type } } }')
        rows = await kept.connection.fetch("SELECT field_groups FROM read_audit.reading")
        assert [row["field_groups"] for row in rows] == [["AUDIT"]]
        assert len(await kept.readings()) == 2


async def test_an_operator_sees_no_person_and_is_not_recorded(county: County, kept: Kept) -> None:
    await kept.forget()
    await county.api.post(f"{{ a: county {{ name }} {NAMES[1:]}", token=county.api.token(Role.OPERATOR))
    assert await kept.readings() == []
