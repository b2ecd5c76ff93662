"""Questions to counties of several sizes over HTTP, one after the other by one client: p50, and whether it is flat."""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import asyncpg

from application.access import FieldGroup
from application.actor import Role
from benchmarks import questions
from benchmarks.harness.bench import Scale
from benchmarks.harness.http import HttpServer, Loaded, load_client
from benchmarks.harness.postgres import Server
from benchmarks.harness.process import Round
from benchmarks.harness.result import Report, Row, Target
from benchmarks.harness.rounds import in_turns, median
from benchmarks.harness.servers import gridledger_server, tokens
from benchmarks.questions import Size
from graphql_api.read.ids import encode_id
from gridledger.demo.generator import TENANT

ROUNDS = 3
DIFFERENT = 40  # requests in a file, before it begins anew
TRAIL_EVENTS = 25_000  # of one person, so that there is a page 1,000
PAGES = 1_000
Nodes = Mapping[str, tuple[str, Any]]
Variables = Callable[[Size, Random], dict[str, Any]]


class Asking:
    """One server process a size, asked in turns."""

    def __init__(
        self,
        stack: ExitStack,
        postgres: Server,
        folder: Path,
        scale: Scale,
        report: Report,
        sizes: Sequence[Size],
        nodes: Nodes,
    ) -> None:
        self._postgres = postgres
        self._folder = folder
        self._scale = scale
        self._report = report
        self._sizes = sizes
        self._labels = " / ".join(size.label for size in sizes)
        self._nodes = nodes
        self._tokens = tokens(TENANT, Role.INTEGRATOR, 64)
        self._servers: dict[str, HttpServer] = {
            size.database: stack.enter_context(gridledger_server(postgres, size.database)) for size in sizes
        }
        self._client = stack.enter_context(load_client())

    def rollups(self) -> None:
        """A month, a span, the rows behind a number, the past: of the county, a township and a branch."""
        for name, query in (
            ("rollup of a month", questions.MONTH),
            ("rollup of a span of months", questions.SPAN),
            ("rollup opened to its rows", questions.OPENED),
            ("rollup known at R about T", questions.KNOWN),
        ):
            for place in ("county", "township", "branch"):
                self._compare(f"{name}, {place}", query, self._about(place), most_ms=3)
        for place in ("county", "township", "branch"):
            self._group_by(place)

    def _about(self, place: str) -> Variables:
        node: UUID = self._nodes[place][1]
        return lambda size, random: size.rollup_variables(node, random)

    def lists(self) -> None:
        """The nested query and the lists, now and as of a position of last month."""
        for name, query in questions.LISTS.items():
            now = self._ask(query, lambda size, random: {}, name, requests=100)
            past = self._ask(
                questions.as_of(query),
                lambda size, random: {"asOf": {"position": size.position(random)}},
                f"{name}, as of",
                requests=100,
            )
            if now is None or past is None:
                continue
            for size in self._sizes:
                here, there = _p50(past[size.database]), _p50(now[size.database])
                self._report.rows.append(
                    Row(
                        f"{name} as of last month, {size.label} events, p50",
                        f"{here:.1f} ms",
                        "the same now",
                        f"{there:.1f} ms",
                        here / there,
                        Target("≤", 2),
                    )
                )

    def trail(self) -> None:
        """Page 1 and page 1,000 of the audit trail of one person."""
        member: UUID = self._nodes["member"][1]
        key = encode_id("Member", member)
        cursors: dict[str, str] = {}
        for size in self._sizes:
            self._lengthen(size, member)
            cursors[size.database] = self._cursor(size, key)
        self._compare(
            "audit trail of a member, page 1",
            questions.TRAIL,
            lambda size, random: {"member": key},
            most_ms=5,
        )
        self._compare(
            f"audit trail of a member, page {PAGES:,}",
            questions.TRAIL,
            lambda size, random: {"member": key, "after": cursors[size.database]},
            most_ms=5,
        )

    def _compare(self, what: str, query: str, variables: Variables, *, most_ms: float) -> None:
        played = self._ask(query, variables, what)
        if played is None:
            return
        p50 = [_p50(rounds) for rounds in played.values()]
        told = " / ".join(f"{value:.2f}" for value in p50)
        *_, one, ten = p50
        self._report.rows += [
            Row(
                f"{what}: p50 at {self._labels}",
                f"{told} ms",
                "",
                "",
                max(p50),
                Target("≤", most_ms, "ms"),
            ),
            Row(
                f"{what}: flat",
                f"{ten:.2f} ms",
                "a tenth of it",
                f"{one:.2f} ms",
                ten / one,
                Target("≤", 1.5),
            ),
        ]

    def _ask(
        self, query: str, variables: Variables, what: str, requests: int = 200
    ) -> dict[str, list[Round]] | None:
        """Rounds by size; None, with a line on standard error, where the server does not answer the question."""
        files = {size.database: self._file(size, query, variables, what) for size in self._sizes}
        for database, file in files.items():
            answer = self._servers[database].post(
                json.loads(file.read_text().splitlines()[0]), self._tokens[0]
            )
            if answer.get("errors"):
                print(f"{what}: {answer['errors'][0]['message']}", file=sys.stderr)
                return None

        def play(database: str) -> Callable[[], Round]:
            loaded = Loaded(self._servers[database], self._client, self._postgres.pid, self._tokens)
            return lambda: loaded.play(files[database], count=self._scale.of(requests, 10), connections=1)

        played = in_turns({database: play(database) for database in files}, min(self._scale.rounds, ROUNDS))
        self._report.keep(played, f"{what}: ")
        return played

    def _file(self, size: Size, query: str, variables: Variables, what: str) -> Path:
        random = Random(f"{size.database} {what}")  # noqa: S311 - the same questions in every run
        text = " ".join(query.split())
        file = self._folder / f"{abs(hash((size.database, what)))}.jsonl"
        bodies = ({"query": text, "variables": variables(size, random)} for _ in range(DIFFERENT))
        file.write_text("".join(json.dumps(body) + "\n" for body in bodies))
        return file

    def _group_by(self, place: str) -> None:
        """What the numbers cost without rollups."""
        told = [
            f"{asyncio.run(self._seconds(size, self._nodes[place][1])) * 1e3:,.1f}" for size in self._sizes
        ]
        what = f"beside them, GROUP BY over the facts of a month, {place}: p50 at {self._labels}"
        self._report.rows.append(
            Row(what, "", "SQL", f"{' / '.join(told)} ms", float(told[-1].replace(",", "")))
        )

    async def _seconds(self, size: Size, node: UUID) -> float:
        connection = await asyncpg.connect(self._postgres.dsn(size.database, "gridledger_app"))
        try:
            await connection.execute(
                "SELECT set_config('gridledger.entered', $1, false)", f"{TENANT}\n{FieldGroup.PERSON}=/"
            )
            path = await connection.fetchval(
                "SELECT org_path FROM read_model.organisation WHERE tenant_id = $1 AND organisation_id = $2",
                TENANT,
                node,
            )
            seconds = []
            for month in range(2, 2 + self._scale.of(10, 1)):
                started = time.perf_counter()
                await connection.fetch(questions.GROUP_BY, TENANT, path, date(size.last_year, month, 1))
                seconds.append(time.perf_counter() - started)
            return statistics.median(seconds)
        finally:
            await connection.close()

    def _lengthen(self, size: Size, member: UUID) -> None:
        """Let a person be concerned by events all over the log: county-year or not, a trail of a thousand pages."""
        events = self._scale.of(TRAIL_EVENTS, 2_000)
        self._postgres.execute(
            f"INSERT INTO event_store.event_subject SELECT '{TENANT}', '{member}',"
            f" number * {size.last_position}::bigint / {events} FROM generate_series(1, {events}) AS number"
            " ON CONFLICT DO NOTHING; ANALYZE event_store.event_subject",
            database=size.database,
            user="postgres",
        )

    def _cursor(self, size: Size, member: str) -> str:
        """The cursor before page 1,000, come to page by page."""
        server, after = self._servers[size.database], None
        for number in range(self._scale.of(PAGES, 20) - 1):
            body = {"query": questions.TRAIL, "variables": {"member": member, "after": after}}
            answer = server.post(body, self._tokens[number % len(self._tokens)])
            after = answer["data"]["events"]["pageInfo"]["endCursor"]
        return str(after)


def _p50(rounds: Sequence[Round]) -> float:
    return median(rounds, lambda one: one.more["p50_ms"])
