"""PostgreSQL is killed under a load of requests: 503 while it is away, nothing acknowledged lost, and no restart."""

from __future__ import annotations

import asyncio
import json
from collections import Counter

import pytest

from event_store.store import EventStore
from gridledger.database import DatabaseUrls
from tests.api.client import TENANT, Api
from tests.event_store.soundness import sound_log
from tests.support.postgres import PrivateCluster
from tests.system.callers import Caller, callers_in, calling, expect_every_answer_in, settle, until
from tests.system.processes import Serving, run

KILLS = 3
CALLERS = 4
# What fails meanwhile: the statement, or the record of who read whose data, without which no answer leaves.
AWAY = {"StoreUnavailableError", "OutcomeUnknownError", "ReadAuditUnavailableError"}
QUERY = "{ organisations(first: 20) { nodes { id name } } county { name } }"

pytestmark = pytest.mark.faults


@pytest.fixture
def urls(private_cluster: PrivateCluster) -> DatabaseUrls:
    return DatabaseUrls(
        server=private_cluster.dsn("gridledger_app"),
        given_projection=private_cluster.dsn("gridledger_projector"),
        given_migration=private_cluster.dsn(),
    )


async def test_the_server_stands_it(
    private_cluster: PrivateCluster, settings: dict[str, str], store: EventStore
) -> None:
    with Serving(settings=settings) as server:
        async with calling(server.address, store) as api:
            county = await settle(api)
            callers = callers_in(county, CALLERS)
            stop = asyncio.Event()
            asked: Counter[int] = Counter()
            work = [asyncio.create_task(caller.work(api, stop)) for caller in callers]
            work.append(asyncio.create_task(ask(api, stop, asked)))

            for _ in range(KILLS):
                await answers(50, callers, work)
                private_cluster.kill()
                await refusals(20, callers, asked, work)
                private_cluster.start()
                await answers(CALLERS, callers, work)
            stop.set()
            await asyncio.gather(*work)
            assert sum(caller.doubts for caller in callers) == 0  # the server itself never went away
            assert set(asked) == {200, 503}
            await caught_up(api)
        assert server.stop() == 0
        assert "Traceback" not in server.stderr
        failed = [json.loads(line) for line in server.stderr.splitlines() if "resolver failed" in line]
        assert {line["error"] for line in failed} <= AWAY
    log = await sound_log(store, TENANT)
    expect_every_answer_in(log, [one for caller in callers for one in caller.answered], len(county.members))
    verified = run("log", "verify", settings=settings)
    assert verified.returncode == 0, verified.stdout + verified.stderr


async def answers(count: int, callers: list[Caller], work: list[asyncio.Task[None]]) -> None:
    """Wait for so many more."""

    def answered() -> int:
        return sum(len(caller.answered) for caller in callers)

    enough = answered() + count
    await until(lambda: answered() >= enough, work)


async def refusals(
    count: int, callers: list[Caller], asked: Counter[int], work: list[asyncio.Task[None]]
) -> None:
    """Wait for so many more commands, and a query, that are told to come again."""

    def refused() -> int:
        return sum(caller.unavailable for caller in callers)

    enough, queries = refused() + count, asked[503]
    await until(lambda: refused() >= enough and asked[503] > queries, work)


async def ask(api: Api, stop: asyncio.Event, asked: Counter[int]) -> None:
    """Query without pause, counting the statuses of what was answered."""
    while not stop.is_set():
        response = await api.post(QUERY)
        answer = response.json()
        codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
        if response.status_code == 503:
            assert codes == {"THROTTLED"}, response.text
        elif (
            codes
        ):  # killed between two fields: what was read before stands, and the rest says why it is missing
            assert codes == {"THROTTLED"}, response.text
            assert [name for name, value in answer["data"].items() if value is None] == [
                error["path"][0] for error in answer["errors"]
            ]
            assert any(answer["data"].values())
        asked[response.status_code] += 1
        await asyncio.sleep(0.01)


async def caught_up(api: Api) -> None:
    """Wait until the server is ready again and its read models stand at the head."""
    async with asyncio.timeout(30):
        while True:
            ready = await api.http.get("/readyz")
            if ready.status_code == 200 and ready.json()["readModels"]["largestLagEvents"] == 0:
                assert ready.json()["readModels"]["stopped"] == 0
                return
            await asyncio.sleep(0.05)
