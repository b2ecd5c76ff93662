"""Every declared type can be selected with everything it has, on real rows."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
import pytest

from graphql_api.read.declare import ReadType
from graphql_api.read.specs import ToOne
from graphql_api.types.event import changes_of
from tests.api.read.county import Asker
from tests.api.read.declared import TYPES, relations, root_lists, scalars


def with_relations(read_type: ReadType) -> str:
    """A selection of a type and everything that it leads to."""
    parts = [scalars(read_type.name)]
    for name, spec, target in relations(read_type):
        inner = scalars(target.name)
        parts.append(
            f"{name} {{ {inner} }}"
            if isinstance(spec, ToOne)
            else f"{name}(first: 3) {{ totalCount pageInfo {{ endCursor }} edges {{ cursor }} nodes {{ {inner} }} }}"
        )
    return " ".join(parts)


def typenames(value: Any, found: Counter[str]) -> Counter[str]:
    """How many objects of each type stand in an answer."""
    if isinstance(value, list):
        for item in value:
            typenames(item, found)
    elif isinstance(value, dict):
        found.update([value["__typename"]] if "__typename" in value else [])
        typenames(list(value.values()), found)
    return found


@pytest.mark.parametrize("name", root_lists())
async def test_a_list_with_everything(county: Asker, name: str) -> None:
    read_type = root_lists()[name]
    data = await county.ask(f"{{ {name}(first: 40) {{ nodes {{ {with_relations(read_type)} }} }} }}")
    assert typenames(data, Counter())[read_type.name] > 0


async def test_the_county_with_everything(county: Asker) -> None:
    data = await county.ask(f"{{ county {{ {with_relations(TYPES['County'])} }} viewer {{ role }} }}")
    assert data["county"]["name"] == "醴陵市"
    assert data["county"]["history"]["nodes"][0]["type"] == "county.founded"


# Asked for by what they are about, or parts of verdicts that this history has none of.
ELSEWHERE = {
    "AttendanceRollup": "tests/api/rollups/test_people.py",
    "ComplianceAnnouncement": "tests/api/compliance",
    "ComplianceFigures": "tests/api/compliance/test_rollup.py",
    "ComplianceRemark": "tests/api/compliance/test_statuses.py",
    "ComplianceRollup": "tests/api/compliance/test_rollup.py",
    "ComplianceShortfall": "tests/api/questions/test_c05.py",
    "ObligationRollup": "tests/api/rollups/test_people.py",
    "OpenWork": "tests/api/open_work",
    "PoliciesInForce": "tests/api/questions/test_c02.py",
}


async def test_every_declared_type_is_reached(county: Asker) -> None:
    found: Counter[str] = Counter()
    typenames(await county.ask(f"{{ county {{ {with_relations(TYPES['County'])} }} }}"), found)
    for name, read_type in root_lists().items():
        query = f"{{ {name}(first: 100) {{ nodes {{ {with_relations(read_type)} }} }} }}"
        typenames(await county.ask(query), found)
    typenames(await span_with_everything(county), found)
    assert TYPES.keys() - ELSEWHERE.keys() <= found.keys()


async def span_with_everything(county: Asker) -> Any:
    """The county's year, the only way to the type of spans."""
    committee = (await county.ask("{ county { committee { id } } }"))["county"]["committee"]["id"]
    span = f'rollupSpan(node: "{committee}", from: "2026-01", to: "2026-12")'
    return await county.ask(f"{{ {span} {{ {with_relations(TYPES['RollupSpan'])} }} }}")


@pytest.mark.parametrize("name", ["organisation", "grid", "member", "meeting", "leave", "scoreAccount"])
async def test_an_object_by_its_id_is_the_one_of_the_list(county: Asker, name: str) -> None:
    many = {"grid": "grids", "leave": "leaves"}.get(name, f"{name}s")
    read_type = root_lists()[many]
    selection = scalars(read_type.name)
    (node,) = (await county.ask(f"{{ {many}(first: 1) {{ nodes {{ {selection} }} }} }}"))[many]["nodes"]
    data = await county.ask(
        f"query ($id: ID!) {{ it: {name}(id: $id) {{ {selection} }}"
        f" node(id: $id) {{ id ... on {read_type.name} {{ {selection} }} }} }}",
        {"id": node["id"]},
    )
    assert data == {"it": node, "node": node}


async def test_other_ways_to_one_object(county: Asker) -> None:
    data = await county.ask(
        """{ township(divisionCode: "430281100") { name depth }
             branches: organisations(first: 1, where: {kind: {eq: PARTY_BRANCH}}) { nodes { id name } }
             rollups(first: 1) { nodes { month expected organisation { id } grid { id } } }
             event(position: 1) { type } nothing: event(position: 99999999) { type } }"""
    )
    assert data["township"] == {"name": "镇0党委", "depth": 1}
    assert data["event"] == {"type": "county.founded"}
    assert data["nothing"] is None
    (branch,), (rollup,) = data["branches"]["nodes"], data["rollups"]["nodes"]
    node = (rollup["organisation"] or rollup["grid"])["id"]
    again = await county.ask(
        """query ($branch: ID!, $node: ID!, $month: String!) {
             branch(id: $branch) { id name } rollup(node: $node, month: $month) { expected } }""",
        {"branch": branch["id"], "node": node, "month": rollup["month"][:7]},
    )
    assert again == {"branch": branch, "rollup": {"expected": rollup["expected"]}}


async def test_no_branch_that_is_none(county: Asker) -> None:
    committee = (await county.ask("{ county { committee { id } } }"))["county"]["committee"]
    answer = await county.answer(f'{{ branch(id: "{committee["id"]}") {{ id }} }}')
    assert (answer.data, answer.codes) == ({"branch": None}, ["NOT_FOUND"])


async def test_changes_are_told_in_the_words_of_the_schema(county: Asker) -> None:
    query = """{ events(first: 100, where: {type: {eq: "meeting.planned"}}) {
                   nodes { changes { object key field before after } } } }"""
    nodes = (await county.ask(query))["events"]["nodes"]
    fields = {change["field"] for node in nodes for change in node["changes"]}
    objects = {change["object"] for node in nodes for change in node["changes"]}
    assert {"heldOn", "organisationId"} <= fields
    assert not any("_" in word for word in fields | objects)
    held_on = next(c for c in nodes[0]["changes"] if c["field"] == "heldOn")
    assert held_on["before"] is None
    assert held_on["after"].startswith("20")


def test_points_change_as_the_schema_tells_them() -> None:
    told = ("score_account", ["one"], {"balance_hundredths": (None, -125)})
    (change,) = changes_of(msgspec.json.encode([told]).decode())
    assert vars(change) == {
        "object": "scoreAccount", "key": "one", "field": "balance", "before": None, "after": "-1.25"
    }  # fmt: skip


async def test_a_county_that_was_not_founded(county: Asker) -> None:
    nowhere = Asker(county.schema, county.services, county.actor, "nowhere")
    answer = await nowhere.answer("{ county { name } }")
    assert answer.codes == ["NOT_FOUND"]
