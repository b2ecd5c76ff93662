"""Serving, the demo, tokens and the schema."""

from __future__ import annotations

from pathlib import Path

import click

from gridledger.cli.options import settings, told


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.")
@click.option("--host", help="Address to listen on.")
@click.option(
    "--worker/--no-worker", default=True, help="Follow the logs in this process too, or leave it to workers."
)
def serve(port: int | None, host: str | None, worker: bool) -> None:
    """Serve the GraphQL API: /graphql, /healthz, /readyz."""
    from gridledger.commands import serve_command

    chosen = settings(port, host)
    with told():
        serve_command(chosen, worker=worker)


@click.command()
@click.option(
    "--reactions/--no-reactions",
    default=True,
    help="Let process managers react, days be closed and house be kept too, or only keep the read models abreast.",
)
@click.option(
    "--rest",
    metavar="SECONDS",
    type=click.FloatRange(0, 60),
    default=0.0,
    help="Let the read models lag by so much: more is folded at once, which takes less time in all.",
)
def worker(reactions: bool, rest: float) -> None:
    """Follow the logs: keep the read models abreast, let process managers react. Several may run side by side."""
    from gridledger.commands import worker_command

    with told():
        worker_command(settings(), reactions=reactions, rest_seconds=rest)


@click.command()
def migrate() -> None:
    """Bring the database's tables up to this version; does nothing if they are."""
    from gridledger.commands import migrate_command

    with told():
        applied = migrate_command(settings())
    click.echo("\n".join(f"applied {name}" for name in applied) or "nothing to do")


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.")
@click.option("--county", metavar="CODE", help="Another county by its division code.  [430281]")
@click.option("--full", is_flag=True, help="All of the county, not one township: a load of minutes.")
def demo(port: int | None, county: str | None, full: bool) -> None:
    """Set everything up, load a real township with a year of synthetic life, and serve it.

    A second start keeps the data; a load that was broken off goes on where it stood. Ctrl-C stops the database too.
    """
    from gridledger.commands import demo_command
    from gridledger.demo.choice import Demo

    with told():
        demo_command(settings(port), Demo(full=full) if county is None else Demo(county, full))


@click.command()
@click.argument("name", required=False)
@click.option("--county", metavar="NAME", help="Any county by its name in tokens; NAME is then a role.")
@click.option("--place", metavar="ID", help="With --county: the organisation that the role covers.")
@click.option("--grid", metavar="ID", help="With --county: the grid of a grid-worker.")
@click.option("--member", metavar="ID", help="With --county: the member behind the account.")
@click.option(
    "--scope", "scopes", metavar="SCOPE", multiple=True, help="With --county: what the token is for."
)
@click.option("--account", "subject", metavar="SUBJECT", help="Instead of NAME: an account, without a role.")
@click.option(
    "--demo", "tenant", metavar="NAME", help="Of another demo, as it says: liling-full, 532326-demo."
)
def token(
    name: str | None,
    county: str | None,
    place: str | None,
    grid: str | None,
    member: str | None,
    scopes: tuple[str, ...],
    subject: str | None,
    tenant: str | None,
) -> None:
    """Print a development token for one of the demo's accounts, e.g. inspector; `list` names them all.

    It ends after an hour; print another then.

    \b
    For a county of your own, give a role and a name that you choose; found it with the first token:
      gridledger token operator --county my-county
      gridledger token county-secretary --county my-county
      gridledger token integrator --county my-county --scope structure:read --scope members:write

    \b
    Of an account without a role the county's log says what it may do, by the member and posts behind it:
      gridledger token --account ann --county my-county
    """
    from gridledger.commands import token_command
    from gridledger.demo.choice import Demo
    from gridledger.tokens import Claims

    with told():
        demo = None if tenant is None else Demo.of(tenant)
        claims = Claims(place, grid, member, scopes)
        click.echo(token_command(settings(), name, subject, county, claims, demo))


@click.command()
@click.option("--check", is_flag=True, help="Compare with the committed file instead; exit 1 if they differ.")
def schema(check: bool) -> None:
    """Print the GraphQL schema (SDL)."""
    from graphql_api.schema import sdl

    text = sdl()
    if not check:
        click.echo(text, nl=False)
        return
    committed = Path(__file__).resolve().parents[2] / "graphql_api" / "schema.graphql"
    if committed.read_text(encoding="utf-8") != text:
        raise click.ClickException(
            "graphql_api/schema.graphql differs from the code: run gridledger schema > graphql_api/schema.graphql"
        )
    click.echo("graphql_api/schema.graphql is up to date")
