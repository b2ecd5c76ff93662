"""C07: the 432 loop, step by step."""

from __future__ import annotations

from typing import Any

from tests.api.county import County, day, make
from tests.api.questions.ask import question
from tests.support.procedures import ARONG_432


async def run_432(
    county: County, branch: str, groups: list[str], days: dict[str, int], **without: str
) -> str:
    """A case that begins twenty days ago, closed today; ``days`` are those of its steps, counted from today."""
    api = county.api
    given = {"procedure": "arong-432", "chapter": "activity", "version": "1", "on": day(-20)}
    case = await make(
        api, "procedureCaseStart", "procedureCase", organisationId=branch, groupIds=groups, **given
    )
    evidence = {
        "groups": ["WRITTEN_RESULT"],
        "activity": ["TEXT", "PICTURES"],
        "group-follow-up": ["WRITTEN_RESULT"],
    }
    for step, when in days.items():
        takers: list[str | None] = [*groups] if step in ("groups", "group-follow-up") and groups else [None]
        for group in takers:
            shows = [code for code in evidence.get(step, []) if code != without.get(step.replace("-", "_"))]
            taken: dict[str, Any] = {"caseId": case, "step": step, "on": day(when), "evidence": shows}
            await api.done("procedureStepRecord", **taken, groupId=group)
    await make(api, "procedureCaseClose", "procedureCase", caseId=case, on=day(0))
    return case


WHOLE = {
    "draft": -20,
    "groups": -18,  # two days after
    "plan": -17,
    "activity": -10,
    "absentees": -10,
    "group-follow-up": -4,
    "committee-follow-up": -3,  # seven days after
    "filing": -1,
}


async def test_the_loop_of_432_is_broken_where_the_text_says(county: County) -> None:
    api = county.api
    released = {"releasedBy": county.township, "on": day(-30), "text": ARONG_432}
    await make(api, "procedureRelease", "procedureVersion", **released)
    whole = await run_432(county, county.branch, [county.group], WHOLE)
    # The group answers a day late, nobody takes pictures, those away are told before, nothing is filed.
    late = {**WHOLE, "groups": -17, "absentees": -11}
    del late["filing"]
    broken = await run_432(county, county.other_branch, [], late, activity="PICTURES")
    variables = {"within": county.township, "procedure": "arong-432", "first": 10}
    cases = (await api.ask(question("C07-broken-loops"), variables))["procedureCases"]["nodes"]
    assert whole not in [case["id"] for case in cases]
    (found,) = [case for case in cases if case["id"] == broken]
    assert found["organisation"]["id"] == county.other_branch
    assert (found["stepCount"], found["takenStepCount"], found["brokenStepCount"]) == (8, 7, 4)
    told = {step["step"]: step for step in found["steps"]["nodes"]}
    assert {step: told[step]["flaws"] for step in told} == {
        "groups": ["LATE"],
        "activity": ["LACKS_EVIDENCE"],
        "absentees": ["OUT_OF_ORDER"],
        "filing": ["NOT_TAKEN"],
    }
    assert (told["groups"]["dueOn"], told["groups"]["takenOn"]) == (day(-18), day(-17))
    assert told["activity"]["lacking"] == ["PICTURES"]


async def test_a_step_that_was_recorded_wrongly_is_taken_back_and_recorded_anew(county: County) -> None:
    api = county.api
    released = {"releasedBy": county.township, "on": day(-30), "text": ARONG_432}
    await make(api, "procedureRelease", "procedureVersion", **released)
    started = {"procedure": "arong-432", "chapter": "activity", "version": "1", "on": day(-20)}
    given = {"organisationId": county.branch, "groupIds": [county.group], **started}
    case = await make(api, "procedureCaseStart", "procedureCase", **given)
    shown = "procedureCase { dueOn brokenStepCount takenStepCount }"
    payload = await api.done("procedureStepRecord", shown, caseId=case, step="draft", on=day(-20))
    assert payload["procedureCase"] == {"dueOn": day(-18), "brokenStepCount": 0, "takenStepCount": 1}
    taken = {"caseId": case, "step": "groups", "groupId": county.group, "on": day(-17)}
    payload = await api.done("procedureStepRecord", shown, evidence=["WRITTEN_RESULT"], **taken)
    assert payload["procedureCase"] == {"dueOn": None, "brokenStepCount": 1, "takenStepCount": 2}
    back = {"caseId": case, "step": "groups", "groupId": county.group, "reason": "TYPING_ERROR"}
    payload = await api.done("procedureStepWithdraw", shown, **back)
    assert payload["procedureCase"] == {"dueOn": day(-18), "brokenStepCount": 0, "takenStepCount": 1}
    taken["on"] = day(-18)
    payload = await api.done("procedureStepRecord", shown, evidence=["WRITTEN_RESULT"], **taken)
    assert payload["procedureCase"] == {"dueOn": None, "brokenStepCount": 0, "takenStepCount": 2}
