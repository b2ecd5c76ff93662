"""A server's worker closes the days of counties; those of a rehearsal end when a command says so."""

from __future__ import annotations

import asyncio
import json

from application.actor import Role
from event_store.store import EventStore
from tests.api.client import Api
from tests.api.county import day
from tests.system.callers import calling
from tests.system.processes import Process, Serving, refused, run

SHOWN = "query @readAfter(position: 1) { county { closedOn } }"
EARLIER = """query ($day: Date!) {
  aboutThen: county(asOf: {occurredOn: $day}) { closedOn }
  knownThen: county(asOf: {position: 4}) { closedOn }
  atFirst: county(asOf: {position: 2}) { closedOn } }"""
TRAIL = "query @readAfter(position: 1) { events(last: 1) { nodes { type occurredAt actor } } }"


async def founded(api: Api, *, rehearsal: bool) -> None:
    await api.done(
        "countyFound",
        token=api.token(Role.OPERATOR),
        name="醴陵市",
        committeeName="中共醴陵市委",
        divisionCode="430281",
        rehearsal=rehearsal,
        occurredAt=day(-40),
    )


async def closed_until(api: Api, on: str) -> None:
    async with asyncio.timeout(30):
        while (await api.ask(SHOWN))["county"]["closedOn"] != on:  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.1)


async def test_days_that_are_over_are_closed(settings: dict[str, str], store: EventStore) -> None:
    with Serving(settings=settings) as server:
        async with calling(server.address, store) as api:
            await founded(api, rehearsal=False)
            await closed_until(api, day(-1))
            assert (await api.http.get("/readyz")).json()["clocks"] == {"behind": 0, "mostDaysBehind": 0}
            assert await api.ask(EARLIER, {"day": day(-20)}) == {
                "aboutThen": {"closedOn": day(-20)},
                "knownThen": {"closedOn": day(-39)},
                "atFirst": {"closedOn": None},
            }
            (last,) = (await api.ask(TRAIL))["events"]["nodes"]
            assert last == {"type": "clock.day-closed", "occurredAt": day(-1), "actor": "process:clock"}
        assert server.stop() == 0
    status = run("clock", "status", "--json", settings=settings)
    (county,) = map(json.loads, status.stdout.splitlines())
    assert (status.returncode, county["closed_on"], county["days_behind"]) == (0, day(-1), 0)
    by_hand = refused(
        "clock", "close", "--until", day(-1), "--county", county["tenant_id"], settings=settings
    )
    assert "This county is no rehearsal" in by_hand
    assert run("clock", "close", "--until", day(-1), settings=settings).stdout == "there is no rehearsal\n"


async def test_a_clock_that_no_worker_moves_on_is_told(settings: dict[str, str], store: EventStore) -> None:
    with (
        Serving("--no-worker", settings=settings) as server,
        Process("worker", "--no-reactions", says="following the logs", settings=settings),
    ):
        async with calling(server.address, store) as api:
            await founded(api, rehearsal=False)
            await api.ask(SHOWN)
            ready = await api.http.get("/readyz")
    assert ready.status_code == 200  # figures and commands go on
    assert ready.json()["clocks"] == {"behind": 1, "mostDaysBehind": 40}
    status = run("clock", "status", settings=settings)
    assert (status.returncode, status.stdout.split()[-2:]) == (1, ["-", "40"])


async def test_a_rehearsal_s_days_end_when_it_is_told(settings: dict[str, str], store: EventStore) -> None:
    with Serving(settings=settings) as server:
        async with calling(server.address, store) as api:
            await founded(api, rehearsal=True)
            told = run("clock", "close", "--until", day(-31), settings=settings)
            assert told.stdout.endswith(": 10 days closed\n"), told.stderr
            await closed_until(api, day(-31))
            again = run("clock", "close", "--until", day(-31), settings=settings)
            assert again.stdout.endswith(": 0 days closed\n")
            assert (await api.http.get("/readyz")).json()["clocks"] == {"behind": 0, "mostDaysBehind": 0}
    status = run("clock", "status", settings=settings)
    assert (status.returncode, status.stdout.split()[-2:]) == (0, [day(-31), "rehearsal"])
