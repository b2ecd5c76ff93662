"""Bad input gets a coded answer, and no event is written: `Api.refused` compares the log before and after."""

from __future__ import annotations

import pytest

from application.actor import Role
from domain.core.ids import uuid7
from graphql_api.read import encode_id
from tests.api.client import Api
from tests.api.county import County, day

UNKNOWN_MEETING = encode_id("Meeting", uuid7())


async def test_an_unknown_or_malformed_id(founded: Api) -> None:
    for id_ in ["", "x", "0", "TWVldGluZzo", "会议", "' OR 1=1 --", "\0", UNKNOWN_MEETING]:
        refused = await founded.refused("meetingNotify", meetingId=id_, channel="PHONE")
        assert refused == [("NOT_FOUND", ["meetingId"], None)]


async def test_an_id_of_another_type(county: County) -> None:
    refused = await county.api.refused("meetingNotify", meetingId=county.branch, channel="PHONE")
    assert refused == [("WRONG_KIND", ["meetingId"], None)]


async def test_an_object_of_the_wrong_kind(county: County) -> None:
    refused = await county.api.refused(
        "memberRegister",
        branchId=county.township,
        displayName="李试",
        kind="FULL",
        joinedOn=day(-10),
    )
    assert refused == [("WRONG_KIND", ["branchId"], None)]


async def test_dates_the_wrong_way_round(county: County) -> None:
    member = county.members[0]
    refused = await county.api.refused(
        "leaveRequest", memberId=member, kind="ILLNESS", fromOn=day(5), toOn=day(4)
    )
    assert [code for code, _, _ in refused] == ["INVALID_DATES"]


async def test_something_that_has_not_happened_yet(county: County) -> None:
    refused = await county.api.refused(
        "organisationRename", organisationId=county.branch, name="新名", occurredAt=day(2)
    )
    assert refused == [("IN_THE_FUTURE", ["occurredAt"], None)]


async def test_someone_not_on_the_roster(county: County) -> None:
    meeting = await county.meeting()
    entries = [
        {"memberId": county.members[0], "status": "PRESENT"},
        {"memberId": county.elsewhere, "status": "PRESENT"},
    ]
    refused = await county.api.refused("attendanceRecord", meetingId=meeting, entries=entries)
    assert refused == [("NOT_ON_ROSTER", ["entries", "memberId"], 1)]


async def test_attendance_twice(county: County) -> None:
    meeting = await county.meeting()
    entry = {"memberId": county.members[0], "status": "PRESENT"}
    twice = await county.api.refused("attendanceRecord", meetingId=meeting, entries=[entry, entry])
    assert twice == [("NAMED_TWICE", ["entries", "memberId"], 1)]
    await county.api.done("attendanceRecord", meetingId=meeting, entries=[entry])
    again = await county.api.refused("attendanceRecord", meetingId=meeting, entries=[entry])
    assert again == [("ALREADY_RECORDED", ["entries", "memberId"], 0)]


async def test_attendance_of_a_day_to_come(county: County) -> None:
    meeting = await county.meeting(days=3)
    entries = [{"memberId": county.members[0], "status": "PRESENT"}]
    refused = await county.api.refused("attendanceRecord", meetingId=meeting, entries=entries)
    assert [code for code, _, _ in refused] == ["MEETING_NOT_HELD_YET"]


async def test_leave_for_a_meeting_long_over(county: County) -> None:
    refused = await county.api.refused(
        "leaveRequest", memberId=county.members[0], kind="ILLNESS", fromOn=day(-60), toOn=day(-58)
    )
    assert [code for code, _, _ in refused] == ["LEAVE_TOO_LATE"]


async def test_a_refusal_tells_what_is_allowed(county: County) -> None:
    asked = {
        "idempotencyKey": "much too late",
        "memberId": county.members[0],
        "kind": "ILLNESS",
        "fromOn": day(-60),
        "toOn": day(-58),
    }
    mutation = (
        "mutation ($input: LeaveRequestInput!) { leaveRequest(input: $input) { userErrors { details } } }"
    )
    for _ in ("the first time", "and again, from the answer that was kept"):
        [error] = (await county.api.ask(mutation, {"input": asked}))["leaveRequest"]["userErrors"]
        assert error["details"] == {"policy": "retroactive-leave/1", "mostDaysAfter": 30}


