"""Of procedures and cases: bad input is refused by its code, and nothing is written."""

from __future__ import annotations

from typing import Any

import pytest

from graphql_api.mutations.given import NOBODY
from graphql_api.read import encode_id
from tests.api import accepted_procedures as procedures
from tests.api.accepted import Scene
from tests.api.county import County, day
from tests.support.procedures import LOOP

Refusal = tuple[str, list[str] | None, int | None]
# Mutation, what is changed of an input that would be accepted, and the refusal: code, field, index.
CASES: list[tuple[str, dict[str, Any], Refusal]] = [
    ("procedureRelease", {"text": "no procedure"}, ("PROCEDURE_FAULT", ["text"], None)),
    (
        "procedureRelease",
        {"text": LOOP.replace('["ask"]', '["act"]')},
        ("PROCEDURE_FAULT", ["text"], None),
    ),
    ("procedureRelease", {"on": day(1)}, ("IN_THE_FUTURE", ["on"], None)),
    ("procedureRelease", {"releasedBy": "no id"}, ("NOT_FOUND", ["releasedBy"], None)),
    ("procedureCaseStart", {"version": "2"}, ("NOT_FOUND", ["version"], None)),
    ("procedureCaseStart", {"procedure": "\x00"}, ("NOT_FOUND", ["version"], None)),
    ("procedureCaseStart", {"on": day(1)}, ("IN_THE_FUTURE", ["on"], None)),
    ("procedureCaseStart", {"on": day(-31)}, ("INVALID_DATES", ["on"], None)),
    ("procedureCaseStart", {"groupIds": ["no id"]}, ("NOT_FOUND", ["groupIds"], 0)),
    ("procedureCaseStart", {"organisationId": "no id"}, ("NOT_FOUND", ["organisationId"], None)),
    ("procedureStepRecord", {"caseId": "no id"}, ("NOT_FOUND", ["caseId"], None)),
    (
        "procedureStepRecord",
        {"caseId": encode_id("ProcedureCase", NOBODY)},
        ("NOT_FOUND", ["caseId"], None),
    ),
    ("procedureStepRecord", {"step": "filing"}, ("NOT_FOUND", ["step"], None)),
    ("procedureStepRecord", {"groupId": None}, ("NOT_FOUND", ["groupId"], None)),
    ("procedureStepRecord", {"on": day(1)}, ("IN_THE_FUTURE", ["on"], None)),
    ("procedureStepRecord", {"on": day(-10)}, ("INVALID_DATES", ["on"], None)),
    ("procedureStepRecord", {"evidence": ["照片"]}, ("INVALID_VALUE", ["evidence"], None)),
    ("procedureStepRecord", {"evidence": ["TEXT"] * 21}, ("TOO_MANY", ["evidence"], None)),
    ("procedureStepRecord", {"documentId": "no id"}, ("NOT_FOUND", ["documentId"], None)),
    ("procedureStepWithdraw", {"reason": None}, ("REASON_REQUIRED", ["reason"], None)),
    ("procedureStepWithdraw", {"step": "ask", "groupId": None}, ("NOTHING_RECORDED", ["step"], None)),
    ("procedureCaseClose", {"on": day(-8)}, ("INVALID_DATES", ["on"], None)),
    ("procedureCaseClose", {"on": day(1)}, ("IN_THE_FUTURE", ["on"], None)),
]


@pytest.mark.parametrize(("mutation", "changed", "refusal"), CASES)
async def test_bad_input_is_refused(
    county: County, mutation: str, changed: dict[str, Any], refusal: Refusal
) -> None:
    given = await procedures.PROCEDURES[mutation](Scene(county, county.members[0]))
    assert await county.api.refused(mutation, **{**given, **changed}) == [refusal]


async def test_a_version_never_changes_and_the_same_again_is_no_event(county: County) -> None:
    given = await procedures.release(Scene(county, county.members[0]))
    first = await county.api.done("procedureRelease", "procedureVersion { id isSuperseded }", **given)
    head = await county.api.head()
    again = await county.api.done("procedureRelease", "procedureVersion { id isSuperseded }", **given)
    assert again["procedureVersion"] == first["procedureVersion"]
    assert await county.api.head() == head
    given["text"] = given["text"].replace("within_days = 2", "within_days = 3")
    assert await county.api.refused("procedureRelease", **given) == [("VERSION_DIFFERS", ["text"], None)]
