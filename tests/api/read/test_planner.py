"""The planner answers like the resolvers: any document, any reader, errors and their places included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphql_api.errors import coded
from graphql_api.limits import Limits
from graphql_api.messages import Locale
from graphql_api.schema import Schema, make_schema, schema
from tests.api.read.county import Answer, Asker
from tests.api.read.documents import Known, documents

ROOMY = Limits(aliases=10_000, directives=10_000, fragments=1_000)  # for documents that are made by chance
PLANNING, LOADING = make_schema(ROOMY), make_schema(ROOMY, planned=False)
# Where a field fails that must not be null, the engine stops those beside it, and leaves their resolvers unawaited.
pytestmark = [
    pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
WHO = [
    "county",
    "township",
    "branch",
    "member",
    "operator",
    "inspector of a township",
    "grid worker",
    "program for figures",
    "program for the audit",
    "program for events",
]
VARIABLES = {"yes": True, "no": False, "size": 3, "cursor": None, "day": "2026-01-10"}


@pytest.fixture
def graphql() -> Schema:
    return schema()


def errors_of(answer: Answer) -> Counter[tuple[str, str, str]]:
    """What is said of each error, and of which place."""
    told = [(coded(error, Locale.EN), error.path) for error in answer.errors]
    return Counter((one.message, one.code.value, repr(path)) for one, path in told)


@pytest_asyncio.fixture(loop_scope="session")
async def known(county: Asker) -> Known:
    """Values of real rows."""
    lists = ("organisations", "grids", "members", "meetings", "leaves", "scoreAccounts", "events")
    fields = " ".join(
        f"{name}(first: 3) {{ nodes {{ id __typename position }} pageInfo {{ startCursor endCursor }} }}"
        for name in lists
    )
    data = await county.ask(f"{{ {fields} meetings2: meetings(first: 5) {{ nodes {{ heldOn }} }} }}")
    ids: dict[str, list[str]] = {}
    for name in lists:
        for node in data[name]["nodes"]:
            ids.setdefault(node["__typename"], []).append(node["id"])
    return Known(
        ids=ids,
        cursors=[cursor for name in lists for cursor in data[name]["pageInfo"].values() if cursor],
        days=sorted({node["heldOn"] for node in data["meetings2"]["nodes"]}),
        texts=["430281", "430281100", "meeting.planned", "member", "文", "2026-01", "镇"],
        positions=[node["position"] for name in lists for node in data[name]["nodes"]],
    )


async def answers_are_equal(one: Asker, document: str) -> None:
    planned = await replace(one, schema=PLANNING).answer(document, VARIABLES)
    loaded = await replace(one, schema=LOADING).answer(document, VARIABLES)
    assert planned.data == loaded.data
    if (
        planned.data is None
    ):  # the engine then stops fields that are still at work, and their errors are not told
        assert errors_of(planned) <= errors_of(loaded) or errors_of(loaded) <= errors_of(planned)
        return
    assert errors_of(planned) == errors_of(loaded)
    if not planned.errors:  # else it depends on what was read before the first failed
        assert planned.extensions == loaded.extensions
        assert planned.marks == loaded.marks  # so what is recorded of who read whose data is the same


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
async def test_planned_and_loaded_answers_are_equal(
    asker: Callable[..., Asker], known: Known, data: st.DataObject
) -> None:
    one = asker(data.draw(st.sampled_from(WHO)))
    await answers_are_equal(one, data.draw(documents(known)))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
async def test_they_are_equal_as_of_an_earlier_time(
    asker: Callable[..., Asker], known: Known, data: st.DataObject
) -> None:
    one = asker(data.draw(st.sampled_from(WHO)))
    await answers_are_equal(one, data.draw(documents(known, as_of=True)))


@pytest.mark.parametrize(
    ("field", "around"),
    [
        ("totalCount", "%s"),
        ("nodes { id }", "%s"),
        ("kind", "nodes { %s }"),
        ("cursor", "edges { %s }"),
        ("hasNextPage", "pageInfo { %s }"),
    ],
)
async def test_an_object_may_have_more_fields_than_a_function_takes_arguments(
    asker: Callable[..., Asker], field: str, around: str
) -> None:
    selected = around % " ".join(f"a{number}: {field}" for number in range(60))
    document = f"{{ meetings(first: 1) {{ {selected} }} }}"
    assert (await replace(asker("county"), schema=PLANNING).answer(document)).errors == []
    await answers_are_equal(asker("county"), document)


async def test_what_is_kept_of_one_caller_tells_another_nothing(asker: Callable[..., Asker]) -> None:
    document = """
    query ($size: Int, $day: Date) {
      organisations(first: $size) { nodes { id name } }
      members(first: 5) { nodes { displayName kind } totalCount }
      meetings(first: $size, where: {heldOn: {gte: $day}}) { nodes { id attendance(first: $size) { totalCount } } }
    }
    """
    for who in [*WHO, *reversed(WHO)]:
        await answers_are_equal(asker(who), document)
