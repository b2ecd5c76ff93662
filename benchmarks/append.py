"""How many events a second one county's log takes, fsync on, through the append function with everything it does.

    python -m benchmarks.append

One writer, one call after the other, on an embedded PostgreSQL of its own: many commands of one event, and commands of
thirty events as a meeting's attendance is. Medians of RUNS; the machine's other work shows in them.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from uuid import UUID

from domain.core import DomainEvent, Occurred, RandomIds
from domain.county.events import COUNTY_ID, CountyFounded
from domain.meetings.events import AttendanceRecorded, AttendanceStatus
from event_store.pool import make_pool
from event_store.records import CommandAppend, Source
from event_store.store import EventStore
from gridledger.embedded_postgres import OWNER, EmbeddedPostgres
from migrations.runner import migrate

COUNTY = "benchmark"
EVENTS = 12_000  # a run
RUNS = 5
IDS = RandomIds()


def attendance(stream_id: UUID, version: int) -> AttendanceRecorded:
    """One person's attendance, as the demo records it."""
    return AttendanceRecorded(
        originator_id=stream_id,
        originator_version=version,
        event_id=IDS.event_id(),
        occurred_at=Occurred("2025-03-18"),
        reason=None,
        member_id=IDS.new_id(),
        status=AttendanceStatus.PRESENT,
        policy="late-entry/1",
    )


def command(events: list[DomainEvent]) -> CommandAppend:
    """A command that appends a new stream of these events; each concerns a person and a branch."""
    branch_id = IDS.new_id()
    return CommandAppend(
        command_id=IDS.new_id(),
        body_hash=bytes(32),
        answer=b"{}",
        actor="benchmark",
        capacity="BRANCH_SECRETARY",
        correlation_id=IDS.new_id(),
        source=Source("benchmark"),
        reads={events[0].originator_id: 0},
        events=events,
        subjects=[(*event.subjects(), branch_id) for event in events],
    )


def batch(events_a_command: int, commands: int) -> list[CommandAppend]:
    """Commands for one call."""
    made = []
    for _ in range(commands):
        stream_id = IDS.new_id()
        made.append(command([attendance(stream_id, number + 1) for number in range(events_a_command)]))
    return made


async def events_a_second(store: EventStore, events_a_command: int, commands: int) -> float:
    """Of one run."""
    calls = [batch(events_a_command, commands) for _ in range(EVENTS // (events_a_command * commands))]
    started = time.perf_counter()
    for call in calls:
        await store.append(COUNTY, call)
    return EVENTS / (time.perf_counter() - started)


async def measure(server: str, owner: str) -> None:
    """Measure and print."""
    await migrate(owner)
    pool = await make_pool(server)
    try:
        store = EventStore(pool)
        founded = CountyFounded(
            originator_id=COUNTY_ID,
            originator_version=1,
            event_id=IDS.event_id(),
            occurred_at=Occurred("2025-01-01"),
            reason=None,
            name="醴陵市",
            division_code="430281",
            time_zone="Asia/Shanghai",
            committee_id=IDS.new_id(),
            rehearsal=False,
        )
        await store.append(COUNTY, [command([founded])], found="production")
        print(f"{'events a command':>16} {'commands a call':>16} {'events/s':>10}")
        for events_a_command, commands in ((1, 1), (1, 500), (30, 1), (30, 20)):
            runs = [await events_a_second(store, events_a_command, commands) for _ in range(RUNS)]
            print(f"{events_a_command:>16} {commands:>16} {statistics.median(runs):>10,.0f}")
    finally:
        await pool.close()


def main() -> None:
    """Run on a PostgreSQL of its own."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        with EmbeddedPostgres(Path(folder) / "postgres") as postgres:
            asyncio.run(measure(postgres.dsn(user="gridledger_app"), postgres.dsn(user=OWNER)))


if __name__ == "__main__":
    main()
