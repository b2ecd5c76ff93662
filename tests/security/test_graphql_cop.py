"""What GraphQL Cop (github.com/dolevf/graphql-cop) looks for, each of its checks made here: asked what it asks, and a
finding where it sees one.

It is no package that could be installed; the checks are those of its folder lib/tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.security.conftest import Attacked

Finds = Callable[[httpx.Response], bool]


def has_data(name: str) -> Finds:
    """The operation ran: the answer has this field."""

    def finds(answer: httpx.Response) -> bool:
        body = answer.json()
        return isinstance(body, dict) and bool((body.get("data") or {}).get(name))

    return finds


def says(*words: str) -> Finds:
    """The answer's text holds one of the words, in whatever case."""
    return lambda answer: any(word in answer.text.lower() for word in words)


@dataclass(frozen=True)
class Check:
    """A request of the tool's, and how it tells a finding by the answer."""

    title: str
    finds: Finds
    query: str = ""
    method: str = "POST"
    path: str = "/graphql"
    json: object = None
    form: dict[str, str] | None = None

    async def found(self, http: httpx.AsyncClient) -> bool:
        """Whether the tool would report it."""
        arguments: dict[str, Any] = {"headers": {"Accept": "*/*"}}
        if self.method == "GET":
            arguments["params"] = {"query": self.query} if self.query else {}
        elif self.form is not None:
            arguments["data"] = self.form
        else:
            arguments["json"] = self.json if self.json is not None else {"query": self.query}
        answer = await http.request(self.method, self.path, **arguments)
        assert answer.status_code < 500, (self.title, answer.text)
        return self.finds(answer)


ALIASES = "query { " + " ".join(f"alias{number}: __typename" for number in range(101)) + " }"
RECURSION = "query { __schema { types { " + "fields { type { " * 4 + "name" + " } }" * 4 + " } } }"
CIRCLE = "{ __schema { ...A } } fragment A on __Schema { __typename ...B } fragment B on __Schema { ...A }"
EXPLORERS = ("graphiql.min.css", "graphql playground", "graphiql", "graphql-playground")

CHECKS = [
    Check("alias overloading", has_data("alias100"), ALIASES),
    Check("batch queries", lambda answer: isinstance(answer.json(), list), json=[{"query": "{ __typename }"}] * 11),
    Check("circular fragment", lambda answer: "errors" not in answer.json(), CIRCLE),
    Check("circular query by introspection", has_data("__schema"), RECURSION),
    Check("directive overloading", lambda answer: len(answer.json().get("errors", [])) == 10,
          "{ __typename @aa@aa@aa@aa@aa@aa@aa@aa@aa@aa }"),
    Check("field duplication", has_data("__typename"), "query { " + "__typename \n" * 500 + "}"),
    Check("field suggestions", says("did you mean"), "{ __schema { directive } }"),
    Check("mutation over GET", has_data("__typename"), "mutation { __typename }", method="GET"),
    Check("query over GET", has_data("__typename"), "{ __typename }", method="GET"),
    Check("query as a form", has_data("__typename"), form={"query": "{ __typename }"}),
    Check("query in the address of a POST", has_data("__typename"), path="/graphql?query={__typename}", form={}),
    Check("introspection", has_data("__schema"), "{ __schema { types { name fields { name } } } }"),
    Check("tracing", says("tracing", "stacktrace"), "{ __typename }"),
    Check("tracing where it fails", says("exception", "stacktrace"), "{ __typenam }"),
    Check("unhandled errors", says("exception"), "qwerty cop { abc }"),
    *(
        Check(f"an explorer at {path}", says(*EXPLORERS), method="GET", path=path)
        for path in ("/graphiql", "/playground", "/console", "/graphql")
    ),
]  # fmt: skip

# What somebody with a token is meant to have: tools read the schema and are told what they misspelt, each of up to 50
# directives by name; caches ask by GET, which needs the token too.
MEANT = {"introspection", "field suggestions", "directive overloading", "query over GET"}


async def findings(http: httpx.AsyncClient, checks: Iterable[Check] = CHECKS) -> set[str]:
    return {check.title for check in checks if await check.found(http)}


async def test_a_stranger_finds_nothing(attacked: Attacked) -> None:
    async with httpx.AsyncClient(base_url=attacked.process.address, trust_env=False) as stranger:
        assert await findings(stranger) == set()


async def test_who_has_a_token_finds_what_is_meant(attacked: Attacked) -> None:
    assert await findings(attacked.http) == MEANT


@pytest.mark.parametrize(
    "path", ["/graphiql", "/playground", "/console", "/altair", "/voyager", "/sandbox", "/api"]
)
async def test_there_is_one_explorer_and_it_knows_nothing(attacked: Attacked, path: str) -> None:
    """Browsers get its page at /graphql: files of the program, the same for everybody, with nothing of the schema."""
    async with httpx.AsyncClient(base_url=attacked.process.address, trust_env=False) as stranger:
        browser = {"Accept": "text/html"}
        assert (await stranger.get(path, headers=browser)).status_code == 404
        page = await stranger.get("/graphql", headers=browser)
        assert page.status_code == 200
        assert not [word for word in ("CountyFound", "displayName", "ScoreEntry") if word in page.text]
