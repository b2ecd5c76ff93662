"""`gridledger procedure`: what it says of files of procedures, and when it exits with 1."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from gridledger.cli import main

PUBLISHED = sorted((Path(__file__).parents[2] / "procedures").glob("*.toml"))


def procedure(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["procedure", *map(str, arguments)])


def test_check_the_procedures_of_this_project() -> None:
    said = procedure("check", *PUBLISHED)
    assert said.exit_code == 0
    assert [line.split(": ")[0] for line in said.stdout.splitlines()] == list(map(str, PUBLISHED))


def test_check_tells_all_that_is_wrong_with_all_files(tmp_path: Path) -> None:
    [sound, *_] = PUBLISHED
    text = sound.read_text(encoding="utf-8")
    bad, binary = tmp_path / "bad.toml", tmp_path / "binary.toml"
    bad.write_text(
        text.replace('after = ["draft"]', 'after = ["draught"]').replace('"WRITTEN_RESULT"', '"Written"'),
        encoding="utf-8",
    )
    binary.write_bytes(b"\xff\x00")
    said = procedure("check", bad, sound, binary)
    assert said.exit_code == 1
    lines = said.stdout.splitlines()
    assert f"{bad}" in lines
    assert f"{binary}" in lines
    assert any(line.startswith(f"{sound}: ") for line in lines)
    faults = lines[lines.index(f"{bad}") + 1 : lines.index(f"{bad}") + 3]
    assert [fault.split()[0].rstrip(":") for fault in faults] == ["steps[1].after", "steps[1].needs"]


def test_schema_is_json_schema() -> None:
    said = procedure("schema")
    assert said.exit_code == 0
    assert {"steps", "procedure", "chapter", "version"} <= json.loads(said.stdout)["$defs"]["ProcedureText"][
        "properties"
    ].keys()
