"""docs/security.md names a test for each promise and each attack, and no other tests than there are."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.system.processes import PROJECT

ATTACKS = (18, *range(21, 32), 36)  # of the list of faults and attacks, those that the page answers for
PAGE = PROJECT / "docs" / "security.md"
# As in `tests/api/test_http.py::test_media_types`, and then `::test_other_methods` for one more of the same file.
NAMES = re.compile(r"`(tests/[\w./-]+)?(?:::((?:Test\w+::)?test_\w+))?`")


class Named(NamedTuple):
    """What the page names: a folder, a file, or one test of it."""

    path: str
    test: str | None


class Promise(NamedTuple):
    """A row of the tables under "Promised"."""

    attacks: str
    words: str
    held_by: str

    @property
    def named(self) -> list[Named]:
        return list(named_in(self.held_by))


def named_in(text: str) -> Iterator[Named]:
    """What a text names, in its order."""
    path = ""
    for match in NAMES.finditer(text):
        path = match[1] or path
        if path:
            yield Named(path, match[2])


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def promises() -> list[Promise]:
    section = page().split("\n## Promised\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    cells = [Promise(*(cell.strip() for cell in row.strip("|").split("|"))) for row in rows]
    return [row for row in cells if row.attacks != "row" and set(row.words) != {"-"}]


def defined_in(file: Path) -> set[str]:
    """The tests that a file defines, those of a class as `Class::test`."""
    found = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        before = f"{node.name}::" if isinstance(node, ast.ClassDef) else ""
        functions = [one for one in inside if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
        found |= {f"{before}{one.name}" for one in functions if one.name.startswith("test_")}
    return found


@pytest.mark.parametrize("row", promises(), ids=lambda row: row.words[:40])
def test_a_promise_names_its_tests(row: Promise) -> None:
    assert row.words
    assert re.fullmatch(r"(\d+(, \d+)*)?", row.attacks)
    assert row.named, "no test is named"


@pytest.mark.parametrize(
    "named", sorted({*named_in(page())}, key=str), ids=lambda named: "::".join(filter(None, named))
)
def test_what_is_named_exists(named: Named) -> None:
    file = PROJECT / named.path
    assert file.exists()
    assert named.test is None or named.test in defined_in(file), f"there are {sorted(defined_in(file))}"


def test_whatever_is_written_as_a_test_is_looked_for() -> None:
    """A name that is misspelt in its form would be passed over."""
    written = re.findall(r"`[^`]*(?:tests/|::|test_)[^`]*`", page())
    assert [one for one in written if not NAMES.fullmatch(one) and "python3 run.py" not in one] == []


def test_a_file_that_holds_several_promises_is_named_with_the_tests_of_each() -> None:
    rows = Counter(path for row in promises() for path in {named.path for named in row.named})
    whole = {named.path for row in promises() for named in row.named if named.test is None}
    assert [path for path in sorted(whole) if path.endswith(".py") and rows[path] > 1] == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_each_attack_has_its_tests(attack: int) -> None:
    held_by = [row for row in promises() if str(attack) in row.attacks.split(", ")]
    named = [PROJECT / one.path for row in held_by for one in row.named]
    assert [path for path in named if path.name.startswith("test_") or [*path.rglob("test_*.py")]]


@pytest.mark.parametrize("file", sorted(Path(__file__).parent.rglob("test_*.py")), ids=lambda file: file.name)
def test_each_test_of_this_folder_has_its_promise(file: Path) -> None:
    """By its own name, or by that of a folder that holds it."""
    named = {PROJECT / one.path for row in promises() for one in row.named} | {Path(__file__)}
    folders = {folder for folder in file.parents if Path(__file__).parent in folder.parents}
    assert {file, *folders} & named
