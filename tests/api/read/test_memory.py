"""What is remembered between requests is bounded, whatever clients send."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from uuid import UUID

import pytest

from application.actor import Actor, Role
from graphql_api.documents import KEPT_BYTES, Documents
from graphql_api.limits import Limits
from graphql_api.plan.decoders import Decoders
from graphql_api.plan.plans import Plans
from graphql_api.plan.queries import LONGEST_VARIABLES, PlannedQuery, QueryPlans
from graphql_api.read import encode_id
from graphql_api.read.caller import CallerScope
from graphql_api.schema import Schema, schema
from tests.api.read.county import Asker


@pytest.fixture
def plans() -> Plans:
    return Plans(kept_fields=20)


@pytest.fixture
def graphql(plans: Plans) -> Schema:
    return Schema(Limits(), plans)


async def test_plans_are_forgotten_before_they_are_too_many(
    asker: Callable[..., Asker], plans: Plans
) -> None:
    one = asker("county")
    for number in range(30):
        asked = await one.ask(f"{{ c{number}: county {{ name id divisionCode }} }}")
        assert asked[f"c{number}"]["name"]
        assert 3 <= plans.fields <= 20 + 3


async def test_a_plan_is_made_once_for_each_set_of_switches(
    asker: Callable[..., Asker], plans: Plans
) -> None:
    document = "query ($yes: Boolean!) { county { name id @include(if: $yes) } }"
    for _ in range(3):
        assert "id" in (await asker("county").ask(document, {"yes": True}))["county"]
        assert "id" not in (await asker("county").ask(document, {"yes": False}))["county"]
    assert plans.fields == 3


async def test_queries_are_forgotten_with_their_variables() -> None:
    strawberry_schema = schema()
    decoders = Decoders(strawberry_schema.config.name_converter.from_field)
    queries = QueryPlans(strawberry_schema._schema, decoders, Plans(), kept_fields=20)
    text = "query ($code: String!) { township(divisionCode: $code) { name id divisionCode } }"
    checked = Documents(Limits()).get(text, strawberry_schema._schema)
    operation = checked.operation(None)

    def ready(code: str) -> PlannedQuery | None:
        return queries.ready(checked, operation, {"code": code})

    first = ready("0")
    assert first is ready("0")
    for number in range(30):
        assert ready(str(number))
        assert queries.kept.size <= 20
    assert first is not ready("0")
    assert ready("0") is ready("0")
    assert ready("0" * LONGEST_VARIABLES) is not ready("0" * LONGEST_VARIABLES)


def test_what_filters_make_of_a_statement_is_counted() -> None:
    strawberry_schema = Schema(Limits(), Plans())
    queries = strawberry_schema.execution._queries
    assert queries is not None
    within = [{"within": encode_id("Organisation", UUID(int=number))} for number in range(90)]
    said = ", ".join(f'{{within: "{one["within"]}"}}' for one in within)
    county = CallerScope("county", Actor("county", Role.COUNTY_SECRETARY))
    for text, variables in (
        (f"query ($n: Int) {{ meetings(first: $n, where: {{or: [{said}]}}) {{ totalCount nodes {{ id }} }} }}", {}),
        ("query ($n: Int, $w: MeetingWhere) { meetings(first: $n, where: $w) { totalCount nodes { id } } }",
         {"w": {"or": within[:15]}}),
    ):  # fmt: skip
        checked = Documents(Limits()).get(text, strawberry_schema._schema)
        before, characters = queries.kept.size, 0
        for number in range(1, 20):
            query = queries.ready(checked, checked.operation(None), {"n": number, **variables})
            assert query is not None
            characters += len(query.asked.written(county)[0])
        assert characters / (queries.kept.size - before) < 1_000


async def test_nothing_that_is_remembered_holds_a_document(
    asker: Callable[..., Asker], graphql: Schema
) -> None:
    """Its text and tokens are many times what a plan is counted for."""
    queries = graphql.execution._queries
    assert queries is not None
    document = "{ organisations(first: 2) { nodes { name children(first: 1) { nodes { id } } } } }"
    await asker("county").ask(document)
    operation = weakref.ref(graphql.documents.get(document, graphql._schema).operation(None))
    node = weakref.ref(operation().selection_set.selections[0])  # type: ignore[union-attr]
    assert len(queries.kept) == 1
    graphql.documents = Documents(Limits())
    gc.collect()
    assert operation() is None
    assert node() is None
    assert (len(queries.kept), queries.kept.size) == (0, 0)


def test_documents_are_kept_up_to_a_length_of_all_together() -> None:
    documents = Documents(Limits())
    filler = "#" * 16_000
    texts = [f"{{ county {{ name }} }} # {number} {filler}" for number in range(2 * KEPT_BYTES // 16_000)]
    first = documents.get(texts[0], schema()._schema)
    for text in texts[1:]:
        documents.get(text, schema()._schema)
    assert documents.get(texts[-1], schema()._schema) is documents.get(texts[-1], schema()._schema)
    assert documents.get(texts[0], schema()._schema) is not first
