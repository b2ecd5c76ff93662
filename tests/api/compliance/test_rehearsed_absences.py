"""A rehearsal of rules about absences by GraphQL: what would be due, who is told of whom; and nothing is written."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from application.actor import Actor, Role
from domain.meetings.events import AbsenceReason, AttendanceStatus, MeetingKind
from domain.membership.commands import TransferMember
from event_store.pool import make_pool
from graphql_api.read import FieldGroup, encode_id
from graphql_api.read.marks import LETTERS
from graphql_api.schema import Schema
from gridledger.bootstrap import Ledger
from tests.api.accepted_policies import pack_text
from tests.api.compliance.test_rehearsal import everything
from tests.api.office import INSPECTOR, PACKS, organisation, shipped
from tests.api.questions.called import AskedCalls
from tests.api.read.county import Asker
from tests.support.postgres import Database

LECTURE = MeetingKind.PARTY_LECTURE
CALENDAR = (PACKS / "tender-centre.1.toml").read_text(encoding="utf-8")
ROLLING = CALENDAR.replace('version = "1"', 'version = "1.1"').replace(
    'counted_in = "calendar_half_year"', 'counted_in = "rolling"\nrolling_months = 6'
)
ASK = """query ($node: ID!, $since: Date!, $until: Date, $pack: String!, $first: Int! = 100) {
  policyRehearsal(node: $node, since: $since, until: $until, pack: $pack) {
    absences {
      differing membersDiffering truncated
      whole: sums(by: []) { matter consequence place period stands would new gone otherwise }
      sums { matter consequence place placeName period stands would new gone otherwise }
      differences(first: $first) { member organisation matter consequence meeting on series change
        stands { absenceClass counted required dueOn } would { absenceClass counted required dueOn } }
    }
  }
}"""
JULY = date(2026, 7, 10)


@pytest.fixture
async def calls(database: Database, ledger: Ledger, graphql: Schema) -> AsyncIterator[AskedCalls]:
    """A county that has just been founded, where roll calls are held."""
    app = await make_pool(database.dsn("gridledger_app"), max_size=6)
    projector = await make_pool(database.dsn("gridledger_projector"), max_size=6)
    calls = AskedCalls(app, projector, Asker(graphql, ledger.services, INSPECTOR, "county-a"))
    await calls.open()
    yield calls
    await projector.close()
    await app.close()


async def lived(calls: AskedCalls, absentees: int) -> tuple[UUID, list[UUID]]:
    """Two present and so many absentees who miss lectures on 31 May, 20 June and 10 July, as of the day after."""
    branch, members = await calls.branch(absentees + 2)
    await calls.adopt(shipped("tender-centre.1"))
    for day in (date(2026, 5, 31), date(2026, 6, 20), JULY):
        await calls.until(day)
        said: dict[UUID, Any] = dict.fromkeys(members, AbsenceReason.NONE_GIVEN)
        said |= dict.fromkeys(members[absentees:], AttendanceStatus.PRESENT)
        await calls.call(branch, said, kind=LECTURE)
    await calls.until(date(2026, 7, 11))
    return branch, members[:absentees]


async def ask(calls: AskedCalls, *, actor: Actor | None = None, **given: Any) -> Any:
    where = {"node": organisation(calls.committee), "since": "2026-01-01", "pack": ROLLING, **given}
    return (await calls.ask(ASK, where, actor=actor))["policyRehearsal"]["absences"]


async def test_the_other_reading_of_half_a_year_and_nothing_is_written(
    calls: AskedCalls, database: Database
) -> None:
    branch, [absentee] = await lived(calls, 1)
    await calls.project()
    before = await everything(database)
    told = await ask(calls)
    assert await everything(database) == before
    assert (told["differing"], told["membersDiffering"], told["truncated"]) == (2, 1, False)
    due = {
        "member": encode_id("Member", absentee),
        "organisation": organisation(branch),
        "matter": "DUE",
        "meeting": None,
        "on": "2026-07-10",
        "series": None,
        "change": "NEW",
        "stands": None,
        "would": {"absenceClass": None, "counted": 3, "required": None, "dueOn": "2026-08-09"},
    }
    assert told["differences"] == [{**due, "consequence": one} for one in ("CRITICISM", "REMINDER")]
    of_july = [one for one in told["sums"] if one["period"] == "2026-07"]
    numbers = {"stands": 0, "would": 1, "new": 1, "gone": 0, "otherwise": 0}
    where = {"place": organisation(calls.township), "placeName": "组织", "period": "2026-07"}
    assert of_july == [
        {"matter": "ABSENCE", "consequence": None, **where, **numbers, "stands": 1, "new": 0},
        *({"matter": "DUE", "consequence": one, **where, **numbers} for one in ("CRITICISM", "REMINDER")),
    ]
    assert len((await ask(calls, first=1))["differences"]) == 1
    assert (await ask(calls, pack=CALENDAR))["differing"] == 0  # what is in force
    # Two within six months on end are one short; of the half-year, which is over, nothing more can come.
    (short,) = (await ask(calls, until="2026-07-09"))["differences"]
    assert (short["matter"], short["change"], short["would"]["counted"]) == ("ONE_SHORT", "NEW", 2)
    assert await ask(calls, pack=pack_text("draft", level="county")) is None  # says nothing of absences


async def test_who_read_of_whom_is_kept(calls: AskedCalls) -> None:
    _, [absentee] = await lived(calls, 1)
    await calls.project()
    given = {"node": organisation(calls.committee), "since": "2026-01-01", "pack": ROLLING}
    answer = await calls.asker.answer(ASK, given)
    assert answer.codes == []
    assert answer.marks == {f"{LETTERS[FieldGroup.PERSON]}:{absentee}".encode()}
    answer = await calls.asker.answer(
        ASK.replace("differences(first: $first)", "d: differences(first: 0)"), given
    )
    assert answer.marks == frozenset()


@pytest.mark.parametrize(("absentees", "is_told"), [(4, False), (5, True)])
async def test_figures_of_few_are_withheld_from_who_may_not_see_persons(
    calls: AskedCalls, absentees: int, is_told: bool
) -> None:
    """Five members of whom something would be due are told of, four are not."""
    branch, _ = await lived(calls, absentees)
    program = Actor("program", Role.INTEGRATOR, scopes=frozenset({"life:read", "figures:read"}))
    told = await ask(calls, actor=program)
    assert told["differences"] is None
    assert told["membersDiffering"] == (absentees if is_told else None)
    numbers = [absentees, absentees, 0] if is_told else [None] * 3
    assert {(one["would"], one["new"], one["gone"]) for one in told["whole"] if one["matter"] == "DUE"} == {
        tuple(numbers)
    }
    unseen = Actor("program", Role.INTEGRATOR, scopes=frozenset({"life:read", "persons:read"}))
    assert await ask(calls, actor=unseen) is None
    secretary = Actor(
        "branch", Role.BRANCH_SECRETARY, place=branch
    )  # sees the persons, and puts nothing in force
    told = await ask(calls, actor=secretary, node=organisation(branch))
    assert (told["membersDiffering"], told["differences"], told["truncated"]) == (absentees, None, False)


async def test_who_is_at_home_elsewhere_now_is_counted_and_not_named(calls: AskedCalls) -> None:
    """That is for whoever sees the person: the other township's secretary, and the county's."""
    _, [stays, moves] = await lived(calls, 2)
    elsewhere = await calls.found(parent=calls.other_township)
    await calls.do(TransferMember(member_id=moves, to_branch_id=elsewhere, from_on=calls.today))
    secretary = Actor("township", Role.TOWNSHIP_SECRETARY, place=calls.township)
    told = await ask(calls, actor=secretary, node=organisation(calls.township), pack=ROLLING)
    assert {one["member"] for one in told["differences"]} == {encode_id("Member", stays)}
    assert (told["differing"], told["membersDiffering"]) == (4, 2)
    county = await ask(calls)
    assert {one["member"] for one in county["differences"]} == {
        encode_id("Member", who) for who in (stays, moves)
    }
