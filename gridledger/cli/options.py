"""What every command shares: the settings it goes by, and errors told in a line."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager

import click

from gridledger.settings import Settings, SettingsError


def settings(port: int | None = None, host: str | None = None) -> Settings:
    """Those of the environment; what is said on the command line goes before."""
    try:
        found = Settings.from_environment()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    found = found if port is None else dataclasses.replace(found, port=port)
    return found if host is None else dataclasses.replace(found, host=host)


@contextmanager
def told() -> Iterator[None]:
    """Errors that a person can act on are told in a line; others keep their traceback."""
    from gridledger.commands import EXPECTED_ERRORS

    try:
        yield
    except EXPECTED_ERRORS as error:
        raise click.ClickException(str(error)) from error
