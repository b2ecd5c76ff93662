"""Callers that never give up: one command after another over HTTP, and again with its key until it is answered."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Generator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

import httpx
from starlette.types import Receive, Scope, Send

from application.actor import Role
from event_store.pool import make_pool
from event_store.records import RecordedEvent
from event_store.store import EventStore
from graphql_api.identity import DevelopmentIssuer
from tests.api.client import Api
from tests.api.county import County, day, found_county, make
from tests.system.processes import SECRET

MORE_MEMBERS = 9
_PAUSE_SECONDS = 0.02  # before asking again whom the database was away for


class Command(NamedTuple):
    """A mutation, what it makes or changes, and its input."""

    mutation: str
    entity: str
    given: dict[str, Any]

    def document(self) -> str:
        """The mutation as GraphQL, asking for everything that must be the same when it is sent again."""
        name = self.mutation[0].upper() + self.mutation[1:]
        fields = f"userErrors {{ code field index }} position recordedAt {self.entity} {{ id }}"
        return f"mutation ($input: {name}Input!) {{ payload: {self.mutation}(input: $input) {{ {fields} }} }}"


class Answered(NamedTuple):
    """A command with the answer that acknowledged it."""

    command: Command
    payload: dict[str, Any]


Script = Generator[Command, dict[str, Any], None]


def branch_life(county: County, members: Sequence[str], number: int) -> Script:
    """Meetings with their rosters and everybody's attendance, and now and then a leave; no two callers collide."""

    def command(mutation: str, entity: str, **given: Any) -> Command:
        return Command(mutation, entity, {"idempotencyKey": f"caller-{number}-{next(keys)}", **given})

    keys = itertools.count()
    here = {"status": "PRESENT"}
    away = {"status": "ABSENT", "absenceReason": "ILLNESS"}
    for round_ in itertools.count(1):
        plan = command(
            "meetingPlan",
            "meeting",
            organisationId=county.branch,
            kind="GENERAL_MEETING",
            heldOn=day(0),
        )
        meeting = (yield plan)["meeting"]["id"]
        yield command("rosterFreeze", "meeting", meetingId=meeting)
        entries = [
            {"memberId": member, **(away if member == members[number] else here)} for member in members
        ]
        yield command("attendanceRecord", "meeting", meetingId=meeting, entries=entries)
        if round_ % 3 == 0:
            on = day(round_)
            leave = yield command(
                "leaveRequest", "leave", memberId=members[number], kind="STUDY", fromOn=on, toOn=on
            )
            yield command("leaveGrant", "leave", leaveId=leave["leave"]["id"])


@dataclass
class Caller:
    """Walks through a script, whatever becomes of the server in between."""

    script: Script

    def __post_init__(self) -> None:
        self.command = next(self.script)
        self.answered: list[Answered] = []
        self.doubts = 0  # requests whose answer never came
        self.unavailable = 0  # requests that were told to come again
        self.done_unheard = 0  # of those in doubt, the ones that had been carried out
        self._in_doubt_since: datetime | None = None
        self._acknowledged: int | None = None  # position of a command whose object could not be read yet
        self._unconfirmed: Answered | None = None  # the last answer of an earlier server

    async def work(self, api: Api, stop: asyncio.Event) -> None:
        """Send until told to stop, at least one command; or until the server is gone."""
        try:
            await self._confirm(api)
            while True:
                payload = await self._send_until_answered(api)
                self.answered.append(Answered(self.command, payload))
                self.command = self.script.send(payload)
                if stop.is_set():
                    break
        except httpx.TransportError:
            self._in_doubt_since = datetime.now(UTC)
            self.doubts += 1
        self._unconfirmed = self.answered[-1] if self.answered else None

    async def _confirm(self, api: Api) -> None:
        """What was acknowledged before is answered in the same way again."""
        if self._unconfirmed is not None:
            known = self._unconfirmed
            assert await self._send(api, known.command) in (known.payload, None)
            self._unconfirmed = None

    async def _send_until_answered(self, api: Api) -> dict[str, Any]:
        """The answer; a command in doubt is sent by two at once, who must be told the same."""
        while True:
            ways = 2 if self._in_doubt_since else 1
            first, *others = await asyncio.gather(*(self._send(api, self.command) for _ in range(ways)))
            if first is not None and None not in others:
                assert all(other == first for other in others)
                assert first["userErrors"] == [], first
                assert self._acknowledged in (None, int(first["position"]))
                recorded_at = datetime.fromisoformat(first["recordedAt"])
                self.done_unheard += self._in_doubt_since is not None and recorded_at < self._in_doubt_since
                self._in_doubt_since = self._acknowledged = None
                return first
            await asyncio.sleep(_PAUSE_SECONDS)

    async def _send(self, api: Api, command: Command) -> dict[str, Any] | None:
        """The payload; None if the service was away."""
        response = await api.post(command.document(), {"input": command.given})
        answer = response.json()
        payload: dict[str, Any] | None = (answer.get("data") or {}).get("payload")
        if "errors" not in answer:
            assert response.status_code == 200
            assert payload
            return payload
        assert {error["extensions"]["code"] for error in answer["errors"]} <= {"THROTTLED", "TIMEOUT"}, answer
        if payload is None:
            assert response.status_code == 503, answer
            assert response.headers["retry-after"] == "1"
        elif command is self.command:
            self._acknowledged = int(payload["position"])
        self.unavailable += 1
        return None


