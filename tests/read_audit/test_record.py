"""What is recorded of an answer that tells of persons, from the request to the table."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

import pytest

from application.actor import Role
from tests.api.client import TENANT, Api, key_of
from tests.api.county import County, day
from tests.read_audit.conftest import Kept

ROLL = "query Roll { members(first: 2) { nodes { displayName } } }"


async def test_who_read_whom_when_and_what_for(county: County, kept: Kept) -> None:
    await kept.forget()
    api: Api = county.api
    branch = key_of(county.branch)
    token = api.token(Role.BRANCH_SECRETARY, place=branch, account="li", client="desk")
    response = await api.post(
        ROLL, token=token, gridledger_purpose="REPORT", x_request_id="report-7", accept_language="en"
    )
    position = response.json()["extensions"]["position"]

    (reading,) = await kept.readings()

    assert reading["tenant_id"] == TENANT
    assert (reading["account"], reading["role"], reading["client"]) == ("li", "BRANCH_SECRETARY", "desk")
    assert (reading["place_id"], reading["grid_id"], reading["member_id"]) == (branch, None, None)
    assert reading["org_path"].count("/") == 3  # county, township, branch
    assert (reading["purpose"], reading["operation"]) == ("REPORT", "Roll")
    assert reading["document"] == hashlib.sha256(ROLL.encode()).digest()
    assert (reading["request_id"], reading["position"], reading["as_of"]) == ("report-7", position, [])
    assert reading["field_groups"] == ["PERSON"]
    assert len(reading["persons"]) == 2
    assert set(reading["persons"]) <= {key_of(member) for member in county.members}


WAYS = [
    ("one by id", 'member(id: "%s") { kind }', ["PERSON"]),
    ("any object", 'node(id: "%s") { ... on Member { kind } }', ["PERSON"]),
    ("a list with a filter", 'members(where: {id: {eq: "%s"}}) { nodes { kind } }', ["PERSON"]),
    ("an edge", 'members(where: {id: {eq: "%s"}}) { edges { node { __typename } } }', ["PERSON"]),
    ("below an organisation", "organisations { nodes { members(first: 1) { nodes { kind } } } }", ["PERSON"]),
    ("below a meeting", "meetings { nodes { expected(first: 1) { nodes { position } } } }", ["PERSON"]),
    ("points", 'scoreAccounts(where: {member: {eq: "%s"}}) { nodes { balance } }', ["POINTS"]),
    ("events", 'events(where: {subject: "%s"}) { nodes { type } }', ["AUDIT"]),
    (
        "all that is known of one",
        'member(id: "%s") { history { nodes { type } } scoreAccounts { nodes { entries { nodes { rule } } } } }',
        ["PERSON", "POINTS", "AUDIT"],
    ),
]


@pytest.fixture
async def busy(county: County, kept: Kept) -> County:
    """A county in which a person has points and is expected at a meeting."""
    await county.meeting()
    points = {"memberId": county.members[0], "points": "2.00", "pointsClass": "BASE", "rule": "ATTENDANCE"}
    await county.api.done("scoreAward", occurredAt=day(0), year=int(day(0)[:4]), **points)
    position = await county.api.head()
    await county.api.ask(f"query @readAfter(position: {position}) {{ county {{ name }} }}")
    await kept.forget()
    return county


async def test_every_way_to_a_person(busy: County, kept: Kept) -> None:
    person = key_of(busy.members[0])
    for name, way, groups in WAYS:
        await busy.api.ask(f"{{ {way.replace('%s', busy.members[0])} }}")
        (reading,) = await kept.readings()
        await kept.forget()
        assert reading["field_groups"] == groups, name
        if "%s" not in way:
            assert reading["persons"], name
        elif groups == ["AUDIT"]:  # an event may concern others too
            assert person in reading["persons"], name
        else:
            assert reading["persons"] == [person], name


async def test_what_a_mutation_answers(busy: County, kept: Kept) -> None:
    leave = await busy.leave(busy.members[1], 2, 3)
    asked = f'{{ idempotencyKey: "grant", leaveId: "{leave}" }}'
    call = f'leaveGrant(input: {asked}) {{ query {{ member(id: "{busy.members[2]}") {{ displayName }} }} }}'
    await busy.api.ask(f"mutation Grant {{ {call} }}")
    asking, granting = await kept.readings()
    assert (asking["operation"], asking["persons"]) == (None, [key_of(busy.members[1])])
    assert (granting["operation"], granting["persons"]) == ("Grant", [key_of(busy.members[2])])


async def test_as_of_an_earlier_time(busy: County, kept: Kept) -> None:
    position = await busy.api.head()
    one = 'member(id: "%s", asOf: {position: %d}) { kind }'
    document = f"{{ a: {one % (busy.members[0], position)} b: {one % (busy.members[1], position - 1)} }}"
    answer = (await busy.api.post(document)).json()
    (reading,) = await kept.readings()
    reached = {moment["position"] for moment in answer["extensions"]["asOf"].values()}
    assert reading["as_of"] == sorted(reached)
    assert len(reading["persons"]) == 2


async def test_what_tells_of_nobody_is_not_recorded(busy: County, kept: Kept) -> None:
    for document in (
        "{ organisations { nodes { name memberCount } } grids { nodes { name } } }",
        "{ meetings { nodes { heldOn counts { expected present } } } rollups { nodes { expected } } }",
        "{ members { totalCount } viewer { account member } rateLimit { remaining } }",
        "{ county { name history { totalCount } } __schema { queryType { name } } }",
        "{ rateLimit(dryRun: true) { cost } members { nodes { kind } } }",
        '{ members(where: {name: {startsWith: "Ω"}}) { nodes { kind } } }',
        '{ events(where: {streamType: {eq: "organisation"}}) { nodes { type payload } } }',
    ):
        await busy.api.ask(document)
        assert await kept.readings() == [], document


async def test_oneself_is_left_out(busy: County, kept: Kept) -> None:
    first, *others = (key_of(member) for member in busy.members)
    token = busy.api.token(Role.BRANCH_SECRETARY, place=key_of(busy.branch), member=first)
    await busy.api.ask(f'{{ member(id: "{busy.members[0]}") {{ kind }} }}', token=token)
    await busy.api.ask("{ members { nodes { kind } } }", token=token)
    (reading,) = await kept.readings()
    assert (reading["member_id"], set(reading["persons"])) == (first, set(others))


async def test_a_refused_operation_read_nothing(busy: County, kept: Kept) -> None:
    for document in ("{ members { nodes { nothing } } }", "{ members(first: 0) { nodes { kind } } }"):
        assert (await busy.api.post(document)).json()["errors"]
    assert await kept.readings() == []


async def test_nothing_of_what_was_asked_or_told_is_in_a_record(busy: County, kept: Kept) -> None:
    variables: dict[str, Any] = {"name": "张", "id": busy.members[0]}
    document = """query Find($name: String, $id: ID!) {
        members(where: {name: {startsWith: $name}}) { nodes { displayName } }
        member(id: $id) { displayName } organisations { nodes { name } } }"""
    told = await busy.api.ask(document, variables)
    (reading,) = await kept.readings()
    texts = [str(value) for value in reading.values() if not isinstance(value, UUID | bytes)]
    names = {node["name"] for node in told["organisations"]["nodes"]} | {told["member"]["displayName"], "张"}
    assert all(name not in text for name in names for text in texts)
    assert all("displayName" not in text and busy.members[0] not in text for text in texts)


async def test_a_name_of_any_length_is_cut(busy: County, kept: Kept) -> None:
    await busy.api.ask(f"query {'A' * 5000} {{ members(first: 1) {{ nodes {{ kind }} }} }}")
    (reading,) = await kept.readings()
    assert reading["operation"] == "A" * 100


async def test_a_registered_document_is_named(busy: County, kept: Kept) -> None:
    sha256 = hashlib.sha256(ROLL.encode()).hexdigest()
    await kept.connection.execute(
        "INSERT INTO trusted.document (sha256, name, body, registered_by) VALUES ($1, 'Roll call', $2, 'tests')",
        sha256,
        ROLL,
    )
    asked = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": sha256}}}
    headers = {"Authorization": f"Bearer {busy.api.token()}"}
    answer = (await busy.api.http.post("/graphql", json=asked, headers=headers)).json()
    assert "errors" not in answer
    (reading,) = await kept.readings()
    assert (reading["document_name"], reading["document"].hex()) == ("Roll call", sha256)
