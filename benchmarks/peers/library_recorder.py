"""The library's PostgreSQL recorder: stored events of the same payload inserted by threads.

Its events are stored ones already: encoding, envelope and subjects, which the other side pays for, cost it nothing.

    python -m benchmarks.peers.library_recorder DSN PAYLOAD
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

from eventsourcing.persistence import InfrastructureFactory, StoredEvent
from eventsourcing.utils import Environment

from benchmarks.harness.worker import serve_rounds
from benchmarks.peers.library_environment import library_environment

TOPIC = "domain.meetings.events:AttendanceRecorded"
Work = tuple[int, list[list[list[StoredEvent]]]]


def main(dsn: str, payload: bytes) -> None:
    """Serve rounds: {"threads", "commands", "events" a command}."""
    environment = Environment("Benchmark", library_environment(dsn, pool_size=16))
    recorder = InfrastructureFactory[Any].construct(environment).application_recorder()

    def command(events: int) -> list[StoredEvent]:
        stream_id = uuid4()
        return [StoredEvent(stream_id, number + 1, TOPIC, payload) for number in range(events)]

    def prepare(request: dict[str, Any]) -> Work:
        each = request["commands"] // request["threads"]
        commands = [[command(request["events"]) for _ in range(each)] for _ in range(request["threads"])]
        return each * request["threads"] * request["events"], commands

    def do(work: Work) -> dict[str, Any]:
        count, threads = work

        def insert(commands: list[list[StoredEvent]]) -> None:
            for events in commands:
                recorder.insert_events(events)

        with ThreadPoolExecutor(len(threads)) as pool:
            list(pool.map(insert, threads))
        return {"count": count}

    serve_rounds(prepare, do)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2].encode())
