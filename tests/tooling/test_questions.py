"""Every question of docs/questions is a valid document with a title, tried by a test, and in the README's table."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from graphql import parse, validate

from graphql_api.schema import schema

PROJECT = Path(__file__).parents[2]
FOLDER = PROJECT / "docs" / "questions"
TESTS = PROJECT / "tests" / "api" / "questions"
TABLE = FOLDER / "README.md"
# The rows of the domain's catalogue that the product answers for; each asks at least one question.
ROWS = {
    *(f"O{number:02}" for number in range(1, 13)),
    "C01",
    "C02",
    "C03",
    "C04",
    "C05",
    "C06",
    "C07",
    "C08",
    "C09",
    "C10",
    "C12",
    "C11",
    "C13",
    "C14",
    "C15",
    "C16",
    "O13",
    "O14",
    "G01",
    "G02",
    "A01",
    "A04",
    "A02",
    "A03",
}
TITLE = re.compile(r"# ([A-Z]\d\d|[A-Z]+): (.+\?) \((.+)\)")
FILES = sorted(FOLDER.glob("*.graphql"))


def asked_by() -> dict[str, list[str]]:
    """By question, the tests that read its file."""
    found: dict[str, list[str]] = {}
    for file in sorted(TESTS.glob("test_*.py")):
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(
                function, ast.FunctionDef | ast.AsyncFunctionDef
            ) or not function.name.startswith("test_"):
                continue
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "question":
                    (name,) = call.args
                    assert isinstance(name, ast.Constant), f"{file.name}: name the question as a text"
                    tests = found.setdefault(str(name.value), [])
                    if (told := f"{file.name}::{function.name}") not in tests:
                        tests.append(told)
    return found


def table() -> list[str]:
    """The rows of the table, as they have to be."""
    tests = asked_by()
    rows = []
    for file in FILES:
        row, english, chinese = TITLE.fullmatch(file.read_text(encoding="utf-8").splitlines()[0]).groups()  # type: ignore[union-attr]
        tried = ", ".join(f"`{test}`" for test in tests[file.stem])
        rows.append(f"| {row} | {english} {chinese} | [{file.stem}]({file.name}) | {tried} |")
    return rows


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_question_is_valid_and_has_a_title(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    title = TITLE.fullmatch(text.splitlines()[0])
    assert title, f"first line: {TITLE.pattern}"
    assert file.stem.startswith(f"{title[1]}-")
    assert validate(schema()._schema, parse(text)) == []


def test_every_question_is_tried_and_every_test_asks_one_that_is_there() -> None:
    assert asked_by().keys() == {file.stem for file in FILES}


def test_no_row_of_the_catalogue_is_without_a_question() -> None:
    assert {file.stem.split("-")[0] for file in FILES} >= ROWS


def test_the_table_has_all_of_them() -> None:
    """To mend it: python -m tests.tooling.test_questions."""
    told = [
        line
        for line in TABLE.read_text(encoding="utf-8").splitlines()
        if re.match(r"\| [A-Z](\d\d|[A-Z]+) ", line)
    ]
    assert told == table()


HEAD = """# Questions

What people ask of organisation life, each as one document that can be sent as it stands: to the explorer, by a client,
or to compile types from. The rows are those of the domain's catalogue; every document is tried by the test beside it.

| Row | question | document | test (`tests/api/questions/`) |
|---|---|---|---|
"""

if __name__ == "__main__":
    TABLE.write_text(HEAD + "\n".join(table()) + "\n", encoding="utf-8")
