"""The read models: where they stand, what they pass over, folding them again."""

from __future__ import annotations

import dataclasses
import json
import sys

import click

from gridledger.cli.options import settings, told


@click.group()
def projections() -> None:
    """Look after the read models."""


@projections.command("status")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a county.")
def projections_status(as_json: bool) -> None:
    """Show how far each county's read models have come. Exit 1 if any has stopped, or passes over streams."""
    from gridledger.commands import projection_status_command

    with told():
        rows = projection_status_command(settings())
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

    with told():
        streams = parked_command(settings(), county)
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

    with told():
        for line in rebuild_command(settings(), name, county):
            click.echo(line)
