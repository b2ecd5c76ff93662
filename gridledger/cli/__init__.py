"""The command line: `gridledger COMMAND`. A file for each group; what a command does is imported when it is called."""

from __future__ import annotations

import click

from gridledger.cli.clock import clock
from gridledger.cli.documents import documents
from gridledger.cli.log import assessments, log
from gridledger.cli.policies import policy
from gridledger.cli.projections import projections
from gridledger.cli.sealed import sealed
from gridledger.cli.service import demo, migrate, schema, serve, token, worker
from gridledger.procedure_commands import procedure
from gridledger.settings import VARIABLES

_WIDTH = max(len(variable.name) for variable in VARIABLES)
ENVIRONMENT = "\b\nEnvironment:\n" + "\n".join(
    f"  {variable.name:<{_WIDTH}}  {variable.meaning} [{variable.default}]" for variable in VARIABLES
)


@click.group(epilog=ENVIRONMENT, context_settings={"max_content_width": 120})
def main() -> None:
    """Gridledger (网格台账): an event-sourced ledger of organisation life, asked by GraphQL.

    \b
    Begin with:   gridledger demo
    In service:   gridledger migrate, then one or more of: gridledger serve --no-worker, gridledger worker
    For checks:   gridledger log verify, gridledger assessments verify, gridledger projections status
    """


for command in (serve, worker, migrate, demo, token, schema):
    main.add_command(command)
for group in (projections, documents, sealed, policy, procedure, clock, log, assessments):
    main.add_command(group)
