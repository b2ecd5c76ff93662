"""The command line as it is typed: what it says, how it ends, and that a mistake costs a line and no traceback."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from event_store.store import EventStore
from gridledger.embedded_postgres import SUPERUSER
from tests.api.client import TENANT
from tests.support.postgres import Database
from tests.system.callers import calling, settle
from tests.system.processes import COMMAND, PROJECT, Serving, environment, refused, run, run_fresh

HELP = [
    (),
    ("serve",),
    ("worker",),
    ("migrate",),
    ("demo",),
    ("token",),
    ("schema",),
    ("projections",),
    ("projections", "status"),
    ("projections", "parked"),
    ("projections", "rebuild"),
    ("documents",),
    ("documents", "register"),
    ("documents", "list"),
    ("documents", "remove"),
    ("clock",),
    ("clock", "status"),
    ("clock", "close"),
    ("policy", "rehearse"),
    ("log",),
    ("log", "verify"),
    ("assessments",),
    ("assessments", "verify"),
]
HEAVY = ("asyncpg", "gridledger.commands", "graphql", "starlette", "strawberry")
NOWHERE = "postgresql://gridledger_app:hidden@127.0.0.1:1/gridledger"


@pytest.mark.parametrize("command", HELP, ids=" ".join)
def test_help_is_there_and_imports_nothing_heavy(command: tuple[str, ...]) -> None:
    look = (
        "import sys; from gridledger.cli import main\n"
        f"try: main({[*command, '--help']!r})\n"
        f"finally: assert not [name for name in {HEAVY!r} if name in sys.modules]"
    )
    said = subprocess.run(
        [sys.executable, "-c", look], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.startswith("Usage: ")
    assert len(said.stdout.splitlines()) > 5


def test_migrate_twice(empty_database: Database) -> None:
    settings = {
        "DATABASE_URL": empty_database.dsn("gridledger_app"),
        "MIGRATION_DATABASE_URL": empty_database.dsn(),
    }
    first = run_fresh("migrate", settings=settings)
    assert first.returncode == 0
    assert first.stdout.startswith("applied 0001_")
    again = run("migrate", settings=settings)
    assert (again.returncode, again.stdout) == (0, "nothing to do\n")


async def test_a_county_is_looked_after(
    settings: dict[str, str], store: EventStore, database: Database
) -> None:
    with Serving(settings=settings) as server:
        async with calling(server.address, store) as api:
            await settle(api)
        assert server.stop() == 0

    status = run("projections", "status", "--json", settings=settings)
    assert status.returncode == 0
    (county,) = map(json.loads, status.stdout.splitlines())
    assert (county["tenant_id"], county["lag"], county["error"]) == (TENANT, 0, None)
    assert "there are: " in refused("projections", "rebuild", "meeting", settings=settings)
    assert "there is no county" in refused("log", "verify", "--county", "430282", settings=settings)
    assert run("log", "verify", settings=settings).returncode == 0

    await change(database, "UPDATE read_model.organisation SET name = 'another' WHERE depth = 0")
    differing = run("log", "verify", settings=settings)
    assert differing.returncode == 1
    assert "organisation: 1 rows differ" in differing.stdout
    for name in ("organisations", "all"):
        assert run("projections", "rebuild", name, settings=settings).returncode == 0
    assert run("log", "verify", settings=settings).returncode == 0

    await change(database, "UPDATE event_store.event SET version = version + 5 WHERE position = 7")
    corrupted = run("log", "verify", settings=settings)
    assert corrupted.returncode == 1
    assert "position 7: version " in corrupted.stdout
    assert corrupted.stderr == ""


async def change(database: Database, statement: str) -> None:
    """Change behind the program's back what it would never change."""
    connection = await asyncpg.connect(database.dsn(SUPERUSER))
    assert await connection.execute(statement) == "UPDATE 1"
    await connection.close()


@pytest.mark.parametrize(
    "command", [("migrate",), ("projections", "status"), ("projections", "rebuild", "all"), ("log", "verify")]
)
def test_a_database_that_is_away(command: tuple[str, ...]) -> None:
    settings = dict.fromkeys(("DATABASE_URL", "PROJECTION_DATABASE_URL", "MIGRATION_DATABASE_URL"), NOWHERE)
    said = refused(*command, settings=settings)
    assert "cannot be reached" in said
    assert "hidden" not in said


def test_an_unknown_read_model_is_refused_where_there_is_no_county(settings: dict[str, str]) -> None:
    assert "nonsense" in refused("projections", "rebuild", "nonsense", settings=settings)


def test_schema_check() -> None:
    good = run("schema", "--check", settings={})
    assert good.returncode == 0
    assert run("schema", settings={}).stdout == (PROJECT / "graphql_api/schema.graphql").read_text()


def test_schema_check_fails_on_a_changed_copy(tmp_path: Path) -> None:
    for package in ("application", "domain", "event_store", "graphql_api", "gridledger", "projections"):
        shutil.copytree(PROJECT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "graphql_api/schema.graphql").open("a") as copy:
        copy.write("\n")
    checked = subprocess.run(
        [*COMMAND, "schema", "--check"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 1
    assert checked.stderr.startswith("Error: graphql_api/schema.graphql differs from the code")


def test_tokens() -> None:
    listed = run("token", "list", settings={})
    assert listed.returncode == 0
    accounts = [line.split()[0] for line in listed.stdout.splitlines()]
    assert {"inspector", "township-secretary", "branch-secretary", "member", "integrator"} <= set(accounts)
    issued = run("token", "inspector", settings={})
    assert issued.stdout.count(".") == 2
    assert "inspector" in refused("token", "nobody", settings={})
    assert "--county" in refused("token", "inspector", "--place", str(UUID(int=1)), settings={})
