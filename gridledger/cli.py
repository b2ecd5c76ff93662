"""The command line: `gridledger COMMAND`."""

from __future__ import annotations

import dataclasses
import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from gridledger.policy_commands import policy
from gridledger.procedure_commands import procedure
from gridledger.settings import VARIABLES, Settings, SettingsError

_WIDTH = max(len(variable.name) for variable in VARIABLES)
ENVIRONMENT = "\b\nEnvironment:\n" + "\n".join(
    f"  {variable.name:<{_WIDTH}}  {variable.meaning} [{variable.default}]" for variable in VARIABLES
)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container, say
        return "unknown"


@click.group(epilog=ENVIRONMENT, context_settings={"max_content_width": 120})
def main() -> None:
    """Gridledger (网格台账): an event-sourced ledger of organisation life, asked by GraphQL.

    \b
    Begin with:   gridledger demo
    In service:   gridledger migrate, then one or more of: gridledger serve --no-worker, gridledger worker
    For checks:   gridledger log verify, gridledger assessments verify, gridledger projections status
    """


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.")
@click.option("--host", help="Address to listen on.")
@click.option(
    "--worker/--no-worker", default=True, help="Follow the logs in this process too, or leave it to workers."
)
def serve(port: int | None, host: str | None, worker: bool) -> None:
    """Serve the GraphQL API: /graphql, /healthz, /readyz."""
    from gridledger.commands import serve_command

    settings = _settings(port, host)
    with _told():
        serve_command(settings, worker=worker)


@main.command()
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

    with _told():
        worker_command(_settings(), reactions=reactions, rest_seconds=rest)


@main.command()
def migrate() -> None:
    """Bring the database's tables up to this version; does nothing if they are."""
    from gridledger.commands import migrate_command

    with _told():
        applied = migrate_command(_settings())
    click.echo("\n".join(f"applied {name}" for name in applied) or "nothing to do")


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.")
@click.option("--county", metavar="CODE", help="Another county by its division code.  [430281]")
@click.option("--full", is_flag=True, help="All of the county, not one township: a load of minutes.")
def demo(port: int | None, county: str | None, full: bool) -> None:
    """Set everything up, load a real township with a year of synthetic life, and serve it.

    A second start keeps the data; a load that was broken off goes on where it stood. Ctrl-C stops the database too.
    """
    from gridledger.commands import demo_command
    from gridledger.demo.choice import Demo

    with _told():
        demo_command(_settings(port), Demo(full=full) if county is None else Demo(county, full))


@main.command()
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

    with _told():
        demo = None if tenant is None else Demo.of(tenant)
        claims = Claims(place, grid, member, scopes)
        click.echo(token_command(_settings(), name, subject, county, claims, demo))


@main.command()
@click.option("--check", is_flag=True, help="Compare with the committed file instead; exit 1 if they differ.")
def schema(check: bool) -> None:
    """Print the GraphQL schema (SDL)."""
    from graphql_api.schema import sdl

    text = sdl()
    if not check:
        click.echo(text, nl=False)
        return
    committed = Path(__file__).resolve().parent.parent / "graphql_api" / "schema.graphql"
    if committed.read_text(encoding="utf-8") != text:
        raise click.ClickException(
            "graphql_api/schema.graphql differs from the code: run gridledger schema > graphql_api/schema.graphql"
        )
    click.echo("graphql_api/schema.graphql is up to date")


@main.group()
def projections() -> None:
    """Look after the read models."""


@projections.command("status")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a county.")
def projections_status(as_json: bool) -> None:
    """Show how far each county's read models have come. Exit 1 if any has stopped, or passes over streams."""
    from gridledger.commands import projection_status_command

    with _told():
        rows = projection_status_command(_settings())
    if not as_json:
        click.echo(f"{'county':<24} {'position':>10} {'head':>10} {'lag':>8} {'parked':>8}  error")
    for row in rows:
        if as_json:
            click.echo(json.dumps(dataclasses.asdict(row), default=str))
        else:
            click.echo(
                f"{row.tenant_id:<24} {row.position:>10} {row.head:>10} {row.lag:>8} {row.parked:>8}"
                f"  {row.error or '-'}"
            )
    if any(row.error or row.parked for row in rows):
        sys.exit(1)


@projections.command("parked")
@click.option("--county", help="Only this county's; else every county's.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a stream.")
def projections_parked(county: str | None, as_json: bool) -> None:
    """Show the streams that the read models could not fold and pass over, and why. Exit 1 if there are any.

    What they say of these is stale, and marked so in answers. Mend the program, then rebuild all.
    """
    from gridledger.commands import parked_command

    with _told():
        streams = parked_command(_settings(), county)
    for one in streams:
        if as_json:
            click.echo(json.dumps(dataclasses.asdict(one), default=str))
        else:
            click.echo(
                f"{one.tenant_id}: {one.stream_type} {one.stream_id}, since {one.since:%Y-%m-%d %H:%M:%S%z}"
            )
            click.echo(f"  {one.events} events from position {one.position}; {one.error}")
    if streams:
        sys.exit(1)


