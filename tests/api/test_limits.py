"""Documents beyond the limits are refused, at a cost that grows with their length alone."""

from __future__ import annotations

import time
from typing import Any

import pytest
from graphql import get_introspection_query, parse
from graphql.language import FragmentDefinitionNode, OperationDefinitionNode

from graphql_api.documents import Documents
from graphql_api.errors import ApiError, ErrorCode
from graphql_api.limits import Limits, Measurer, check_limits
from graphql_api.schema import schema
from tests.api.client import Api

LIMITS = Limits()


def refused(document: str) -> str:
    """The words of the refusal."""
    with pytest.raises(ApiError) as caught:
        Documents(LIMITS).get(document, schema()._schema)
    assert caught.value.code is ErrorCode.QUERY_TOO_COMPLEX
    return caught.value.message


def fan(fragments: int) -> str:
    """Each fragment spreads the next one twice: it stands for 2^fragments fields."""
    parts = [
        f"fragment F{i} on Organisation {{ a: parent {{ ...F{i + 1} }} b: parent {{ ...F{i + 1} }} }}"
        for i in range(fragments)
    ]
    end = f"fragment F{fragments} on Organisation {{ name }}"
    return "query { county { committee { ...F0 } } } " + " ".join([*parts, end])


@pytest.mark.parametrize("fragments", [18, 99])
def test_a_fan_of_fragments_is_measured_once_a_fragment(fragments: int) -> None:
    document = parse(fan(fragments))
    definitions = document.definitions
    measurer = Measurer({d.name.value: d for d in definitions if isinstance(d, FragmentDefinitionNode)})
    operation = next(d for d in definitions if isinstance(d, OperationDefinitionNode))
    started = time.perf_counter()
    measure = measurer.measure(operation.selection_set)
    print(f"{fragments} fragments: {(time.perf_counter() - started) * 1000:.1f} ms")  # noqa: T201
    assert measurer.visited == 4 * fragments + 4
    assert measure.depth == fragments + 3
    assert measure.aliases >= min(2**fragments, 1_000_000)
    with pytest.raises(ApiError):
        check_limits(document, LIMITS)


def test_a_fan_is_refused_before_any_rule_expands_it() -> None:
    assert "aliases" in refused(fan(12))
    assert "depth" in refused(fan(99))


def test_a_wide_fan_without_aliases() -> None:
    """Merging fields is what costs most in the usual rules."""
    spreads = "...G " * 300
    chain = "".join(
        f" fragment {name} on Organisation {{ parent {{ {spreads.replace('G', below)} }} }}"
        for name, below in (("G", "H"), ("H", "I"), ("I", "J"))
    )
    assert "fields" in refused(
        "{ county { committee { ...G } } }" + chain + " fragment J on Organisation { name }"
    )


@pytest.mark.parametrize(
    "document",
    [
        "{ county { ...A } } fragment A on County { ...A }",
        "{ county { ...A } } fragment A on County { ...B } fragment B on County { ...A }",
        "{ county { name } } fragment A on County { ...B } fragment B on County { ...A }",
    ],
)
def test_fragments_in_circles_are_refused_before_validation(document: str) -> None:
    with pytest.raises(ApiError) as caught:
        Documents(LIMITS).get(document, schema()._schema)
    assert caught.value.code is ErrorCode.GRAPHQL_VALIDATION_FAILED


def test_unknown_fragments_are_left_to_validation() -> None:
    assert Documents(LIMITS).get("{ county { ...Nothing } }", schema()._schema).errors


@pytest.mark.parametrize(
    ("document", "limit"),
    [
        ("{ county { committee " + "{ parent " * 20 + "{ name }" + " }" * 20 + " } }", "depth"),
        ("{ " + " ".join(f"a{i}: county {{ name }}" for i in range(31)) + " }", "root fields"),
        ("{ county { " + " ".join(f"a{i}: name" for i in range(101)) + " } }", "aliases"),
        ("{ county { name " + "@include(if: true) " * 51 + "} }", "directives"),
        ("query Q " + "@x " * 51 + "{ county { name } }", "directives"),
        ("{ county { " + "name " * 2001 + "} }", "fields"),
        ("{ county { " + "name " * 10_001 + "} }", "tokens"),
        (
            "{ county { name } } " + " ".join(f"fragment F{i} on County {{ name }}" for i in range(101)),
            "fragments",
        ),
        (" ".join(f"query Q{i} {{ county {{ name }} }}" for i in range(11)), "operations"),
        ("{ county { name } } #" + "x" * 300_000, "bytes"),
    ],
)
def test_every_limit_is_named_when_it_is_passed(document: str, limit: str) -> None:
    assert f"the limit of {limit}," in refused(document)


@pytest.mark.parametrize(
    "document",
    [
        "fragment F on Viewer { " + "a: account a: role " * 1500 + "} { viewer { account } }",
        "{ meetings { nodes { " + "organisation { name } " * 990 + "} } }",
    ],
)
def test_fields_of_one_name_are_compared_up_to_a_bound(document: str) -> None:
    started = time.process_time()
    assert Documents(LIMITS).get(document, schema()._schema).errors
    seconds = time.process_time() - started
    print(f"{seconds * 1000:.0f} ms")  # noqa: T201
    assert seconds < 1.5  # beyond the default bound, three


def test_fragments_that_nest_too_deeply_for_a_stack() -> None:
    nested = "{ parent " * 90 + "{ ...F%d }" + " }" * 90
    fragments = " ".join(f"fragment F{i} on Organisation {nested % (i + 1)}" for i in range(99))
    document = "{ county { committee { ...F0 } } } " + fragments + " fragment F99 on Organisation { name }"
    measured = parse(document)
    with pytest.raises(ApiError) as caught:
        check_limits(measured, LIMITS)
    assert caught.value.code is ErrorCode.QUERY_TOO_COMPLEX


async def test_the_answer_is_coded_and_the_server_goes_on(founded: Api) -> None:
    response = await founded.post(fan(99))
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"
    assert await founded.ask("{ county { name } }") is not None


async def test_what_tools_ask_of_the_schema_fits(founded: Api) -> None:
    query = get_introspection_query(
        specified_by_url=True, schema_description=True, input_value_deprecation=True
    )
    assert (await founded.ask(query))["__schema"]["types"]


def test_a_document_is_parsed_and_validated_once() -> None:
    documents = Documents(LIMITS)
    first = documents.get("{ county { name } }", schema()._schema)
    assert documents.get("{ county { name } }", schema()._schema) is first


async def test_wide_variables_are_refused_before_they_are_looked_at(founded: Api) -> None:
    query = "query ($where: MeetingWhere) { meetings(where: $where) { totalCount } }"
    assert await founded.ask(query, {"where": {"or": [{}] * 100}}) == {"meetings": {"totalCount": 0}}
    wide: list[Any] = [{"or": [{}] * LIMITS.variable_values}, {"id": {"in": [None] * LIMITS.variable_values}}]
    for where in wide:
        answer = (await founded.post(query, {"where": where})).json()
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["QUERY_TOO_COMPLEX"]
