"""Leave held to the rules in force: the chain, evidence, extension, and who decides about whom."""

from __future__ import annotations

from typing import Any

from application.actor import Role
from graphql_api.identity.development import ISSUER
from tests.api.accepted_documents import sealed
from tests.api.client import TENANT, key_of
from tests.api.county import County, day, make
from tests.api.events import event_of
from tests.api.leave_rules import PACK, adopt

Errors = list[tuple[str, list[str] | None, int | None]]


def at_branch(county: County, member: str | None = None) -> str:
    claims: dict[str, Any] = {} if member is None else {"member": key_of(member)}
    return county.api.token(Role.BRANCH_SECRETARY, place=key_of(county.branch), **claims)


def refused_by(code: str) -> Errors:
    return [(code, ["leaveId"], None)]


async def office(county: County, member: str, **given: Any) -> str:
    """The member's post of a secretary of the branch."""
    place = {"organisationId": county.branch, "fromOn": day(-9)}
    return await make(
        county.api, "postGive", "post", memberId=member, role="BRANCH_SECRETARY", **place, **given
    )


async def personal(county: County, member: str, first: int, last: int) -> str:
    given = {"memberId": member, "kind": "PERSONAL", "fromOn": day(first), "toOn": day(last)}
    return await make(county.api, "leaveRequest", "leave", **given)


async def test_without_a_rule_whoever_may_grants_as_before(county: County) -> None:
    leave = await county.leave(county.members[0], 1, 9)
    granted = await county.api.done(
        "leaveGrant",
        "leave { grantedLevel byDeputy evidenceDueOn rules { nodes { series } } }",
        token=at_branch(county),
        leaveId=leave,
    )
    assert granted["leave"] == {
        "grantedLevel": "BRANCH_SECRETARY",
        "byDeputy": False,
        "evidenceDueOn": None,
        "rules": {"nodes": []},
    }


async def test_step_by_step_to_the_level_that_may(county: County) -> None:
    await adopt(county)
    api, token = county.api, at_branch(county)
    leave = await personal(county, county.members[0], 1, 6)  # six days
    told = await api.do("leaveGrant", "userErrors { details }", token=token, leaveId=leave)
    (error,) = told["userErrors"]
    assert error["code"] == "LEAVE_LEVEL_TOO_LOW"
    assert error["details"] == {"series": "leave/granting", "version": "1", "level": "SUPERIOR"}
    assert await api.refused("leaveGrant", leaveId=leave) == refused_by("LEAVE_STEP_MISSING")
    for level in ("GROUP_LEADER", "BRANCH_SECRETARY"):
        await api.done("leaveApprove", token=token, leaveId=leave, level=level)
    assert await api.refused("leaveApprove", token=token, leaveId=leave, level="GROUP_LEADER") == [
        ("ALREADY_RECORDED", ["level"], None)
    ]
    assert await api.refused("leaveGrant", token=token, leaveId=leave, level="SUPERIOR") == [
        ("LEVEL_NOT_HELD", ["level"], None)
    ]
    granted = await api.done(
        "leaveGrant",
        "leave { status grantedLevel approvedLevels rules { nodes { series versionName } } }",
        leaveId=leave,
    )
    assert granted["leave"]["approvedLevels"] == ["GROUP_LEADER", "BRANCH_SECRETARY"]
    assert (granted["leave"]["status"], granted["leave"]["grantedLevel"]) == ("GRANTED", "SUPERIOR")
    rules = {(rule["series"], rule["versionName"]) for rule in granted["leave"]["rules"]["nodes"]}
    assert rules == {("leave/granting", "1"), ("leave/evidence", "1")}


async def test_a_rule_of_elsewhere_or_of_another_time_holds_nobody(county: County) -> None:
    await county.api.done("policyPackPublish", text=PACK)
    elsewhere = {"nodeId": county.other_branch, "approvedBy": county.township, "since": day(-20)}
    await county.api.done("policyAdopt", pack="leave", version="1", **elsewhere)
    ahead = {"nodeId": county.branch, "approvedBy": county.township, "since": day(1)}
    await county.api.done("policyAdopt", pack="leave", version="1", **ahead)
    leave = await personal(county, county.members[0], 1, 9)
    await county.api.done("leaveGrant", token=at_branch(county), leaveId=leave)


