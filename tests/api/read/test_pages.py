"""Pages by keyset: whoever walks them sees every row once, in order, however large they are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import asyncpg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graphql_api.errors import coded
from graphql_api.messages import Locale
from graphql_api.read.connection import LARGEST_PAGE
from tests.api.read.county import TENANT, Asker
from tests.api.read.cursors import encode_cursor, values_of
from tests.api.read.declared import root_lists, rows_of

if TYPE_CHECKING:
    Tables = asyncpg.Connection[asyncpg.Record]

# Some filter for each list, with the SQL that says the same.
FILTERS = {
    "organisations": ("{kind: {eq: PARTY_BRANCH}}", "kind = 'PARTY_BRANCH'"),
    "grids": ("{level: {gte: 3}}", "level >= 3"),
    "members": ("{kind: {eq: FULL}}", "kind = 'FULL'"),
    "meetings": ('{heldOn: {gte: "2026-01-20"}}', "held_on >= '2026-01-20'"),
    "attendance": ("{status: {in: [PRESENT, ABSENT]}}", "status IN ('PRESENT', 'ABSENT')"),
    "leaves": ("{not: {status: {eq: PENDING}}}", "status <> 'PENDING'"),
    "scoreAccounts": ("{year: {lte: 2026}}", "year <= 2026"),
    "rollups": ("{nodeType: {eq: ORGANISATION}}", "node_type = 'ORGANISATION'"),
    "posts": ("{role: {eq: BRANCH_SECRETARY}}", "role = 'BRANCH_SECRETARY'"),
    "accountLinks": ('{linkedOn: {gte: "2026-01-20"}}', "linked_on >= '2026-01-20'"),
    "readings": ("{purpose: {eq: REPORT}}", "purpose = 'REPORT'"),
    "events": ('{streamType: {eq: "member"}}', "stream_type = 'member'"),
    "developments": ("{stage: {eq: ACTIVIST}}", "stage = 'ACTIVIST'"),
    "ballots": ('{heldOn: {gte: "2026-01-20"}}', "held_on >= '2026-01-20'"),
    "findings": ('{since: {gte: "2026-01-20"}}', "since >= '2026-01-20'"),
    "memberContacts": ("{status: {eq: FLOATING}}", "status = 'FLOATING'"),
    "secondAffiliations": ('{fromOn: {gte: "2026-01-20"}}', "from_on >= '2026-01-20'"),
    "transferLetters": ("{side: {eq: OUT}}", "side = 'OUT'"),
    "duesCharges": ('{month: {gte: "2026-02-01"}}', "month >= '2026-02-01'"),
    "duesMonths": ('{month: {gte: "2026-02-01"}}', "month >= '2026-02-01'"),
    "participations": ("{side: {eq: HOME}}", "side = 'HOME'"),
    "pairs": ("{kind: {eq: HOUSEHOLD}}", "kind = 'HOUSEHOLD'"),
    "partyInstructors": ('{fromOn: {gte: "2026-01-20"}}', "from_on >= '2026-01-20'"),
    "memberNodeHouses": ('{reviewDueOn: {gte: "2026-01-20"}}', "review_due_on >= '2026-01-20'"),
    "households": ("{number: {gte: 2}}", "number >= 2"),
    "visits": ('{visitedOn: {gte: "2026-01-20"}}', "visited_on >= '2026-01-20'"),
    "issues": ("{not: {status: {eq: CLOSED}}}", "status <> 'CLOSED'"),
    "newSectorEntities": ("{kind: {eq: ENTERPRISE}}", "kind = 'ENTERPRISE'"),
    "projectSites": ('{startsOn: {gte: "2026-01-20"}}', "starts_on >= '2026-01-20'"),
    "projects": ("{status: {in: [PROPOSED, FILED]}}", "status IN ('PROPOSED', 'FILED')"),
    "tasks": ("{isOpen: true}", "is_open"),
    "handovers": ("{isOpen: true}", "is_open"),
    "supervisoryInspections": ('{heldOn: {gte: "2026-01-20"}}', "held_on >= '2026-01-20'"),
    "supervisoryInspectionFindings": ('{dueOn: {gte: "2026-01-20"}}', "due_on >= '2026-01-20'"),
    "centerDays": ("{isHeld: true}", "is_held"),
    "funds": ("{year: {lte: 2026}}", "year <= 2026"),
    "annualPlans": ("{incompleteItemCount: {gte: 1}}", "incomplete_items >= 1"),
    "planItems": ("{isComplete: false}", "NOT is_complete"),
    "publications": ('{publishedOn: {gte: "2026-01-20"}}', "published_on >= '2026-01-20'"),
    "monthThemes": ('{month: {gte: "2026-02-01"}}', "month >= '2026-02-01'"),
    "lectureMenuItems": ("{isOffered: true}", "is_offered"),
    "lectureOrders": ("{status: {in: [DELIVERED, RATED]}}", "status IN ('DELIVERED', 'RATED')"),
    "proposals": ("{status: {eq: OPEN}}", "status = 'OPEN'"),
    "peerReviews": ("{status: {eq: RECORDED}}", "status = 'RECORDED'"),
    "publicItems": ("{status: {eq: POSTED}}", "status = 'POSTED'"),
    "violations": ("{severity: {eq: SERIOUS}}", "severity = 'SERIOUS'"),
    "resolutions": ("{not: {status: {eq: PUBLISHED}}}", "status <> 'PUBLISHED'"),
    "scheduleExceptions": ('{fromOn: {gte: "2026-01-20"}}', "from_on >= '2026-01-20'"),
    "policyVersions": ('{series: {eq: "county-rules/lecture"}}', "series = 'county-rules/lecture'"),
    "policyAdoptions": (
        '{inForceOn: "2026-02-10"}',
        "since <= '2026-02-10' AND (until IS NULL OR until > '2026-02-10') AND NOT annulled",
    ),
    "calendarYears": ("{year: {lte: 2026}}", "year <= 2026"),
    "compliances": ("{status: {in: [PASSED, MISSED]}}", "status IN ('PASSED', 'MISSED')"),
    "procedureVersions": ('{releasedOn: {gte: "2026-01-20"}}', "released_on >= '2026-01-20'"),
    "procedureCases": ("{isOpen: true}", "is_open"),
    "procedureCaseSteps": ("{isTaken: true}", "is_taken"),
    "absences": ('{heldOn: {gte: "2026-01-20"}}', "held_on >= '2026-01-20'"),
    "conveyanceReceipts": ('{issuedOn: {gte: "2026-01-20"}}', "issued_on >= '2026-01-20'"),
    "conveyances": ("{outstanding: {gte: 1}}", "outstanding >= 1"),
    "departures": ('{reason: {eq: "FLOODS"}}', "reason = 'FLOODS'"),
    "documentOpenings": ("{role: {eq: BRANCH_SECRETARY}}", "role = 'BRANCH_SECRETARY'"),
    "documents": ('{sealedOn: {gte: "2026-01-20"}}', "sealed_on >= '2026-01-20'"),
    "escalations": ("{not: {status: {eq: REACHED}}}", "status <> 'REACHED'"),
    "objections": ('{raisedOn: {gte: "2026-01-20"}}', "raised_on >= '2026-01-20'"),
    "obligations": ("{status: {eq: OPEN}}", "status = 'OPEN'"),
    "organisationEscalations": ("{status: {eq: REACHED}}", "status = 'REACHED'"),
    "periodAssessments": ('{toOn: {gte: "2026-02-01"}}', "to_on >= '2026-02-01'"),
}


@dataclass(frozen=True)
class Walk:
    """A list, an order of it, and how it is walked."""

    name: str
    order: str | None  # None: as it comes
    descending: bool
    filtered: bool
    backward: bool
    pages: int

    def arguments(self) -> list[str]:
        order = f"{{field: {self.order}, direction: {'DESC' if self.descending else 'ASC'}}}"
        return [
            *([f"orderBy: {order}"] if self.order else []),
            *([f"where: {FILTERS[self.name][0]}"] if self.filtered else []),
        ]


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    name = draw(st.sampled_from(sorted(root_lists())))
    return Walk(
        name=name,
        order=draw(st.sampled_from([None, *root_lists()[name].orders])),
        descending=draw(st.booleans()),
        filtered=draw(st.booleans()),
        backward=draw(st.booleans()),
        pages=draw(st.integers(1, 9)),
    )


async def expected(tables: Tables, walk: Walk) -> list[list[str]]:
    """The whole list sorted by Python: of each row what a cursor holds."""
    read_type = root_lists()[walk.name]
    order = read_type.orders[walk.order or next(iter(read_type.orders))]
    values = [order.sql.get(name, "t." + name).format(t="t") for name in order.columns]
    columns = ", ".join([*values, read_type.key])
    condition = FILTERS[walk.name][1] if walk.filtered else "true"
    rows = await tables.fetch(
        f"SELECT {columns} FROM {rows_of(read_type)} AS t WHERE tenant_id = $1 AND {condition}", TENANT
    )
    descending = walk.descending if walk.order else order.descending
    return [[str(value) for value in row] for row in sorted(map(tuple, rows), reverse=descending)]


def query_of(walk: Walk, *more: str) -> str:
    arguments = ", ".join([*walk.arguments(), *more])
    page_info = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
    return f"{{ list: {walk.name}({arguments}) {{ totalCount edges {{ cursor }} {page_info} }} }}"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(walk=Walk("obligations", "DUE_ON", descending=False, filtered=False, backward=False, pages=3))
@example(walk=Walk("obligations", "DUE_ON", descending=True, filtered=False, backward=True, pages=3))
@given(walk=walks())
async def test_walking_sees_every_row_once(county: Asker, tables: Tables, walk: Walk) -> None:
    whole = await expected(tables, walk)
    size = min(LARGEST_PAGE, max(1, -(-len(whole) // walk.pages)))
    seen: list[list[str]] = []
    cursor: str | None = None
    for _ in range(len(whole) // size + 2):
        place = {} if cursor is None else {"before" if walk.backward else "after": cursor}
        bounds = {("last" if walk.backward else "first"): size, **place}
        given_bounds = [f"{name}: {json.dumps(value)}" for name, value in bounds.items()]
        page = (await county.ask(query_of(walk, *given_bounds)))["list"]
        assert page["totalCount"] == len(whole)
        cursors = [edge["cursor"] for edge in page["edges"]]
        rows = [values_of(text) for text in cursors]
        info = page["pageInfo"]
        assert (info["startCursor"], info["endCursor"]) == ((cursors or [None])[0], (cursors or [None])[-1])
        assert info["hasPreviousPage" if not walk.backward else "hasNextPage"] == (cursor is not None)
        seen = rows + seen if walk.backward else seen + rows
        if not info["hasPreviousPage" if walk.backward else "hasNextPage"]:
            break
        assert len(rows) == size
        cursor = cursors[0] if walk.backward else cursors[-1]
    assert seen == whole


async def test_a_relation_is_walked_like_a_list(county: Asker, tables: Tables) -> None:
    """The pages of two parents, asked for at once, do not mix."""
    query = """query ($after: String) { organisations(first: 2, where: {kind: {eq: PARTY_BRANCH}}) {
        nodes { id members(first: 2, after: $after) { totalCount nodes { id branch { id } }
                pageInfo { hasNextPage endCursor } } } } }"""
    first = (await county.ask(query))["organisations"]["nodes"]
    for branch in first:
        page = branch["members"]
        assert {node["branch"]["id"] for node in page["nodes"]} == {branch["id"]}
        seen = [node["id"] for node in page["nodes"]]
        while page["pageInfo"]["hasNextPage"]:
            again = await county.ask(query, {"after": page["pageInfo"]["endCursor"]})
            page = next(b for b in again["organisations"]["nodes"] if b["id"] == branch["id"])["members"]
            seen += [node["id"] for node in page["nodes"]]
        assert len(set(seen)) == len(seen) == page["totalCount"]


async def test_all_pages_tell_the_same_total_also_of_what_a_cursor_narrows(county: Asker) -> None:
    """Events of a person are looked for beyond the cursor alone; they are counted all the same."""
    member = (await county.ask("{ members(first: 1) { nodes { id } } }"))["members"]["nodes"][0]["id"]
    query = """query ($subject: ID!, $first: Int, $after: String, $last: Int, $before: String) {
        events(first: $first, after: $after, last: $last, before: $before, where: {subject: $subject}) {
            totalCount edges { cursor node { position } } } }"""
    whole = (await county.ask(query, {"subject": member, "first": 1000}))["events"]
    assert whole["totalCount"] == len(whole["edges"]) > 2
    cursor = whole["edges"][1]["cursor"]
    for bounds, edges in (
        ({"first": 1000, "after": cursor}, whole["edges"][2:]),
        ({"last": 1000, "before": cursor}, whole["edges"][:1]),
    ):
        page = (await county.ask(query, {"subject": member, **bounds}))["events"]
        assert page == {"totalCount": whole["totalCount"], "edges": edges}


@pytest.mark.parametrize(
    "arguments",
    [
        "first: 0",
        "first: -1",
        f"first: {LARGEST_PAGE + 1}",
        "last: 0",
        f"last: {LARGEST_PAGE + 1}",
        "first: 1, last: 1",
        'last: 1, after: "x"',
        'first: 1, before: "x"',
        'before: "x"',
        'first: 1, after: ""',
        'first: 1, after: "not a cursor"',
        'first: 1, after: "zzzz"',
        'first: 1, after: "游标"',
        'first: 1, after: "\\u0000"',
    ],
)
async def test_bounds_and_cursors_that_are_refused(county: Asker, arguments: str) -> None:
    answer = await county.answer(f"{{ meetings({arguments}) {{ nodes {{ id }} }} }}")
    assert answer.codes == ["BAD_USER_INPUT"]


async def test_what_is_wrong_is_told_in_both_languages(county: Asker) -> None:
    (error,) = (await county.answer("{ meetings(first: 0) { nodes { id } } }")).errors
    assert coded(error, Locale.EN).message == "`first` and `last` take 1 to 1000."
    assert coded(error, Locale.ZH_CN).message == "`first` 与 `last` 取值为 1 至 1000。"


async def test_no_bounds_are_the_first_twenty(county: Asker) -> None:
    data = await county.ask(
        "{ a: events { nodes { id } } b: events(first: null, after: null) { nodes { id } }"
        " c: events(first: 20) { nodes { id } } }"
    )
    assert len(data["a"]["nodes"]) == 20
    assert data["a"] == data["b"] == data["c"]


KEY = "00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize(
    "values",
    [
        [],
        ["1"],
        ["1", KEY, KEY],
        ["2026-01-01", KEY],  # of an order by day
        ["one", KEY],
        ["1", "no uuid"],
        [str(2**63), KEY],
        [str(-(2**70)), KEY],
        ["1; DROP TABLE event", KEY],
    ],
)
async def test_cursors_made_by_others(county: Asker, values: list[str]) -> None:
    query = "query ($after: String) { events(after: $after) { nodes { id } } }"
    answer = await county.answer(query, {"after": encode_cursor("Event:POSITION", values)})
    assert answer.codes == ["BAD_USER_INPUT"]


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("events", "meetings"),
        ("leaves", "meetings"),  # whose cursors hold a day and an id too
        ("organisations", "grids"),  # in an order of the same name
    ],
)
async def test_a_cursor_of_another_list(county: Asker, name: str, origin: str) -> None:
    other = await county.ask(f"{{ {origin}(first: 1) {{ pageInfo {{ endCursor }} }} }}")
    cursor = other[origin]["pageInfo"]["endCursor"]
    answer = await county.answer(f'{{ {name}(after: "{cursor}") {{ nodes {{ id }} }} }}')
    assert answer.codes == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("value", [str(2**63 - 1), str(-(2**63)), "0"])
async def test_a_cursor_beyond_every_row(county: Asker, value: str) -> None:
    query = "query ($after: String) { events(after: $after, first: 1) { nodes { id } } }"
    data = await county.ask(query, {"after": encode_cursor("Event:POSITION", [value, KEY])})
    assert len(data["events"]["nodes"]) == (0 if int(value) > 0 else 1)


@pytest.mark.parametrize("first", [1, 4, 5, 20])
@pytest.mark.parametrize("level", [1, 2, 5, 21, 2**31 - 1])
async def test_a_number_in_a_filter_and_the_size_of_a_page_do_not_mix(
    county: Asker, tables: Tables, first: int, level: int
) -> None:
    data = await county.ask(
        f"{{ grids(first: {first}, where: {{level: {{eq: {level}}}}}) {{ totalCount nodes {{ level }} }} }}"
    )
    count = await tables.fetchval(
        "SELECT count(*) FROM read_model.grid WHERE tenant_id = $1 AND level = $2::integer", TENANT, level
    )
    assert data["grids"]["totalCount"] == count
    assert data["grids"]["nodes"] == [{"level": level}] * min(first, count)


def test_some_filter_of_every_list() -> None:
    assert FILTERS.keys() == root_lists().keys()
