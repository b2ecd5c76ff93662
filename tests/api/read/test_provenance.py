"""Which event set a field: the one that the audit trail shows changing it last, or a later one that said the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from graphql_api.read import decode_id
from graphql_api.schema import schema
from tests.api.read.county import Asker, loading_schema

Changes = dict[
    tuple[str, str, str], list[int]
]  # by object, key and field: positions of the events that changed it
Told = Iterator[tuple[str, str, list[dict[str, Any]]]]  # object, key and provenance

TOLD = "provenance { field position eventId event { position eventId type } }"
ASKED = """{ county %(of_county)s { id %(told)s }
             meetings(first: 1000 %(when)s) {
                 nodes { id %(told)s attendance(first: 100) { nodes { member { id } %(told)s } } } }
             members(first: 1000 %(when)s) { nodes { id %(told)s } }
             organisations(first: 1000 %(when)s) { nodes { id %(told)s } }
             grids(first: 1000 %(when)s) { nodes { id %(told)s } }
             leaves(first: 1000 %(when)s) { nodes { id %(told)s } }
             posts(first: 1000 %(when)s) { nodes { id %(told)s } }
             scoreAccounts(first: 1000 %(when)s) { nodes { entries(first: 100) { nodes { entryId %(told)s } } } } }"""
AGAIN = {  # what these events say may be what held before
    ("leave.corrected", "coversTo"),
    ("leave.extended", "grantedLevel"),
    ("leave.returned", "askedToOn"),
    ("leave.withdrawn", "askedToOn"),
    ("meeting.concluded", "lateEntryDays"),
    ("meeting.postponed", "postponedFor"),
    ("meeting.postponed", "status"),
    ("member.affiliation-transferred", "group"),
    ("member.affiliation-transferred", "homeFrom"),
}
KINDS = {"attendance", "county", "grid", "leave", "meeting", "member", "organisation", "post", "scoreEntry"}
# At none of these positions is a command half done: of one that is, nothing is told yet.
MOMENTS = ["", "asOf: {position: 188}", "asOf: {position: 300}", 'asOf: {occurredOn: "2026-01-20"}']


@pytest_asyncio.fixture(loop_scope="session")
async def changed(county: Asker) -> Changes:
    changes: Changes = defaultdict(list)
    for event in await events(county, "position changes { object key field }"):
        for change in event["changes"]:
            of = change["object"], change["key"], FIELDS.get(change["field"], change["field"])
            changes[of].append(int(event["position"]))
    return changes


async def events(county: Asker, fields: str) -> list[dict[str, Any]]:
    """Every event of the county's log, page by page."""
    found: list[dict[str, Any]] = []
    after = ""
    while True:
        asked = f"{{ events(first: 1000{after}) {{ nodes {{ {fields} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        page = (await county.ask(asked))["events"]
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = f', after: "{page["pageInfo"]["endCursor"]}"'


FIELDS = {  # columns whose field has another name
    "branchId": "branch",
    "committeeId": "committee",
    "custodianId": "custodian",
    "gridId": "grid",
    "groupId": "group",
    "leaveId": "leave",
    "memberId": "member",
    "nameId": "displayName",
    "organisationId": "organisation",
    "parentId": "parent",
    "deferredFor": "postponedFor",
    "exceptionBy": "exceptionApprovedBy",
    "ofBusiness": "isOfBusiness",
    "urgent": "isUrgent",
}


def asked_as_of(when: str) -> str:
    return ASKED % {"when": when, "of_county": when and f"({when})", "told": TOLD}


def told_in(data: dict[str, Any]) -> Told:
    yield "county", "", data["county"]["provenance"]
    for root, kind in [
        ("members", "member"),
        ("organisations", "organisation"),
        ("grids", "grid"),
        ("leaves", "leave"),
        ("posts", "post"),
    ]:
        for node in data[root]["nodes"]:
            yield kind, str(decode_id(node["id"])), node["provenance"]
    for meeting in data["meetings"]["nodes"]:
        key = str(decode_id(meeting["id"]))
        yield "meeting", key, meeting["provenance"]
        for attendance in meeting["attendance"]["nodes"]:
            yield "attendance", f"{key}/{decode_id(attendance['member']['id'])}", attendance["provenance"]
    for account in data["scoreAccounts"]["nodes"]:
        for entry in account["entries"]["nodes"]:
            yield "scoreEntry", entry["entryId"], entry["provenance"]


@pytest.mark.parametrize("position", [None, 188, 300])
async def test_the_event_really_set_the_field(county: Asker, changed: Changes, position: int | None) -> None:
    when = "" if position is None else f"asOf: {{position: {position}}}"
    data = await county.ask(asked_as_of(when))
    seen: dict[str, int] = defaultdict(int)
    for kind, key, provenance in told_in(data):
        told = {one["field"]: one for one in provenance}
        assert len(told) == len(provenance)
        assert not told.keys() & {"version", "position", "isStale"}  # no event says them
        for one in provenance:
            event = one["event"]
            assert (event["position"], event["eventId"]) == (one["position"], one["eventId"])
        for (object_, object_key, field), positions in changed.items():
            known = [at for at in positions if position is None or at <= position]
            if (object_, object_key) != (kind, key) or not known:
                continue
            one = told[field]
            again = int(one["position"]) > known[-1] and (one["event"]["type"], field) in AGAIN
            assert int(one["position"]) == known[-1] or again, (kind, key, field)
            seen[kind] += 1
    assert seen.keys() == (KINDS if position is None else KINDS - {"post"})  # posts come last in that history


@pytest.mark.parametrize("when", MOMENTS)
async def test_the_plan_and_the_resolvers_tell_the_same(county: Asker, when: str) -> None:
    asked = asked_as_of(when)
    planned, loaded = (replace(county, schema=one) for one in (schema(), loading_schema()))
    assert (answer := await planned.ask(asked)) == await loaded.ask(asked)
    assert any(provenance for _, _, provenance in told_in(answer))


async def test_about_an_earlier_day_a_field_has_an_earlier_event(county: Asker) -> None:
    """A correction that is known, but not yet true on that day, set nothing there."""
    asked = "{ members(first: 1000 %s) { nodes { id homeFrom provenance { field position } } } }"
    now = await county.ask(asked % "")
    then = await county.ask(asked % 'asOf: {occurredOn: "2026-01-12"}')
    types = {event["position"]: event["type"] for event in await events(county, "position type")}
    moved = {node["id"]: node for node in now["members"]["nodes"]}
    differing = 0
    for node in then["members"]["nodes"]:
        (home,) = (one for one in node["provenance"] if one["field"] == "branch")
        (later,) = (one for one in moved[node["id"]]["provenance"] if one["field"] == "branch")
        assert types[home["position"]] in {"member.registered", "member.affiliation-transferred"}
        if node["homeFrom"] < moved[node["id"]]["homeFrom"]:
            assert int(home["position"]) < int(later["position"])
            differing += 1
    assert differing


async def test_what_an_event_leads_to_is_of_the_same_time(county: Asker) -> None:
    inner = "event { object { ... on Meeting { id status } } }"
    asked = f"{{ meetings(first: 1000 %s) {{ nodes {{ id status provenance {{ {inner} }} }} }} }}"
    now = {node["id"]: node["status"] for node in (await county.ask(asked % ""))["meetings"]["nodes"]}
    differing = 0
    for node in (await county.ask(asked % "asOf: {position: 188}"))["meetings"]["nodes"]:
        objects = [one["event"]["object"] for one in node["provenance"]]
        assert objects == [{"id": node["id"], "status": node["status"]}] * len(objects)
        differing += node["status"] != now[node["id"]]
    assert differing
