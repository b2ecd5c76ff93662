"""O08: 300 yuan a member, and inspections whose findings are put right."""

from __future__ import annotations

from tests.api.county import TODAY, County, day, make
from tests.api.events import event_of
from tests.api.questions.ask import question

YEAR = TODAY.year


async def test_a_branch_with_less_than_300_yuan_a_member(county: County) -> None:
    api = county.api
    given = {"organisationId": county.branch, "year": YEAR, "countedOn": day(0)}
    other = {**given, "organisationId": county.other_branch}
    await make(api, "fundsAllocate", "funds", amountFen=300_00, **other)
    await make(api, "fundsAllocate", "funds", amountFen=800_00, **given)
    asked = {"year": YEAR, "first": 10}
    answer = await api.ask(question("O08-underfunded"), asked)
    assert answer["funds"]["nodes"] == [
        {
            "organisation": {"name": "王坊村党支部"},
            "allocatedFen": 800_00,
            "countedOn": day(0),
            "members": 3,
            "requiredFen": 900_00,
            "shortfallFen": 100_00,
        }
    ]
    short = "{ findings(where: { kind: { eq: FUNDS_SHORT } }) { nodes { measured allowed } } }"
    assert (await api.ask(short))["findings"]["nodes"] == [{"measured": 800_00, "allowed": 900_00}]
    await make(api, "fundsAllocate", "funds", amountFen=100_00, **given)
    assert (await api.ask(question("O08-underfunded"), asked))["funds"]["nodes"] == []
    assert (await api.ask(short))["findings"]["nodes"] == []


async def test_an_allocation_taken_back(county: County) -> None:
    """What it said is missing again; once, and no other branch's."""
    api = county.api
    given = {"organisationId": county.branch, "year": YEAR}
    funds = await make(api, "fundsAllocate", "funds", amountFen=900_00, countedOn=day(0), **given)
    allocation = await event_of(api, funds, "funds.allocated")
    back = {**given, "allocation": allocation, "reason": "WRONG_BRANCH"}
    elsewhere = {**back, "organisationId": county.other_branch}
    assert await api.refused("fundsAllocationReverse", **elsewhere) == [("NOT_FOUND", ["allocation"], None)]
    await make(api, "fundsAllocationReverse", "funds", **back)
    answer = await api.ask(question("O08-underfunded"), {"year": YEAR, "first": 10})
    [node] = answer["funds"]["nodes"]
    assert (node["allocatedFen"], node["shortfallFen"]) == (0, 900_00)
    short = "{ findings(where: { kind: { eq: FUNDS_SHORT } }) { nodes { measured allowed } } }"
    assert (await api.ask(short))["findings"]["nodes"] == [{"measured": 0, "allowed": 900_00}]
    again = await api.refused("fundsAllocationReverse", **back)
    assert again == [("ALREADY_REVERSED", ["allocation"], None)]


async def test_sums_of_money_that_no_int_holds(county: County) -> None:
    """Planned and executed: told in full, and compared."""
    given = {"organisationId": county.branch, "year": YEAR, "countedOn": day(0), "amountFen": 1_000_000_00}
    for _ in range(22):
        await county.api.done("fundsAllocate", "position", **given)
    await make(county.api, "fundsAllocate", "funds", **given)
    listed = "funds(where: {shortfallFen: {lt: 3000000000}}) { nodes { allocatedFen } }"
    for asked in (f"{{ {listed} }}", f"{{ __typename {listed} }}"):
        answer = await county.api.ask(asked)
        assert answer["funds"]["nodes"] == [{"allocatedFen": 2_300_000_000}]


async def test_who_came_before_the_day_of_counting_is_counted_when_it_is_known(county: County) -> None:
    """A transfer entered late brings a member whom nobody counted: the branch turns out to have too little."""
    api = county.api
    given = {"organisationId": county.branch, "year": YEAR, "countedOn": day(-1)}
    await make(api, "fundsAllocate", "funds", amountFen=900_00, **given)
    await api.done(
        "memberTransfer",
        "member { id }",
        memberId=county.elsewhere,
        toBranchId=county.branch,
        fromOn=day(-2),
    )
    answer = await api.ask(question("O08-underfunded"), {"year": YEAR, "first": 10})
    [funds] = answer["funds"]["nodes"]
    assert (funds["members"], funds["shortfallFen"]) == (4, 300_00)


async def test_findings_that_are_past_due(county: County) -> None:
    api = county.api
    supervisory_inspection = await make(
        api,
        "supervisoryInspectionRecord",
        "supervisoryInspection",
        organisationId=county.branch,
        inspectorId=county.township,
        heldOn=day(-40),
        topic="MEETINGS",
    )
    for matter, due in (("MINUTES_INCOMPLETE", day(-10)), ("ROSTER_MISSING", day(10))):
        given = {"supervisoryInspectionId": supervisory_inspection, "matter": matter, "dueOn": due}
        shown = "supervisoryInspection { id }"
        await api.done("supervisoryInspectionFindingRaise", shown, occurredAt=day(-40), **given)
    asked = {"before": day(0), "first": 10}
    answer = await api.ask(question("O08-overdue-rectifications"), asked)
    assert answer["supervisoryInspectionFindings"]["nodes"] == [
        {
            "matter": "MINUTES_INCOMPLETE",
            "raisedOn": day(-40),
            "dueOn": day(-10),
            "organisation": {"name": "王坊村党支部"},
            "supervisoryInspection": {"inspector": {"name": "王坊镇党委"}},
        }
    ]
    order = "where: { isOpen: true }, orderBy: { field: RAISED_ON }"
    findings = await api.ask(f"{{ supervisoryInspectionFindings({order}) {{ nodes {{ findingId }} }} }}")
    first = findings["supervisoryInspectionFindings"]["nodes"][0]["findingId"]
    rectified = await api.done(
        "supervisoryInspectionFindingRectify",
        "supervisoryInspection { findingCount openFindingCount }",
        supervisoryInspectionId=supervisory_inspection,
        finding=first,
        on=day(0),
        evidence=await event_of(api, supervisory_inspection, "supervisory-inspection.recorded"),
    )
    assert rectified["supervisoryInspection"] == {"findingCount": 2, "openFindingCount": 1}
    assert (await api.ask(question("O08-overdue-rectifications"), asked))["supervisoryInspectionFindings"][
        "nodes"
    ] == []


async def test_nobody_inspects_oneself(county: County) -> None:
    for inspector in (county.branch, county.group):
        refused = await county.api.refused(
            "supervisoryInspectionRecord", organisationId=county.branch, inspectorId=inspector, heldOn=day(-1)
        )
        assert refused == [("SELF_INSPECTION", ["inspectorId"], None)]
