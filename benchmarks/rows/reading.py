"""The nested query and the two lists over HTTP, beside PostGraphile and SQL written by hand: CPU of all processes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from application.actor import Role
from benchmarks.harness.bench import Benchmark, Scale
from benchmarks.harness.http import Loaded, load_client
from benchmarks.harness.postgres import SETTINGS, server
from benchmarks.harness.process import Round
from benchmarks.harness.reference import load_county
from benchmarks.harness.result import Report, Row, Target
from benchmarks.harness.rounds import cpu_us, in_turns, median, median_ratio
from benchmarks.harness.scratch import scratch
from benchmarks.harness.servers import (
    by_hand_server,
    gridledger_server,
    postgraphile_server,
    prepare_postgraphile,
    tokens,
)
from benchmarks.queries import QUERIES
from gridledger.demo.generator import TENANT, reference_script

CONNECTIONS = 8
TARGETS = {"nested": (0.6, 1.25), "meetings": (0.5, 1.25), "members": (0.5, 1.25)}
REQUESTS = {"nested": 600, "meetings": 300, "members": 300}


def run(scale: Scale) -> Report:
    """All three."""
    report = Report(
        "reading", {"postgresql": SETTINGS, "connections": CONNECTIONS, "data": "reference county"}
    )
    with server() as postgres, scratch() as folder, ExitStack() as stack:
        report.settings["position"] = load_county(postgres, reference_script())
        prepare_postgraphile(postgres)
        ours = stack.enter_context(gridledger_server(postgres))
        theirs = stack.enter_context(postgraphile_server(postgres, TENANT))
        client = stack.enter_context(load_client())
        accounts = tokens(TENANT, Role.INTEGRATOR, 64)
        for name, query in QUERIES.items():
            check_agreement(
                ours.post({"query": query.graphql}, accounts[0]), theirs.post({"query": query.postgraphile})
            )
            floor = stack.enter_context(by_hand_server(postgres, name))
            here = body(folder, f"{name}-ours", query.graphql)
            there = body(folder, f"{name}-theirs", query.postgraphile)
            count = scale.of(REQUESTS[name], 20)
            pid = postgres.pid
            played = in_turns(
                {
                    "ours": _play(Loaded(ours, client, pid, accounts), here, count),
                    "postgraphile": _play(Loaded(theirs, client, pid), there, count),
                    "by hand": _play(Loaded(floor, client, pid), here, count),
                },
                scale.rounds,
            )
            report.keep(played, f"{name}: ")
            report.rows += _rows(query.what, played, *TARGETS[name])
    return report


def body(folder: Path, name: str, query: str, **variables: object) -> Path:
    """A file with one request."""
    file = folder / f"{name}.jsonl"
    file.write_text(json.dumps({"query": " ".join(query.split()), "variables": variables}) + "\n")
    return file


def check_agreement(ours: object, theirs: object) -> None:
    """Both say the same facts, ids apart; ValueError if not."""
    here, there = Counter(_facts(ours)), Counter(_facts(theirs))
    if here != there:
        raise ValueError(f"only ours: {list(here - there)[:5]}; only theirs: {list(there - here)[:5]}")


def _facts(answer: object) -> Iterator[str]:
    if isinstance(answer, list):
        for item in answer:
            yield from _facts(item)
    elif isinstance(answer, dict):
        for name, value in answer.items():
            if name not in ("id", "extensions"):
                yield from _facts(value)
    elif answer is not None:
        yield str(answer)


def _play(loaded: Loaded, bodies: Path, count: int) -> Callable[[], Round]:
    return lambda: loaded.play(bodies, count=count, connections=CONNECTIONS)


def _rows(what: str, played: dict[str, list[Round]], peer_bound: float, floor_bound: float) -> list[Row]:
    ours = played["ours"]
    return [
        Row(
            what,
            _told(ours),
            who,
            _told(played[key]),
            median_ratio(ours, played[key], cpu_us),
            Target("≤", bound),
        )
        for key, who, bound in (
            ("postgraphile", "PostGraphile 5, CPU", peer_bound),
            ("by hand", "SQL by hand, CPU", floor_bound),
        )
    ]


def _told(rounds: list[Round]) -> str:
    def milliseconds(kind: str) -> float:
        return median(rounds, lambda one: one.cpu[kind] / one.count * 1e3)

    parts = " + ".join(f"{milliseconds(kind):.2f}" for kind in rounds[0].cpu)
    return f"{parts} ms CPU, p50 {median(rounds, lambda one: one.more['p50_ms']):.1f} ms"


BENCHMARK = Benchmark("reading", "GraphQL reads over HTTP", run)
