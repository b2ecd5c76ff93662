"""The SDL keeps the rules that @graphql-eslint recommends for schemas and for Relay; exceptions stand in its config."""

from __future__ import annotations

from pathlib import Path

from tests.clients.tools import SDL, said

FAULTY = '''
"""Everything."""
type Query {
  """A list."""
  bad_name: [String]
}
'''


def test_the_schema_has_no_findings() -> None:
    assert said("lint.mjs", SDL) == []


def test_a_faulty_schema_has(tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.graphql"
    faulty.write_text(FAULTY)
    assert {found["rule"] for found in said("lint.mjs", faulty)} == {
        "@graphql-eslint/naming-convention",
        "@graphql-eslint/relay-page-info",
    }
