"""Planned mutations answer like those that the engine executes: any document, any variables, any caller."""

from __future__ import annotations

from typing import Any, Never

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from event_store.room import Room
from graphql_api.errors import ErrorCode, coded
from graphql_api.messages import Locale
from graphql_api.plan.execution import AnsweringContext
from gridledger.bootstrap import Ledger
from tests.api.mutations.documents import Mutation, mutations
from tests.api.mutations.twins import COUNTING, ENGINE, PLANNED, Twins

RENAME = "organisationRename"


class NoEngine(AnsweringContext):
    """Executes nothing."""

    def execute_operation(self, serially: bool | None = None) -> Never:
        raise AssertionError("left to the engine")


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
async def test_planned_mutations_answer_like_the_engine(
    twins: Twins, ledger: Ledger, data: st.DataObject
) -> None:
    actors = twins.actors
    actor = actors[data.draw(st.sampled_from(["county", "county", "county", *actors]))]
    mutation = data.draw(mutations(twins.known, f"key-{next(COUNTING)}"))
    await twins.agree(mutation, actor)
    heads = [await ledger.store.head(tenant_id) for tenant_id in (PLANNED, ENGINE)]
    assert heads[0].last_position == heads[1].last_position


def rename(twins: Twins, **changes: Any) -> dict[str, Any]:
    key = f"rename {next(COUNTING)}"
    return {
        "idempotencyKey": key,
        "organisationId": twins.known.ids["Organisation"][-1],
        "name": "王坊村党支部",
        **changes,
    }


def planned_only(twins: Twins) -> None:
    twins.places[0].schema.execution._executor = NoEngine


@pytest.mark.parametrize(
    "document",
    [
        "mutation ($input: OrganisationRenameInput!) { organisationRename(input: $input) { position } }",
        """mutation ($input: OrganisationRenameInput!, $yes: Boolean! = true) {
             a: organisationRename(input: $input) { ...F }
             b: organisationRename(input: $input) @include(if: $yes) { ...F position }
           } fragment F on OrganisationRenamePayload {
             recordedAt currentVersion userErrors { code message field index details } __typename }""",
    ],
)
async def test_commands_and_what_came_of_them_need_no_engine(twins: Twins, document: str) -> None:
    planned_only(twins)
    for changes in ({}, {"name": ""}, {"organisationId": "nothing"}, {"expectedVersion": 0}):
        variables = {"input": rename(twins, **changes)}
        answer = await twins.agree(Mutation(document, variables), twins.actors["county"])
        assert answer.data is not None


async def test_what_reads_an_object_is_left_to_the_engine(twins: Twins) -> None:
    planned_only(twins)
    document = (
        f"mutation ($i: OrganisationRenameInput!) {{ {RENAME}(input: $i) {{ organisation {{ name }} }} }}"
    )
    given = Mutation(document, {"i": rename(twins, name="")})
    answer = await twins.places[0].answer(given, twins.actors["county"], None)
    (error,) = answer.errors or []
    assert isinstance(error.original_error, AssertionError)


async def test_nothing_runs_where_any_argument_is_bad(twins: Twins, ledger: Ledger) -> None:
    document = f"""mutation ($i: OrganisationRenameInput!, $j: OrganisationRenameInput!) {{
      a: {RENAME}(input: $i) {{ position }} b: {RENAME}(input: $j) {{ position }} }}"""
    before = await ledger.store.head(PLANNED)
    variables = {"i": rename(twins), "j": {**rename(twins), "expectedVersion": "1"}}
    answer = await twins.agree(Mutation(document, variables), twins.actors["county"])
    assert answer.data is None
    assert await ledger.store.head(PLANNED) == before


async def test_a_null_that_the_engine_finds_at_its_field_undoes_nothing(twins: Twins, ledger: Ledger) -> None:
    document = f"""mutation ($i: OrganisationRenameInput!, $j: OrganisationRenameInput = {{
        idempotencyKey: "k", organisationId: "o", name: "n" }}) {{
      a: {RENAME}(input: $i) {{ position }} b: {RENAME}(input: $j) {{ position }} }}"""
    before = (await ledger.store.head(PLANNED)).last_position
    variables = {"i": rename(twins, name="新坊村党支部"), "j": None}
    answer = await twins.agree(Mutation(document, variables), twins.actors["county"])
    (error,) = answer.errors or []
    assert (answer.data, error.path) == (None, ["b"])
    assert (await ledger.store.head(PLANNED)).last_position == before + 1


async def test_after_a_fault_nothing_more_is_done(twins: Twins, ledger: Ledger) -> None:
    ledger.executor.under_way = Room("commands are under way", per_county=0, in_all=0)
    document = f"""mutation ($i: OrganisationRenameInput!) {{
      a: {RENAME}(input: $i) {{ position }} b: {RENAME}(input: $i) {{ position }} }}"""
    answer = await twins.agree(Mutation(document, {"i": rename(twins)}), twins.actors["county"])
    (error,) = answer.errors or []
    assert (answer.data, error.path) == (None, ["a"])
    assert coded(error, Locale.EN).code is ErrorCode.THROTTLED


async def test_a_plan_is_kept_for_each_set_of_switches(twins: Twins) -> None:
    kept = twins.places[0].schema.execution._mutations
    assert kept is not None
    document = f"""mutation ($i: OrganisationRenameInput!, $yes: Boolean!) {{
      {RENAME}(input: $i) {{ position recordedAt @include(if: $yes) }} }}"""
    for _ in range(3):
        for yes in (True, False):
            await twins.agree(Mutation(document, {"i": rename(twins), "yes": yes}), twins.actors["county"])
    assert kept._plans.fields == (1 + 2) + (1 + 1)  # the argument, and what is shown
