"""O04: what is done in the grids, and what the responsibility tree lacks."""

from __future__ import annotations

from typing import Any

import asyncpg

from domain.households.events import household_id
from graphql_api.read import encode_id
from tests.api.accepted_grids import EVIDENCE, lowest_grid
from tests.api.client import key_of
from tests.api.county import TODAY, County, day, make
from tests.api.questions.ask import question
from tests.support.postgres import Database

MONTH = TODAY.replace(day=1)


async def issue(county: County, *, due: int | None = None, closed: bool = False) -> str:
    """An issue of today; with a day on which it is due, it has an owner."""
    api, grid = county.api, await lowest_grid(county)
    given = {"gridId": grid, "organisationId": county.branch, "kind": "SAFETY", "on": day(0)}
    raised = await make(api, "issueRaise", "issue", **given)
    if due is not None:
        assigned = {"issueId": raised, "ownerId": county.members[0], "dueOn": day(due)}
        await api.done("issueAssign", "issue { id }", **assigned)
    if closed:
        done = {"issueId": raised, "checkerId": county.members[1], "evidence": EVIDENCE, "on": day(0)}
        await api.done("issueClose", "issue { id }", **done)
    return raised


async def of_the_district(county: County, document: str) -> dict[str, Any]:
    variables = {"month": MONTH.isoformat()}
    answer = await county.api.ask(document, variables)
    (district,) = answer["grids"]["nodes"]
    assert district["id"] == county.grid
    (month,) = district["rollups"]["nodes"]
    return dict(month)


async def test_closure_rates_follow_every_closure(county: County) -> None:
    closed = await issue(county, due=7, closed=True)
    await issue(county, due=7)
    await issue(county)
    rate = {"numerator": 1, "denominator": 3, "value": "0.3333"}
    issues = {"issuesRaised": 3, "issuesClosed": 1, "issuesOpen": 2}
    assert await of_the_district(county, question("O04-closure-rates")) == {
        **issues,
        "closureRate": rate,
        "visits": 0,
    }
    await county.api.done("issueReopen", "issue { id }", issueId=closed, on=day(0), reason="NOT_DONE")
    assert (await of_the_district(county, question("O04-closure-rates")))["closureRate"]["numerator"] == 0


async def test_the_published_figures(county: County, database: Database) -> None:
    """21,549 raised and 19,427 closed are 90.15 %, and leave 2,122 open."""
    await issue(county)
    connection = await asyncpg.connect(database.dsn())
    try:
        await connection.execute(
            "UPDATE read_model.rollup SET issues_raised = 21549, issues_closed = 19427 WHERE node_id = $1",
            key_of(county.grid),
        )
    finally:
        await connection.close()
    told = await of_the_district(county, question("O04-closure-rates"))
    assert told["closureRate"] == {"numerator": 19_427, "denominator": 21_549, "value": "0.9015"}
    assert told["issuesOpen"] == 2_122


async def test_a_span_is_opened_to_its_issues(county: County) -> None:
    found = {await issue(county, due=7, closed=True), await issue(county)}
    month = f"{MONTH:%Y-%m}"
    variables = {"grid": await lowest_grid(county), "from": month, "to": month, "first": 10}
    told = (await county.api.ask(question("O04-closure-rate-of-a-span"), variables))["rollupSpan"]
    assert told["closureRate"] == {"numerator": 1, "denominator": 2, "value": "0.5000"}
    assert {entry["issue"]["id"] for entry in told["entries"]["nodes"]} == found


async def test_what_is_overdue(county: County) -> None:
    late = await issue(county, due=0)
    await issue(county, due=0, closed=True)
    await issue(county, due=9)
    await issue(county)
    variables = {"grid": county.grid, "today": day(1), "first": 10}
    found = (await county.api.ask(question("O04-overdue-issues"), variables))["issues"]
    assert [node["id"] for node in found["nodes"]] == [late]
    assert found["nodes"][0]["owner"] == {"displayName": "文试甲"}
    variables["today"] = day(0)
    assert (await county.api.ask(question("O04-overdue-issues"), variables))["issues"]["totalCount"] == 0


async def test_who_was_not_visited(county: County) -> None:
    api, grid = county.api, await lowest_grid(county)
    given = {"gridId": grid, "organisationId": county.branch, "numbers": [1, 2, 3], "fromOn": day(-60)}
    await api.done("householdsRegister", "grid { id }", **given)
    one, two = (encode_id("Household", household_id(number)) for number in (1, 2))
    await api.done("visitsRecord", "grid { id }", gridId=grid, householdIds=[one, two], on=day(-40))
    await api.done("visitsRecord", "grid { id }", gridId=grid, householdIds=[two], on=day(-5))
    variables = {"grid": county.grid, "since": day(-30), "first": 10}
    found = (await api.ask(question("O04-unvisited-households"), variables))["households"]
    assert [(node["number"], node["lastVisitedOn"]) for node in found["nodes"]] == [(1, day(-40)), (3, None)]
    month = await api.ask(
        "query ($node: ID!, $month: String!) { rollup(node: $node, month: $month) { visits } }",
        {"node": county.grid, "month": day(-5)[:7]},
    )
    assert month["rollup"]["visits"] >= 1


async def test_chains_that_are_broken(county: County) -> None:
    """Of five levels: nobody answers for those above, then somebody for each, then two for the lowest."""
    api, lowest = county.api, await lowest_grid(county)
    answer = (await api.ask(question("O04-broken-chains"), {"first": 10}))["findings"]["nodes"]
    assert [(f["kind"], f["measured"], f["grid"]["id"]) for f in answer] == [("GRID_CHAIN_BROKEN", 4, lowest)]
    node: str | None = lowest
    while node is not None:
        given = {"gridId": node, "memberId": county.members[0], "fromOn": day(-1)}
        await api.done("gridResponsibleAssign", "grid { id }", **given)
        above = (await api.ask(f'{{ grid(id: "{node}") {{ parent {{ id }} }} }}'))["grid"]["parent"]
        node = above and above["id"]
    assert (await api.ask(question("O04-broken-chains"), {"first": 10}))["findings"]["nodes"] == []
    second = {"gridId": lowest, "memberId": county.members[1], "fromOn": day(0)}
    await api.done("gridResponsibleAssign", "grid { id }", **second)
    answer = (await api.ask(question("O04-broken-chains"), {"first": 10}))["findings"]["nodes"]
    assert [(f["kind"], f["measured"], f["allowed"]) for f in answer] == [("GRID_OWNERS_SEVERAL", 2, 1)]


async def test_organisations_without_a_grid(county: County) -> None:
    async def found() -> set[str]:
        answer = await county.api.ask(question("O04-organisations-without-a-grid"), {"first": 10})
        return {finding["organisation"]["id"] for finding in answer["findings"]["nodes"]}

    assert await found() == {county.branch, county.other_branch, county.group}
    await lowest_grid(county)  # covers both branches, and the group by its own
    assert await found() == set()
    end = {"organisationId": county.branch, "on": day(0)}
    await county.api.done("gridCoverageEnd", "organisation { id }", **end)
    assert await found() == {county.branch, county.group}