async def test_evidence_is_awaited_and_then_asked_for_first(county: County) -> None:
    await adopt(county)
    api = county.api
    in_time = await county.leave(county.members[0], -3, -3)
    late = await county.leave(county.members[1], -4, -4)
    granted = await api.done(
        "leaveGrant",
        "leave { evidenceDueOn }",
        token=at_branch(county),
        leaveId=in_time,
        level="GROUP_LEADER",
    )
    assert granted["leave"]["evidenceDueOn"] == day(0)
    given = {"leaveId": late, "level": "GROUP_LEADER"}
    assert await api.refused("leaveGrant", token=at_branch(county), **given) == refused_by(
        "LEAVE_EVIDENCE_MISSING"
    )
    document = str(key_of(await sealed(county, memberId=county.members[1])))
    handed_in = {"leaveId": late, "kind": "MEDICAL_CERTIFICATE", "on": day(0), "documentId": document}
    member = county.members[1]
    token = api.token(Role.MEMBER, member=key_of(member))
    told = await api.done("leaveEvidenceHandIn", "leave { evidence documentIds }", token=token, **handed_in)
    assert told["leave"] == {"evidence": ["MEDICAL_CERTIFICATE"], "documentIds": [document]}
    granted = await api.done("leaveGrant", "leave { evidenceDueOn }", token=at_branch(county), **given)
    assert granted["leave"]["evidenceDueOn"] is None


async def test_an_extension_is_held_to_all_its_days(county: County) -> None:
    await adopt(county)
    api, token = county.api, at_branch(county)
    leave = await personal(county, county.members[0], 0, 0)
    await api.done("leaveGrant", token=token, leaveId=leave, level="GROUP_LEADER")
    own = api.token(Role.MEMBER, member=key_of(county.members[0]))
    await api.done("leaveExtensionRequest", token=own, leaveId=leave, toOn=day(5))  # six days
    assert await api.refused("leaveExtend", token=token, leaveId=leave) == refused_by("LEAVE_LEVEL_TOO_LOW")
    asked = await api.done(
        "leaveExtensionRequest", "leave { askedToOn }", token=own, leaveId=leave, toOn=day(4)
    )
    assert asked["leave"]["askedToOn"] == day(4)
    extended = await api.done(
        "leaveExtend", "leave { toOn coversTo askedToOn grantedLevel }", token=token, leaveId=leave
    )
    assert extended["leave"] == {
        "toOn": day(4),
        "coversTo": day(4),
        "askedToOn": None,
        "grantedLevel": "BRANCH_SECRETARY",
    }
    assert await api.refused("leaveExtend", token=token, leaveId=leave) == refused_by("EXTENSION_NOT_PENDING")


async def test_a_correction_that_lengthens_is_held_to_them_too(county: County) -> None:
    await adopt(county)
    api, token = county.api, at_branch(county)
    leave = await personal(county, county.members[0], 0, 1)
    await api.done("leaveApprove", token=token, leaveId=leave, level="GROUP_LEADER")
    await api.done("leaveGrant", token=token, leaveId=leave)
    requested = await event_of(api, leave, "leave.requested")
    given = {"leaveId": leave, "corrects": requested, "reason": "TYPING_ERROR"}
    six_days = await api.refused("leaveCorrect", token=token, **given, toOn=day(5))
    assert six_days == refused_by("LEAVE_LEVEL_TOO_LOW")
    corrected = await api.done(
        "leaveCorrect",
        "leave { toOn coversTo grantedLevel }",
        token=token,
        **given,
        toOn=day(4),
        level="BRANCH_COMMITTEE",
    )
    assert corrected["leave"] == {"toOn": day(4), "coversTo": day(4), "grantedLevel": "BRANCH_COMMITTEE"}
    longer_again = await api.refused("leaveCorrect", token=token, **given, toOn=day(6))
    assert longer_again == refused_by("LEAVE_LEVEL_TOO_LOW")
    shorter = await api.done("leaveCorrect", "leave { coversTo }", token=token, **given, toOn=day(2))
    assert shorter["leave"] == {"coversTo": day(2)}


async def test_an_extension_that_is_refused_leaves_all_as_it_was(county: County) -> None:
    api, leave = county.api, await county.leave(county.members[0], 0, 2)
    await api.done("leaveGrant", leaveId=leave)
    await api.done("leaveExtensionRequest", leaveId=leave, toOn=day(4))
    assert await api.refused("leaveExtensionRefuse", leaveId=leave) == [("REASON_REQUIRED", ["reason"], None)]
    refused = await api.done(
        "leaveExtensionRefuse", "leave { status toOn askedToOn }", leaveId=leave, reason="MEETING_NEEDS_ALL"
    )
    assert refused["leave"] == {"status": "GRANTED", "toOn": day(2), "askedToOn": None}


