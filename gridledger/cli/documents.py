"""Documents of GraphQL that clients may send by their hashes."""

from __future__ import annotations

import dataclasses
import getpass
import json
import sys
from pathlib import Path

import click

from gridledger.cli.options import settings, told


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container, say
        return "unknown"


@click.group()
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

    with told():
        for line in register_documents_command(settings(), files, by):
            click.echo(line)


@documents.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document.")
def documents_list(as_json: bool) -> None:
    """Show what is registered. Exit 1 if a document does not fit the schema of this version."""
    from gridledger.commands import registered_documents_command

    with told():
        rows = registered_documents_command(settings())
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

    with told():
        for line in remove_documents_command(settings(), names):
            click.echo(line)
