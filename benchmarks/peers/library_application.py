"""The same commands with the library's application: a meeting as its usual aggregate, saved by threads.

Its cache of aggregates is on, without asking the database for newer events and without copying: the fastest it has.

    python -m benchmarks.peers.library_application DSN
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from benchmarks.harness.worker import serve_rounds
from benchmarks.peers.library_environment import library_environment

MEMBERS = 30
CACHE = {
    "AGGREGATE_CACHE_MAXSIZE": "20000",
    "AGGREGATE_CACHE_FASTFORWARD": "n",
    "DEEPCOPY_FROM_AGGREGATE_CACHE": "n",
}
Work = list[list[tuple[UUID, UUID]]]


class Meeting(Aggregate):
    """Who is expected, and who came."""

    @event("RosterFrozen")
    def __init__(self, expected: list[str]) -> None:
        self.expected = set(expected)
        self.attendance: dict[str, str] = {}

    def record(self, member_id: UUID, status: str) -> None:
        """Record one person's attendance; ValueError if that person is not expected or was recorded."""
        if member_id.hex not in self.expected:
            raise ValueError("not on the roster")
        if member_id.hex in self.attendance:
            raise ValueError("recorded already")
        self._recorded(member_id.hex, status, 0, "late-entry/1")

    @event("AttendanceRecorded")
    def _recorded(self, member_id: str, status: str, late_entry_days: int, policy: str) -> None:
        self.attendance[member_id] = status


class Meetings(Application[UUID]):
    """Runs the commands."""

    def freeze(self, members: list[UUID]) -> UUID:
        """A new meeting."""
        meeting = Meeting([member.hex for member in members])
        self.save(meeting)
        return meeting.id

    def record(self, meeting_id: UUID, member_id: UUID) -> None:
        """Load or cache, decide, append."""
        meeting: Meeting = self.repository.get(meeting_id)
        meeting.record(member_id, "PRESENT")
        self.save(meeting)


def main(dsn: str) -> None:
    """Serve rounds: {"threads", "commands"}."""
    application = Meetings({**library_environment(dsn, pool_size=16), **CACHE})
    members = [uuid4() for _ in range(MEMBERS)]

    def prepare(request: dict[str, Any]) -> Work:
        each = request["commands"] // request["threads"]
        return [
            [
                (meeting, member)
                for meeting in [application.freeze(members) for _ in range(-(-each // MEMBERS))]
                for member in members
            ][:each]
            for _ in range(request["threads"])
        ]

    def do(threads: Work) -> dict[str, Any]:
        def run(commands: list[tuple[UUID, UUID]]) -> None:
            for meeting_id, member_id in commands:
                application.record(meeting_id, member_id)

        with ThreadPoolExecutor(len(threads)) as pool:
            list(pool.map(run, threads))
        return {"count": sum(map(len, threads))}

    serve_rounds(prepare, do)


if __name__ == "__main__":
    main(sys.argv[1])
