"""The servers that answer HTTP in these benchmarks: the project's own, PostGraphile, and SQL written by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import UUID

from application.access import NEEDS_SCOPES, SCOPES
from application.actor import Role
from benchmarks.harness.environment import node_with
from benchmarks.harness.http import HttpServer, free_port
from benchmarks.harness.ledger import SECRET, settings
from benchmarks.harness.postgres import Server
from gridledger.identity import development_issuer


def gridledger_server(postgres: Server, database: str = "gridledger") -> HttpServer:
    """`gridledger serve --no-worker`, as a user starts it."""
    port = free_port()
    command = [sys.executable, "-m", "gridledger", "serve", "--no-worker", "--port", str(port)]
    environment = {
        **postgres.environment(database),
        "GRIDLEDGER_SECRET": SECRET,
        "GRIDLEDGER_LOG_LEVEL": "warning",
    }
    return HttpServer("gridledger", command, port, "/graphql", kind="python", environment=environment)


def postgraphile_server(postgres: Server, county: str, database: str = "gridledger") -> HttpServer:
    """PostGraphile 5 on the same tables; `prepare_postgraphile` comes first."""
    node, folder = node_with("postgraphile")
    port = free_port()
    command: list[str | Path] = [node, "server.mjs", str(port), postgres.socket_directory, database, county]
    return HttpServer(
        "postgraphile",
        command,
        port,
        "/graphql",
        kind="node",
        environment={"NODE_ENV": "production", "GRAPHILE_ENV": "production"},
        folder=folder,
    )


def prepare_postgraphile(postgres: Server, database: str = "gridledger") -> None:
    """Its login, relations and function."""
    folder = Path(__file__).resolve().parents[1] / "peers" / "postgraphile"
    postgres.execute((folder / "setup.sql").read_text(encoding="utf-8"), database=database, user="postgres")


def by_hand_server(postgres: Server, name: str, database: str = "gridledger") -> HttpServer:
    """One hand-written statement behind the same Starlette and uvicorn."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.contenders.by_hand", str(port), name]
    environment = postgres.environment(database)
    return HttpServer("SQL by hand", command, port, "/", kind="python", environment=environment)


_LIFETIME_SECONDS = 24 * 3600  # a whole county-year may take hours to load


def tokens(county: str, role: Role, number: int, member: UUID | None = None) -> list[str]:
    """Tokens of so many accounts: each has its own allowance of points."""
    issuer = development_issuer(settings())
    scopes = SCOPES if role in NEEDS_SCOPES else ()
    return [
        issuer.issue(
            role,
            tenant=county,
            account=f"benchmark-{index}",
            member=member,
            scopes=scopes,
            lifetime_seconds=_LIFETIME_SECONDS,
        )
        for index in range(number)
    ]
