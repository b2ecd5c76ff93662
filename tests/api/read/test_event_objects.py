"""From an event to the object that it belongs to, and to a month from any day of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from uuid import UUID

import asyncpg

from graphql_api.read import encode_id, parse_id
from tests.api.read.county import TENANT, Asker

OF_ONES_OWN = {
    "county": "County",
    "grid": "Grid",
    "leave": "Leave",
    "meeting": "Meeting",
    "member": "Member",
    "organisation": "Organisation",
    "score": "ScoreAccount",
}
EVENTS = """{{ events(first: 100, where: {{streamType: {{eq: "{}"}}}}) {{
  nodes {{ streamId object {{ __typename id }} }}
}} }}"""


async def test_an_event_leads_to_its_object(county: Asker) -> None:
    for stream_type, type_name in OF_ONES_OWN.items():
        nodes = (await county.ask(EVENTS.format(stream_type)))["events"]["nodes"]
        assert nodes, stream_type
        for node in nodes:
            assert node["object"]["__typename"] == type_name
            assert parse_id(node["object"]["id"]) == (type_name, UUID(node["streamId"]))
    for stream_type in ("register", "coverage"):
        nodes = (await county.ask(EVENTS.format(stream_type)))["events"]["nodes"]
        assert nodes
        assert {node["object"] for node in nodes} == {None}


async def test_no_event_leads_out_of_scope(asker: Callable[..., Asker]) -> None:
    member = asker("member")
    visible = {node["id"] for node in (await member.ask("{ members { nodes { id } } }"))["members"]["nodes"]}
    nodes = (await member.ask(EVENTS.format("member")))["events"]["nodes"]
    assert {node["object"]["id"] for node in nodes if node["object"]} == visible


async def test_an_event_names_its_subjects(county: Asker, tables: asyncpg.Connection[asyncpg.Record]) -> None:
    """Of those on the register: an applicant is nobody's object but that of the development itself."""
    rows = await tables.fetch(
        "SELECT member_id AS id FROM read_model.member WHERE tenant_id = $1"
        " UNION ALL SELECT organisation_id FROM read_model.organisation WHERE tenant_id = $1",
        TENANT,
    )
    registered = {row["id"] for row in rows}
    indexed: dict[int, set[UUID]] = defaultdict(set)
    for row in await tables.fetch("SELECT * FROM event_store.event_subject WHERE tenant_id = $1", TENANT):
        if row["subject_id"] in registered:
            indexed[row["position"]].add(row["subject_id"])
    query = "{ events(first: 100, orderBy: {field: POSITION, direction: DESC}) { nodes { position subjects { id } } } }"
    nodes = (await county.ask(query))["events"]["nodes"]
    assert len(nodes) == 100
    for node in nodes:
        assert {parse_id(subject["id"]).key for subject in node["subjects"]} == indexed[node["position"]]


async def test_an_audit_trail_is_walked_page_by_page_either_way(
    county: Asker, tables: asyncpg.Connection[asyncpg.Record]
) -> None:
    for kind, table in (("Member", "member"), ("Organisation", "organisation"), ("Meeting", "meeting")):
        key = await tables.fetchval(
            f"SELECT min({table}_id::text) FROM read_model.{table} WHERE tenant_id = $1", TENANT
        )
        told = await tables.fetch(
            "SELECT position FROM read_model.event AS a WHERE tenant_id = $3 AND (stream_id = $1::uuid OR EXISTS"
            " (SELECT FROM event_store.event_subject AS s WHERE s.tenant_id = a.tenant_id"
            " AND s.position = a.position AND s.subject_id = $1::uuid AND $2)) ORDER BY position",
            UUID(key),
            kind != "Meeting",
            TENANT,
        )
        positions = [row["position"] for row in told]
        for size, back in ((1, False), (2, True)):
            walked = await _walked(county, encode_id(kind, UUID(key)), size, back=back)
            assert walked == (positions[::-1] if back else positions)


async def _walked(county: Asker, subject: str, size: int, *, back: bool) -> list[int]:
    walked: list[int] = []
    page = f"{'last' if back else 'first'}: {size}"
    cursor, more = ("startCursor", "hasPreviousPage") if back else ("endCursor", "hasNextPage")
    beyond = ""
    while True:
        query = f"""{{ events({page}{beyond}, where: {{subject: "{subject}"}}) {{
            nodes {{ position }} pageInfo {{ {cursor} {more} }} }} }}"""
        events = (await county.ask(query))["events"]
        found = [node["position"] for node in events["nodes"]]
        walked += reversed(found) if back else found
        if not events["pageInfo"][more]:
            return walked
        beyond = f', {"before" if back else "after"}: "{events["pageInfo"][cursor]}"'


async def test_any_day_stands_for_its_month(county: Asker) -> None:
    rollups = '{{ rollups(first: 100, where: {{month: {{eq: "{}"}}}}) {{ totalCount }} }}'
    [first, *_] = (await county.ask("{ rollups(first: 1) { nodes { month } } }"))["rollups"]["nodes"]
    by_first = await county.ask(rollups.format(first["month"]))
    assert by_first["rollups"]["totalCount"] > 0
    assert await county.ask(rollups.format(first["month"][:8] + "17")) == by_first