@projections.command("rebuild")
@click.argument("name")
@click.option("--county", help="Only this county's; else every county's.")
def projections_rebuild(name: str, county: str | None) -> None:
    """Fold read model NAME (or `all`) again from the log, say what differed, and replace it in one transaction."""
    from gridledger.commands import rebuild_command

    with _told():
        for line in rebuild_command(_settings(), name, county):
            click.echo(line)


@main.group()
def documents() -> None:
    """Register documents: clients may send their hashes, and roles may be held to them (GRIDLEDGER_TRUSTED_ONLY)."""


@documents.command("register")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--by", default=_user, help="Who registers them; else your name on this machine.")
def documents_register(files: tuple[Path, ...], by: str) -> None:
    """Register the documents of FILES and print their hashes; all of them, or none if one does not fit the schema.

    A .json file is a manifest, {"hash": "document"}, as the Relay compiler and GraphQL Code Generator write it with
    SHA-256, or Apollo's; any other file is one document, to the byte.
    """
    from gridledger.commands import register_documents_command

    with _told():
        for line in register_documents_command(_settings(), files, by):
            click.echo(line)


@documents.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document.")
def documents_list(as_json: bool) -> None:
    """Show what is registered. Exit 1 if a document does not fit the schema of this version."""
    from gridledger.commands import registered_documents_command

    with _told():
        rows = registered_documents_command(_settings())
    for row in rows:
        if as_json:
            click.echo(json.dumps(dataclasses.asdict(row), default=str))
        else:
            fits = "" if row.fits else "  DOES NOT FIT THE SCHEMA"
            click.echo(f"{row.sha256}  {row.name}  {row.registered_at:%Y-%m-%d} by {row.registered_by}{fits}")
    if not all(row.fits for row in rows):
        sys.exit(1)


@documents.command("remove")
@click.argument("names", nargs=-1, required=True, metavar="NAME|HASH...")
def documents_remove(names: tuple[str, ...]) -> None:
    """Remove documents by name or hash; servers may execute them for 10 seconds more."""
    from gridledger.commands import remove_documents_command

    with _told():
        for line in remove_documents_command(_settings(), names):
            click.echo(line)


@main.group()
def sealed() -> None:
    """Look after the keys of sealed documents (GRIDLEDGER_KEYS)."""


@sealed.command("erasures")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document.")
def sealed_erasures(as_json: bool) -> None:
    """List the documents whose keys were destroyed: when, by whom and why. It needs no database."""
    from gridledger.sealed_commands import erasures_command

    with _told():
        erasures = erasures_command(_settings())
    for one in erasures:
        if as_json:
            click.echo(json.dumps(dataclasses.asdict(one), default=str))
        else:
            click.echo(
                f"{one.tenant_id}: {one.document_id}  {one.erased_at:%Y-%m-%d %H:%M:%S%z}  {one.basis}"
                f"  by {one.account} as {one.role}, position {one.position}"
            )


@sealed.command("erase-again")
def sealed_erase_again() -> None:
    """After a restore: destroy again what came back of documents that were erased, by the list and by the logs."""
    from gridledger.sealed_commands import erase_again_command

    with _told():
        listed, unlisted = erase_again_command(_settings())
    click.echo(f"{listed} on the list, {unlisted} more by the logs: their keys and texts are gone")


main.add_command(policy)
main.add_command(procedure)


_COUNTY = click.option("--county", metavar="NAME", help="Which county. [default: the only one]")
_DAY = click.DateTime(["%Y-%m-%d"])
_LANGUAGE = click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)


@policy.command("adopt")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--node",
    metavar="ID",
    help="Where: a nine-digit division code, or an id of the API. [default: the county]",
)
@click.option("--since", required=True, type=_DAY, help="The first day in force.")
@click.option(
    "--approved-by", metavar="ID", help="On whose authority, said the same way: the node or one above it."
)
@click.option("--replaces", is_flag=True, help="End on that day what is in force of these rules there.")
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and write nothing.")
@_COUNTY
@_LANGUAGE
def policy_adopt(
    file: Path,
    node: str | None,
    since: datetime,
    approved_by: str | None,
    replaces: bool,
    dry_run: bool,
    county: str | None,
    language: Literal["zh", "en"],
) -> None:
    """Publish the pack in FILE, unless it is known, and put all of its rules in force at an organisation.

    All of them or none: exit 1 with the reasons. Given again it changes nothing.
    """
    from gridledger.policy_adopting import Adoption, NotAdoptedError, adopt_command
    from gridledger.policy_commands import read_or_exit

    adoption = Adoption(read_or_exit(file), county, node, since.date(), approved_by, replaces)
    with _told():
        try:
            lines = adopt_command(_settings(), adoption, dry_run=dry_run, language=language)
        except NotAdoptedError as error:
            raise click.ClickException(str(error)) from error
    click.echo("\n".join(lines))


