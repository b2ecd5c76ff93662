"""Schemathesis reads the schema and sends what it makes of it, good and bad, as three roles: no 5xx, every error coded.

It asks each field of the roots once a role, or for GRIDLEDGER_TEST_SCHEMATHESIS_SECONDS if that is set. A failure
prints the document and the seed. It runs as a program of its own, so that its plugin does not change this session.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from application.actor import Role
from tests.security.fuzzing.conftest import Served
from tests.system.processes import PROJECT

SECONDS = int(os.environ.get("GRIDLEDGER_TEST_SCHEMATHESIS_SECONDS", "0"))
HOW_LONG = {"--max-time": str(SECONDS)} if SECONDS else {"--max-examples": "1"}
PROGRAM = Path(sys.executable).with_name("schemathesis")
HOOKS = Path(__file__).with_name("hooks.py")
SCHEMA = PROJECT / "graphql_api" / "schema.graphql"
START_SECONDS = 240  # on a slow machine


@pytest.mark.timeout(60 + START_SECONDS + SECONDS)
@pytest.mark.parametrize("role", [Role.MEMBER, Role.BRANCH_SECRETARY, Role.INSPECTOR])
def test_no_document_of_its_making_finds_a_fault(served: Served, role: Role, tmp_path: Path) -> None:
    report = look_for_faults(served, role, tmp_path)
    assert report["failures"] == []
    assert report["errors"] == []
    operations = report["operations"]
    assert operations["tested"] == operations["total"] > 50
    assert report["test_cases"]["generated"] >= operations["total"]


def look_for_faults(served: Served, role: Role, folder: Path) -> dict[str, Any]:
    """The report of a run; what it says goes to the test's output."""
    arguments, report = folder / "arguments.json", folder / "report.json"
    arguments.write_text(json.dumps(served.arguments), encoding="utf-8")
    options = {
        "--url": f"{served.address}/graphql",
        "--header": f"Authorization: Bearer {served.tokens[role]}",
        "--checks": "every_answer_is_ours,content_type_conformance,response_schema_conformance",
        **HOW_LONG,
        "--generation-database": "none",
        "--report-json-path": str(report),
    }
    ended = subprocess.run(
        [PROGRAM, "run", str(SCHEMA), "--no-color", *(word for option in options.items() for word in option)],
        cwd=folder,  # away from any configuration of its own
        env={
            **os.environ,
            "GRIDLEDGER_TEST_ARGUMENTS": str(arguments),
            "PYTHONPATH": str(PROJECT),
            "SCHEMATHESIS_HOOKS": str(HOOKS),
        },
        capture_output=True,
        text=True,
        timeout=SECONDS + START_SECONDS,
        check=False,
    )
    print(ended.stdout, ended.stderr)  # noqa: T201
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found