async def test_an_extension_is_taken_back_by_who_asked_and_by_nobody_else(county: County) -> None:
    api, leave = county.api, await county.leave(county.members[0], 0, 2)
    await api.done("leaveGrant", leaveId=leave)
    own, other = [api.token(Role.MEMBER, member=key_of(member)) for member in county.members[:2]]
    await api.done("leaveExtensionRequest", token=own, leaveId=leave, toOn=day(4))
    assert await api.refused("leaveExtensionWithdraw", token=other, leaveId=leave) == refused_by("NOT_FOUND")
    back = await api.done(
        "leaveExtensionWithdraw", "leave { status toOn askedToOn }", token=own, leaveId=leave
    )
    assert back["leave"] == {"status": "GRANTED", "toOn": day(2), "askedToOn": None}
    again = await api.refused("leaveExtensionWithdraw", token=own, leaveId=leave)
    assert again == refused_by("EXTENSION_NOT_PENDING")
    assert await api.refused("leaveExtend", leaveId=leave) == refused_by("EXTENSION_NOT_PENDING")


async def test_leave_of_the_one_who_approves_goes_to_the_deputy_or_above(county: County) -> None:
    """A secretary's own day of leave: neither the secretary nor a group leader decides about it."""
    await adopt(county)
    api, (secretary_id, deputy_id, _) = county.api, county.members
    await office(county, secretary_id)
    leave = await personal(county, secretary_id, 1, 1)
    own = await api.refused("leaveGrant", token=at_branch(county, secretary_id), leaveId=leave)
    assert own == refused_by("OWN_REQUEST")
    for level in ("GROUP_LEADER", "BRANCH_SECRETARY"):
        assert await api.refused(
            "leaveGrant", token=at_branch(county, deputy_id), leaveId=leave, level=level
        ) == refused_by("LEAVE_LEVEL_TOO_LOW")
    granted = await api.done(
        "leaveGrant",
        "leave { grantedLevel }",
        token=at_branch(county, deputy_id),
        leaveId=leave,
        level="BRANCH_COMMITTEE",
    )
    assert granted["leave"]["grantedLevel"] == "BRANCH_COMMITTEE"


async def test_a_deputy_decides_in_the_stead_of_the_secretary(county: County) -> None:
    await adopt(county)
    api, (secretary_id, deputy_id, _) = county.api, county.members
    await office(county, secretary_id)
    post = await office(county, deputy_id, deputy=True)
    account = {"issuer": ISSUER, "subject": "ben", "memberId": deputy_id}
    await make(api, "accountLink", "accountLink", **account)
    leave = await personal(county, secretary_id, 1, 2)
    await api.ask(f"query @readAfter(position: {await api.head()}) {{ viewer {{ role }} }}")
    data = await api.ask(
        'mutation ($leave: ID!) { leaveGrant(input: { idempotencyKey: "by the deputy", leaveId: $leave })'
        " { userErrors { code } leave { status grantedLevel byDeputy } } }",
        {"leave": leave},
        token=api.issuer.issue(None, tenant=TENANT, account="ben"),
        Gridledger_Capacity=post,
    )
    assert data["leaveGrant"] == {
        "userErrors": [],
        "leave": {"status": "GRANTED", "grantedLevel": "BRANCH_SECRETARY", "byDeputy": True},
    }
    posts = await api.ask("{ posts(where: { role: { eq: BRANCH_SECRETARY } }) { nodes { id isDeputy } } }")
    assert {one["id"]: one["isDeputy"] for one in posts["posts"]["nodes"]}[post] is True
    at_a_grid = {"role": "GRID_WORKER", "gridId": county.grid, "fromOn": day(0), "memberId": deputy_id}
    assert await api.refused("postGive", deputy=True, **at_a_grid) == [("INVALID_VALUE", ["deputy"], None)]


async def test_leave_for_one_meeting_covers_no_other_of_that_day(county: County) -> None:
    api, ann = county.api, county.members[0]
    meant, other = [await county.meeting() for _ in range(2)]
    given = {"memberId": ann, "kind": "OFFICIAL_DUTY", "fromOn": day(0), "toOn": day(0), "meetingId": meant}
    leave = await make(api, "leaveRequest", "leave", **given)
    granted = await api.done("leaveGrant", "leave { meeting { id } }", leaveId=leave)
    assert granted["leave"]["meeting"] == {"id": meant}
    entry = {"memberId": ann, "status": "LEAVE", "leaveId": leave}
    assert await api.refused("attendanceRecord", meetingId=other, entries=[entry]) == [
        ("NO_LEAVE_COVERS", ["entries", "leaveId"], 0)
    ]
    await api.done("attendanceRecord", meetingId=meant, entries=[entry])
    found = await api.ask(
        "query ($meeting: ID!) { leaves(where: { meeting: { eq: $meeting } }) { nodes { id } } }",
        {"meeting": meant},
    )
    assert found["leaves"]["nodes"] == [{"id": leave}]
