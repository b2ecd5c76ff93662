"""Whoever built on the last release can read what broke since: docs/schema-changes.md names every breaking change."""

from __future__ import annotations

import re
from pathlib import Path

from graphql import build_schema, print_schema

from tests.clients.release import RELEASED, without_descriptions
from tests.clients.tools import PROJECT, SDL, said

CHANGELOG = PROJECT / "docs" / "schema-changes.md"


def told_since_release() -> set[str]:
    """What the first section of the changelog names between backticks."""
    first = CHANGELOG.read_text(encoding="utf-8").split("\n## ")[1]
    return set(re.findall(r"`([^`\s]+)`", first))


def test_the_changelog_names_every_breaking_change() -> None:
    told = told_since_release()
    untold = [
        f"`{change['path']}`: {change['message']}"
        for change in said("diff.mjs", RELEASED, SDL)
        if change["level"] == "BREAKING" and change["path"] not in told
    ]
    assert untold == [], "say so in docs/schema-changes.md"


def test_a_removed_field_would_be_missed(tmp_path: Path) -> None:
    bare = without_descriptions(SDL.read_text(encoding="utf-8"))
    (before := tmp_path / "before.graphql").write_text(bare)
    (after := tmp_path / "after.graphql").write_text(bare.replace("\n  isCurrent: Boolean!", ""))
    found = said("diff.mjs", before, after)
    assert [(change["path"], change["level"]) for change in found] == [("Capacity.isCurrent", "BREAKING")]


def test_a_release_keeps_all_types() -> None:
    bare = build_schema(without_descriptions(SDL.read_text(encoding="utf-8")))
    assert without_descriptions(print_schema(bare)) == print_schema(bare)
    assert bare.type_map.keys() == build_schema(SDL.read_text(encoding="utf-8")).type_map.keys()
