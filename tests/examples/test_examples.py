"""Each example holds a meeting on a real server: twice with one key is once, and what goes wrong is told."""

from __future__ import annotations

import json

import pytest

from application.actor import Role
from tests.api.client import key_of
from tests.examples.bad_line import bad_line
from tests.examples.conftest import Desk
from tests.examples.programs import run

pytestmark = pytest.mark.parametrize("example", ["typescript", "python"])


async def test_a_meeting_is_held_once_however_often_it_is_run(example: str, desk: Desk) -> None:
    first = await run(example, desk.url, "party-day", desk.token)
    assert first.returncode == 0, first.stderr
    figures = json.loads(first.stdout)
    members = len(desk.county.members)
    assert figures == {
        "organisation": {"name": "王坊村党支部"},
        "meetingsHeld": 1,
        "expected": members,
        "present": members - 1,
        "absent": 1,
        "unexcused": 0,
        "attendanceRate": figures["attendanceRate"],
    }
    head = await desk.api.head()
    again = await run(example, desk.url, "party-day", desk.token)
    assert (again.returncode, again.stdout) == (0, first.stdout)
    assert await desk.api.head() == head


async def test_answers_that_are_lost_are_asked_for_again(example: str, desk: Desk) -> None:
    async with bad_line(desk.url) as url:
        ended = await run(example, url, "party-day", desk.token)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["meetingsHeld"] == 1


async def test_a_refusal_is_told_by_its_code(example: str, desk: Desk) -> None:
    committee = desk.api.token(Role.TOWNSHIP_SECRETARY, place=key_of(desk.county.township))
    head = await desk.api.head()
    refused = await run(example, desk.url, "party-day", committee)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("WRONG_KIND organisationId: "), refused.stderr
    assert await desk.api.head() == head


async def test_a_bad_token_is_told_by_its_code(example: str, desk: Desk) -> None:
    refused = await run(example, desk.url, "party-day", "nonsense")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("UNAUTHENTICATED: ")
