"""O13: a case runs on the version that it started with."""

from __future__ import annotations

from tests.api.county import County, day, make
from tests.api.questions.ask import question
from tests.support.procedures import guide


async def test_a_chapter_reissued_leaves_the_case_its_steps_and_gives_a_new_one_the_new(
    county: County,
) -> None:
    api = county.api
    release = {"releasedBy": county.committee, "on": day(-30)}
    chapter = {"procedure": "guide", "chapter": "admission", "on": day(-20)}
    text = guide("talk", "vote")
    old = await make(api, "procedureRelease", "procedureVersion", text=text, **release)
    begun = await make(
        api, "procedureCaseStart", "procedureCase", organisationId=county.branch, version="1", **chapter
    )
    release["on"] = day(-20)
    text = guide("talk", "notice", "vote", version="2")
    new = await make(api, "procedureRelease", "procedureVersion", text=text, **release)
    other = {"organisationId": county.other_branch, "version": "2"}
    later = await make(api, "procedureCaseStart", "procedureCase", **other, **chapter)
    variables = {"within": county.township, "first": 10}
    versions = (await api.ask(question("O13-superseded-procedure"), variables))["procedureVersions"]["nodes"]
    found = {version["id"]: version["cases"] for version in versions}
    assert new not in found
    assert found[old]["totalCount"] == 1
    (case,) = found[old]["nodes"]
    assert (case["id"], case["organisation"]["id"]) == (begun, county.branch)
    assert [step["step"] for step in case["steps"]["nodes"]] == ["talk", "vote"]
    asked = "query($id: ID!) { procedureCase(id: $id) { steps(first: 9) { nodes { step } } } }"
    steps = (await api.ask(asked, {"id": later}))["procedureCase"]["steps"]["nodes"]
    assert [step["step"] for step in steps] == ["talk", "notice", "vote"]
    await api.done("procedureStepRecord", caseId=begun, step="vote", on=day(-1))
    assert "NOT_FOUND" in str(
        await api.refused("procedureStepRecord", caseId=begun, step="notice", on=day(-1))
    )