def expect_every_answer_in(log: Sequence[RecordedEvent], answered: Sequence[Answered], members: int) -> None:
    """Each acknowledged command has its events at its position and time, wholly and once."""
    by_command: dict[object, list[RecordedEvent]] = {}
    for event in log:
        by_command.setdefault(event.command_id, []).append(event)
    for events in by_command.values():
        first = events[0].position
        assert [event.position for event in events] == list(range(first, first + len(events)))
    positions = [int(payload["position"]) for _, payload in answered]
    assert len(set(positions)) == len(positions)
    for (command, payload), position in zip(answered, positions, strict=True):
        events = by_command[log[position - 1].command_id]
        assert events[-1].position == position
        assert events[-1].recorded_at == datetime.fromisoformat(payload["recordedAt"])
        if command.mutation == "attendanceRecord":
            assert [event.type for event in events] == ["meeting.attendance-recorded"] * members


def callers_in(county: County, count: int) -> list[Caller]:
    """So many, each with a life of its own to record."""
    return [Caller(branch_life(county, county.members, number)) for number in range(count)]


@asynccontextmanager
async def calling(address: str, store: EventStore) -> AsyncIterator[Api]:
    """A client of a server in another process; ``store`` looks into its log from outside."""
    issuer = DevelopmentIssuer(SECRET.encode(), audience="gridledger", production=False)
    async with httpx.AsyncClient(base_url=address, timeout=60.0, trust_env=False) as http:
        yield Api(http, issuer, store, _in_another_process)


@asynccontextmanager
async def opened_store(dsn: str) -> AsyncIterator[EventStore]:
    """The log, read beside the server."""
    pool = await make_pool(dsn, max_size=2)
    yield EventStore(pool)
    await pool.close()


async def settle(api: Api, *, rehearsal: bool = False) -> County:
    """Found a county with a branch to be busy in."""
    await api.done(
        "countyFound",
        token=api.token(Role.OPERATOR),
        name="醴陵市",
        committeeName="中共醴陵市委",
        divisionCode="430281",
        rehearsal=rehearsal,
    )
    county = await found_county(api)
    for number in range(MORE_MEMBERS):
        county.members.append(
            await make(
                api,
                "memberRegister",
                "member",
                branchId=county.branch,
                displayName=f"试例{number}",
                kind="FULL",
                joinedOn=day(-1000),
                occurredAt=day(-365),
            )
        )
    return county


async def until(condition: Callable[[], bool], work: Sequence[asyncio.Task[None]]) -> None:
    """Wait for the work to bring that about."""
    async with asyncio.timeout(60):
        while not condition():
            for task in work:
                if task.done():
                    task.result()
                    raise AssertionError("a caller has stopped")
            await asyncio.sleep(0.002)


async def _in_another_process(scope: Scope, receive: Receive, send: Send) -> None:
    raise AssertionError("the application runs in another process")
