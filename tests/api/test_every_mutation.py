"""Every mutation takes effect once, by what the API answers and what the log holds."""

from __future__ import annotations

from pathlib import Path

from graphql_api.schema import schema
from tests.api.client import Api
from tests.api.county import County, day, make


async def last_event_id(api: Api) -> str:
    """UUID of the county's last event."""
    event = await api.store.read_event("430281", await api.head())
    assert event is not None
    return str(event.event_id)


async def test_the_county_and_its_organisations(county: County) -> None:
    api = county.api
    renamed = await api.done(
        "organisationRename",
        "organisation { name version }",
        organisationId=county.branch,
        name="王坊村联合党支部",
        expectedVersion=1,
    )
    assert renamed["organisation"] == {"name": "王坊村联合党支部", "version": 2}
    event = await last_event_id(api)
    corrected = await api.done(
        "organisationCorrect",
        "organisation { name }",
        organisationId=county.branch,
        corrects=event,
        name="王坊村党支部",
        reason="TYPING_ERROR",
        authority=county.committee,
    )
    assert corrected["organisation"] == {"name": "王坊村党支部"}
    recorded = await api.store.read_event("430281", await api.head())
    assert recorded is not None
    assert recorded.authority is not None
    assert recorded.reason == "TYPING_ERROR"


async def test_members(county: County) -> None:
    api, member, newcomer = county.api, county.members[0], county.members[2]
    in_group = await api.done(
        "memberGroupAssign", "member { group { id } }", memberId=member, groupId=county.group
    )
    assert in_group["member"] == {"group": {"id": county.group}}
    confirmed = await api.done("memberConfirm", "member { kind }", memberId=newcomer)
    assert confirmed["member"] == {"kind": "FULL"}
    registered = [e for e in await api.store.read_log("430281", 0, 100) if e.type == "member.registered"]
    corrected = await api.done(
        "memberCorrect",
        "member { displayName joinedOn }",
        memberId=member,
        corrects=str(registered[0].event_id),
        displayName="文试丁",
        joinedOn=day(-999),
        reason="TYPING_ERROR",
    )
    assert corrected["member"] == {"displayName": "文试丁", "joinedOn": day(-999)}
    moved = await api.done(
        "memberTransfer",
        "member { branch { id } }",
        memberId=member,
        toBranchId=county.other_branch,
        fromOn=day(0),
    )
    assert moved["member"] == {"branch": {"id": county.other_branch}}


async def test_no_name_of_a_person_reaches_the_log(county: County) -> None:
    events = await county.api.store.read_log("430281", 0, 1000)
    assert events
    assert not any("试".encode() in event.payload for event in events)


async def test_grids(county: County) -> None:
    api, member = county.api, county.members[0]
    below = await make(api, "gridDefine", "grid", level=2, parentId=county.grid, name="王坊镇网格")
    await api.done("gridResponsibleAssign", gridId=below, memberId=member, fromOn=day(-10))
    await api.done("gridResponsibleRelieve", gridId=below, memberId=member, on=day(0))
    await api.done(
        "gridCoverageAssign", "grid { id }", gridId=below, organisationId=county.branch, fromOn=day(-10)
    )
    ended = await api.done("gridCoverageEnd", "organisation { id }", organisationId=county.branch, on=day(0))
    assert ended["organisation"] == {"id": county.branch}
    defined = [e for e in await api.store.read_log("430281", 0, 100) if e.type == "grid.defined"]
    corrected = await api.done(
        "gridCorrect",
        "grid { name }",
        gridId=county.grid,
        corrects=str(defined[0].event_id),
        name="东片区",
        reason="TYPING_ERROR",
    )
    assert corrected["grid"] == {"name": "东片区"}


