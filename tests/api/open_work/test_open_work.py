"""What is left to do at a node: told now, as of earlier, and by a subscription each time that it is otherwise."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import orjson

from application.actor import Actor, Role
from domain.grids.commands import AssignCoverage, DefineGrid, EndCoverage
from domain.leave.commands import GrantLeave, RequestLeave
from domain.leave.events import LeaveKind
from domain.meetings.events import AttendanceStatus
from domain.obligations.commands import AssignObligation
from domain.obligations.grounds import Consequence
from domain.organisation.commands import MoveOrganisation
from graphql_api.read import encode_id
from tests.api.compliance.test_subscribed import nothing_comes
from tests.api.obligations.asked import AskedObliged
from tests.api.office import OPENED, organisation
from tests.process_managers.test_reconciler import with_talk
from tests.security.access.test_subscribed import subscribed

FIGURES = (
    "open overdue oneShort leaveWaiting extensionsWaiting evidenceAwaited"
    " objectionsOpen objectionsToRemedy atRisk"
)
LISTS = (
    "obligations { nodes { consequence dueOn assignee { id } } } escalations { nodes { untilOn } }"
    " leaves { nodes { kind } } objections { totalCount } compliances { totalCount }"
)
ASK = f"query ($node: ID!, $asOf: AsOf) {{ openWork(node: $node, asOf: $asOf) {{ {FIGURES} {LISTS} }} }}"
DUE = OPENED + timedelta(days=20)  # of the talk that three absences by the tenth bring about


async def work(office: AskedObliged, node: str, as_of: dict[str, Any] | None = None) -> Any:
    return (await office.ask(ASK, {"node": node, "asOf": as_of}))["openWork"]


def figures(told: dict[str, Any]) -> dict[str, int]:
    """Those that are not 0."""
    return {name: told[name] for name in FIGURES.split() if told[name]}


async def ask_for_leave(office: AskedObliged, member: UUID) -> UUID:
    leave_id = office.ids.new_id()
    await office.do(
        RequestLeave(
            leave_id=leave_id,
            member_id=member,
            kind=LeaveKind.PERSONAL,
            from_on=office.today,
            to_on=office.today + timedelta(days=1),
        )
    )
    return leave_id


async def covered(office: AskedObliged, branch: UUID, *, below: UUID | None = None) -> UUID:
    grid = office.ids.new_id()
    await office.do(
        DefineGrid(grid_id=grid, level=2 if below else 1, name="网格", parent_id=below),
    )
    await office.do(AssignCoverage(grid_id=grid, organisation_id=branch, from_on=OPENED))
    return grid


async def test_two_absences_are_one_short_a_third_is_owed_and_what_is_done_is_gone(
    office: AskedObliged,
) -> None:
    branch, [member] = await with_talk(office)
    grid = await covered(office, branch)
    nodes = [
        *map(organisation, (branch, office.township, office.committee)),
        encode_id("Grid", grid),
    ]
    await office.stay_away(branch, member, 2)
    for node in nodes:
        told = await work(office, node)
        assert figures(told) == {"oneShort": 1}
        assert told["escalations"]["nodes"] == [{"untilOn": "2026-06-30"}]
    await office.stay_away(branch, member)
    await office.reconcile()
    await ask_for_leave(office, member)
    for node in nodes:
        told = await work(office, node)
        assert figures(told) == {"open": 1, "leaveWaiting": 1}
        owed = {"consequence": "TALK", "dueOn": DUE.isoformat(), "assignee": None}
        assert told["obligations"]["nodes"] == [owed]
        assert told["leaves"]["nodes"] == [{"kind": "PERSONAL"}]
    await office.fulfil(member, Consequence.TALK)
    for node in nodes:
        assert figures(await work(office, node)) == {"leaveWaiting": 1}
    other = organisation(office.other_township)
    assert figures(await work(office, other)) == {}


async def test_overdue_once_the_day_is_closed_and_as_of_each_day(office: AskedObliged) -> None:
    branch, [member] = await with_talk(office)
    await office.stay_away(branch, member, 3)
    await office.reconcile()
    node = organisation(branch)
    await office.until(DUE)
    assert figures(await work(office, node)) == {"open": 1}
    await office.until(DUE + timedelta(days=1))
    assert figures(await work(office, node)) == {"open": 1, "overdue": 1}
    for days, overdue in ((1, {}), (0, {"overdue": 1})):
        then = {"occurredOn": (DUE - timedelta(days=days)).isoformat()}
        assert figures(await work(office, node, then)) == {"open": 1, **overdue}
    before = {"occurredOn": OPENED.isoformat()}
    assert figures(await work(office, node, before)) == {}


async def test_who_is_one_short_is_told_for_as_long_as_one_more_would_count(office: AskedObliged) -> None:
    branch, [member] = await with_talk(office)
    await office.stay_away(branch, member, 2)
    node = organisation(branch)
    await office.until(date(2026, 6, 30))
    assert figures(await work(office, node)) == {"oneShort": 1}
    await office.until(date(2026, 7, 1))
    told = await work(office, node)
    assert (figures(told), told["escalations"]["nodes"]) == ({}, [])


def listening(office: AskedObliged, node: str, select: str = f"{FIGURES} {LISTS}") -> Any:
    return subscribed(office.asker, f'subscription {{ openWork(node: "{node}") {{ {select} }} }}')


async def told_next(items: AsyncGenerator[Any, None]) -> Any:
    async with asyncio.timeout(30):
        item = await anext(items)
    assert item.errors is None
    return orjson.loads(orjson.dumps(item.data))["openWork"]


async def test_a_subscription_tells_what_stands_and_each_change(office: AskedObliged) -> None:
    branch, [member] = await with_talk(office)
    other = await office.member(branch)
    _, [stranger] = await office.branch(parent=office.other_township)
    await office.project()
    items = listening(office, organisation(office.township))
    assert figures(await told_next(items)) == {}
    await office.stay_away(branch, member, 3)
    await office.reconcile()
    while figures(told := await told_next(items)) != {"open": 1}:
        assert told["oneShort"] == 1  # on the way there
    leave = await ask_for_leave(office, member)
    await office.project()
    assert figures(await told_next(items)) == {"open": 1, "leaveWaiting": 1}
    await office.do(GrantLeave(leave_id=leave))
    await office.project()
    assert figures(await told_next(items)) == {"open": 1}
    ((obligation,),) = [await office.obligations(member, "obligation_id")]
    await office.do(AssignObligation(obligation_id=obligation, assignee_id=other))
    await office.project()
    told = await told_next(items)
    assert told["obligations"]["nodes"][0]["assignee"] == {"id": encode_id("Member", other)}
    await office.until(DUE + timedelta(days=1))
    await office.project()
    assert figures(await told_next(items)) == {"open": 1, "overdue": 1}
    await office.fulfil(member, Consequence.TALK)
    await office.project()
    assert figures(await told_next(items)) == {}
    await office.call(branch, {member: AttendanceStatus.PRESENT})
    await ask_for_leave(office, stranger)
    await office.project()
    (await nothing_comes(items)).cancel()


async def test_a_subscription_of_a_grid_and_what_is_covered_twice(office: AskedObliged) -> None:
    """An organisation and what stands below it are both covered: what they owe is one thing, and moves the feed."""
    branch, [member] = await with_talk(office)
    grid = await covered(office, office.township)
    await covered(office, branch, below=grid)
    await office.project()
    items = listening(office, encode_id("Grid", grid))
    assert figures(await told_next(items)) == {}
    await ask_for_leave(office, member)
    await office.project()
    assert figures(await told_next(items)) == {"leaveWaiting": 1}
    await items.aclose()


async def test_what_goes_from_one_grid_to_another_is_told_of_both(office: AskedObliged) -> None:
    branch, [member] = await with_talk(office)
    first = await covered(office, branch)
    second = office.ids.new_id()
    await office.do(DefineGrid(grid_id=second, level=1, name="网格"))
    await office.stay_away(branch, member, 3)
    await office.reconcile()
    leave = await ask_for_leave(office, member)
    await office.project()
    here, there = [listening(office, encode_id("Grid", grid)) for grid in (first, second)]
    assert figures(await told_next(here)) == {"open": 1, "leaveWaiting": 1}
    assert figures(await told_next(there)) == {}
    await office.do(EndCoverage(organisation_id=branch, on=office.today))
    await office.project()
    assert figures(await told_next(here)) == {}
    await office.do(AssignCoverage(grid_id=second, organisation_id=branch, from_on=office.today))
    await office.project()
    assert figures(await told_next(there)) == {"open": 1, "leaveWaiting": 1}
    await office.do(GrantLeave(leave_id=leave))
    await office.project()
    assert figures(await told_next(there)) == {"open": 1}
    (await nothing_comes(here)).cancel()
    await there.aclose()


async def test_what_was_asked_for_before_the_branch_moved_is_told_of_its_grid(office: AskedObliged) -> None:
    """Leave stays at the place of its day; the grid that covers the branch has it all the same."""
    branch, [member] = await with_talk(office)
    grid = await covered(office, branch)
    leave = await ask_for_leave(office, member)
    move: dict[str, Any] = {"parent_id": office.other_township, "on": office.today + timedelta(days=2)}
    await office.until(office.today + timedelta(days=2))
    await office.do(
        MoveOrganisation(organisation_id=branch, **move, approved_by=office.committee, reason="REORGANISED")
    )
    await office.project()
    items = listening(office, encode_id("Grid", grid))
    assert figures(await told_next(items)) == {"leaveWaiting": 1}
    await office.do(GrantLeave(leave_id=leave))
    await office.project()
    assert figures(await told_next(items)) == {}
    await items.aclose()


async def test_it_is_for_those_who_see_the_persons(office: AskedObliged) -> None:
    branch, [member] = await with_talk(office)
    await ask_for_leave(office, member)
    await office.project()
    node = organisation(branch)
    secretary = Actor("secretary", Role.BRANCH_SECRETARY, branch)
    assert figures((await office.ask(ASK, {"node": node}, actor=secretary))["openWork"]) == {
        "leaveWaiting": 1
    }
    elsewhere = await office.found(parent=office.other_township)
    answer = await office.as_(Actor("other", Role.BRANCH_SECRETARY, elsewhere)).answer(ASK, {"node": node})
    assert (answer.data, answer.codes) == ({"openWork": None}, ["NOT_FOUND"])
    of_member = await office.ask(ASK, {"node": node}, actor=Actor("member", Role.MEMBER, None, member))
    assert {of_member["openWork"][name] for name in FIGURES.split() if name != "atRisk"} == {None}
    assert of_member["openWork"]["leaves"]["nodes"] == [{"kind": "PERSONAL"}]  # the own one
    above = await office.as_(secretary).answer(ASK, {"node": organisation(office.township)})
    assert (above.data, above.codes) == ({"openWork": None}, ["NOT_FOUND"])
