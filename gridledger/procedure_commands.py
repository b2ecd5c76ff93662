"""`gridledger procedure`: look at files of procedures. Nothing here touches a database."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click


@click.group()
def procedure() -> None:
    """Check files of procedures (作业指导)."""


@procedure.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def check(files: tuple[Path, ...]) -> None:
    """Say what is wrong with the procedures in FILES, and where. Exit 1 on any fault."""
    from domain.procedures.text import ProcedureError, read_procedure

    faulty = False
    for file in files:
        try:
            text = read_procedure(file.read_bytes())
        except ProcedureError as error:
            faulty = True
            click.echo(f"{file}\n  " + "\n  ".join(str(error).splitlines()))
        else:
            click.echo(f"{file}: {text.procedure}/{text.chapter} {text.version}, {len(text.steps)} steps")
    if faulty:
        sys.exit(1)


@procedure.command()
def schema() -> None:
    """Print the JSON Schema of procedures."""
    from domain.procedures.text import procedure_schema

    click.echo(json.dumps(procedure_schema(), ensure_ascii=False, indent=2))
