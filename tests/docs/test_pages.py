"""The pages lead to what is there, show documents that fit the schema, and commands that the command line takes."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from graphql import parse, validate

from graphql_api.schema import schema
from gridledger.cli import main
from gridledger.settings import VARIABLES
from tests.docs.pages import (
    PAGES,
    PROJECT,
    anchors,
    commands,
    documents,
    links,
    named_commands,
    named_files,
    text_of,
)

OF_RUN_PY = {"test", "bench", "lock"}

EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=str)


@EACH_PAGE
def test_a_page_leads_to_files_and_headings_that_are_there(page: Path) -> None:
    astray = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (PROJECT / page.parent / path).resolve() if path else PROJECT / page
        in_a_page = anchor and target.suffix == ".md" and target.exists()
        if not target.exists() or (in_a_page and anchor not in anchors(target.relative_to(PROJECT))):
            astray.append(link)
    assert astray == []


@EACH_PAGE
def test_a_page_names_no_file_that_there_is_not(page: Path) -> None:
    assert [name for name in sorted(named_files(page)) if not (PROJECT / name).exists()] == []


@EACH_PAGE
def test_a_pages_documents_fit_the_schema(page: Path) -> None:
    """Unless the page shows the error as the answer."""
    for place, text, shown in documents(page):
        errors = validate(schema()._schema, parse(text))
        assert [error.message for error in errors if error.message not in shown] == [], place


@EACH_PAGE
def test_a_pages_commands_are_taken(page: Path) -> None:
    for place, words in commands(page):
        try:
            take(words)
        except click.UsageError as error:
            pytest.fail(f"{place}: {' '.join(words)}: {error.message}")


@EACH_PAGE
def test_a_page_names_no_command_that_there_is_not(page: Path) -> None:
    for words in named_commands(page):
        find(words)


def take(words: list[str]) -> None:
    """Read a command's words as the command line does, and run nothing. Raises click.UsageError."""
    if words[0] in OF_RUN_PY:
        return
    command, arguments = find(words)
    if "--help" not in arguments:
        command.make_context(words[0], arguments)


def find(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that words name, and the words after its name. Raises click.UsageError."""
    command: click.Command = main
    while isinstance(command, click.Group) and words:
        name, *words = words
        found = command.get_command(click.Context(command), name)
        if found is None:
            raise click.UsageError(f"there is no command {name!r}")
        command = found
    return command, words


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "CHANGELOG.md"], ids=str)
def test_a_page_names_no_setting_that_there_is_not(page: Path) -> None:
    """The changelog tells of those that were, too; settings of tests begin with GRIDLEDGER_TEST."""
    named = set(re.findall(r"GRIDLEDGER_(?!TEST_)[A-Z_]*[A-Z]", text_of(page)))
    assert named <= {variable.name for variable in VARIABLES}
