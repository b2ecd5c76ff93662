"""`gridledger documents`: files to hashes that a server executes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.support.postgres import Database
from tests.system.processes import refused, run

NAMES = "query Names { county { name } }\n"
PLAIN = "{ rateLimit { remaining } }"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_register_list_remove(database: Database, tmp_path: Path) -> None:
    settings = {"DATABASE_URL": database.dsn("gridledger_app"), "MIGRATION_DATABASE_URL": database.dsn()}
    (tmp_path / "names.graphql").write_text(NAMES, encoding="utf-8")
    manifest = {sha256(PLAIN): PLAIN, sha256(NAMES): NAMES}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    apollo = {
        "format": "apollo-persisted-query-manifest",
        "version": 1,
        "operations": [{"id": sha256(PLAIN), "name": "Plain", "type": "query", "body": PLAIN}],
    }
    (tmp_path / "apollo.json").write_text(json.dumps(apollo), encoding="utf-8")
    files = [str(tmp_path / name) for name in ("names.graphql", "manifest.json", "apollo.json")]

    said = run("documents", "register", *files, "--by", "a builder", settings=settings)
    plain = f"{sha256(PLAIN)}  {sha256(PLAIN)[:16]}"
    assert said.stdout.splitlines() == [
        f"{sha256(NAMES)}  Names",
        plain,
        f"{sha256(NAMES)}  Names (known already)",
        f"{plain} (known already)",
    ]
    listed = run("documents", "list", "--json", settings=settings)
    rows = [json.loads(line) for line in listed.stdout.splitlines()]
    assert sorted(row["name"] for row in rows) == sorted(["Names", sha256(PLAIN)[:16]])
    assert {(row["registered_by"], row["fits"]) for row in rows} == {("a builder", True)}

    assert "none was removed" in refused("documents", "remove", "Names", "Nothing", settings=settings)
    removed = run("documents", "remove", "Names", sha256(PLAIN), settings=settings)
    assert removed.stdout.splitlines() == [f"{sha256(NAMES)}  Names", plain]
    assert run("documents", "list", settings=settings).stdout == ""


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("one.graphql", "{ nothing }", "does not fit the schema: Cannot query field 'nothing'"),
        ("one.graphql", "{", "does not fit the schema: Syntax Error"),
        ("one.graphql", "fragment F on County { name }", "does not fit the schema"),
        ("one.graphql", "{ county " + "{ name " * 30 + "}" * 31, "depth"),
        ("one.json", "[]", "is no manifest"),
        ("one.json", '{"operations": [{"id": "x"}]}', "is no manifest"),
        ("one.json", "{", "no JSON"),
        ("one.json", '{"x": 1}', "is no manifest"),
        ("one.json", json.dumps({hashlib.md5(NAMES.encode()).hexdigest(): NAMES}), "algorithm: SHA256"),  # noqa: S324
    ],
)
def test_what_cannot_be_registered(tmp_path: Path, name: str, text: str, says: str) -> None:
    """It is found before a database is asked."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    nowhere = {"DATABASE_URL": "postgresql://gridledger_app@127.0.0.1:1/x"}
    assert says in refused("documents", "register", str(tmp_path / name), settings=nowhere)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "No such file" in refused("documents", "register", str(tmp_path / "none.graphql"), settings={})
