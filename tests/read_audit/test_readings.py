"""Who may ask who read whose data, and what they are told."""

from __future__ import annotations

from typing import Any

import pytest

from application.actor import Role
from tests.api.client import Api, key_of
from tests.api.county import County
from tests.read_audit.conftest import Kept

READINGS = """
query ($where: ReadingWhere, $first: Int = 20, $after: String) {
  readings(first: $first, after: $after, where: $where) {
    totalCount
    pageInfo { endCursor hasNextPage }
    nodes { id account role purpose operation client readAt fieldGroups asOf place { id }
            persons { totalCount nodes { personId member { id displayName } } } }
  }
}"""

# Names no persons, so that nobody is recorded for asking.
ACCOUNTS = """
query ($where: ReadingWhere, $first: Int = 20, $after: String) {
  readings(first: $first, after: $after, where: $where) {
    totalCount pageInfo { endCursor hasNextPage } nodes { id account }
  }
}"""


@pytest.fixture
async def read(county: County, kept: Kept) -> County:
    """A county of which three have read: everybody's names, two members' points, and one's own."""
    await kept.forget()
    api: Api = county.api
    first, second, _ = county.members
    branch = api.token(Role.BRANCH_SECRETARY, place=key_of(county.branch), account="li")
    await api.ask(
        "query Roll { members { nodes { displayName } } }", token=branch, gridledger_purpose="REPORT"
    )
    await kept.readings()
    county_wide = api.token(Role.COUNTY_SECRETARY, account="wang")
    one = 'member(id: "%s") { kind attendance { nodes { status } } }'
    await api.ask(f"query Two {{ a: {one % first} b: {one % second} }}", token=county_wide)
    await kept.readings()
    me = api.token(Role.MEMBER, member=key_of(first), account="first")
    await api.ask("query Mine { members { nodes { displayName } } }", token=me)
    assert len(await kept.readings()) == 2  # what somebody reads of oneself is nobody's business
    return county


async def readings(
    county: County, token: str, document: str = READINGS, /, **variables: Any
) -> dict[str, Any]:
    found: dict[str, Any] = (await county.api.ask(document, variables, token=token))["readings"]
    return found


async def test_an_inspector_sees_all_the_latest_first(read: County) -> None:
    inspector = read.api.token(Role.INSPECTOR)
    two, roll = (await readings(read, inspector))["nodes"]
    assert (roll["account"], roll["role"], roll["purpose"], roll["operation"]) == (
        "li", "BRANCH_SECRETARY", "REPORT", "Roll"
    )  # fmt: skip
    assert roll["place"]["id"] == read.branch
    assert {person["member"]["id"] for person in roll["persons"]["nodes"]} == set(read.members)
    assert (two["account"], two["place"], two["purpose"]) == ("wang", None, None)
    assert {person["member"]["id"] for person in two["persons"]["nodes"]} == set(read.members[:2])


async def test_a_member_sees_who_read_of_oneself_and_nobody_else(read: County) -> None:
    first, _, third = (read.api.token(Role.MEMBER, member=key_of(member)) for member in read.members)
    found = await readings(read, first)
    assert [node["account"] for node in found["nodes"]] == ["wang", "li"]
    for node in found["nodes"]:
        (person,) = node["persons"]["nodes"]
        assert (person["member"]["id"], node["persons"]["totalCount"]) == (read.members[0], 1)
    assert [node["account"] for node in (await readings(read, third))["nodes"]] == ["li"]
    elsewhere = read.api.token(Role.MEMBER, member=key_of(read.elsewhere))
    assert await readings(read, elsewhere) == {
        "totalCount": 0, "pageInfo": {"endCursor": None, "hasNextPage": False}, "nodes": []
    }  # fmt: skip


async def test_another_persons_readings_are_not_found_by_a_filter(read: County) -> None:
    third = read.api.token(Role.MEMBER, member=key_of(read.members[2]))
    found = await readings(read, third, where={"person": read.members[0]})
    assert [node["account"] for node in found["nodes"]] == ["li"]  # it told of both
    assert [len(node["persons"]["nodes"]) for node in found["nodes"]] == [1]


async def test_those_who_keep_records_see_none(read: County) -> None:
    place: dict[str, Any] = {"place": key_of(read.township)}
    for role, given in (
        (Role.COUNTY_SECRETARY, {}),
        (Role.TOWNSHIP_SECRETARY, place),
        (Role.BRANCH_SECRETARY, place),
        (Role.OPERATOR, {}),
    ):
        assert (await readings(read, read.api.token(role, **given)))["nodes"] == [], role