async def test_a_meeting_from_its_plan_to_its_correction(county: County) -> None:
    api, (first, second, third) = county.api, county.members
    meeting = await county.meeting(frozen=False)
    planned = await last_event_id(api)
    await api.done("meetingNotify", meetingId=meeting, channel="PHONE")
    frozen = await api.done(
        "rosterFreeze",
        "meeting { counts { expected } exclusions { nodes { reason } } }",
        meetingId=meeting,
        exclusions=[{"memberId": third, "reason": "PROBATIONARY_NOT_INVITED"}],
    )
    assert frozen["meeting"] == {
        "counts": {"expected": 2},
        "exclusions": {"nodes": [{"reason": "PROBATIONARY_NOT_INVITED"}]},
    }
    await api.done(
        "attendanceRecord",
        meetingId=meeting,
        entries=[
            {"memberId": first, "status": "PRESENT"},
            {"memberId": second, "status": "ABSENT", "absenceReason": "NONE_GIVEN"},
        ],
    )
    await api.done("observerRecord", meetingId=meeting, memberId=county.elsewhere)
    corrected = await api.done(
        "attendanceCorrect",
        "meeting { counts { expected present late onLeave absent unexcused observers } }",
        meetingId=meeting,
        entry={"memberId": second, "status": "LATE"},
        reason="TYPING_ERROR",
    )
    assert corrected["meeting"] == {
        "counts": {
            "expected": 2,
            "present": 2,
            "late": 1,
            "onLeave": 0,
            "absent": 0,
            "unexcused": 0,
            "observers": 1,
        }
    }
    await api.done("meetingConclude", meetingId=meeting, durationMinutes=90)
    themed = await api.done(
        "meetingCorrect",
        "meeting { kind status }",
        meetingId=meeting,
        corrects=planned,
        kind="PARTY_LECTURE",
        reason="WRONG_KIND_CHOSEN",
    )
    assert themed["meeting"] == {"kind": "PARTY_LECTURE", "status": "CONCLUDED"}


async def test_a_meeting_that_is_cancelled(county: County) -> None:
    meeting = await county.meeting(days=7, frozen=False)
    cancelled = await county.api.done(
        "meetingCancel", "meeting { status cancelledReason }", meetingId=meeting, reason="FLOOD"
    )
    assert cancelled["meeting"] == {"status": "CANCELLED", "cancelledReason": "FLOOD"}


async def test_leave(county: County) -> None:
    api, (first, second, _) = county.api, county.members
    granted = await county.leave(first, -3, 3)
    requested = await last_event_id(api)
    await api.done("leaveGrant", leaveId=granted)
    corrected = await api.done(
        "leaveCorrect",
        "leave { toOn }",
        leaveId=granted,
        corrects=requested,
        toOn=day(4),
        reason="TYPING_ERROR",
    )
    assert corrected["leave"] == {"toOn": day(4)}
    returned = await api.done("leaveReturn", "leave { status }", leaveId=granted, on=day(0))
    assert returned["leave"] == {"status": "RETURNED"}
    refused = await county.leave(second, 1, 2)
    await api.done("leaveRefuse", leaveId=refused, reason="MEETING_OF_ALL")
    withdrawn = await county.leave(second, 5, 6)
    taken_back = await api.done("leaveWithdraw", "leave { status }", leaveId=withdrawn)
    assert taken_back["leave"] == {"status": "WITHDRAWN"}


async def test_points(county: County) -> None:
    api, member = county.api, county.members[0]
    year = int(day(0)[:4])
    entry = {"memberId": member, "year": year, "pointsClass": "TASK", "rule": "ATTENDANCE"}
    meeting = await county.meeting()
    awarded = await api.done("scoreAward", "scoreAccount { balance }", points="5.5", ground=meeting, **entry)
    assert awarded["scoreAccount"] == {"balance": "5.50"}
    award = await last_event_id(api)
    await api.done("scoreDeduct", points="1.25", **entry)
    deduction = await last_event_id(api)
    corrected = await api.done(
        "scoreCorrect",
        "scoreAccount { balance }",
        memberId=member,
        year=year,
        corrects=award,
        points="6",
        reason="TYPING_ERROR",
    )
    assert corrected["scoreAccount"] == {"balance": "4.75"}
    reversed_ = await api.done(
        "scoreReverse",
        "scoreAccount { balance version }",
        memberId=member,
        year=year,
        reverses=deduction,
        reason="WRONG_PERSON",
    )
    assert reversed_["scoreAccount"] == {"balance": "6.00", "version": 5}


