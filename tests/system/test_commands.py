"""The command line as it is typed: what it says, how it ends, and that a mistake costs a line and no traceback."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import asyncpg
import pytest
from joserfc.jwk import OKPKey

from event_store.store import EventStore
from gridledger.embedded_postgres import SUPERUSER
from tests.api.client import TENANT
from tests.support.postgres import Database
from tests.system.callers import calling, settle
from tests.system.processes import COMMAND, PROJECT, SECRET, Serving, environment, run

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
    ("projections", "rebuild"),
    ("log",),
    ("log", "verify"),
]
HEAVY = ("asyncpg", "gridledger.commands", "graphql", "starlette", "strawberry")
NOWHERE = "postgresql://gridledger_app:hidden@127.0.0.1:1/gridledger"


def refused(*arguments: str, settings: Mapping[str, str]) -> str:
    """The one line of a command that cannot do its work."""
    ended = run(*arguments, settings=settings)
    assert ended.returncode == 1, ended
    assert ended.stdout == ""
    assert ended.stderr.startswith("Error: ")
    assert ended.stderr.count("\n") == 1
    return ended.stderr


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
    first = run("migrate", settings=settings)
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


@pytest.fixture
def production(settings: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """A complete configuration for production."""
    keys = tmp_path / "keys.json"
    key = OKPKey.generate_key("Ed25519", {"kid": "one", "alg": "Ed25519", "use": "sig"})
    keys.write_text(json.dumps({"keys": [key.as_dict(private=False)]}))
    return {
        **settings,
        "GRIDLEDGER_MODE": "production",
        "GRIDLEDGER_SECRET": SECRET,
        "GRIDLEDGER_TOKEN_ISSUER": "https://login.example",
        "GRIDLEDGER_TOKEN_KEYS": str(keys),
    }


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"DATABASE_URL": ""}, "DATABASE_URL is missing"),
        ({"PROJECTION_DATABASE_URL": ""}, "PROJECTION_DATABASE_URL is missing"),
        ({"GRIDLEDGER_SECRET": ""}, "GRIDLEDGER_SECRET is missing"),
        ({"GRIDLEDGER_SECRET": "short"}, "GRIDLEDGER_SECRET is shorter"),
        ({"GRIDLEDGER_TOKEN_ISSUER": ""}, "GRIDLEDGER_TOKEN_ISSUER is gridledger-development"),
        ({"GRIDLEDGER_TOKEN_ISSUER": "gridledger-development"}, "which production refuses"),
        ({"GRIDLEDGER_TOKEN_KEYS": ""}, "GRIDLEDGER_TOKEN_KEYS is missing"),
        ({"GRIDLEDGER_TOKEN_KEYS": "/nowhere/keys.json"}, "GRIDLEDGER_TOKEN_KEYS cannot be used"),
        ({"DATABASE_URL": "postgresql://a:hidden@[::1/x"}, "DATABASE_URL is no PostgreSQL URL"),
        ({"DATABASE_URL": "postgresql://a:hidden@host:port/x"}, "DATABASE_URL is no PostgreSQL URL"),
    ],
)
def test_production_does_not_start(production: dict[str, str], changes: dict[str, str], says: str) -> None:
    said = refused("serve", "--port", "0", settings={**production, **changes})
    assert says in said
    assert "hidden" not in said


@pytest.mark.parametrize("command", [("token", "inspector"), ("demo", "--port", "0")])
def test_production_has_no_development_identities(
    production: dict[str, str], command: tuple[str, ...]
) -> None:
    assert "GRIDLEDGER_TOKEN_ISSUER" in refused(*command, settings=production)
