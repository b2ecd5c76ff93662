"""Proof: of the logs, and of what closed periods came to."""

from __future__ import annotations

import sys

import click

from gridledger.cli.options import settings, told


@click.group()
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
    with told():
        for line, ok in verify_command(settings(), county):
            click.echo(line)
            sound = sound and ok
    if not sound:
        sys.exit(1)


@click.group()
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
    with told():
        for line, ok in verify_assessments_command(settings(), county):
            click.echo(line)
            sound = sound and ok
    if not sound:
        sys.exit(1)
