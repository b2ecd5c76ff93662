"""What the domain takes from the eventsourcing library and what it replaces: CPU per event, side by side.

    python -m benchmarks.domain_foundation

The same fact, a person's attendance, once as an event and aggregate of the library's usual kind (its own mutate, its
JSON transcoder) and once as this project's. Medians of RUNS interleaved runs over EVENTS events; decision record 0002
quotes the ratios.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate as LibraryAggregate
from eventsourcing.domain import event
from eventsourcing.persistence import DatetimeAsISO, DecimalAsStr, JSONTranscoder, Mapper, UUIDAsHex

from domain.core import Occurred, RandomIds
from domain.meetings.events import AttendanceRecorded, AttendanceStatus
from domain.meetings.state import Meeting
from event_store.mapper import EVENTS

EVENTS_A_RUN = 20_000
RUNS = 7


class LibraryMeeting(LibraryAggregate):
    """The library's usual way: a decorated method whose body runs again at every replay."""

    @event("Opened")
    def __init__(self) -> None:
        self.attendance: dict[str, str] = {}

    @event("AttendanceRecorded")
    def record(self, member_id: UUID, status: str, late_entry_days: int, policy: str) -> None:
        """Record one person's attendance."""
        self.attendance[member_id.hex] = status


def library_mapper() -> Mapper[UUID]:
    """The library's mapper with its usual transcodings."""
    transcoder = JSONTranscoder()
    for transcoding in (UUIDAsHex(), DecimalAsStr(), DatetimeAsISO()):
        transcoder.register(transcoding)
    return Mapper(transcoder)


def microseconds(work: Callable[[], Any]) -> float:
    """CPU microseconds per event of one run."""
    started = time.process_time()
    work()
    return (time.process_time() - started) / EVENTS_A_RUN * 1e6


def main() -> None:
    """Measure and print."""
    ids = RandomIds()
    members = [ids.new_id() for _ in range(200)]
    library = LibraryMeeting()
    for number in range(EVENTS_A_RUN):
        library.record(members[number % 200], "PRESENT", 0, "late-entry/1")
    theirs = list(library.collect_events())[1:]
    ours = [
        AttendanceRecorded(
            originator_id=library.id,
            originator_version=number + 1,
            event_id=ids.event_id(),
            occurred_at=Occurred.at(datetime.now(UTC)),
            reason=None,
            member_id=members[number % 200],
            status=AttendanceStatus.PRESENT,
            policy="late-entry/1",
        )
        for number in range(EVENTS_A_RUN)
    ]
    mapper = library_mapper()
    their_stored = [mapper.to_stored_event(one) for one in theirs]
    our_stored = [EVENTS.to_stored_event(one) for one in ours]

    def library_replay() -> None:
        meeting: Any = LibraryMeeting()
        for one in theirs:
            meeting._version = one.originator_version - 1
            meeting._id = one.originator_id
            one.mutate(meeting)

    pairs: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
        "apply to state": (library_replay, lambda: Meeting.fold(library.id, ours)),
        "encode": (
            lambda: [mapper.to_stored_event(one) for one in theirs],
            lambda: [EVENTS.to_stored_event(one) for one in ours],
        ),
        "decode": (
            lambda: [mapper.to_domain_event(one) for one in their_stored],
            lambda: [EVENTS.to_domain_event(one) for one in our_stored],
        ),
    }
    print(f"{'':<16} {'library µs':>11} {'here µs':>9} {'library / here':>15}")
    for name, (them, us) in pairs.items():
        measured = [(microseconds(them), microseconds(us)) for _ in range(RUNS)]
        median_theirs = statistics.median(pair[0] for pair in measured)
        median_ours = statistics.median(pair[1] for pair in measured)
        ratio = statistics.median(a / b for a, b in measured)
        print(f"{name:<16} {median_theirs:>11.2f} {median_ours:>9.2f} {ratio:>15.1f}")
    size = sum(len(one.state) for one in their_stored) / EVENTS_A_RUN
    our_size = sum(len(one.state) for one in our_stored) / EVENTS_A_RUN
    print(f"{'payload bytes':<16} {size:>11.0f} {our_size:>9.0f} {size / our_size:>15.1f}")


if __name__ == "__main__":
    main()