async def test_posts(county: County) -> None:
    api, member = county.api, county.members[0]
    given = await api.done(
        "postGive",
        "post { id role fromOn toOn member { id } organisation { id } grid { id } }",
        memberId=member,
        role="BRANCH_SECRETARY",
        organisationId=county.branch,
        fromOn=day(-1),
        toOn=day(30),
    )
    post = given["post"].pop("id")
    assert given["post"] == {
        "role": "BRANCH_SECRETARY",
        "fromOn": day(-1),
        "toOn": day(30),
        "member": {"id": member},
        "organisation": {"id": county.branch},
        "grid": None,
    }
    at_the_grid = await api.done(
        "postGive",
        "post { organisation { id } grid { id } }",
        memberId=member,
        role="GRID_WORKER",
        gridId=county.grid,
        fromOn=day(0),
    )
    assert at_the_grid["post"] == {"organisation": None, "grid": {"id": county.grid}}
    ended = await api.done("postEnd", "post { toOn version }", postId=post, on=day(1), expectedVersion=1)
    assert ended["post"] == {"toOn": day(1), "version": 2}
    asked = "query ($id: ID!) { member(id: $id) { posts { nodes { role history { nodes { type } } } } } }"
    assert (await api.ask(asked, {"id": member}))["member"]["posts"]["nodes"] == [
        {"role": "GRID_WORKER", "history": {"nodes": [{"type": "post.given"}]}},
        {"role": "BRANCH_SECRETARY", "history": {"nodes": [{"type": "post.given"}, {"type": "post.ended"}]}},
    ]


async def test_documents(county: County) -> None:
    api, member = county.api, county.members[0]
    sealed = await api.done(
        "documentSeal",
        "document { id kind version member { id } organisation { id } }",
        memberId=member,
        kind="TALK",
        text="谈话要点",
    )
    document = sealed["document"].pop("id")
    of_member = {"kind": "TALK", "version": 1, "member": {"id": member}, "organisation": None}
    assert sealed["document"] == of_member
    erased = await api.done(
        "documentErase",
        "document { erasedOn erasureBasis version history { nodes { type } } }",
        documentId=document,
        basis="PURPOSE_ENDED",
        expectedVersion=1,
    )
    history = [{"type": "document.sealed"}, {"type": "document.erased"}]
    gone = {"erasedOn": day(0), "erasureBasis": "PURPOSE_ENDED", "version": 2}
    assert erased["document"] == {**gone, "history": {"nodes": history}}


async def test_accounts(county: County) -> None:
    api, member = county.api, county.members[0]
    named = {"issuer": "https://issuer.test", "subject": "文-7"}
    linked = await api.done(
        "accountLink", "accountLink { id member { id } version }", memberId=member, **named
    )
    account = linked["accountLink"].pop("id")
    assert linked["accountLink"] == {"member": {"id": member}, "version": 1}
    taken = await api.refused("accountLink", memberId=county.members[1], **named)
    assert taken == [("ACCOUNT_LINKED", ["memberId"], None)]
    for name, value in (("issuer", ""), ("subject", "a\nb"), ("subject", "员" * 171)):
        odd = await api.refused("accountLink", memberId=member, **{**named, name: value})
        assert odd == [("INVALID_VALUE", [name], None)]
    unlinked = await api.done("accountUnlink", "accountLink { id }", accountId=account)
    assert unlinked["accountLink"] is None
    assert (await api.ask("{ accountLinks { totalCount } }"))["accountLinks"] == {"totalCount": 0}
    events = [event for event in await api.store.read_log("430281", 0, 100) if event.stream_type == "account"]
    assert [event.type for event in events] == ["account.linked", "account.unlinked"]
    assert not any("文".encode() in event.payload for event in events)


async def test_several_mutations_in_one_request_happen_in_order(county: County) -> None:
    first, second = county.members[:2]
    answer = await county.api.ask(
        """mutation ($a: LeaveRequestInput!, $b: LeaveRequestInput!) {
             a: leaveRequest(input: $a) { position userErrors { code } }
             b: leaveRequest(input: $b) { position userErrors { code } query { leaves { totalCount } } }
           }""",
        {
            name: {"idempotencyKey": name, "memberId": who, "kind": "STUDY", "fromOn": day(1), "toOn": day(2)}
            for name, who in (("a", first), ("b", second))
        },
    )
    assert answer["b"]["position"] == answer["a"]["position"] + 1
    assert answer["b"]["query"] == {"leaves": {"totalCount": 2}}


def test_no_mutation_is_left_out() -> None:
    sources = "".join(path.read_text() for path in Path(__file__).parent.glob("*.py"))
    mutation_type = schema()._schema.mutation_type
    assert mutation_type is not None
    assert [name for name in mutation_type.fields if f'"{name}"' not in sources] == []
