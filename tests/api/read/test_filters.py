"""Every operator of every filter, compared with filtering in Python."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg
import pytest
import strawberry
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.core.findings import FindingKind
from graphql_api.read import encode_id
from graphql_api.read.filters import (
    _ENUM_FILTERS,
    _WHERE,
    DEEPEST,
    MOST_VALUES,
    DateFilter,
    FenFilter,
    Filter,
    IdFilter,
    InstantFilter,
    IntFilter,
    PositionFilter,
    TextFilter,
)
from graphql_api.scalars import instant_text
from graphql_api.types.missed import MissedInput
from graphql_api.types.rollup_enums import RollupCounter
from tests.api.read.county import TENANT, Asker, Places
from tests.api.read.declared import camel, kept_by_lists, root_lists, rows_of

if TYPE_CHECKING:
    Tables = asyncpg.Connection[asyncpg.Record]

COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, wanted: value in wanted,
    "startsWith": lambda value, wanted: value.startswith(wanted),
}
LISTS = {read_type.name: name for name, read_type in root_lists().items()}
CASES = [
    (LISTS[where.removesuffix("Where")], name, spec)
    for where, filters in _WHERE.items()
    for name, spec in filters.items()
    if spec.condition is None and where.removesuffix("Where") in LISTS
]
ids = [f"{name}-{field}" for name, field, _ in CASES]


def operators(spec: Filter) -> list[str]:
    """The operators that a filter offers, as the schema spells them."""
    definition = spec.input.__strawberry_definition__
    return [field.graphql_name or camel(field.python_name) for field in definition.fields]


def given_as(spec: Filter, value: Any) -> Any:
    """A value of the table as a client gives it."""
    if isinstance(value, UUID):
        return encode_id(spec.ids[0], value)
    if isinstance(value, datetime.datetime):
        return instant_text(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


async def rows(tables: Tables, name: str, expression: str) -> list[tuple[Any, Any]]:
    """Of every row of a list: what its cursors end with, and what a filter looks at."""
    read_type = root_lists()[name]
    order = next(iter(read_type.orders.values()))
    key = ", ".join(f"t.{column}::text" for column in (*order.columns, read_type.key))
    statement = f"SELECT ARRAY[{key}], {expression.format(t='t')} FROM {rows_of(read_type)} AS t"
    condition = f"t.tenant_id = $1 AND {kept_by_lists(read_type)}"
    return [tuple(row) for row in await tables.fetch(f"{statement} WHERE {condition}", TENANT)]


async def count(county: Asker, name: str, where: Any) -> int:
    type_name = root_lists()[name].name
    query = f"query ($where: {type_name}Where) {{ list: {name}(where: $where, first: 1) {{ totalCount }} }}"
    counted: int = (await county.ask(query, {"where": where}))["list"]["totalCount"]
    return counted


# Where this history has no row with a value: what none has.
ANY: dict[Any, Any] = {
    DateFilter: datetime.date(2026, 1, 5),
    TextFilter: "NO-1",
    IdFilter: UUID(int=1),
    **{filter_: next(iter(enum)).value for enum, filter_ in _ENUM_FILTERS.items()},
}


@pytest.mark.parametrize(("name", "field", "spec"), CASES, ids=ids)
async def test_every_operator(county: Asker, tables: Tables, name: str, field: str, spec: Filter) -> None:
    values = [value for _, value in await rows(tables, name, spec.sql)]
    known = sorted({value for value in values if value is not None}) or [ANY[spec.input]]
    samples = [known[0], known[len(known) // 2], known[-1]]
    for symbol in operators(spec):
        for sample in samples:
            wanted: Any = sample
            if symbol == "in":
                wanted = [sample, known[0]]
            if symbol == "startsWith":
                wanted = sample[: max(1, len(sample) // 2)]
            asked = [given_as(spec, w) for w in wanted] if symbol == "in" else given_as(spec, wanted)
            expected = sum(value is not None and COMPARED[symbol](value, wanted) for value in values)
            assert await count(county, name, {camel(field): {symbol: asked}}) == expected, (symbol, wanted)
            unequal = len(values) - expected
            assert await count(county, name, {"not": {camel(field): {symbol: asked}}}) == unequal, symbol


def test_every_kind_of_filter_is_compared() -> None:
    inputs = {spec.input for _, _, spec in CASES}
    assert {DateFilter, FenFilter, IdFilter, InstantFilter, IntFilter, PositionFilter, TextFilter} <= inputs
    assert {symbol for _, _, spec in CASES for symbol in operators(spec)} == COMPARED.keys()
    conditions = {
        name: spec.input for where in _WHERE.values() for name, spec in where.items() if spec.condition
    }
    days = dict.fromkeys(
        ("in_force_on", "lectured_in", "reviewed_in", "visited_since", "not_visited_since"), datetime.date
    )
    ids = dict.fromkeys(("within", "within_grid", "subject", "person"), strawberry.ID)
    yes_or_no = dict.fromkeys(
        (
            "at_home",
            "ground_fell",
            "in_pair",
            "is_broken",
            "is_closed",
            "is_complete",
            "is_covered",
            "is_excluded",
            "is_fully_minuted",
            "is_held",
            "is_in_custody",
            "is_offered",
            "is_open",
            "is_overdue",
            "is_paid",
            "is_standing",
            "is_superseded",
            "is_taken",
            "is_to_remedy",
        ),
        bool,
    )
    others = {"bore_code": str, "counter": RollupCounter, "finding": FindingKind, "missed": MissedInput}
    assert conditions == {**ids, **days, **yes_or_no, **others}


Node = dict[str, Any]
LEAF = st.one_of(
    st.builds(
        lambda symbol, level: {"level": {symbol: level}},
        st.sampled_from(["eq", "gt", "gte", "lt", "lte"]),
        st.integers(0, 6),
    ),
    st.builds(lambda text: {"divisionCode": {"startsWith": text}}, st.sampled_from(["43", "43028110", "9"])),
    st.builds(lambda text: {"divisionCode": {"in": [text]}}, st.sampled_from(["430281100", "x"])),
    st.just({}),
)


def deeper(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    both = st.lists(inner, max_size=3)
    return st.builds(
        lambda leaf, key, parts: leaf | {key: parts if key != "not" else (parts or [{}])[0]},
        LEAF,
        st.sampled_from(["and", "or", "not"]),
        both,
    )


def holds(where: Node, row: Mapping[str, Any]) -> bool:
    """What a `where` says, in Python."""
    for name, value in where.items():
        match name:
            case "and":
                held = all(holds(part, row) for part in value)
            case "or":
                held = any(holds(part, row) for part in value)
            case "not":
                held = not holds(value, row)
            case _:
                held = all(
                    row[name] is not None and COMPARED[symbol](row[name], wanted)
                    for symbol, wanted in value.items()
                )
        if not held:
            return False
    return True


def depth(where: Node) -> int:
    inner = [where["not"]] if "not" in where else [*where.get("and", []), *where.get("or", [])]
    return 1 + max(map(depth, inner), default=0)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.recursive(LEAF, deeper, max_leaves=12))
async def test_and_or_not_nested(county: Asker, tables: Tables, where: Node) -> None:
    found = await tables.fetch(
        'SELECT level, division_code AS "divisionCode" FROM read_model.grid WHERE tenant_id = $1', TENANT
    )
    if depth(where) > DEEPEST:
        query = "query ($where: GridWhere) { grids(where: $where) { totalCount } }"
        assert (await county.answer(query, {"where": where})).codes == ["BAD_USER_INPUT"]
    else:
        assert await count(county, "grids", where) == sum(holds(where, dict(row)) for row in found)


@pytest.mark.parametrize("word", ["and", "or", "not"])
async def test_how_deep_it_may_nest(county: Asker, word: str) -> None:
    def nested(levels: int) -> Node:
        if levels == 1:
            return {"level": {"gte": 1}}
        inner = nested(levels - 1)
        return {word: inner if word == "not" else [inner]}

    query = "query ($where: GridWhere) { grids(where: $where) { totalCount } }"
    assert (await county.answer(query, {"where": nested(DEEPEST)})).codes == []
    assert (await county.answer(query, {"where": nested(DEEPEST + 1)})).codes == ["BAD_USER_INPUT"]


async def test_how_much_one_may_ask_for(county: Asker) -> None:
    query = "query ($where: GridWhere) { grids(where: $where) { totalCount } }"
    many = {"divisionCode": {"in": ["x"] * MOST_VALUES}}
    assert (await county.answer(query, {"where": many})).codes == []
    many["divisionCode"]["in"].append("x")
    assert (await county.answer(query, {"where": many})).codes == ["BAD_USER_INPUT"]
    for word in ("and", "or"):
        wide: dict[str, Any] = {word: [{}] * MOST_VALUES}
        assert (await county.answer(query, {"where": wide})).codes == []
        wide[word].append({})
        assert (await county.answer(query, {"where": wide})).codes == ["BAD_USER_INPUT"]


async def test_what_is_null_asks_nothing(county: Asker) -> None:
    everything = await count(county, "grids", None)
    for where in ({}, {"level": None}, {"level": {"eq": None}}, {"and": None, "or": None, "not": None}):
        assert await count(county, "grids", where) == everything
    assert await count(county, "grids", {"and": []}) == everything
    assert await count(county, "grids", {"or": []}) == 0


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("procedureVersions", "is_superseded"),
        ("procedureCases", "is_open"),
        ("procedureCaseSteps", "is_taken"),
        ("procedureCaseSteps", "is_broken"),
    ],
)
@pytest.mark.parametrize("wanted", [True, False])
async def test_yes_or_no_about_procedures(
    county: Asker, tables: Tables, name: str, field: str, wanted: bool
) -> None:
    values = [value for _, value in await rows(tables, name, f"{{t}}.{field}")]
    assert await count(county, name, {camel(field): wanted}) == values.count(wanted)


NOWHERE = {"CalendarYear", "PolicyVersion", "ProcedureVersion"}  # of the county, at no place in it


@pytest.mark.parametrize("name", sorted(LISTS[name] for name in LISTS.keys() - NOWHERE))
async def test_within_an_organisation(county: Asker, tables: Tables, places: Places, name: str) -> None:
    paths = {
        row["organisation_id"]: row["org_path"]
        for row in await tables.fetch(
            "SELECT organisation_id, org_path FROM read_model.organisation WHERE tenant_id = $1", TENANT
        )
    }
    found = [path for _, path in await rows(tables, name, "{t}.org_path")]
    for place in (places.committee, places.township, places.branch):
        expected = sum(path.startswith(paths[place]) for path in found)
        within = encode_id("Organisation", place)
        assert await count(county, name, {"within": within}) == expected
    assert await count(county, name, {"within": encode_id("Organisation", UUID(int=1))}) == 0


async def test_events_by_subject(county: Asker, tables: Tables, places: Places) -> None:
    for type_name, subject in (("Member", places.member), ("Organisation", places.branch)):
        expected = await tables.fetchval(
            """SELECT count(*) FROM event_store.event AS e WHERE tenant_id = $1 AND (stream_id = $2
               OR EXISTS (SELECT FROM event_store.event_subject AS s WHERE s.tenant_id = e.tenant_id
                          AND s.position = e.position AND s.subject_id = $2))""",
            TENANT,
            subject,
        )
        assert expected > 0
        assert await count(county, "events", {"subject": encode_id(type_name, subject)}) == expected


async def test_an_id_of_another_type_is_a_mistake(county: Asker, places: Places) -> None:
    member = encode_id("Member", places.member)
    query = "query ($id: ID!) { meetings(where: {branch: {eq: $id}}) { totalCount } }"
    assert (await county.answer(query, {"id": member})).codes == ["BAD_USER_INPUT"]
    query = "query ($id: ID!) { meetings(where: {within: $id}) { totalCount } }"
    assert (await county.answer(query, {"id": member})).codes == ["BAD_USER_INPUT"]
