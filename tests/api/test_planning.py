"""Plans, publications, themes, exceptions and calendars as a client meets them, bad input among it."""

from __future__ import annotations

from typing import Any

import pytest

from application.actor import Role
from tests.api.client import key_of
from tests.api.county import TODAY, County, day, make
from tests.unit.domain.test_calendar import ARRANGEMENT

YEAR = TODAY.year
ARRANGED: dict[str, Any] = {
    "year": 2025,
    "holidays": [str(on) for on in ARRANGEMENT["holidays"]],
    "daysOff": [str(on) for on in ARRANGEMENT["days_off"]],
    "workdays": [str(on) for on in ARRANGEMENT["workdays"]],
    "source": ARRANGEMENT["source"],
}


async def test_the_calendar_of_2025(county: County) -> None:
    told = "calendarYear { year holidays daysOff workdays source version }"
    made = await county.api.done("calendarYearPublish", told, **ARRANGED)
    assert made["calendarYear"] == {**ARRANGED, "version": 1}
    again = await county.api.done("calendarYearPublish", told, **ARRANGED)
    assert (again["calendarYear"], again["position"]) == (made["calendarYear"], None)
    other = await county.api.done("calendarYearPublish", told, **{**ARRANGED, "workdays": []})
    assert (other["calendarYear"]["workdays"], other["calendarYear"]["version"]) == ([], 2)
    asked = (
        "query ($at: Position!) { calendarYears(first: 9, asOf: { position: $at }) { nodes { workdays } } }"
    )
    before = await county.api.ask(asked, {"at": made["position"]})
    assert before["calendarYears"]["nodes"] == [{"workdays": ARRANGED["workdays"]}]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"holidays": []}, ("INVALID_VALUE", ["holidays"], None)),
        ({"daysOff": ["2025-02-01", "2025-01-28"]}, ("NAMED_TWICE", ["daysOff"], 1)),
        ({"workdays": ["2025-01-26", "2025-01-27"]}, ("INVALID_DATES", ["workdays"], 1)),
        ({"source": " "}, ("INVALID_VALUE", ["source"], None)),
    ],
)
async def test_a_calendar_that_cannot_be(county: County, changes: Any, refusal: Any) -> None:
    assert await county.api.refused("calendarYearPublish", **{**ARRANGED, **changes}) == [refusal]


async def test_a_township_publishes_no_calendar(county: County) -> None:
    token = county.api.token(Role.TOWNSHIP_SECRETARY, place=key_of(county.township))
    payload = await county.api.do("calendarYearPublish", token=token, **ARRANGED)
    assert [error["code"] for error in payload["userErrors"]] == ["FORBIDDEN"]


async def test_a_plan_is_passed_filed_and_corrected(county: County) -> None:
    of_year = {"organisationId": county.branch, "year": YEAR}
    adopted = {**of_year, "on": day(-9), "adoptedAt": "GENERAL_MEETING"}
    meeting = await county.meeting(days=-9)
    told = (
        "annualPlan { adoptedOn meeting { id } filings(first: 9) { nodes { filedOn recipient { name } } } }"
    )
    await make(county.api, "annualPlanAdopt", "annualPlan", meetingId=meeting, **adopted)
    for recipient in (county.township, county.committee):
        filed = {**of_year, "recipientId": recipient, "on": day(-5)}
        await make(county.api, "annualPlanFile", "annualPlan", **filed)
    late = {**of_year, "recipientId": county.committee, "on": day(-1)}
    assert await county.api.refused("annualPlanFile", **late) == [("REASON_REQUIRED", ["reason"], None)]
    corrected = await county.api.done("annualPlanFile", told, **late, reason="TYPING_ERROR")
    committee = "{ county { committee { name } } }"
    name = (await county.api.ask(committee))["county"]["committee"]["name"]
    assert corrected["annualPlan"] == {
        "adoptedOn": day(-9),
        "meeting": {"id": meeting},
        "filings": {
            "nodes": [
                {"filedOn": day(-5), "recipient": {"name": "王坊镇党委"}},
                {"filedOn": day(-1), "recipient": {"name": name}},
            ]
        },
    }
    beside = {**of_year, "recipientId": county.other_branch, "on": day(-1)}
    assert await county.api.refused("annualPlanFile", **beside) == [("NOT_ABOVE", ["recipientId"], None)]
    again = await county.api.refused("annualPlanAdopt", **adopted)
    assert again == [("REASON_REQUIRED", ["reason"], None)]


async def test_what_cannot_be_planned(county: County) -> None:
    of_year = {"organisationId": county.branch, "year": YEAR}
    nothing = await county.api.refused("planItemAssign", **of_year, plannedOn=f"{YEAR}-05-04")
    assert nothing == [("NOT_FOUND", ["year"], None)]
    adopted = {**of_year, "on": day(0), "adoptedAt": "GENERAL_MEETING"}
    await make(county.api, "annualPlanAdopt", "annualPlan", **adopted)
    for given, refusal in (
        ({}, ("INVALID_VALUE", ["plannedOn"], None)),
        ({"plannedOn": f"{YEAR + 1}-01-01"}, ("INVALID_DATES", ["plannedOn"], None)),
        ({"documentId": "no document"}, ("NOT_FOUND", ["documentId"], None)),
        ({"assigneeId": county.elsewhere}, ("MEMBER_ELSEWHERE", ["assigneeId"], None)),
    ):
        assert await county.api.refused("planItemAssign", **of_year, **given) == [refusal]


