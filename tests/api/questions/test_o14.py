"""O14: tasks that are published with an owner and closed out."""

from __future__ import annotations

from tests.api.accepted_grids import EVIDENCE
from tests.api.county import County, day, make
from tests.api.questions.ask import question


async def test_of_nineteen_two_are_left_with_their_owners(county: County) -> None:
    """19 are published, all due yesterday; 17 are closed out."""
    api = county.api
    tasks = []
    for number in range(19):
        given = {"organisationId": county.branch, "code": f"PROBLEM_{number + 1}", "on": day(-30)}
        owner = county.members[number % 2]
        tasks.append(await make(api, "taskPublish", "task", ownerId=owner, dueOn=day(-1), **given))
    for number, task in enumerate(tasks[:17]):
        checker = county.members[(number + 1) % 2]
        done = {"taskId": task, "checkerId": checker, "evidence": EVIDENCE, "on": day(-2)}
        await api.done("taskClose", "task { id }", **done)
    variables = {"within": county.township, "today": day(0), "first": 10}
    branches = (await api.ask(question("O14-overdue-tasks"), variables))["organisations"]["nodes"]
    found = {branch["id"]: branch["tasks"] for branch in branches}
    assert found[county.branch]["totalCount"] == 2
    assert [(task["code"], task["owner"]["displayName"]) for task in found[county.branch]["nodes"]] == [
        ("PROBLEM_18", "易试乙"),
        ("PROBLEM_19", "文试甲"),
    ]
    assert found[county.other_branch]["totalCount"] == 0
    variables["today"] = day(-1)  # what is due that day is not past due
    branches = (await api.ask(question("O14-overdue-tasks"), variables))["organisations"]["nodes"]
    assert {branch["tasks"]["totalCount"] for branch in branches} == {0}
