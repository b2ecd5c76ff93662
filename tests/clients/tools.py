"""The tools of front-end teams, run over the schema as it is committed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.support.node import run_script

PROJECT = Path(__file__).parents[2]
SDL = PROJECT / "graphql_api" / "schema.graphql"
# Documents that people are given to start from.
QUESTIONS = PROJECT / "docs" / "questions"
EXAMPLES = PROJECT / "examples" / "documents"
EXPLORER = PROJECT / "graphql_api" / "explorer" / "static" / "queries"
_PACKAGE = Path(__file__).parent / "schema_tools"
_PATIENCE_SECONDS = 240.0


def said(script: str, *arguments: str | Path) -> Any:
    """What a script of schema_tools prints, as JSON."""
    return json.loads(run_script(_PACKAGE, script, *map(str, arguments), timeout_seconds=_PATIENCE_SECONDS))
