"""The keys of sealed documents."""

from __future__ import annotations

import dataclasses
import json

import click

from gridledger.cli.options import settings, told


@click.group()
def sealed() -> None:
    """Look after the keys of sealed documents (GRIDLEDGER_KEYS)."""


@sealed.command("erasures")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document.")
def sealed_erasures(as_json: bool) -> None:
    """List the documents whose keys were destroyed: when, by whom and why. It needs no database."""
    from gridledger.sealed_commands import erasures_command

    with told():
        erasures = erasures_command(settings())
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

    with told():
        listed, unlisted = erase_again_command(settings())
    click.echo(f"{listed} on the list, {unlisted} more by the logs: their keys and texts are gone")
