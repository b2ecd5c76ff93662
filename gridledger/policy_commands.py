"""`gridledger policy`: read, check and compare policy packs. Nothing here touches a database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from domain.policies.pack_reading import ReadPack
    from gridledger.policy_files import Language

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_LANGUAGE = click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="Language of the sentences.",
)


@click.group()
def policy() -> None:
    """Read, check and compare policy packs (制度包)."""


@policy.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
def check(files: tuple[Path, ...]) -> None:
    """Say what is wrong with the packs in FILES, and where; several versions of a pack are held against each other.

    Exit 1 on any fault. A warning is what a person should look at: a MUST from a sentence that says 一般, days that no
    version asks about, a sentence not yet read in its source.
    """
    from gridledger.policy_files import check_files, told

    checked = check_files(files)
    for each in checked:
        click.echo("\n".join(told(each)))
    if any(each.faults for each in checked):
        sys.exit(1)


@policy.command()
@click.argument("file", type=_FILE)
@_LANGUAGE
def show(file: Path, language: Language) -> None:
    """Show the rules of a pack as sentences, beside those of the text."""
    from gridledger.policy_files import shown

    click.echo("\n".join(shown(read_or_exit(file), language)))


@policy.command()
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@_LANGUAGE
def diff(old: Path, new: Path, language: Language) -> None:
    """Show rule by rule what the pack in NEW changes of OLD: added, removed, stricter, weaker, changed, reworded.

    Exit 1 if NEW cannot follow OLD: another pack, not a later date, or a rule that became one of another kind.
    """
    from domain.policies.pack_review import breaks
    from gridledger.policy_files import compared

    before, after = read_or_exit(old).pack, read_or_exit(new).pack
    if before.pack != after.pack:
        raise click.ClickException(
            f"{old} is {before.pack} and {new} is {after.pack}: compare versions of one pack"
        )
    click.echo("\n".join(compared(before, after, language)))
    if faults := list(breaks(before, after)):
        raise click.ClickException(f"{new} cannot follow {old}:\n" + "\n".join(map(str, faults)))


@policy.command()
def schema() -> None:
    """Print the JSON Schema of packs, as in packs/pack.schema.json."""
    from gridledger.policy_files import schema_text

    click.echo(schema_text(), nl=False)


def read_or_exit(file: Path) -> ReadPack:
    """The pack in a file. Raises ClickException with all that is wrong with it."""
    from domain.policies.pack_reading import PackError
    from gridledger.policy_files import read_file

    try:
        return read_file(file)
    except PackError as error:
        raise click.ClickException(f"{file} is no pack:\n{error}") from error
