"""Top-level errors: coded, and silent about values, exceptions and queries; logs likewise."""

from __future__ import annotations

import json
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from gridledger.bootstrap import Ledger
from gridledger.settings import Settings
from tests.api.client import Api
from tests.support.postgres import Database

SECRET = "430281199001011234"


async def errors_of(api: Api, query: str, variables: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    answer = (await api.post(query, variables)).json()
    assert all(error["extensions"]["requestId"] for error in answer["errors"])
    errors: list[dict[str, Any]] = answer["errors"]
    return errors


async def test_each_has_its_code_and_place(founded: Api) -> None:
    for query, code in [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ county { nothing } }", "GRAPHQL_VALIDATION_FAILED"),
        ("query ($a: Int) { county { name } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ county(asOf: {position: -1}) { name } }", "GRAPHQL_VALIDATION_FAILED"),
        ("query ($a: Int!) { members(first: $a) { nodes { id } } }", "BAD_USER_INPUT"),
        ("{ members(first: 0) { nodes { id } } }", "BAD_USER_INPUT"),
        ('{ members(after: "nonsense") { nodes { id } } }', "BAD_USER_INPUT"),
    ]:
        (error,) = await errors_of(founded, query)
        assert error["extensions"]["code"] == code
        assert error["locations"]


async def test_values_of_variables_are_not_repeated(founded: Api) -> None:
    query = "mutation ($input: AttendanceRecordInput!) { attendanceRecord(input: $input) { position } }"
    wrong = {
        "idempotencyKey": SECRET,
        "meetingId": {"x": SECRET},
        "entries": [{"status": SECRET}, {"memberId": "m", "status": "PRESENT", SECRET: 1}],
        "occurredAt": SECRET,
    }
    before = await founded.head()
    (error,) = await errors_of(founded, query, {"input": wrong})
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert SECRET not in json.dumps(error)
    assert "$input.entries[0] (AttendanceEntryInput! lacks memberId)" in error["message"]
    assert "$input.entries[0].status (AttendanceStatus!)" in error["message"]
    assert "$input.occurredAt (Occurred)" in error["message"]
    assert await founded.head() == before


async def test_ten_thousand_wrong_values_make_one_error(founded: Api) -> None:
    query = "mutation ($input: AttendanceRecordInput!) { attendanceRecord(input: $input) { position } }"
    entries = [{"memberId": 1.5, "status": SECRET}] * 10_000
    (error,) = await errors_of(
        founded, query, {"input": {"idempotencyKey": "k", "meetingId": "m", "entries": entries}}
    )
    assert len(error["message"]) < 1000
    assert SECRET not in error["message"]


async def test_variables_that_nest_too_deeply(founded: Api) -> None:
    deep: dict[str, Any] = {}
    for _ in range(900):
        deep = {"not": deep}
    query = "query ($where: MemberWhere) { members(where: $where) { nodes { id } } }"
    (error,) = await errors_of(founded, query, {"where": deep})
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_an_explicit_null_for_an_argument_that_takes_none(founded: Api) -> None:
    query = """query ($by: Direction = ASC) {
      meetings(orderBy: {field: HELD_ON, direction: $by}) { nodes { id } } }"""
    (error,) = await errors_of(founded, query, {"by": None})
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["path"] == ["meetings"]


async def test_an_exception_that_nobody_foresaw(
    founded: Api, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError(f"about {SECRET}")

    monkeypatch.setattr(ledger.executor, "execute", fail)
    mutation = f"""mutation {{
      countyModuleAdopt(input: {{idempotencyKey: "{SECRET}", module: POINTS}}) {{ position }} }}"""
    with capture_logs() as logs:
        response = await founded.post(mutation)
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert error["path"] == ["countyModuleAdopt"]
    assert SECRET not in response.text
    assert "RuntimeError" not in response.text
    told = json.dumps(logs)
    assert SECRET not in told
    assert "countyModuleAdopt(" not in told
    failed = next(entry for entry in logs if entry["event"] == "resolver failed")
    assert failed["error"] == "RuntimeError"
    assert any("test_errors.py" in place for place in failed["places"])
    assert failed["request_id"] == error["extensions"]["requestId"]


async def test_an_exception_outside_of_graphql(
    founded: Api, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(ledger.services.counties, "open", fail)
    response = await founded.post("{ county { name } }")
    assert response.status_code == 500
    assert response.json()["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert SECRET not in response.text


async def test_a_client_that_leaves_before_its_request_is_whole_is_no_fault(founded: Api) -> None:
    messages = [{"type": "http.request", "body": b'{"que', "more_body": True}, {"type": "http.disconnect"}]
    headers = {"authorization": f"Bearer {founded.token()}", "content-type": "application/json"}
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/graphql",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }

    async def receive() -> Any:
        return messages.pop(0)

    async def send(_: Any) -> None:
        raise AssertionError("nobody is there")

    with capture_logs() as logs:
        await founded.app(scope, receive, send)
    assert [(entry["event"], entry["log_level"]) for entry in logs] == [("client left", "info")]


async def test_a_request_leaves_one_line_without_what_was_asked(founded: Api) -> None:
    with capture_logs() as logs:
        await founded.post(f'{{ members(where: {{id: {{eq: "{SECRET}"}}}}) {{ nodes {{ id }} }} }}')
    assert [entry["event"] for entry in logs] == ["request"]
    assert set(logs[0]) == {
        "event", "log_level", "request_id", "status", "duration_ms", "codes", "role", "document", "position",
    }  # fmt: skip
    assert SECRET not in json.dumps(logs)


@pytest.fixture
def settings() -> Settings:
    return Settings.from_environment(
        {
            "GRIDLEDGER_SECRET": "a secret of these tests, long enough",
            "GRIDLEDGER_STATEMENT_TIMEOUT_MS": "200",
        }
    )


async def test_a_statement_that_takes_too_long(founded: Api, database: Database) -> None:
    """Someone else holds the county's head row."""
    mutation = """mutation {
      countyModuleAdopt(input: {idempotencyKey: "k", module: POINTS}) { position userErrors { code } } }"""
    connection = await asyncpg.connect(database.dsn("gridledger_owner"))
    try:
        async with connection.transaction():
            await connection.execute("SELECT FROM event_store.tenant_head FOR UPDATE")
            response = await founded.post(mutation)
    finally:
        await connection.close()
    assert response.status_code == 504
    assert response.json()["errors"][0]["extensions"]["code"] == "TIMEOUT"
    retried = await founded.ask(mutation)
    assert retried["countyModuleAdopt"]["userErrors"] == []
