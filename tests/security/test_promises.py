"""docs/security.md names a test for each promise and each attack, and no other tests than there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.system.processes import PROJECT

ATTACKS = (18, *range(21, 32), 36)  # of the list of faults and attacks, those that the page answers for
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


@pytest.mark.parametrize("attack", ATTACKS)
def test_each_attack_has_its_tests(attack: int) -> None:
    held_by = [row[2] for row in promises() if str(attack) in row[0].split(", ")]
    named = [PROJECT / path for text in held_by for path in PATHS.findall(text)]
    assert [path for path in named if path.name.startswith("test_") or [*path.rglob("test_*.py")]]


@pytest.mark.parametrize("file", sorted(Path(__file__).parent.rglob("test_*.py")), ids=lambda file: file.name)
def test_each_test_of_this_folder_has_its_promise(file: Path) -> None:
    """By its own name, or by that of a folder that holds it."""
    named = {PROJECT / path for row in promises() for path in PATHS.findall(row[2])} | {Path(__file__)}
    folders = {folder for folder in file.parents if Path(__file__).parent in folder.parents}
    assert {file, *folders} & named