async def test_a_stale_version(county: County) -> None:
    api = county.api
    await api.done("organisationRename", organisationId=county.branch, name="甲支部", expectedVersion=1)
    before = await api.head()
    lost = await api.do("organisationRename", organisationId=county.branch, name="乙支部", expectedVersion=1)
    assert [error["code"] for error in lost["userErrors"]] == ["CONFLICT"]
    assert lost["currentVersion"] == 2
    assert await api.head() == before


@pytest.mark.parametrize("count", [1001, 10_000])
async def test_thousands_of_attendances_in_one_call(county: County, count: int) -> None:
    meeting = await county.meeting()
    entries = [{"memberId": county.members[0], "status": "PRESENT"}] * count
    refused = await county.api.refused("attendanceRecord", meetingId=meeting, entries=entries)
    assert refused == [("TOO_MANY", ["entries"], None)]


async def test_1001_attendances_written_into_the_document(county: County) -> None:
    meeting = await county.meeting()
    entries = f'{{memberId: "{county.members[0]}", status: PRESENT}}' * 1001
    payload = await county.api.ask(
        f'mutation {{ attendanceRecord(input: {{idempotencyKey: "inline", meetingId: "{meeting}",'
        f" entries: [{entries}]}}) {{ userErrors {{ code }} }} }}"
    )
    assert payload["attendanceRecord"]["userErrors"] == [{"code": "TOO_MANY"}]


async def test_ten_thousand_ids_of_nothing_are_not_all_listed(founded: Api) -> None:
    entries = [{"memberId": "nobody", "status": "PRESENT"}] * 10_000
    refused = await founded.refused("attendanceRecord", meetingId=UNKNOWN_MEETING, entries=entries)
    assert len(refused) == 100
    assert refused[7] == ("NOT_FOUND", ["entries", "memberId"], 7)


async def test_a_name_of_a_person_that_cannot_be_shown(county: County) -> None:
    for name in ["", " 文试", "文\n试", "文\u200b试", "e\u0301", "文" * 101, "文\0试"]:
        refused = await county.api.refused(
            "memberRegister", branchId=county.branch, displayName=name, kind="FULL", joinedOn=day(-10)
        )
        assert refused == [("INVALID_VALUE", ["displayName"], None)]


async def test_fields_that_every_input_has(county: County) -> None:
    query = """mutation ($input: OrganisationRenameInput!) {
      organisationRename(input: $input) { userErrors { field } } }"""
    right = {"organisationId": county.branch, "name": "甲支部"}
    before = await county.api.head()
    for number, (field, wrong) in enumerate(
        [
            ("reason", "he was ill"),
            ("name", "\0"),
            ("idempotencyKey", ""),
            ("idempotencyKey", "k" * 256),
            ("authority", "nobody"),
        ]
    ):
        given = {"idempotencyKey": f"key-{number}", **right, field: wrong}
        answer = await county.api.ask(query, {"input": given})
        assert answer["organisationRename"]["userErrors"] == [{"field": [field]}]
    assert await county.api.head() == before


async def test_points_that_are_none(county: County) -> None:
    for points in ["0", "-1", "0.001", "1.005", "999999999999", "100000"]:
        refused = await county.api.refused(
            "scoreAward",
            memberId=county.members[0],
            year=int(day(0)[:4]),
            points=points,
            pointsClass="TASK",
            rule="ATTENDANCE",
        )
        assert refused == [("INVALID_VALUE", ["points"], None)]


async def test_a_time_zone_that_is_none(api: Api) -> None:
    for zone in ["", "Mars/Olympus", "../../etc/passwd", "Asia"]:
        payload = await api.do(
            "countyFound",
            token=api.token(Role.OPERATOR),
            name="醴陵市",
            committeeName="中共醴陵市委",
            divisionCode="430281",
            timeZone=zone,
        )
        assert [(error["code"], error["field"]) for error in payload["userErrors"]] == [
            ("INVALID_VALUE", ["timeZone"])
        ]
        assert await api.store.tenants() == []
