"""What a server writes: no name, no reason, no text of a query, no variable, no token, no traceback."""

from __future__ import annotations

import asyncpg

from application.actor import Role
from event_store.store import EventStore
from gridledger.embedded_postgres import SUPERUSER
from tests.api.client import Api
from tests.api.county import County, day
from tests.support.postgres import Database
from tests.system.callers import calling, settle
from tests.system.processes import SECRET, Serving

NAME = "欧阳密试"
BRANCH = "密试村党支部"
REASON = "母亲住院需要照顾"
GIVEN = ("secret-key-of-a-caller", "13800138000", NAME, BRANCH, REASON, "文试甲", "王坊村党支部", "易试乙")
QUERY_TEXT = ("displayName", "idempotencyKey", "myAlias", "organisation(", "mutation", "query ")


async def test_nothing_of_persons_or_requests(
    settings: dict[str, str], store: EventStore, database: Database
) -> None:
    with Serving(settings={**settings, "GRIDLEDGER_LOG_LEVEL": "debug"}) as server:
        async with calling(server.address, store) as api:
            county = await settle(api)
            token = api.token(Role.COUNTY_SECRETARY, account="13800138000")
            await sessions(api, county, token)
            answers = [
                *await bad_requests(api, token),
                *await internal_faults(api, county, token, database),
            ]
        assert server.stop() == 0
        said = server.stdout + server.stderr
    assert said.count('"event": "request"') > len(answers)
    for text in (*GIVEN, *QUERY_TEXT, county.branch, token, token.rpartition(".")[2], SECRET, "Traceback"):
        assert text not in said
    for answer in answers:
        assert "Traceback" not in answer
        assert token not in answer
        assert not [text for text in GIVEN if text in answer], answer


async def sessions(api: Api, county: County, token: str) -> None:
    """What people do all day, refusals included."""
    await api.done(
        "memberRegister",
        "member { id displayName }",
        token=token,
        key="secret-key-of-a-caller",
        branchId=county.branch,
        displayName=NAME,
        kind="FULL",
        joinedOn=day(-700),
    )
    await api.refused(
        "memberRegister",
        token=token,
        branchId=county.branch,
        displayName=NAME * 99,
        kind="FULL",
        joinedOn=day(-700),
    )
    leave = {"memberId": county.members[0], "kind": "PERSONAL", "fromOn": day(0), "toOn": day(1)}
    await api.done("leaveRequest", token=token, **leave)
    assert await api.refused("leaveRequest", token=token, reason=REASON, **leave)
    asked = "query ($id: ID!) { myAlias: organisation(id: $id) { name } }"
    found = await api.post(asked, {"id": county.branch}, token=token)
    assert found.json()["data"]["myAlias"] == {"name": "王坊村党支部"}
    everyone = await api.post("{ members(first: 50) { nodes { id displayName } } }", token=token)
    assert NAME in everyone.text


async def bad_requests(api: Api, token: str) -> list[str]:
    """Mistakes of every kind that hold what must not be told again."""
    answers = [
        await api.post(f'{{ member(id: "{NAME}") {{ id }} }}', token=token),
        await api.post("query ($id: ID!) { member(id: $id) { id } }", {"id": NAME}, token=token),
        await api.post(
            "query ($n: Int!) { organisations(first: $n) { nodes { id } } }", {"n": NAME}, token=token
        ),
        await api.post(
            "mutation ($input: LeaveRequestInput!) { leaveRequest(input: $input) { position } }",
            {"input": {"memberId": NAME, "reason": REASON, "kind": NAME}},
            token=token,
        ),
        await api.post("{ viewer { role } }", token=token + "x"),
        await api.post("{ viewer { role } }", token=f"{NAME.encode().hex()}.{token}"),
    ]
    raw = await api.http.post("/graphql", content=f'{{"query": "{REASON}'.encode())
    get = await api.http.get("/graphql", params={"query": f'{{ organisations(after: "{NAME}") }}'})
    return [answer.text for answer in (*answers, raw, get)]


async def internal_faults(api: Api, county: County, token: str, database: Database) -> list[str]:
    """A table that is gone, and one that refuses a row, which PostgreSQL then quotes."""
    connection = await asyncpg.connect(database.dsn(SUPERUSER))
    await connection.execute("ALTER TABLE read_model.score_account RENAME TO hidden")
    await connection.execute(
        "ALTER TABLE read_model.organisation ADD CONSTRAINT planted CHECK (depth < 1) NOT VALID"
    )
    accounts = await api.post("{ scoreAccounts(first: 5) { nodes { id } } }", token=token)
    assert accounts.json()["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    found = {"parentId": county.township, "kind": "PARTY_BRANCH", "name": BRANCH, "sector": "RURAL"}
    asked = """mutation ($input: OrganisationFoundInput!) {
                 organisationFound(input: $input) { position organisation { id } } }"""
    given = {"input": {"idempotencyKey": "secret-key-of-a-caller-2", **found}}
    waited = await api.post(asked, given, token=token)
    assert waited.json()["data"]["organisationFound"]["position"]
    ready = await api.http.get("/readyz")
    assert ready.json()["readModels"]["stopped"] == 1
    told = await connection.fetchval("SELECT error FROM read_model.checkpoint")
    await connection.close()
    return [accounts.text, waited.text, ready.text, told]
