"""Who sees obligations and acts on them: whoever owes it, who is above, and who is to see to it; nobody their own."""

from __future__ import annotations

from typing import Any

from application.actor import Role
from tests.api.client import key_of
from tests.api.county import County, day
from tests.api.obliged import obliged

SEEN = "query @readAfter(position: %d) { obligations { nodes { id status } } }"


def as_secretary(county: County, place: str, *, member: str | None = None) -> str:
    """A token of a secretary there."""
    role = Role.TOWNSHIP_SECRETARY if place == county.township else Role.BRANCH_SECRETARY
    return county.api.token(role, place=key_of(place), member=member and key_of(member))


async def seen(county: County, token: str) -> list[Any]:
    """Of all that was recorded until now: obligations are opened here without an answer that waits."""
    asked = SEEN % await county.api.head()
    nodes = (await county.api.ask(asked, token=token))["obligations"]["nodes"]
    return [node["id"] for node in nodes]


async def test_whoever_owes_it_acts_and_others_do_not_know_of_it(county: County) -> None:
    about, helper = county.members[0], county.members[1]
    owed = await obliged(county.api, about, county.branch)
    given = {"obligationId": owed, "assigneeId": helper}
    other = as_secretary(county, county.other_branch)
    assert await county.api.refused("obligationAssign", token=other, **given) == [
        ("NOT_FOUND", ["obligationId"], None)
    ]
    own = as_secretary(county, county.branch)
    told = await county.api.done("obligationAssign", "obligation { id assignee { id } }", token=own, **given)
    assert told["obligation"] == {"id": owed, "assignee": {"id": helper}}
    assert await seen(county, own) == await seen(county, as_secretary(county, county.township)) == [owed]
    assert await seen(county, other) == []
    assert await seen(county, county.api.token(Role.MEMBER, member=key_of(about))) == [owed]
    assert await seen(county, county.api.token(Role.MEMBER, member=key_of(county.elsewhere))) == []


async def test_whoever_is_to_see_to_it_sees_it_and_says_that_it_is_done(county: County) -> None:
    about, helper = county.members[0], county.members[1]
    owed = await obliged(county.api, about, county.branch)
    to_be = county.api.token(Role.MEMBER, member=key_of(helper))
    done = {"obligationId": owed, "on": day(0)}
    assert await county.api.refused("obligationFulfil", token=to_be, **done) == [
        ("NOT_FOUND", ["obligationId"], None)
    ]
    await county.api.done("obligationAssign", "obligation { id }", obligationId=owed, assigneeId=helper)
    assert await seen(county, to_be) == [owed]
    told = await county.api.done("obligationFulfil", "obligation { status closedOn }", token=to_be, **done)
    assert told["obligation"] == {"status": "FULFILLED", "closedOn": day(0)}
    assert await county.api.refused("obligationFulfil", **done) == [
        ("OBLIGATION_NOT_OPEN", ["obligationId"], None)
    ]


async def test_nobody_has_a_hand_in_their_own(county: County) -> None:
    about = county.members[0]
    owed = await obliged(county.api, about, county.branch)
    own = as_secretary(county, county.branch, member=about)
    for mutation, given in (
        ("obligationAssign", {"assigneeId": county.members[1]}),
        ("obligationFulfil", {"on": day(0)}),
        ("obligationWaive", {"reason": "LEFT_FOR_WORK"}),
    ):
        refused = await county.api.refused(mutation, token=own, obligationId=owed, **given)
        assert refused == [("OWN_OBLIGATION", ["obligationId"], None)]


async def test_what_an_organisation_owes_about_itself_is_waived_from_above_alone(county: County) -> None:
    owed = await obliged(county.api, county.branch, county.branch)
    waived = {"obligationId": owed, "reason": "FLOODS"}
    own = as_secretary(county, county.branch)
    assert [code for code, _, _ in await county.api.refused("obligationWaive", token=own, **waived)] == [
        "FORBIDDEN"
    ]
    above = as_secretary(county, county.township)
    told = await county.api.done(
        "obligationWaive", "obligation { status aboutOrganisation { id } }", token=above, **waived
    )
    assert told["obligation"] == {"status": "WAIVED", "aboutOrganisation": {"id": county.branch}}


async def test_bad_input_writes_nothing(county: County) -> None:
    owed = await obliged(county.api, county.members[0], county.branch)
    tries: list[tuple[str, dict[str, object], str]] = [
        ("obligationAssign", {"assigneeId": county.elsewhere}, "MEMBER_ELSEWHERE"),
        ("obligationAssign", {"assigneeId": county.members[0]}, "OWN_OBLIGATION"),
        ("obligationFulfil", {"on": day(1)}, "IN_THE_FUTURE"),
        ("obligationFulfil", {"on": day(0), "documentId": "the minutes"}, "NOT_FOUND"),
        ("obligationFulfil", {"on": day(0), "dealtWith": ["the last one"]}, "NOT_FOUND"),
        ("obligationWaive", {}, "REASON_REQUIRED"),
        ("obligationWaive", {"reason": "because"}, "INVALID_VALUE"),
    ]
    for mutation, given, code in tries:
        refused = await county.api.refused(mutation, obligationId=owed, **given)
        assert [one for one, _, _ in refused] == [code], mutation
