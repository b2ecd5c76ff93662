"""Of what is done in the grids, and of projects and tasks: bad input is refused by its code, and nothing is written."""

from __future__ import annotations

from typing import Any

import pytest

from graphql_api.mutations.given import NOBODY
from graphql_api.read import encode_id
from tests.api import accepted_grids as grids
from tests.api import accepted_projects as projects
from tests.api.accepted import INPUTS, Scene
from tests.api.county import County, day

# Mutation, what is changed of an input that would be accepted, and the refusal: code, field, index.
Refusal = tuple[str, list[str] | None, int | None]
CASES: list[tuple[str, dict[str, Any], Refusal]] = [
    ("householdsRegister", {"numbers": [0]}, ("INVALID_VALUE", ["numbers"], 0)),
    ("householdsRegister", {"numbers": [7, 7]}, ("NAMED_TWICE", ["numbers"], 1)),
    ("householdsRegister", {"numbers": []}, ("INVALID_VALUE", ["numbers"], None)),
    ("householdsRegister", {"numbers": list(range(1, 1002))}, ("TOO_MANY", ["numbers"], None)),
    ("householdsRegister", {"fromOn": day(-300)}, ("NOT_COVERED_HERE", ["organisationId"], None)),
    ("householdMove", {"fromOn": day(-50)}, ("INVALID_DATES", ["fromOn"], None)),
    ("householdEnd", {"reason": None}, ("REASON_REQUIRED", ["reason"], None)),
    ("householdEnd", {"on": day(-51)}, ("INVALID_DATES", ["on"], None)),
    ("visitsRecord", {"on": day(1)}, ("IN_THE_FUTURE", ["on"], None)),
    ("visitsRecord", {"on": day(-51)}, ("NOT_IN_GRID", ["householdIds"], 0)),
    ("visitsRecord", {"householdIds": []}, ("INVALID_VALUE", ["householdIds"], None)),
    ("visitsRecord", {"householdIds": ["no id"]}, ("NOT_FOUND", ["householdIds"], 0)),
    ("issueRaise", {"on": day(1)}, ("IN_THE_FUTURE", ["on"], None)),
    ("issueRaise", {"gridId": "no id"}, ("NOT_FOUND", ["gridId"], None)),
    ("issueAssign", {"dueOn": day(-4)}, ("INVALID_DATES", ["dueOn"], None)),
    ("issueClose", {"evidence": "no id"}, ("NOT_FOUND", ["evidence"], None)),
    ("issueClose", {"evidence": encode_id("Meeting", NOBODY)}, ("NOT_FOUND", ["evidence"], None)),
    ("taskClose", {"evidence": encode_id("Meeting", NOBODY)}, ("NOT_FOUND", ["evidence"], None)),
    ("issueClose", {"on": day(-4)}, ("INVALID_DATES", ["on"], None)),
    ("issueReopen", {"reason": None}, ("REASON_REQUIRED", ["reason"], None)),
    ("issueReopen", {"on": day(-2)}, ("INVALID_DATES", ["on"], None)),
    ("projectPropose", {"code": "修路"}, ("INVALID_VALUE", ["code"], None)),
    ("projectApprove", {"on": day(-10)}, ("INVALID_DATES", ["on"], None)),
    ("projectFile", {"on": day(-6)}, ("INVALID_DATES", ["on"], None)),
    ("taskPublish", {"dueOn": day(-4)}, ("INVALID_DATES", ["dueOn"], None)),
    ("taskClose", {"on": day(1)}, ("IN_THE_FUTURE", ["on"], None)),
    ("taskReopen", {"reason": None}, ("REASON_REQUIRED", ["reason"], None)),
]


def test_every_one_of_these_mutations_is_tried() -> None:
    assert {mutation for mutation, _, _ in CASES} == grids.GRID_WORK.keys() | projects.PROJECTS.keys()


@pytest.mark.parametrize(("mutation", "changed", "refusal"), CASES)
async def test_bad_input(county: County, mutation: str, changed: dict[str, Any], refusal: Refusal) -> None:
    scene = await Scene.at_the_branch(county)
    given = await INPUTS[mutation](scene)
    assert await county.api.refused(mutation, **{**given, **changed}) == [refusal]


async def test_who_owns_it_does_not_close_it(county: County) -> None:
    """Neither as the one who checked, nor by saying that another did; and what is nobody's is not closed."""
    scene = await Scene.at_the_branch(county)
    issue, task = await grids.close(scene), await projects.close(scene)
    for mutation, given in (("issueClose", issue), ("taskClose", task)):
        told = await county.api.refused(mutation, **{**given, "checkerId": scene.member})
        assert told == [("OWNER_CHECKS", ["checkerId"], None)]
    nobodys = await grids.raised(scene)
    assert await county.api.refused("issueClose", **{**issue, "issueId": nobodys}) == [
        ("NO_OWNER", None, None)
    ]


async def test_steps_in_their_order(county: County) -> None:
    scene = await Scene.at_the_branch(county)
    project = await projects.proposed(scene)
    given = {"projectId": project, "on": day(0)}
    told = await county.api.refused("projectFile", **given, filedWith=county.committee)
    assert told == [("WRONG_STEP", ["projectId"], None)]
    told = await county.api.refused("projectApprove", **given, approvedBy=county.branch)
    assert told == [("NOT_ABOVE", ["approvedBy"], None)]
