"""docs/security.md names a test for each promise, and each test that it names exists."""

from __future__ import annotations

import re

import pytest

from tests.system.processes import PROJECT

PAGE = PROJECT / "docs" / "security.md"
PATHS = re.compile(r"`(tests/[\w./-]+)`")


def promises() -> list[tuple[str, ...]]:
    """The rows of the tables under "Promised": number, promise, held by."""
    section = PAGE.read_text(encoding="utf-8").split("\n## Promised\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    cells = [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows]
    return [row for row in cells if row[0] != "row" and set(row[1]) != {"-"}]


@pytest.mark.parametrize("row", promises(), ids=lambda row: row[1][:40])
def test_a_promise_names_its_tests(row: tuple[str, ...]) -> None:
    number, promise, held_by = row
    assert promise
    assert re.fullmatch(r"(\d+(, \d+)*)?", number)
    assert PATHS.findall(held_by), "no test is named"


@pytest.mark.parametrize("path", sorted({*PATHS.findall(PAGE.read_text(encoding="utf-8"))}))
def test_what_is_named_exists(path: str) -> None:
    assert (PROJECT / path).exists()
