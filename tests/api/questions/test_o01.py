"""O01: entities of the new sectors, and how many of them are covered."""

from __future__ import annotations

from typing import Any

from tests.api.county import County, day, make
from tests.api.questions.ask import question


async def surveyed(county: County, number: int, organisation: str | None = None) -> str:
    return await make(
        county.api,
        "entitySurvey",
        "entity",
        organisationId=organisation or county.township,
        kind="ENTERPRISE",
        name=f"第{number}花炮厂",
        surveyedOn=day(-30),
        employees=50,
        members=2,
    )


async def test_coverage_as_of_a_date_and_what_is_uncovered(county: County) -> None:
    """Of four entities one does not count, two are covered, one since yesterday."""
    api = county.api
    zone = await make(
        api,
        "organisationFound",
        "organisation",
        parentId=county.committee,
        kind="PARTY_WORK_COMMITTEE",
        name="开发区党工委",
        occurredAt=day(-60),
    )
    shell, first, second, third = [await surveyed(county, number, zone) for number in range(4)]
    await api.done("entityExclude", "entity { id }", entityId=shell, ground="EMPTY_SHELL", on=day(-20))
    for entity, on in ((first, day(-10)), (second, day(-1))):
        covered = {"entityId": entity, "branchId": county.branch, "fromOn": on}
        await api.done("entityCover", "entity { branch { id } }", **covered)
    asked: dict[str, Any] = {"organisation": zone, "first": 10}
    for on, numerator, denominator, value in (
        (day(-25), 0, 4, "0.0000"),
        (day(-5), 1, 3, "0.3333"),
        (day(0), 2, 3, "0.6667"),
    ):
        answer = await api.ask(question("O01-uncovered-entities"), {**asked, "day": on})
        coverage = {"numerator": numerator, "denominator": denominator, "value": value}
        assert answer["organisation"]["entityCoverage"] == coverage, on
    (uncovered,) = answer["newSectorEntities"]["nodes"]
    assert (uncovered["id"], answer["newSectorEntities"]["totalCount"]) == (third, 1)


async def test_a_joint_branch_has_five_units_at_most(county: County) -> None:
    api = county.api
    joint = await make(
        api,
        "organisationFound",
        "organisation",
        parentId=county.township,
        kind="PARTY_BRANCH",
        form="JOINT",
        name="联合党支部",
        occurredAt=day(-20),
    )
    entities = [await surveyed(county, number) for number in range(6)]
    for entity in entities[:5]:
        await api.done("entityCover", "entity { id }", entityId=entity, branchId=joint, fromOn=day(-2))
    sixth = {"entityId": entities[5], "branchId": joint}
    assert await api.refused("entityCover", fromOn=day(0), **sixth) == [
        ("TOO_MANY_UNITS", ["branchId"], None)
    ]
    await api.done("entityCoverageEnd", "entity { id }", entityId=entities[0], on=day(-1))
    await api.done("entityCover", "entity { id }", fromOn=day(0), **sixth)
    findings = "{ findings(first: 10, where: { kind: { eq: ENTITY_UNCOVERED } }) { nodes { objectId } } }"
    answer = await api.ask(findings)
    assert [found["objectId"] for found in answer["findings"]["nodes"]] == [entities[0]]
    ends = {"on": day(0), "approvedBy": county.township, "reason": "NO_UNITS"}
    refused = await api.refused("organisationDissolve", organisationId=joint, **ends)
    assert refused == [("UNITS_COVERED", ["organisationId"], None)]
