"""Rights cost nothing where they leave nothing open: what is the same for a shape of callers is decided before."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from application.actor import Actor, Role
from graphql_api.documents import Documents
from graphql_api.limits import Limits
from graphql_api.plan.plans import Plans
from graphql_api.read.caller import CallerScope
from graphql_api.schema import Schema

FIGURES = "present late absent lateEntries pointsAwarded attendanceRate { value }"
ROLLUPS = f"{{ rollups(first: 5) {{ nodes {{ {FIGURES} entries(first: 2) {{ nodes {{ {FIGURES} }} }} }} }} }}"
MEETINGS = (
    "{ meetings(first: 5) { nodes { provenance { field } counts { present observers }"
    " history { totalCount } } } }"
)
ORGANISATIONS = (
    "{ organisations(first: 5) { nodes { name memberCount fullMemberCount provenance { field } } } }"
)
EVERYWHERE = [Actor("a", role) for role in (Role.COUNTY_SECRETARY, Role.INSPECTOR)]
SECRETARIES = [Actor("a", role, uuid4()) for role in (Role.TOWNSHIP_SECRETARY, Role.BRANCH_SECRETARY)]
PLANNING = Schema(Limits(), Plans())


def statement(document: str, actor: Actor) -> str:
    """The text that a caller's query comes to."""
    queries = PLANNING.execution._queries
    assert queries is not None
    checked = Documents(Limits()).get(document, PLANNING._schema)
    query = queries.ready(checked, checked.operation(None), {})
    assert query is not None
    return query.asked.written(CallerScope("county", actor))[0]


@pytest.mark.parametrize("document", [ROLLUPS, MEETINGS, ORGANISATIONS])
def test_who_sees_the_whole_county_has_no_condition_but_that(document: str) -> None:
    texts = {statement(document, actor) for actor in EVERYWHERE}
    assert len(texts) == 1
    (text,) = texts
    assert "CASE WHEN (" not in text  # as before a field that may be withheld
    assert "org_path >=" not in text
    assert "BETWEEN" not in text


@pytest.mark.parametrize("document", [ROLLUPS, MEETINGS])
def test_who_sees_all_of_a_subtree_has_its_range_alone(document: str) -> None:
    texts = {statement(document, actor) for actor in SECRETARIES}
    assert len(texts) == 1
    (text,) = texts
    assert "CASE WHEN (" not in text  # as before a field that may be withheld
    assert "BETWEEN" not in text
    assert "org_path >=" in text


def test_others_have_one_text_for_all_of_their_shape() -> None:
    member = Actor("a", Role.MEMBER, None, uuid4())
    for document in (ROLLUPS, MEETINGS, ORGANISATIONS):
        text = statement(document, member)
        assert text == statement(document, replace(member, account_id="b", member_id=uuid4()))
        assert str(member.member_id) not in text
    assert "BETWEEN 1 AND" in statement(ROLLUPS, member)
    assert "CASE WHEN (" in statement(ORGANISATIONS, member)
    narrow = Actor("a", Role.MEMBER, None, uuid4(), scopes=frozenset(["structure:read"]))
    assert statement(ORGANISATIONS, narrow) != statement(ORGANISATIONS, member)
