"""Row 31: neither errors nor logs repeat a value that a caller wrote, and none shows how the program is made.

A whole day of work, with its refusals and faults of the database, is looked through in tests/system/test_logs.py.
"""

from __future__ import annotations

import random
from itertools import islice

import orjson

from tests.security.conftest import Attacked
from tests.security.malformed import bodies

NUMBER = "430281199001011234"  # made up; as an identity card has it
NAME = "欧阳密试"
PLACES = [
    ("a literal", f'{{ member(id: "{NUMBER}{NAME}") {{ id }} }}', {}),
    ("a literal of another type", f'{{ members(first: "{NUMBER}{NAME}") {{ nodes {{ id }} }} }}', {}),
    ("a number too large", f"{{ members(first: {NUMBER}) {{ nodes {{ id }} }} }}", {}),
    ("text for an enum value", f'{{ members(where: {{kind: {{eq: "{NUMBER}{NAME}"}}}}) {{ totalCount }} }}', {}),
    ("a number for an object", f"{{ members(where: {NUMBER}) {{ totalCount }} }}", {}),
    ("a list for an object", f'{{ members(where: [["{NAME}"]]) {{ totalCount }} }}', {}),
    ("text out of place", f'{{ county "{NUMBER}{NAME}" }}', {}),
    ("a block out of place", f'{{ county """{NUMBER} {NAME}""" }}', {}),
    ("a number out of place", f"{{ county {NUMBER} }}", {}),
    ("a fraction out of place", f"{{ county {NUMBER}.5 }}", {}),
    ("a day", f'{{ meetings(where: {{heldOn: {{eq: "{NUMBER}{NAME}"}}}}) {{ totalCount }} }}', {}),
    ("a condition", f'{{ events(where: {{type: {{eq: "{NUMBER}{NAME}"}}}}) {{ totalCount }} }}', {}),
    ("a cursor", f'{{ members(after: "{NUMBER}{NAME}") {{ nodes {{ id }} }} }}', {}),
    ("a moment", f'{{ county(asOf: {{recordedAt: "{NUMBER}{NAME}"}}) {{ name }} }}', {}),
    ("a comment", f"{{ nothing }} # {NUMBER}{NAME}", {}),
    ("an open string", f'{{ member(id: "{NUMBER}{NAME}', {}),
    ("an alias", f"{{ a{NUMBER}: nothing }}", {}),
    ("an operation's name", f"query q{NUMBER} {{ nothing }}", {}),
    ("broken syntax", f"{{ member(id: {NUMBER}{NAME} }}", {}),
    ("a variable", "query ($a: ID!) { member(id: $a) { id } }", {"a": NUMBER + NAME}),
    ("a variable of another type", "query ($a: Int!) { members(first: $a) { nodes { id } } }", {"a": NUMBER + NAME}),
    ("a variable's key", "query ($a: MemberWhere) { members(where: $a) { totalCount } }", {"a": {NUMBER + NAME: 1}}),
    (
        "a mutation's input",
        "mutation ($a: LeaveRequestInput!) { leaveRequest(input: $a) { position } }",
        {"a": {"memberId": NUMBER, "kind": NAME, "reason": NAME, "idempotencyKey": NUMBER}},
    ),
    (
        "a mutation's literal",
        f'mutation {{ leaveRequest(input: {{memberId: "{NUMBER}", kind: "{NAME}"}}) {{ position }} }}',
        {},
    ),
]  # fmt: skip
MACHINERY = ("Traceback", 'File "', ".py", "SELECT", "asyncpg", "graphql_api", "read_model.")


async def test_what_was_written_is_not_repeated(founded: Attacked) -> None:
    for place, query, variables in PLACES:
        for accept in ("application/json", "application/graphql-response+json"):
            body = orjson.dumps({"query": query, "variables": variables, "operationName": None})
            answer = (await founded.post(body, Accept=accept, Accept_Language="en")).text
            for secret in (NUMBER, NAME, *MACHINERY):
                assert secret not in answer, (place, answer)
    said = founded.process.stdout + founded.process.stderr
    assert said.count('"event": "request"') >= 2 * len(PLACES)
    for secret in (NUMBER, NAME, "nodes", "leaveRequest", "members(", *MACHINERY):
        assert secret not in said


async def test_no_malformed_body_leaves_a_trace(founded: Attacked) -> None:
    """Each says a word of its own, which nothing that is logged says again."""
    chance = random.Random(7)
    sent = []
    for body in islice(bodies(31), 300):
        word = f"w{chance.randrange(10**12, 10**13)}"
        sent.append(word)
        await founded.post(body[: len(body) // 2] + word.encode() + body[len(body) // 2 :])
    said = founded.process.stdout + founded.process.stderr
    assert [word for word in sent if word in said] == []
    assert not [text for text in MACHINERY if text in said]
