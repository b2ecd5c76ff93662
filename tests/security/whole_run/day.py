"""A day at a served demo: what people of every role ask and record, and what comes that never should."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, cast

import httpx

from tests.api.client import GRAPHQL
from tests.security.malformed import bodies
from tests.security.test_nothing_told import NUMBER, PLACES

NAME, REASON_CODE, KEY = "欧阳密试", "SECRET_REASON_7", "secret-key-of-a-caller"
ACCOUNTS = (
    "inspector",
    "county-secretary",
    "township-secretary",
    "branch-secretary",
    "member",
    "integrator",
    "operator",
)
QUERIES = (
    "query Everyone { members(first: 1000) { nodes { displayName kind branch { name } } pageInfo { endCursor } } }",
    "query Life { meetings(first: 20) { nodes { theme heldOn attendance(first: 50) { nodes { absenceReason } } } } }",
    "query Trail { events(first: 50) { nodes { type actor reason changes { field before after } } } }",
    "query Points { scoreAccounts(first: 50) { nodes { balance member { displayName } } } }",
    "query Year { rollups(first: 20) { nodes { expected present organisation { name } } } }",
    "query Own { viewer { account role } rateLimit { remaining } }",
    f"query q{NUMBER} {{ a{NUMBER}: scoreAccounts(first: 5) {{ b{NUMBER}: nodes {{ id }} }} }}",
    'query Past { members(first: 5, asOf: {recordedAt: "2025-06-30T16:00:00Z"}) { nodes { displayName version } } }',
)
CHANGES = (
    """mutation Register($input: MemberRegisterInput!) {
         memberRegister(input: $input) { userErrors { code message } member { id displayName } } }""",
    f"""mutation m{NUMBER}($input: LeaveRequestInput!) {{
         a{NUMBER}: leaveRequest(input: $input) {{ userErrors {{ code }} leave {{ member {{ displayName }} }} }} }}""",
    """mutation Ask($input: LeaveRequestInput!) {
         leaveRequest(input: $input) { userErrors { code message } leave { id } } }""",
)


@dataclass
class Day:
    """Everything that was sent, and every answer, in the course of it."""

    http: httpx.AsyncClient
    tokens: Mapping[str, str]
    sent: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)  # of persons
    keys: itertools.count[int] = field(default_factory=itertools.count)

    async def ask(self, account: str, query: str, variables: Mapping[str, Any] | None = None) -> Any:
        """The data of an answer, None if there is none."""
        body = {"query": query, "variables": variables}
        self.sent += [query, *texts_in(variables)]
        answer = await self.http.post("/graphql", json=body, headers=self._headers(account))
        self.answers.append(answer.text)
        return answer.json().get("data")

    async def send(self, account: str, body: bytes, **headers: str) -> httpx.Response:
        """The answer to bytes as they stand."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = await self.http.post("/graphql", content=body, headers=self._headers(account) | named)
        self.answers.append(answer.text)
        return answer

    def _headers(self, account: str) -> dict[str, str]:
        token = self.tokens[account]
        return {"Authorization": f"Bearer {token}", "Accept": GRAPHQL, "Content-Type": "application/json"}

    async def look(self) -> None:
        """Every role asks everything."""
        for account, query in itertools.product(ACCOUNTS, QUERIES):
            data = await self.ask(account, query)
            if query.startswith("query Everyone") and data and data["members"]:
                self.names.update(node["displayName"] for node in data["members"]["nodes"])

    async def record(self, *accounts: str) -> None:
        """They record a member and a leave, or try to."""
        branch = await self.ask("county-secretary", "{ organisations(first: 1000) { nodes { id kind } } }")
        found = [node["id"] for node in branch["organisations"]["nodes"] if node["kind"] == "PARTY_BRANCH"]
        for account, day in itertools.product(accounts, ("2020-07-01", "3020-07-01")):
            given = {"branchId": found[0], "displayName": NAME, "kind": "FULL", "joinedOn": day}
            await self.change(account, CHANGES[0], given)
            for mutation in CHANGES[1:]:
                await self.change(account, mutation, {"memberId": NAME, "kind": "ILLNESS", "fromOn": day})

    async def change(self, account: str, mutation: str, given: dict[str, Any]) -> None:
        """Send a mutation with a key and a reason of its own."""
        key = f"{KEY}-{next(self.keys)}"
        await self.ask(account, mutation, {"input": given | {"idempotencyKey": key, "reason": REASON_CODE}})

    async def trouble(self) -> None:
        """What comes that never should: values in every place, malformed bodies, odd heads, tokens of others."""
        for _, query, variables in PLACES:
            await self.ask("inspector", query, cast("dict[str, Any]", variables))
        for account, body in zip(itertools.cycle(ACCOUNTS), islice(bodies(seed=4), 200), strict=False):
            await self.send(account, body)  # in turns: nobody is put off for sending only such
        good = b'{"query": "{ __typename }"}'
        token = self.tokens["member"]
        for authorization in (
            f"Bearer {token}x",
            f"Bearer {token[:-9]}",
            token,
            f"Basic {NAME.encode().hex()}",
        ):
            assert (await self.send("member", good, Authorization=authorization)).status_code == 401
        for name in ("X-Clock", "Accept-Language", "Content-Type", "Cookie", "User-Agent"):
            await self.send("member", good, **{name.replace("-", "_"): KEY})
        await self.http.get("/graphql", params={"query": QUERIES[0]}, headers=self._headers("member"))
        await self.http.get(f"/{KEY}", params={KEY: NAME})


def texts_in(variables: Any) -> Sequence[str]:
    """The texts that variables hold which could give somebody away."""
    if isinstance(variables, dict):
        return [text for pair in variables.items() for part in pair for text in texts_in(part)]
    return [variables] if isinstance(variables, str) and len(variables) > 8 else []


@asynccontextmanager
async def day_at(address: str, tokens: Mapping[str, str]) -> AsyncIterator[Day]:
    """A day that begins."""
    async with httpx.AsyncClient(base_url=address, timeout=60.0, trust_env=False) as http:
        yield Day(http, tokens)