@policy.command("list")
@click.option("--node", metavar="ID", help="Only what is in force at this organisation as its own.")
@click.option("--on", type=_DAY, help="In force on that day. [default: today on this machine]")
@_COUNTY
@_LANGUAGE
def policy_list(
    node: str | None, on: datetime | None, county: str | None, language: Literal["zh", "en"]
) -> None:
    """List which rules are in force where, from the county's committee down."""
    from gridledger.policy_adopting import list_command

    day = (on or datetime.now().astimezone()).date()
    with _told():
        lines = list_command(_settings(), county, node, day, language)
    click.echo("\n".join(lines))


@policy.command("rehearse")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--node", help="Where: a nine-digit division code, or an id of the API. [default: the county]")
@click.option("--since", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The first day.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Leave out periods that begin later. [default: the last day over]",
)
@click.option("--county", help="Which county. [default: the only one]")
@click.option(
    "--by",
    multiple=True,
    type=click.Choice(["place", "rule", "period"]),
    default=("place", "rule"),
    show_default=True,
    help="What the lines are told apart by; may be given more than once.",
)
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def policy_rehearse(
    file: Path,
    node: str | None,
    since: datetime,
    until: datetime | None,
    county: str | None,
    by: tuple[str, ...],
    language: Literal["zh", "en"],
) -> None:
    """Say what would have followed, had the pack in FILE been in force from a day on. Nothing is written.

    It says what would have been owed by what took place, not what people would have done.
    """
    from gridledger.policy_commands import read_or_exit
    from gridledger.policy_rehearsal import Asked, rehearse_command
    from projections.compliance.rehearsal.outcome import By

    asked = Asked(
        pack=read_or_exit(file).pack,
        county=county,
        node=node,
        since=since.date(),
        until=until and until.date(),
        by=frozenset(By(one.upper()) for one in by),
        language=language,
    )
    with _told():
        for line in rehearse_command(_settings(), asked):
            click.echo(line)


@main.group()
def clock() -> None:
    """Look after the counties' clocks: which days are over for the record."""


@clock.command("status")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a county.")
def clock_status(as_json: bool) -> None:
    """Show the last day that is closed in each county. Exit 1 if days are over and open still: no worker runs."""
    from gridledger.commands import clock_status_command

    with _told():
        rows = clock_status_command(_settings())
    if not as_json:
        click.echo(f"{'county':<24} {'closed until':<12} {'days behind':>12}")
    for row in rows:
        if as_json:
            click.echo(json.dumps(dataclasses.asdict(row), default=str))
        else:
            behind = "rehearsal" if row.days_behind is None else row.days_behind
            click.echo(f"{row.tenant_id:<24} {row.closed_on or '-'!s:<12} {behind:>12}")
    if any(row.days_behind for row in rows):
        sys.exit(1)


@clock.command("close")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The last day to close.")
@click.option("--county", help="Only this rehearsal; else every one.")
def clock_close(until: datetime, county: str | None) -> None:
    """Let time pass in a rehearsal: close its days, in order. Nothing is recorded before them any more.

    In any other county a worker closes each day when it is over.
    """
    from gridledger.commands import close_days_command

    with _told():
        for line in close_days_command(_settings(), until.date(), county):
            click.echo(line)


@main.group()
def log() -> None:
    """Look after the logs."""


@log.command("verify")
@click.option("--county", help="Only this county's; else every county's.")
def log_verify(county: str | None) -> None:
    """Prove that positions and versions are dense and every event reads, and that the read models follow from the log.

    Folds the read models again and compares them with the tables; changes nothing. Exit 1 on any finding.
    """
    from gridledger.commands import verify_command

    sound = True
    with _told():
        for line, ok in verify_command(_settings(), county):
            click.echo(line)
            sound = sound and ok
    if not sound:
        sys.exit(1)


@main.group()
def assessments() -> None:
    """Look after what closed periods came to."""


@assessments.command("verify")
@click.option("--county", help="Only this county's; else every county's.")
def assessments_verify(county: str | None) -> None:
    """Compute every digest and number again that was told of a closed period, and say which are not borne out.

    By the slots as they were known when it was told: once from the log folded anew, once from the tables that the API
    answers by. Changes nothing. Exit 1 on any finding.
    """
    from gridledger.commands import verify_assessments_command

    sound = True
    with _told():
        for line, ok in verify_assessments_command(_settings(), county):
            click.echo(line)
            sound = sound and ok
    if not sound:
        sys.exit(1)


def _settings(port: int | None = None, host: str | None = None) -> Settings:
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    settings = settings if port is None else dataclasses.replace(settings, port=port)
    return settings if host is None else dataclasses.replace(settings, host=host)


@contextmanager
def _told() -> Iterator[None]:
    """Errors that a person can act on are told in a line; others keep their traceback."""
    from gridledger.commands import EXPECTED_ERRORS

    try:
        yield
    except EXPECTED_ERRORS as error:
        raise click.ClickException(str(error)) from error
