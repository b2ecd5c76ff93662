"""Bodies that are no good request, or pay nothing, in endless variety: the same ones for the same seed."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterator
from itertools import count

import orjson
from graphql import get_introspection_query

WORDS = (
    "query",
    "mutation",
    "subscription",
    "fragment",
    "on",
    "null",
    "__typename",
    "__schema",
    "viewer",
    "$input",
)
PIECES = (
    *WORDS,
    *'{}()[]!:=@|&$"',
    "...",
    '"""',
    "\0",
    "\ufeff",
    "\ud83d",
    "𝛑",
    "文",
    "1e999",
    "-0",
    "\\u0000",
    "#\r",
)
WELL_FORMED = (
    "{ viewer { account role } county { name committee { name parent { name } } } }",
    "query Q($n: Int = 3, $in: Boolean!) { members(first: $n) @include(if: $in) { nodes { id displayName } } }",
    '{ meetings(where: {heldOn: {gte: "2026-01-01"}, or: [{status: {eq: PLANNED}}]}) { totalCount nodes { id } } }',
    "{ county { ...C } } fragment C on County { name committee { ... on Node { id } } }",
    'mutation { meetingPlan(input: {idempotencyKey: "k", organisationId: "x", kind: THEME_PARTY_DAY}) { position } }',
    get_introspection_query(),
)  # fmt: skip


def bodies(seed: int) -> Iterator[bytes]:
    """Bodies without end."""
    chance = random.Random(seed)
    while True:
        yield chance.choice(_MAKERS)(chance)


def dry_runs(seed: int) -> Iterator[bytes]:
    """Valid documents of which only the price is asked, each of them new."""
    for number in count(seed):
        fields = f"a{number}: members(first: 1) {{ nodes {{ id displayName kind }} }} viewer {{ account }}"
        yield orjson.dumps({"query": f"{{ rateLimit(dryRun: true) {{ cost }} {fields} }}"})


def dear(seed: int) -> Iterator[bytes]:
    """Valid documents, each of them new, of which an operator can pay for seven, and then for none in seven seconds."""
    inside = "nodes { branch { members(first: 45) { nodes { id } } } }"
    for number in count(seed):
        yield orjson.dumps({"query": f"{{ a{number}: meetings(first: 160) {{ {inside} }} }}"})


def _spoilt_document(chance: random.Random) -> bytes:
    """A good document of which some pieces are lost, doubled, swapped or put in."""
    text = chance.choice(WELL_FORMED)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.randint(0, 12))
        new = chance.choice(("", text[start:end] * 2, chance.choice(PIECES), text[start:end][::-1]))
        text = text[:start] + new + text[end:]
    return _request(text, chance)


def _cut_document(chance: random.Random) -> bytes:
    text = chance.choice(WELL_FORMED)
    return _request(text[: chance.randrange(len(text))], chance)


def _heap_of_pieces(chance: random.Random) -> bytes:
    return _request(" ".join(chance.choices(PIECES, k=chance.randint(0, 60))), chance)


def _noise(chance: random.Random) -> bytes:
    return _request("".join(chance.choices(string.printable, k=chance.randint(1, 200))), chance)


def _bytes(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randint(0, 300))


def _spoilt_body(chance: random.Random) -> bytes:
    """JSON whose bytes were flipped."""
    body = bytearray(_request(chance.choice(WELL_FORMED), chance))
    for _ in range(chance.randint(1, 4)):
        body[chance.randrange(len(body))] = chance.randrange(256)
    return bytes(body)


def _request(query: str, chance: random.Random) -> bytes:
    """A request for ``query`` with whatever variables; lone surrogates go as the escapes that JSON has for them."""
    text = "".join(
        f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else orjson.dumps(c).decode()[1:-1] for c in query
    )
    parts = {
        "query": f'"{text}"',
        "variables": chance.choice(
            ("null", "{}", '{"n": -1}', '{"input": [[{}]]}', '{"in": "x", "n": 1e400}', "7")
        ),
        "operationName": chance.choice(("null", '"Q"', '""', "[]")),
    }
    named = [
        f'"{name}": {value}'
        for name, value in parts.items()
        if chance.random() < (1 if name == "query" else 0.3)
    ]
    return ("{" + ", ".join(named) + "}").encode()


_MAKERS: tuple[Callable[[random.Random], bytes], ...] = (
    _spoilt_document,
    _spoilt_document,
    _cut_document,
    _heap_of_pieces,
    _noise,
    _bytes,
    _spoilt_body,
)

IN_VAIN = {"malformed": bodies, "dry runs": dry_runs, "dear": dear}
