"""The counties' clocks."""

from __future__ import annotations

import dataclasses
import json
import sys
from datetime import datetime

import click

from gridledger.cli.options import settings, told


@click.group()
def clock() -> None:
    """Look after the counties' clocks: which days are over for the record."""


@clock.command("status")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a county.")
def clock_status(as_json: bool) -> None:
    """Show the last day that is closed in each county. Exit 1 if days are over and open still: no worker runs."""
    from gridledger.commands import clock_status_command

    with told():
        rows = clock_status_command(settings())
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

    with told():
        for line in close_days_command(settings(), until.date(), county):
            click.echo(line)
