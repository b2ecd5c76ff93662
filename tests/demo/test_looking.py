"""The ready accounts and queries work on what was loaded: asked over HTTP, as a newcomer would."""

from __future__ import annotations

import re
from typing import Any

from graphql_api.identity import DevelopmentIssuer
from gridledger.bootstrap import Ledger, Worker
from gridledger.demo.accounts import account_named, demo_accounts
from gridledger.demo.banner import banner
from gridledger.demo.generator import Script
from gridledger.demo.loader import Loader
from gridledger.demo.queries import ready_queries
from tests.api.client import Api


async def test_the_ready_queries_have_real_answers(
    small: Script, ledger: Ledger, worker: Worker, api: Api, issuer: DevelopmentIssuer
) -> None:
    await Loader(ledger.store, ledger.executor, follow_up=worker.processes.run).load(small)
    await worker.projector.run(small.tenant_id)
    tokens = {account.name: account.token(issuer) for account in small.accounts}
    rollup, meetings, audit = [
        await api.ask(query.text, token=tokens[query.account]) for query in ready_queries(small)
    ]

    assert rollup["county"]["meetingsHeld"] > 0
    assert 0.6 < float(rollup["county"]["attendanceRate"]["value"]) < 0.98
    assert rollup["town"]["organisation"]["memberCount"] == len(small.units[1].people)

    nodes = meetings["branch"]["meetings"]["nodes"]
    assert len(nodes) == 3
    assert any(_absent_persons(node) & small.names for node in nodes)

    assert audit["member"]["displayName"] in small.names
    assert len(audit["events"]["nodes"]) > 10
    assert any(node["changes"] for node in audit["events"]["nodes"])

    for name, token in tokens.items():
        viewer = await api.ask("{ viewer { role } }", token=token)
        by_log = name in ("two-posts", "linked-member")
        assert viewer["viewer"]["role"] == ("MEMBER" if by_log else name.upper().replace("-", "_"))
    asked = "{ viewer { capacities { id role organisation } } organisations { totalCount } }"
    told = await api.ask(asked, token=tokens["two-posts"])
    oneself, *posts = told["viewer"]["capacities"]
    assert oneself["role"] == "MEMBER"
    assert {post["role"] for post in posts} == {"BRANCH_SECRETARY", "TOWNSHIP_SECRETARY"}
    for post in posts:
        asked = "{ viewer { role place } members { nodes { branch { id } } totalCount } }"
        seen = await api.ask(asked, token=tokens["two-posts"], Gridledger_Capacity=post["id"])
        assert (seen["viewer"]["role"], seen["viewer"]["place"]) == (post["role"], post["organisation"])
        assert seen["members"]["totalCount"] > 1


def _absent_persons(meeting: dict[str, Any]) -> set[str]:
    return {entry["member"]["displayName"] for entry in meeting["attendance"]["nodes"]}


def test_the_reference_county_has_an_account_for_every_role_a_token_may_have(
    issuer: DevelopmentIssuer, reference: Script
) -> None:
    roles = {account.actor.role.value for account in demo_accounts()}
    assert roles == {
        "INSPECTOR",
        "COUNTY_SECRETARY",
        "TOWNSHIP_SECRETARY",
        "BRANCH_SECRETARY",
        "GRID_WORKER",
        "MEMBER",
        "INTEGRATOR",
        "OPERATOR",
    }
    member = account_named("member")
    assert member is not None
    assert member.actor.member_id in {person.id for person in reference.units[1].people}
    assert account_named("nobody") is None


def test_the_banner_says_where_how_and_that_the_people_are_synthetic(issuer: DevelopmentIssuer) -> None:
    text = banner("http://127.0.0.1:8000/graphql", issuer)
    assert "synthetic" in text
    assert "http://127.0.0.1:8000/graphql#token=" in text
    assert re.search(r"until \d\d:\d\d; the next: .venv/bin/gridledger token inspector", text)
    assert text.count("query ") == 3
