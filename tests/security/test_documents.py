"""Row 27: documents that mean to keep the server busy are refused in 50 ms of its time, whatever they expand to.

That is half of what it takes to parse as long a document as is let in, with little else in memory. Less than such a
parse is asked here: it holds on any machine.

Which limit refuses which document, and its words, is proved in tests/api/test_limits.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import orjson
import pytest
from graphql import GraphQLSyntaxError, parse

from graphql_api.documents import Documents
from graphql_api.errors import ApiError
from graphql_api.limits import Limits
from graphql_api.schema import schema
from tests.security.conftest import Attacked

PLAIN = "{ " + "name " * 9_900 + "}"
NESTED_TYPES = "{ fields { type " * 20 + "{ name }" + " } }" * 20


def spreading(fragments: int, spread: str) -> str:
    """Fragments F0, F1, …, of which each holds ``spread`` with {next} as the one after it, the last F0."""
    parts = (
        f"fragment F{i} on Organisation {{ {spread.format(next=f'...F{(i + 1) % fragments}')} }}"
        for i in range(fragments)
    )
    return "{ county { committee { ...F0 } } } " + " ".join(parts)


def all_with_all(fragments: int) -> str:
    """Every fragment spreads every one, itself too: as many cycles as a document has room for."""
    return spreading(fragments, " ".join(f"...F{i}" for i in range(fragments)))


def fan(fragments: int) -> str:
    """It stands for 2^fragments fields."""
    circle = spreading(fragments, "a: parent {{ {next} }} b: parent {{ {next} }}")
    return circle.replace(f"F{fragments - 1} on Organisation", "Unused on Organisation") + (
        f" fragment F{fragments - 1} on Organisation {{ name }}"
    )


DOCUMENTS = {
    "depth": "{ county { committee " + "{ parent " * 30 + "{ name }" + " }" * 30 + " } }",
    "depth beyond any stack": "{ county { committee " + "{ parent " * 3000 + "{ name }" + " }" * 3000 + " } }",
    "lists in lists": "{ member(id: " + "[" * 4000 + "]" * 4000 + ") { id } }",
    "aliases": "{ county { " + " ".join(f"a{i}: name" for i in range(3200)) + " } }",
    "directives": "{ county { name " + "@include(if: true) " * 1600 + "} }",
    "one directive": "{ county { name " + "@x " * 4900 + "} }",
    "fan": fan(18),
    "long fan": fan(99),
    "cycle of one": spreading(1, "{next}"),
    "cycle of a hundred": spreading(100, "parent {{ {next} }}"),
    "wide cycle": spreading(100, "parent {{ " + "{next} " * 20 + "}}"),
    "all with all": all_with_all(60),
    "all with all, unused": all_with_all(60).replace("...F0 } } }", "name } } }", 1),
    "introspection in depth": "{ __schema { types { fields { type " + NESTED_TYPES + " } } } }",
    "introspection abreast": "{ " + " ".join(f"a{i}: __schema {{ types {{ name }} }}" for i in range(800)) + " }",
    "bytes": "{ county { name } } #" + "x" * 300_000,
}  # fmt: skip


def best(work: Callable[[], object]) -> float:
    """Seconds of the processor, of five tries."""
    took = []
    for _ in range(5):
        started = time.process_time()
        work()
        took.append(time.process_time() - started)
    return min(took)


def refuse(document: str) -> None:
    with pytest.raises((ApiError, GraphQLSyntaxError)):
        Documents(Limits()).get(document, schema()._schema)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_refused_in_time(name: str) -> None:
    assert best(lambda: refuse(DOCUMENTS[name])) < best(lambda: parse(PLAIN))


async def test_a_server_answers_each_and_goes_on(attacked: Attacked) -> None:
    for name, document in DOCUMENTS.items():
        response = await attacked.post(orjson.dumps({"query": document}))
        assert response.status_code == 400, name
        assert "data" not in response.json()
        assert {error["extensions"]["code"] for error in response.json()["errors"]} <= {
            "QUERY_TOO_COMPLEX",
            "GRAPHQL_VALIDATION_FAILED",
            "GRAPHQL_PARSE_FAILED",
        }
    assert (await attacked.post(b'{"query": "{ __typename }"}')).json()["data"] == {"__typename": "Query"}
