"""Appends of one event a command, and of thirty, to one hot county."""

from __future__ import annotations

import sys
from contextlib import ExitStack

from benchmarks.contenders.sample import IDS, attendance
from benchmarks.harness.bench import Benchmark, Scale
from benchmarks.harness.environment import peer_python
from benchmarks.harness.postgres import SETTINGS, Server, server
from benchmarks.harness.process import Contender, Round
from benchmarks.harness.result import Report, Row, Target
from benchmarks.harness.rounds import in_turns, median_ratio, rate, told
from event_store.mapper import EVENTS

CLIENTS = 64
THREADS = 16  # of the library: more make it no faster
LIBRARY = f"eventsourcing's PostgreSQL recorder, {THREADS} threads"
Played = dict[str, list[Round]]


def run(scale: Scale) -> Report:
    """Both."""
    report = Report("append", {"postgresql": SETTINGS, "clients": CLIENTS, "library threads": THREADS})
    with server() as postgres, ExitStack() as stack:
        ours, plain, library = (stack.enter_context(one) for one in _contenders(postgres))

        def shape(events: int, commands: int, library_commands: int) -> Played:
            same = {"clients": CLIENTS, "commands": commands, "events": events}
            return in_turns(
                {
                    "ours": lambda: ours.play(counties=1, **same),
                    "library": lambda: library.play(
                        threads=THREADS, commands=library_commands, events=events
                    ),
                    "plain": lambda: plain.play(how="event", **same),
                    "plain, all rows": lambda: plain.play(how="everything", **same),
                    "copy": lambda: plain.play(how="copy", **same),
                },
                scale.rounds,
            )

        one = shape(1, scale.of(25_600, 640), scale.of(3_200, 160))
        thirty = shape(30, scale.of(2_560, 64), scale.of(1_280, 32))
    for prefix, played in (("1: ", one), ("30: ", thirty)):
        report.keep(played, prefix)
    report.rows += _rows("append, 1 event a command, 64 clients, one hot county", one, least=15)
    report.rows += _rows("append, 30 events a command, 64 clients, one hot county", thirty, least=3)
    return report


def _contenders(postgres: Server) -> tuple[Contender, Contender, Contender]:
    postgres.create("library")
    others, environment = {"postgresql": postgres.pid}, postgres.environment()
    payload = EVENTS.to_stored_event(attendance(IDS.new_id(), 1)).state.decode()
    library = [
        str(peer_python()),
        "-m",
        "benchmarks.peers.library_recorder",
        postgres.dsn("library"),
        payload,
    ]
    here = [sys.executable, "-m"]
    return (
        Contender("append", [*here, "benchmarks.contenders.append"], others=others, environment=environment),
        Contender(
            "plain insert",
            [*here, "benchmarks.contenders.plain_insert"],
            others=others,
            environment=environment,
        ),
        Contender("library recorder", library, others=others),
    )


def _rows(what: str, played: Played, least: float) -> list[Row]:
    ours = played["ours"]
    beside = (
        ("library", LIBRARY, Target("≥", least)),
        ("plain", "plain batched insert of the event rows alone", Target("≥", 0.8)),
        ("plain, all rows", "plain batched insert of all rows of an append", Target("≥", 0.8)),
        ("copy", "COPY of the event rows, 10,000 at once", None),
    )
    return [
        Row(what, told(ours), name, told(played[key]), median_ratio(ours, played[key], rate), target)
        for key, name, target in beside
    ]


BENCHMARK = Benchmark("append", "appends through the event store", run)
