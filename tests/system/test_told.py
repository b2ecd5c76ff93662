"""What is looked for in the log of every process is found."""

from __future__ import annotations

import pytest

from tests.system.told import untellable

LEAKS = {
    "a name": ['{"event": "refused", "name": "欧阳密试"}', r'{"event": "refused", "name": "\u6b27\u9633"}'],
    "a token": ["eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiYSJ9.e30.sig", "Authorization: Bearer x"],
    "a document": [
        "query Q($id: ID!) { member(id: $id) { id } }",
        "{ members(first: 1) { nodes { id } } }",
        "mutation { x }",
    ],
    "SQL": ["syntax error at SELECT 1", "STATEMENT:  INSERT INTO event_store.event"],
    "a row": ["DETAIL:  Key (id)=(1) already exists.", "Failing row contains (1, x)."],
    "a traceback": ['Traceback (most recent call last):\n  File "x.py", line 1'],
    "a password": ["postgresql://app:hidden@host/db"],
}
SOUND = """serving http://127.0.0.1:8000/graphql
{"request_id": "01a1fa6ed5597251952af8baf62c9666", "status": 200, "duration_ms": 0.2, "codes": ["FORBIDDEN"],
 "document": "1b17e65456783c25", "position": null, "event": "request", "level": "info"}
{"event": "request failed", "error": "UndefinedTableError", "places": ["read/reader.py:71 fetch"]}
Error: DATABASE_URL is no PostgreSQL URL; set it to postgresql://gridledger_app:...@host/database
"""


@pytest.mark.parametrize(("what", "line"), [(what, line) for what, lines in LEAKS.items() for line in lines])
def test_a_leak_is_seen(what: str, line: str) -> None:
    found = untellable(f'{{"event": "request"}}\n{line}\n')
    assert [one for one in found if one.startswith(f"{what}: ")], found
    assert any(line.splitlines()[0] in one for one in found)


def test_what_may_be_told() -> None:
    assert untellable(SOUND) == []
