"""O02: instructors sent and recalled, and a general branch's one day a month at the centre."""

from __future__ import annotations

from tests.api.county import County, day, make
from tests.api.questions.ask import question


async def test_a_planned_day_that_nobody_used(county: County) -> None:
    api = county.api
    general = await make(
        api,
        "organisationFound",
        "organisation",
        parentId=county.township,
        kind="GENERAL_BRANCH",
        name="花炮产业党总支",
    )
    for ago in (-70, -35):
        await api.done("centerDayPlan", "organisation { id }", organisationId=general, on=day(ago))
    taken = await api.refused("centerDayPlan", organisationId=general, on=day(-35))
    assert taken == [("CENTER_DAY_TAKEN", ["on"], None)]
    await api.done("centerDayHold", "organisation { id }", organisationId=general, on=day(-70))
    answer = await api.ask(question("O02-unused-center-days"), {"before": day(0), "first": 10})
    assert answer["centerDays"]["nodes"] == [
        {"plannedOn": day(-35), "organisation": {"name": "花炮产业党总支"}}
    ]
    await api.done("centerDayHold", "organisation { id }", organisationId=general, on=day(-35))
    answer = await api.ask(question("O02-unused-center-days"), {"before": day(0), "first": 10})
    assert answer["centerDays"]["nodes"] == []


async def test_a_cancelled_day_leaves_its_month_free(county: County) -> None:
    api = county.api
    found = {"parentId": county.township, "kind": "GENERAL_BRANCH", "name": "花炮产业党总支"}
    general = await make(api, "organisationFound", "organisation", **found)
    given = {"organisationId": general, "on": day(-35)}
    await api.done("centerDayPlan", "organisation { id }", **given)
    await api.done("centerDayCancel", "organisation { id }", reason="HALL_CLOSED", **given)
    asked = {"before": day(0), "first": 10}
    assert (await api.ask(question("O02-unused-center-days"), asked))["centerDays"]["nodes"] == []
    gone = await api.refused("centerDayCancel", reason="HALL_CLOSED", **given)
    assert gone == [("NO_CENTER_DAY", ["on"], None)]
    await api.done("centerDayPlan", "organisation { id }", **given)
    await api.done("centerDayHold", "organisation { id }", **given)
    used = await api.refused("centerDayCancel", reason="HALL_CLOSED", **given)
    assert used == [("ALREADY_RECORDED", ["on"], None)]


async def test_who_was_not_qualified_is_recalled(county: County) -> None:
    api = county.api
    given = {"organisationId": county.branch, "memberId": county.elsewhere}
    await api.done("partyInstructorAssign", fromOn=day(-30), **given)
    await api.done(
        "partyInstructorRecall", "organisation { id }", on=day(-1), reason="NOT_QUALIFIED", **given
    )
    answer = await api.ask(question("O02-recalled-party-instructors"), {"first": 10})
    assert answer["partyInstructors"]["nodes"] == [
        {
            "fromOn": day(-30),
            "toOn": day(-1),
            "recallReason": "NOT_QUALIFIED",
            "member": {"displayName": "钟试"},
            "organisation": {"name": "王坊村党支部"},
        }
    ]
    twice = await api.refused("partyInstructorRecall", on=day(-1), reason="NOT_QUALIFIED", **given)
    assert twice == [("NO_PARTY_INSTRUCTOR", ["memberId"], None)]
