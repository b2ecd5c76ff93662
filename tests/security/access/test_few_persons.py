"""Figures are told of many persons or of none: persons are counted here, one by one, where attendances are added up.

Nothing here knows by what rule a figure is withheld.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest

from application.access import SMALL_CELL
from application.actor import Actor, Role
from graphql_api.read import encode_id, parse_id
from graphql_api.schema import Schema, make_schema, schema
from gridledger.bootstrap import open_ledger
from gridledger.database import DatabaseUrls
from gridledger.embedded_postgres import SUPERUSER
from gridledger.settings import Settings
from tests.api.read.county import TENANT, Asker
from tests.security.access.branches import HISTORIES, MONTH, TOLD, WITHHELD, Branches, live
from tests.support.postgres import Databases

if TYPE_CHECKING:
    Tables = asyncpg.Connection[asyncpg.Record]

COUNTS = ("present", "late", "onLeave", "absent", "unexcused")
PARTS = f"expected {' '.join(COUNTS)} attendanceRate {{ numerator }}"
UNKNOWN = "lateEntries leaveRequested leaveGranted pointsAwarded pointsDeducted"
HARMLESS = {"PRESENT", "unrecorded"}

# How many persons are in each cell of a node's month, by what was recorded of each.
PERSONS = """
SELECT CASE WHEN a.member_id IS NULL THEN 'unrecorded' WHEN a.absence_reason = 'NONE_GIVEN' THEN 'unexcused'
            ELSE a.status END AS cell, count(DISTINCT e.member_id) AS persons
  FROM read_model.rollup AS n
  JOIN read_model.contribution AS c ON c.tenant_id = n.tenant_id AND c.month = n.month AND c.object_type = 'MEETING'
       AND starts_with(CASE n.node_type WHEN 'GRID' THEN c.grid_path ELSE c.org_path END, n.path)
       AND c.meetings_cancelled = 0
  JOIN read_model.meeting_roster AS r ON r.tenant_id = c.tenant_id AND r.meeting_id = c.object_id
 CROSS JOIN LATERAL unnest(r.member_ids) AS e (member_id)
  LEFT JOIN read_model.attendance AS a
       ON a.tenant_id = c.tenant_id AND a.meeting_id = c.object_id AND a.member_id = e.member_id
 WHERE n.tenant_id = $1 AND n.node_id = $2 AND to_char(n.month, 'YYYY-MM') = $3
 GROUP BY 1"""


@pytest.fixture(scope="session")
def branches(databases: Databases) -> Iterator[Branches]:
    database = databases.create()
    yield asyncio.run(live(database))
    databases.drop(database)


@pytest.fixture(params=["planned", "loaded"])
def graphql(request: pytest.FixtureRequest) -> Schema:
    return schema() if request.param == "planned" else make_schema(planned=False)


@pytest.fixture
async def program(branches: Branches, graphql: Schema) -> AsyncIterator[Asker]:
    """Asks as a program that may see figures and meetings, and no persons."""
    urls = DatabaseUrls(
        server=branches.database.dsn("gridledger_app"),
        given_projection=branches.database.dsn("gridledger_projector"),
        given_migration=None,
    )
    settings = Settings.from_environment({"GRIDLEDGER_SECRET": "a secret of these tests, long enough"})
    scopes = frozenset(["structure:read", "figures:read", "life:read"])
    async with open_ledger(settings, urls) as ledger:
        yield Asker(graphql, ledger.services, Actor("program", Role.INTEGRATOR, scopes=scopes))


@pytest.fixture
async def recorded(branches: Branches) -> AsyncIterator[Tables]:
    connection = await asyncpg.connect(branches.database.dsn(SUPERUSER))
    yield connection
    await connection.close()


def is_told(figures: Any) -> bool:
    """Whether the figures of attendance are told: all of them, or none."""
    told = {figures[name] is not None for name in (*COUNTS, "attendanceRate")}
    assert len(told) == 1
    return told.pop()


@pytest.mark.parametrize("name", HISTORIES)
async def test_what_is_told_of_a_branch(branches: Branches, program: Asker, name: str) -> None:
    """By month and by span; nothing of what the number of persons is not known of."""
    node = encode_id("Organisation", branches.ids[name])
    month = f'rollup(node: "{node}", month: "{MONTH}") {{ {PARTS} {UNKNOWN} }}'
    span = f'rollupSpan(node: "{node}", from: "2025-12", to: "2026-02") {{ {PARTS} {UNKNOWN} }}'
    for figures in (await program.ask(f"{{ {month} {span} }}")).values():
        assert figures["expected"] == len("".join(HISTORIES[name]))
        assert is_told(figures) is (name in TOLD)
        assert [figures[unknown] for unknown in UNKNOWN.split()] == [None] * 5


async def test_what_is_told_of_meetings(program: Asker) -> None:
    """Each person counts once in a meeting, and none is told of where nobody was on time or is still left open."""
    document = f"{{ meetings(first: 200) {{ nodes {{ counts {{ unrecorded {PARTS} }} }} }} }}"
    meetings = [node["counts"] for node in (await program.ask(document))["meetings"]["nodes"]]
    told = [counts for counts in meetings if is_told(counts)]
    assert len(TOLD) < len(told) < len(meetings) - len(WITHHELD)
    for counts in told:
        on_time, excused = counts["present"] - counts["late"], counts["absent"] - counts["unexcused"]
        cells = [
            on_time,
            counts["late"],
            counts["onLeave"],
            excused,
            counts["unexcused"],
            counts["unrecorded"],
        ]
        assert sum(cells) == counts["expected"]
        assert not any(0 < cell < SMALL_CELL for cell in cells)
        assert on_time + counts["unrecorded"] > 0


async def telling(asker: Asker, tables: Tables) -> tuple[int, list[str]]:
    """How many rollups tell what persons did; and those of them that tell it of few, or of each that was expected."""
    document = f"""{{ rollups(first: 1000) {{ nodes {{
        month organisation {{ id }} grid {{ id }} {PARTS} }} }} }}"""
    told, wrong = 0, []
    for row in (await asker.ask(document))["rollups"]["nodes"]:
        if row["expected"] and is_told(row):
            told += 1
            node = parse_id((row["organisation"] or row["grid"])["id"]).key
            records = await tables.fetch(PERSONS, TENANT, node, row["month"][:7])
            persons: dict[str, int] = {record["cell"]: record["persons"] for record in records}
            if min(persons.values()) < SMALL_CELL or not persons.keys() & HARMLESS:
                wrong.append(f"{node} in {row['month']}: {persons}")
    return told, wrong


async def test_every_figure_told_of_these_branches_is_of_many(program: Asker, recorded: Tables) -> None:
    told, wrong = await telling(program, recorded)
    assert told >= len(TOLD)
    assert wrong == []


@pytest.mark.parametrize("who", ["GRID_WORKER", "INTEGRATOR with figures:read"])
async def test_every_figure_told_of_a_random_history_is_of_many(
    asker: Callable[[str], Asker], tables: Tables, who: str
) -> None:
    _, wrong = await telling(asker(who), tables)
    assert wrong == []