async def test_an_inspector_of_a_township_sees_what_was_read_for_it_and_below(read: County) -> None:
    inspector = read.api.token(Role.INSPECTOR, place=key_of(read.township))
    assert [node["account"] for node in (await readings(read, inspector))["nodes"]] == ["li"]


async def test_filters(read: County) -> None:
    inspector = read.api.token(Role.INSPECTOR)
    filters: list[tuple[dict[str, Any], list[str]]] = [
        ({"account": {"eq": "li"}}, ["li"]),
        ({"role": {"in": ["COUNTY_SECRETARY", "MEMBER"]}}, ["wang"]),
        ({"purpose": {"eq": "REPORT"}}, ["li"]),
        ({"purpose": {"eq": "SYNC"}}, []),
        ({"readAt": {"lt": "2020-01-01T00:00:00Z"}}, []),
        ({"readAt": {"gt": "2020-01-01T00:00:00Z"}}, ["wang", "li"]),
        ({"not": {"account": {"eq": "li"}}}, ["wang"]),
        ({"person": read.members[2]}, ["li"]),
        ({"person": read.members[0]}, ["wang", "li"]),
        ({"person": read.elsewhere}, []),
        ({"place": {"eq": read.branch}}, ["li"]),
        ({"within": read.township}, ["li"]),
    ]
    for where, accounts in filters:
        found = await readings(read, inspector, ACCOUNTS, where=where)
        assert [node["account"] for node in found["nodes"]] == accounts, where
        assert found["totalCount"] == len(accounts)


async def test_pages(read: County) -> None:
    inspector = read.api.token(Role.INSPECTOR)
    first = await readings(read, inspector, ACCOUNTS, first=1)
    assert [node["account"] for node in first["nodes"]] == ["wang"]
    assert first["pageInfo"]["hasNextPage"]
    second = await readings(read, inspector, ACCOUNTS, first=1, after=first["pageInfo"]["endCursor"])
    assert [node["account"] for node in second["nodes"]] == ["li"]
    assert not second["pageInfo"]["hasNextPage"]


async def test_who_looks_whose_data_were_read_is_recorded_too(read: County, kept: Kept) -> None:
    await kept.forget()
    await read.api.ask("query Look { readings { nodes { account } } }", token=read.api.token(Role.INSPECTOR))
    assert await kept.readings() == []  # of nobody yet
    await read.api.ask("{ members { nodes { kind } } }")
    await kept.readings()
    persons = "query Whose { readings { nodes { persons { nodes { personId } } } } }"
    await read.api.ask(persons, token=read.api.token(Role.INSPECTOR))
    whose = (await kept.readings())[-1]
    assert (whose["role"], whose["operation"], whose["field_groups"]) == (
        "INSPECTOR",
        "Whose",
        ["READ_AUDIT"],
    )
    assert len(whose["persons"]) == 4


async def test_a_reading_is_found_again_by_its_id_by_those_who_may_see_it(read: County) -> None:
    inspector = read.api.token(Role.INSPECTOR)
    found = await readings(read, inspector, where={"account": {"eq": "wang"}})
    query = "query ($id: ID!) { node(id: $id) { ... on Reading { account } } }"
    asked = {"id": found["nodes"][0]["id"]}
    assert (await read.api.ask(query, asked, token=inspector))["node"] == {"account": "wang"}
    third = read.api.token(Role.MEMBER, member=key_of(read.members[2]))
    refused = (await read.api.post(query, asked, token=third)).json()
    assert refused["errors"][0]["extensions"]["code"] == "NOT_FOUND"


async def test_whoever_reads_of_others_and_oneself_is_not_told_of_the_own_reading(
    read: County, kept: Kept
) -> None:
    """Others who read the same page share the set of its persons, so the reader stands in it."""
    await kept.forget()
    first = read.members[0]
    for member in read.members[:2]:
        own = read.api.token(
            Role.BRANCH_SECRETARY, place=key_of(read.branch), member=key_of(member), account=member
        )
        await read.api.ask("{ members { nodes { displayName } } }", token=own)
    assert len(await kept.readings()) == 2
    assert await kept.connection.fetchval("SELECT count(*) FROM read_audit.person_set") == 1
    inspector = read.api.token(Role.INSPECTOR)
    for found in (await readings(read, inspector))["nodes"]:
        told = {person["member"]["id"] for person in found["persons"]["nodes"]}
        assert told == set(read.members) - {found["account"]}
        assert found["persons"]["totalCount"] == len(told)
    found = await readings(read, inspector, ACCOUNTS, where={"person": first})
    assert [node["account"] for node in found["nodes"]] == [read.members[1]]
    of_oneself = read.api.token(Role.MEMBER, member=key_of(first))
    assert [node["account"] for node in (await readings(read, of_oneself))["nodes"]] == [read.members[1]]
