"""The domain imports the standard library without its IO, eventsourcing, msgspec, itself: nothing else.

import-linter can only forbid by name; a new dependency would slip in unnamed.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import domain

OTHERS = {"domain", "eventsourcing", "msgspec"}
IO = {"asyncio", "http", "io", "pathlib", "random", "socket", "sqlite3", "subprocess", "threading", "urllib"}


def _imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""


def test_the_domain_imports_no_io_and_no_framework() -> None:
    allowed = (sys.stdlib_module_names - IO) | OTHERS
    foreign = {
        f"{path.name}: {name}"
        for folder in domain.__path__
        for path in Path(folder).rglob("*.py")
        for name in _imported(path.read_text())
        if name.partition(".")[0] not in allowed
    }
    assert foreign == set()
