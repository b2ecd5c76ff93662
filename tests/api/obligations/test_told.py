"""What is told of obligations: their day, their grounds, what became of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.meetings.events import AttendanceStatus
from domain.obligations.grounds import Consequence
from graphql_api.read import encode_id
from tests.api.obligations.asked import AskedObliged
from tests.process_managers.test_reconciler import with_talk
from tests.projections.absences.office import OPENED

ASK = """query ($where: ObligationWhere, $asOf: AsOf) {
  obligations(where: $where, asOf: $asOf) {
    nodes {
      consequence status isOverdue key openedOn dueOn closedOn groundFell subjectKind
      member { id } organisation { id } assignee { id } continues { id }
      grounds { series eventCount policyVersion { series } adoptedAt { id } }
      events { totalCount } dealtWith { totalCount }
    }
  }
}"""


async def nodes(office: AskedObliged, *, as_of: dict[str, Any] | None = None, **where: Any) -> Any:
    answer = await office.ask(ASK, {"where": where, "asOf": as_of})
    return answer["obligations"]["nodes"]


async def with_three(office: AskedObliged) -> tuple[UUID, UUID, list[UUID]]:
    """A talk that is due on 21 January."""
    branch, [member] = await with_talk(office)
    missed = await office.stay_away(branch, member, 3)
    await office.reconcile()
    return branch, member, missed


async def test_grounds_and_whom_it_is_about(office: AskedObliged) -> None:
    branch, member, _ = await with_three(office)
    (told,) = await nodes(office)
    assert told == {
        "consequence": "TALK",
        "status": "OPEN",
        "isOverdue": False,
        "key": "2026-H1#1",
        "openedOn": office.today.isoformat(),
        "dueOn": (OPENED + timedelta(days=20)).isoformat(),
        "closedOn": None,
        "groundFell": False,
        "subjectKind": "MEMBER",
        "member": {"id": encode_id("Member", member)},
        "organisation": {"id": encode_id("Organisation", branch)},
        "assignee": None,
        "continues": None,
        "grounds": [
            {
                "series": "county/talk",
                "eventCount": 3,
                "policyVersion": {"series": "county/talk"},
                "adoptedAt": {"id": encode_id("Organisation", office.committee)},
            }
        ],
        "events": {"totalCount": 3},
        "dealtWith": {"totalCount": 0},
    }


async def test_it_is_overdue_once_its_day_is_closed(office: AskedObliged) -> None:
    await with_three(office)
    due = OPENED + timedelta(days=20)
    await office.until(due)
    assert await nodes(office, isOverdue=True) == []
    await office.until(due + timedelta(days=1))
    (told,) = await nodes(office, isOverdue=True)
    assert told["isOverdue"]
    assert await nodes(office, isOverdue=False) == []
    for days, overdue in ((1, False), (0, True)):  # as of a day, that day is over
        (then,) = await nodes(office, as_of={"occurredOn": (due - timedelta(days=days)).isoformat()})
        assert then["isOverdue"] is overdue


async def test_what_was_done_is_overdue_no_longer_and_tells_what_it_dealt_with(office: AskedObliged) -> None:
    _, member, missed = await with_three(office)
    await office.until(OPENED + timedelta(days=40))
    await office.fulfil(member, Consequence.TALK)
    assert await nodes(office, isOverdue=True) == []
    (told,) = await nodes(office, status={"eq": "FULFILLED"})
    assert (told["closedOn"], told["dealtWith"]) == (office.today.isoformat(), {"totalCount": 3})
    await office.put_right(missed[0], member, AttendanceStatus.PRESENT)
    (marked,) = await nodes(office, groundFell=True)
    assert marked["status"] == "FULFILLED"


async def test_it_is_found_by_member_organisation_and_day(office: AskedObliged) -> None:
    branch, member, _ = await with_three(office)
    due = (OPENED + timedelta(days=20)).isoformat()
    for where in (
        {"member": {"eq": encode_id("Member", member)}},
        {"organisation": {"eq": encode_id("Organisation", branch)}},
        {"within": encode_id("Organisation", office.township)},
        {"dueOn": {"lte": due}},
        {"consequence": {"eq": "TALK"}, "subjectKind": {"eq": "MEMBER"}},
    ):
        assert len(await nodes(office, **where)) == 1, where
    for where in (
        {"within": encode_id("Organisation", office.other_township)},
        {"dueOn": {"lt": due}},
        {"aboutOrganisation": {"eq": encode_id("Organisation", branch)}},
    ):
        assert await nodes(office, **where) == [], where