async def test_whoever_sees_to_an_item_sees_it(county: County) -> None:
    """Of a plan of another branch too, where the member has come from."""
    of_year = {"organisationId": county.branch, "year": YEAR}
    adopted = {**of_year, "on": day(0), "adoptedAt": "GENERAL_MEETING"}
    await make(county.api, "annualPlanAdopt", "annualPlan", **adopted)
    member = county.members[0]
    await make(county.api, "planItemAssign", "annualPlan", **of_year, assigneeId=member)
    listed = "{ planItems(first: 9) { nodes { assignee { id } lacking } } }"
    for who, seen in (
        (member, [{"assignee": {"id": member}, "lacking": ["DATE", "DOCUMENT"]}]),
        (county.elsewhere, []),
    ):
        token = county.api.token(Role.MEMBER, place=key_of(county.other_branch), member=key_of(who))
        assert (await county.api.ask(listed, token=token))["planItems"]["nodes"] == seen


async def test_a_publication_is_recorded_withdrawn_and_recorded_again(county: County) -> None:
    about = {"organisationId": county.branch, "matter": "ASSESSMENT_RESULT", "period": f"{YEAR}-Q1"}
    told = "publication { id matter period publishedOn }"
    made = await county.api.done("publicationRecord", told, **about, on=day(-3))
    publication = made["publication"]
    assert publication == {
        **publication,
        "matter": "ASSESSMENT_RESULT",
        "period": f"{YEAR}-Q1",
        "publishedOn": day(-3),
    }
    twice = await county.api.refused("publicationRecord", **about, on=day(-2))
    assert twice == [("ALREADY_RECORDED", ["matter"], None)]
    listed = "organisation { publications(first: 9) { nodes { id } } }"
    withdrawn = await county.api.done("publicationWithdraw", listed, **about, reason="MISTAKEN")
    assert withdrawn["organisation"]["publications"]["nodes"] == []
    assert await county.api.refused("publicationWithdraw", **about, reason="MISTAKEN") == [
        ("NOTHING_RECORDED", ["matter"], None)
    ]
    asked = "query ($at: Position!) { publications(first: 9, asOf: { position: $at }) { nodes { id } } }"
    then = await county.api.ask(asked, {"at": made["position"]})
    assert then["publications"]["nodes"] == [{"id": publication["id"]}]
    again = await county.api.done("publicationRecord", told, **about, on=day(-2))
    assert again["publication"] == {**publication, "publishedOn": day(-2)}


@pytest.mark.parametrize("period", ["", "2026-13", "2026-Q5", "2026-H3", "0000", "2026-1", "二〇二六"])
async def test_a_period_that_is_none(county: County, period: str) -> None:
    about = {"organisationId": county.branch, "matter": "ACTIVITY_THEME", "period": period}
    wrong = [("INVALID_VALUE", ["period"], None)]
    assert await county.api.refused("publicationRecord", **about, on=day(0)) == wrong
    assert await county.api.refused("publicationWithdraw", **about, reason="MISTAKEN") == wrong


async def test_a_theme_of_the_township_is_known_in_every_branch(county: County) -> None:
    march = {"nodeId": county.township, "month": f"{YEAR}-03-01"}
    theme = await make(county.api, "monthThemePublish", "monthTheme", **march, code="LEARN_FROM_LEI_FENG")
    await make(county.api, "monthThemePublish", "monthTheme", **march, code="INTEGRITY")
    token = county.api.token(Role.BRANCH_SECRETARY, place=key_of(county.other_branch))
    listed = "{ monthThemes(first: 9) { nodes { id codes node { name } } } }"
    answer = await county.api.ask(listed, token=token)
    codes = ["LEARN_FROM_LEI_FENG", "INTEGRITY"]
    assert answer["monthThemes"]["nodes"] == [{"id": theme, "codes": codes, "node": {"name": "王坊镇党委"}}]
    left = await county.api.done(
        "monthThemeWithdraw", "monthTheme { codes }", **march, code="LEARN_FROM_LEI_FENG", reason="MISTAKEN"
    )
    assert left["monthTheme"] == {"codes": ["INTEGRITY"]}
    assert await county.api.refused("monthThemePublish", **{**march, "month": f"{YEAR}-03-02"}, code="A") == [
        ("INVALID_DATES", ["month"], None)
    ]
    forbidden = await county.api.do("monthThemePublish", token=token, **march, code="HARVEST")
    assert [error["code"] for error in forbidden["userErrors"]] == ["FORBIDDEN"]


async def test_leave_to_meet_on_days_off_comes_from_above(county: County) -> None:
    token = county.api.token(Role.TOWNSHIP_SECRETARY, place=key_of(county.township))
    given = {"organisationId": county.branch, "fromOn": day(-9), "approvedBy": county.township}
    told = "scheduleException { id fromOn toOn approver { name } }"
    made = (await county.api.do("scheduleExceptionApprove", told, token=token, **given))["scheduleException"]
    expected = {"fromOn": day(-9), "toOn": None, "approver": {"name": "王坊镇党委"}}
    assert made == {"id": made["id"], **expected}
    own = {**given, "organisationId": county.township, "approvedBy": county.committee}
    refused = await county.api.do("scheduleExceptionApprove", token=token, **own)
    assert [error["code"] for error in refused["userErrors"]] == ["FORBIDDEN"]
    branch = county.api.token(Role.BRANCH_SECRETARY, place=key_of(county.branch))
    refused = await county.api.do("scheduleExceptionEnd", token=branch, exceptionId=made["id"], on=day(0))
    assert [error["code"] for error in refused["userErrors"]] == ["FORBIDDEN"]
    early = await county.api.refused("scheduleExceptionEnd", exceptionId=made["id"], on=day(-10))
    assert early == [("INVALID_DATES", ["on"], None)]
    ended = await county.api.done("scheduleExceptionEnd", told, exceptionId=made["id"], on=day(0))
    assert ended["scheduleException"]["toOn"] == day(0)
