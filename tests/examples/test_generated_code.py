"""What the examples generate is what they hold, and it fits what they wrote by hand.

To mend what differs: `npm run generate` in examples/typescript, `PYTHONPATH=. ariadne-codegen` in examples/python.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.clients.tools import SDL
from tests.examples import programs
from tests.examples.programs import PYTHON, node, python

CODEGEN = "node_modules/@graphql-codegen/cli/cjs/bin.js"
TSC = "node_modules/typescript/bin/tsc"


def test_the_typescript_client_is_what_its_documents_say() -> None:
    checked = node(CODEGEN, "--check")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_typescript_client_keeps_its_types() -> None:
    checked = node(TSC)
    assert checked.returncode == 0, checked.stdout


def test_the_python_client_is_what_its_documents_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "examples" / "python"
    shutil.copytree(PYTHON, copy)
    (tmp_path / "graphql_api").mkdir()
    shutil.copy(SDL, tmp_path / "graphql_api")
    monkeypatch.setattr(programs, "PYTHON", copy)
    generated = python("ariadne-codegen", "client")
    assert generated.returncode == 0, generated.stderr
    assert texts(copy) == texts(PYTHON)


def test_the_python_client_keeps_its_types() -> None:
    checked = python("mypy", "--cache-dir", "/dev/null", "main.py")
    assert checked.returncode == 0, checked.stdout


def texts(example: Path) -> dict[str, str]:
    """The generated files by their names."""
    return {file.name: file.read_text() for file in (example / "gridledger_client").glob("*.py")}
