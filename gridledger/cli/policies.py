"""Rules: adopting a pack, what is in force, what would have followed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from gridledger.cli.options import settings, told
from gridledger.policy_commands import policy

__all__ = ["policy"]

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
    with told():
        try:
            lines = adopt_command(settings(), adoption, dry_run=dry_run, language=language)
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
    with told():
        lines = list_command(settings(), county, node, day, language)
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
    with told():
        for line in rehearse_command(settings(), asked):
            click.echo(line)
