"""What front-end teams compile documents with takes ours: the domain's questions, the explorer's, and examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import OperationDefinitionNode, parse

from tests.clients.tools import EXAMPLES, EXPLORER, QUESTIONS, SDL, said

FOLDERS = pytest.mark.parametrize(
    "folder", [QUESTIONS, EXPLORER, EXAMPLES], ids=["questions", "explorer", "examples"]
)


def operations(folder: Path) -> int:
    """How many operations a folder's documents hold."""
    return sum(
        isinstance(definition, OperationDefinitionNode)
        for file in folder.glob("*.graphql")
        for definition in parse(file.read_text(encoding="utf-8")).definitions
    )


@FOLDERS
def test_graphql_codegen_makes_types_that_typescript_takes(folder: Path) -> None:
    assert said("codegen.mjs", SDL, folder) == {"operations": operations(folder)}


@FOLDERS
def test_relay_compiles_them(folder: Path) -> None:
    told = said("relay.mjs", SDL, folder)
    assert told["documents"] == len(list(folder.glob("*.graphql")))
    assert told["artifacts"] >= operations(folder)
