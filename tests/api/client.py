"""A client of the API under test, and the county that most tests talk about."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
from starlette.types import ASGIApp

from application.actor import Role
from event_store.store import EventStore
from graphql_api.identity import DevelopmentIssuer
from graphql_api.read import decode_id

TENANT = "430281"
GRAPHQL = "application/graphql-response+json"


@dataclass
class Api:
    """Sends GraphQL to the application in this process, as whoever a token says."""

    http: httpx.AsyncClient
    issuer: DevelopmentIssuer
    store: EventStore
    app: ASGIApp
    prefix: str = "test"  # of idempotency keys
    keys: itertools.count[int] = field(default_factory=itertools.count)

    def token(self, role: Role = Role.COUNTY_SECRETARY, *, tenant: str = TENANT, **claims: Any) -> str:
        return self.issuer.issue(role, tenant=tenant, **claims)

    async def post(
        self, query: str, variables: dict[str, Any] | None = None, *, token: str | None = None, **headers: str
    ) -> httpx.Response:
        """The whole response."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent.setdefault("Authorization", f"Bearer {token or self.token()}")
        sent.setdefault("Accept", GRAPHQL)
        return await self.http.post("/graphql", json={"query": query, "variables": variables}, headers=sent)

    async def ask(
        self, query: str, variables: dict[str, Any] | None = None, **options: str
    ) -> dict[str, Any]:
        """The data of an answer that must have no errors."""
        answer = (await self.post(query, variables, **options)).json()
        assert "errors" not in answer, answer
        data: dict[str, Any] = answer["data"]
        return data

    async def do(
        self,
        mutation: str,
        select: str = "",
        /,
        *,
        key: str | None = None,
        token: str | None = None,
        **given: Any,
    ) -> dict[str, Any]:
        """The payload of a mutation; ``given`` is its input, with a new key unless ``key`` gives one."""
        type_name = mutation[0].upper() + mutation[1:] + "Input"
        fields = "userErrors { code field index message } position recordedAt currentVersion"
        call = f"payload: {mutation}(input: $input) {{ {fields} {select} }}"
        query = f"mutation ($input: {type_name}!) {{ {call} }}"
        asked = {"idempotencyKey": key or f"{self.prefix}-{next(self.keys)}", **given}
        options = {} if token is None else {"token": token}
        payload: dict[str, Any] = (await self.ask(query, {"input": asked}, **options))["payload"]
        return payload

    async def done(self, mutation: str, select: str = "", /, **options: Any) -> dict[str, Any]:
        """As ``do``, for a command that must take effect."""
        payload = await self.do(mutation, select, **options)
        assert payload["userErrors"] == [], payload
        return payload

    async def refused(
        self, mutation: str, /, **options: Any
    ) -> list[tuple[str, list[str] | None, int | None]]:
        """Code, field and index of each user error; proves that no event was written."""
        before = await self.head()
        payload = await self.do(mutation, **options)
        assert payload["position"] is None
        assert await self.head() == before
        return [(error["code"], error["field"], error["index"]) for error in payload["userErrors"]]

    async def head(self, tenant: str = TENANT) -> int:
        """Position of the county's last event."""
        return (await self.store.head(tenant)).last_position


def key_of(global_id: str) -> UUID:
    return decode_id(global_id)
