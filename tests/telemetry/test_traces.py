"""Traces: a request leads to its plan and statement, or to its command and append; none tells what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from event_store.telemetry import span, watched
from gridledger.telemetry.traces import Traces
from tests.api.client import Api
from tests.api.county import County, day

NAME = "不该出现的名字"


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    """What is traced meanwhile."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    with watched(tracer=Traces(provider.get_tracer("tests"))):
        yield exporter
    provider.shutdown()


def below(spans: InMemorySpanExporter, top: ReadableSpan) -> list[str]:
    """The way from a span down, by the first that began in each."""
    assert top.context is not None
    inside = [
        one for one in spans.get_finished_spans() if one.parent and one.parent.span_id == top.context.span_id
    ]
    names = sorted(one.name for one in inside)
    return names + [name for one in inside for name in below(spans, one)]


def requests(spans: InMemorySpanExporter, request_id: str) -> ReadableSpan:
    """The span of a request."""
    (found,) = [
        one
        for one in spans.get_finished_spans()
        if one.name == "request" and facts(one)["gridledger.request_id"] == request_id
    ]
    return found


def facts(one: ReadableSpan) -> Mapping[str, Any]:
    """What a span says."""
    return one.attributes or {}


async def test_a_query_leads_to_its_plan_and_its_statement(
    county: County, spans: InMemorySpanExporter
) -> None:
    await county.api.post("{ county { name } }", X_Request_Id="asked")
    top = requests(spans, "asked")
    assert {"plan", "statement"} <= set(below(spans, top))
    assert facts(top)["gridledger.kind"] == "query"
    assert facts(top)["gridledger.outcome"] == "ok"
    assert facts(top)["gridledger.position"] > 0


async def test_a_mutation_leads_to_its_command_and_its_append(
    county: County, spans: InMemorySpanExporter
) -> None:
    mutation = "mutation ($input: MeetingPlanInput!) { meetingPlan(input: $input) { position } }"
    given = {
        "organisationId": county.branch,
        "kind": "GENERAL_MEETING",
        "heldOn": day(1),
        "idempotencyKey": "one",
    }
    answer = (await county.api.post(mutation, {"input": given}, X_Request_Id="told")).json()
    top = requests(spans, "told")
    way = below(spans, top)
    assert way.index("command") < way.index("append")
    (command,) = [one for one in spans.get_finished_spans() if one.name == "command"]
    assert facts(command)["gridledger.type"] == "PlanMeeting"
    assert facts(command)["gridledger.position"] == answer["data"]["meetingPlan"]["position"]


async def test_a_batch_of_the_projector_is_traced_with_its_position(
    county: County, spans: InMemorySpanExporter
) -> None:
    await county.meeting()
    head = await county.api.head()
    await county.api.ask(f"query @readAfter(position: {head}) {{ county {{ name }} }}")
    batches = [one for one in spans.get_finished_spans() if one.name == "projector batch"]
    assert max(facts(one)["gridledger.position"] for one in batches) == head


async def test_spans_hold_ids_and_numbers_and_nothing_that_was_said(
    county: County, spans: InMemorySpanExporter
) -> None:
    register = {"branchId": county.branch, "displayName": NAME, "kind": "FULL", "joinedOn": day(-10)}
    await county.api.do("memberRegister", **register)
    await county.api.post(f'{{ members(where: {{ name: {{ eq: "{NAME}" }} }}) {{ nodes {{ id }} }} }}')
    await county.api.post(f"{{ {'x' * 20} }} # {NAME}")
    told = "".join(one.to_json() for one in spans.get_finished_spans())
    assert "request" in told
    for said in (NAME, NAME.encode("unicode-escape").decode(), "displayName", "SELECT", "nodes", "xxxx"):
        assert said not in told


async def test_statements_are_traced_inside_another_span_only(
    county: County, spans: InMemorySpanExporter
) -> None:
    await county.meeting()
    tops = {one.name for one in spans.get_finished_spans() if one.parent is None}
    assert tops == {"request", "projector batch"}


async def test_of_an_error_only_its_type_is_kept(api: Api, spans: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match=NAME), span("work"):
        raise ValueError(NAME)
    (one,) = spans.get_finished_spans()
    assert one.status.status_code is StatusCode.ERROR
    assert one.status.description == "ValueError"
    assert one.events == ()
