"""A03: what a secretary has to see to next, in one request, each list by the day by which it is due."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from application.actor import Role
from domain.leave.commands import RequestLeave
from domain.leave.events import LeaveKind
from domain.obligations.commands import ReconcileObligation
from domain.obligations.grounds import Consequence, Ground, SubjectKind
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.modality import Modality
from domain.policies.periods import Unit
from event_store.pool import make_pool
from graphql_api.schema import schema
from gridledger.bootstrap import Ledger
from tests.api.obligations.asked import AskedObliged
from tests.api.office import INSPECTOR, OPENED, organisation
from tests.api.questions.ask import question
from tests.api.read.county import Asker
from tests.process_managers.test_reconciler import TALK
from tests.projections.absences.office import LECTURE, LENIENT
from tests.projections.compliance.office import pack
from tests.support.postgres import Database

EACH_QUARTER = MeetingFrequency(meeting=LECTURE, per=Unit.QUARTER, at_least=1, partial_period="not_required")
DAY = timedelta(days=1)
THIRD = OPENED + timedelta(days=10)  # the last of three absences, five days apart
DUE = THIRD + timedelta(days=10)


@pytest.fixture
async def office(database: Database, ledger: Ledger) -> AsyncIterator[AskedObliged]:
    """A county with a rule of its own about three absences."""
    app = await make_pool(database.dsn("gridledger_app"), max_size=6)
    projector = await make_pool(database.dsn("gridledger_projector"), max_size=6)
    office = AskedObliged(app, projector, Asker(schema(), ledger.services, INSPECTOR, "county-a"))
    await office.open()
    await office.adopt(pack("county", "1", {"classes": LENIENT, "talk": TALK}))
    yield office
    await projector.close()
    await app.close()


async def warnings(office: AskedObliged, asked: str, branch: UUID, *, days: int = 7) -> dict[str, list[Any]]:
    """What is on the lists that are not empty."""
    given = {
        "within": organisation(branch),
        "today": office.today.isoformat(),
        "soon": (office.today + timedelta(days=days)).isoformat(),
    }
    told = await office.ask(asked, given)
    return {name: one["nodes"] for name, one in told.items() if one["nodes"]}


async def test_one_short_until_the_last_day_on_which_one_more_counts(office: AskedObliged) -> None:
    asked = question("A03-early-warnings")
    branch, [member] = await office.branch()
    await office.stay_away(branch, member, 2)
    [one] = (await warnings(office, asked, branch))["oneShort"]
    assert (one["counted"], one["required"], one["untilOn"]) == (2, 3, "2026-06-30")
    await office.until(date(2026, 6, 22))
    assert set(await warnings(office, asked, branch)) == {"oneShort"}
    await office.until(date(2026, 6, 23))
    assert set(await warnings(office, asked, branch)) == {"oneShort", "lapsingSoon"}
    await office.until(date(2026, 6, 30))
    assert set(await warnings(office, asked, branch)) == {"oneShort", "lapsingSoon"}
    await office.until(date(2026, 7, 1))
    assert await warnings(office, asked, branch) == {}


async def test_what_is_owed_comes_near_and_then_is_overdue(office: AskedObliged) -> None:
    asked = question("A03-early-warnings")
    branch, [member] = await office.branch()
    await office.stay_away(branch, member, 3)
    await office.reconcile()
    left = (DUE - office.today).days
    assert await warnings(office, asked, branch, days=left - 1) == {}
    [owed] = (await warnings(office, asked, branch, days=left))["dueSoon"]
    assert (owed["consequence"], owed["dueOn"], owed["assignee"]) == ("TALK", DUE.isoformat(), None)
    await office.until(DUE)
    assert set(await warnings(office, asked, branch)) == {"dueSoon"}
    await office.until(DUE + DAY)
    assert set(await warnings(office, asked, branch)) == {"overdue"}


async def owed_some_day(office: AskedObliged, branch: UUID, member: UUID) -> None:
    """An obligation without a last day, found by a worker that is ahead of the log."""
    fact, rule = office.ids.new_id(), office.ids.new_id()
    found = ReconcileObligation(
        subject_kind=SubjectKind.MEMBER,
        subject_id=member,
        consequence=Consequence.FOLLOW_UP,
        key="some-day",
        facts_position=2**40,
        organisation_id=branch,
        grounds=(Ground(series="county/some-day", node_id=branch, version_id=rule, event_ids=(fact,)),),
        due_on=None,
    )
    await office.do(found, role=Role.PROCESS_MANAGER)


async def test_the_first_due_comes_first_and_what_has_no_day_last(office: AskedObliged) -> None:
    branch, [first, second] = await office.branch(2)
    await office.stay_away(branch, second, 3)
    await office.until(office.today + 2 * DAY)
    await office.stay_away(branch, first, 3)
    await office.reconcile()
    await owed_some_day(office, branch, first)
    overdue = {
        member: min(filter(None, await office.obligations(member, "due_on"))) for member in (first, second)
    }
    assert overdue[second] < overdue[first]
    page = "query ($after: String) { obligations(first: 1, after: $after, orderBy: {field: DUE_ON, direction: ASC})"
    page += " { pageInfo { endCursor hasNextPage } nodes { dueOn } } }"
    days, after = [], None
    while True:
        told = (await office.ask(page, {"after": after}))["obligations"]
        days += [node["dueOn"] for node in told["nodes"]]
        if not told["pageInfo"]["hasNextPage"]:
            break
        after = told["pageInfo"]["endCursor"]
    assert days == [*sorted(day.isoformat() for day in overdue.values()), None]


async def test_leave_that_waits_and_a_lecture_that_is_at_risk(office: AskedObliged) -> None:
    asked = question("A03-early-warnings")
    branch, [member] = await office.branch()
    await office.adopt(pack("quarterly", "1", {"lecture": EACH_QUARTER}, modality=Modality.SHOULD))
    leave: dict[str, Any] = {"leave_id": office.ids.new_id(), "member_id": member, "kind": LeaveKind.PERSONAL}
    await office.do(RequestLeave(**leave, from_on=office.today, to_on=office.today + DAY))
    await office.until(date(2026, 4, 2))
    while set(told := await warnings(office, asked, branch)) == {"leave"}:
        await office.until(office.today + timedelta(days=7))
    [at_risk] = told["atRisk"]
    assert (at_risk["series"], at_risk["period"], at_risk["held"]) == ("quarterly/lecture", "2026-Q2", 0)
    await office.until(date(2026, 7, 1))
    assert "atRisk" not in await warnings(office, asked, branch)
    elsewhere = await office.found(parent=office.other_township)
    assert "leave" not in await warnings(office, asked, elsewhere)
