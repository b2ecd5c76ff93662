"""GraphQL over HTTP as its specification's own audits see it: all 61 of graphql-http, none left out."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.node import run_script
from tests.system.processes import Serving

PACKAGE = Path(__file__).parent / "graphql_http"


def test_all_audits_pass(serving: Serving, token: str) -> None:
    address = f"{serving.address}/graphql"
    results = json.loads(run_script(PACKAGE, "audit.mjs", address, timeout_seconds=60, AUDIT_TOKEN=token))
    assert [result for result in results if result["status"] != "ok"] == []
    assert len(results) == 61
