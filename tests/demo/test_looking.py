"""The ready accounts and queries work on what was loaded: asked over HTTP, as a newcomer would."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from domain.development.commands import AdmitCandidate
from domain.transfers.commands import AcknowledgeLetter, AdmitByLetter
from graphql_api.identity import DevelopmentIssuer
from gridledger.bootstrap import Ledger, Worker
from gridledger.demo.banner import banner
from gridledger.demo.choice import Demo, UnknownDemoError
from gridledger.demo.division import known_counties
from gridledger.demo.generator import Script, make_script, whole_script
from gridledger.demo.loader import Loader
from gridledger.demo.queries import ready_queries
from tests.api.client import Api
from tests.demo.small import small_division


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
    given = Counter(type(step.command) for step in small.steps)
    came, left = given[AdmitByLetter] + given[AdmitCandidate], given[AcknowledgeLetter]
    assert rollup["town"]["organisation"]["memberCount"] == len(small.units[1].people) + came - left

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
    accounts = {account.name: account for account in Demo().accounts}
    roles = {account.actor.role.value for account in accounts.values()}
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
    assert accounts["member"].actor.member_id in {person.id for person in reference.units[1].people}


def test_each_county_is_a_demo_of_its_own_and_so_is_the_whole_of_it() -> None:
    names = {
        demo.tenant_id: demo for code in known_counties() for demo in (Demo(code), Demo(code, full=True))
    }
    assert len(names) == 2 * len(known_counties()) == 16
    assert all(Demo.of(name) == demo for name, demo in names.items())
    assert Demo().tenant_id == "liling-demo"
    with pytest.raises(UnknownDemoError, match="110000"):
        Demo("110000")
    with pytest.raises(UnknownDemoError, match="nowhere"):
        Demo.of("nowhere")


def test_who_signs_in_is_the_same_where_only_the_town_is_loaded_and_where_all_is() -> None:
    division = small_division()
    whole = whole_script(division, tenant_id="whole")
    town = make_script(division, tenant_id="whole")
    assert whole.accounts == town.accounts
    assert ready_queries(whole) == ready_queries(town)


def test_the_banner_says_where_how_and_that_the_people_are_synthetic(issuer: DevelopmentIssuer) -> None:
    text = banner(Demo(), "http://127.0.0.1:8000/graphql", issuer)
    assert "synthetic" in text
    assert "http://127.0.0.1:8000/graphql#token=" in text
    assert re.search(r"until \d\d:\d\d; the next: .venv/bin/gridledger token inspector", text)
    assert text.count("query ") == 3
    assert "46,509 members in 1,067 branches" in banner(Demo(full=True), "http://127.0.0.1:8000", issuer)
    assert "gridledger token inspector --demo 532326-demo" in banner(Demo("532326"), "http://x", issuer)
