"""The questions of the documents, as files that anybody may send."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[3] / "docs" / "questions"


def question(name: str) -> str:
    """The document docs/questions/NAME.graphql."""
    return (FOLDER / f"{name}.graphql").read_text(encoding="utf-8")
