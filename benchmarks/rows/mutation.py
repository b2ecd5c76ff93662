"""GraphQL mutations over HTTP to committed, beside PostGraphile calling a function that inserts the same rows."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from uuid import UUID

from application.actor import Role
from benchmarks.contenders.world import COUNTY, MEMBERS, World
from benchmarks.harness.bench import Benchmark, Scale
from benchmarks.harness.http import Loaded, load_client
from benchmarks.harness.ledger import settings
from benchmarks.harness.postgres import SETTINGS, Server, server
from benchmarks.harness.process import Round
from benchmarks.harness.result import Report, Row, Target
from benchmarks.harness.rounds import cpu_us, in_turns, median_ratio, rate, told
from benchmarks.harness.scratch import scratch
from benchmarks.harness.servers import gridledger_server, postgraphile_server, prepare_postgraphile, tokens
from graphql_api.read.ids import encode_id
from gridledger.bootstrap import open_ledger

CLIENTS = 64
OURS = """
mutation Record($input: AttendanceRecordInput!) {
  attendanceRecord(input: $input) { position userErrors { code } }
}
"""
THEIRS = (
    "mutation Record($input: PeerRecordAttendanceInput!) { peerRecordAttendance(input: $input) { result } }"
)
Pair = tuple[UUID, UUID]  # meeting, member


def run(scale: Scale) -> Report:
    """Both."""
    report = Report("mutation", {"postgresql": SETTINGS, "clients": CLIENTS, "accounts": CLIENTS})
    requests = scale.of(4_800, 192)
    with server() as postgres, scratch() as folder, ExitStack() as stack:
        branch_id, pairs = asyncio.run(_set_up(postgres, requests * (scale.rounds + 1)))
        postgres.create("peer", template="gridledger")
        prepare_postgraphile(postgres, "peer")
        here = _file(folder / "ours.jsonl", OURS, _our_inputs(pairs))
        there = _file(folder / "theirs.jsonl", THEIRS, _their_inputs(pairs, branch_id))
        client = stack.enter_context(load_client())
        ours = Loaded(
            stack.enter_context(gridledger_server(postgres)),
            client,
            postgres.pid,
            tokens(COUNTY, Role.COUNTY_SECRETARY, CLIENTS),
        )
        theirs = Loaded(
            stack.enter_context(postgraphile_server(postgres, COUNTY, "peer")), client, postgres.pid
        )
        played = in_turns(
            {
                name: _Slices(loaded, bodies, requests).play
                for name, loaded, bodies in (("ours", ours, here), ("postgraphile", theirs, there))
            },
            scale.rounds,
        )
    report.keep(played)
    mine, peer = played["ours"], played["postgraphile"]
    what, beside = (
        "GraphQL mutation over HTTP to committed, 64 clients",
        "PostGraphile 5 inserting the same rows",
    )
    report.rows += [
        Row(
            f"{what}: throughput",
            told(mine),
            beside,
            told(peer),
            median_ratio(mine, peer, rate),
            Target("≥", 1.5),
        ),
        Row(
            f"{what}: CPU", told(mine), beside, told(peer), median_ratio(mine, peer, cpu_us), Target("≤", 0.7)
        ),
    ]
    return report


class _Slices:
    """Rounds that each send the next requests of a file: none is ever repeated."""

    def __init__(self, loaded: Loaded, bodies: Path, requests: int) -> None:
        self._loaded = loaded
        self._bodies = bodies
        self._requests = requests
        self._numbers = count()

    def play(self) -> Round:
        first = next(self._numbers) * self._requests
        return self._loaded.play(
            self._bodies, first=first, count=self._requests, connections=CLIENTS, repeat=False
        )


async def _set_up(postgres: Server, requests: int) -> tuple[UUID, list[Pair]]:
    """A county whose meetings wait for so many attendances, neighbours in the list at different meetings."""
    async with open_ledger(settings(), postgres.urls()) as ledger:
        world = World(ledger.executor)
        await world.found()
        meetings = await world.meetings(-(-requests // MEMBERS) + CLIENTS)
    pairs = [
        (meeting_id, member_id)
        for start in range(0, len(meetings), CLIENTS)
        for member_id in world.members
        for meeting_id in meetings[start : start + CLIENTS]
    ]
    return world.branch_id, pairs[:requests]


def _our_inputs(pairs: list[Pair]) -> Iterator[dict[str, object]]:
    for number, (meeting_id, member_id) in enumerate(pairs):
        yield {
            "idempotencyKey": f"benchmark-{number}",
            "meetingId": encode_id("Meeting", meeting_id),
            "entries": [{"memberId": encode_id("Member", member_id), "status": "PRESENT"}],
        }


def _their_inputs(pairs: list[Pair], branch_id: UUID) -> Iterator[dict[str, object]]:
    for number, (meeting_id, member_id) in enumerate(pairs):
        yield {
            "meetingId": str(meeting_id),
            "memberId": str(member_id),
            "branchId": str(branch_id),
            "key": f"benchmark-{number}",
            "status": "PRESENT",
        }


def _file(file: Path, query: str, inputs: Iterator[dict[str, object]]) -> Path:
    text = " ".join(query.split())
    with file.open("w") as stream:
        stream.writelines(json.dumps({"query": text, "variables": {"input": one}}) + "\n" for one in inputs)
    return file


BENCHMARK = Benchmark("mutation", "GraphQL mutations over HTTP", run)
