"""One entry is all the work: the roll call of a meeting, sent when it closes, feeds the register, compliance, the class
of an absence, what follows from several, the obligation, the rollups, the lists of warnings and whoever listens.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson

from domain.core import Occurred
from domain.meetings.commands import (
    AttendanceEntry,
    ConcludeMeeting,
    FreezeRoster,
    PlanMeeting,
    RecordAttendance,
)
from domain.meetings.events import AbsenceReason, AttendanceStatus
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.modality import Modality
from domain.policies.periods import Unit
from graphql_api.read import encode_id
from tests.api.obligations.asked import AskedObliged
from tests.api.office import organisation
from tests.api.questions.ask import question
from tests.process_managers.test_reconciler import with_talk
from tests.projections.absences.office import THEME_DAY
from tests.projections.compliance.office import pack
from tests.security.access.test_subscribed import subscribed

EACH_MONTH = MeetingFrequency(meeting=THEME_DAY, per=Unit.MONTH, at_least=1, partial_period="not_required")
MONTH = "2026-02"
ASK = f"""query ($meeting: ID!, $member: ID!, $branch: ID!, $township: ID!, $grown: Position!) {{
  meeting(id: $meeting) {{ counts {{ expected present absent }} }}
  member(id: $member) {{
    absences(first: 1) {{ nodes {{ absenceClass counts meeting {{ id }} series events {{ nodes {{ type }} }} }} }}
    escalations {{ nodes {{ status counted required consequences }} }}
  }}
  compliances(where: {{ organisation: {{ eq: $branch }}, fromOn: {{ eq: "{MONTH}-01" }} }}) {{
    nodes {{ series status held events {{ nodes {{ type }} }} }}
  }}
  obligations(where: {{ within: $branch }}) {{
    nodes {{ consequence status dueOn member {{ id }} events {{ nodes {{ object {{ id }} }} }} }}
  }}
  rollup(node: $township, month: "{MONTH}") {{ meetingsHeld expected present unexcused }}
  attendanceRollup(node: $township, from: "{MONTH}", to: "{MONTH}") {{
    attendanceRate {{ numerator denominator }} votingRate {{ numerator denominator }} absencesUnexcused
  }}
  obligationRollup(node: $township, from: "{MONTH}", to: "{MONTH}") {{ opened open overdue }}
  openWork(node: $township) {{ open oneShort }}
  events(where: {{ position: {{ gt: $grown }} }}) {{ nodes {{ type capacity }} }}
}}"""


async def known(
    office: AskedObliged, meeting: UUID, member: UUID, branch: UUID, grown: int
) -> dict[str, Any]:
    given = {
        "meeting": encode_id("Meeting", meeting),
        "member": encode_id("Member", member),
        "branch": organisation(branch),
        "township": organisation(office.township),
        "grown": grown,
    }
    told: dict[str, Any] = await office.ask(ASK, given)
    return told


async def warned(office: AskedObliged, branch: UUID) -> set[str]:
    """The lists of warnings that are not empty."""
    soon = (office.today + timedelta(days=14)).isoformat()
    given = {"within": organisation(branch), "today": office.today.isoformat(), "soon": soon}
    told = await office.ask(question("A03-early-warnings"), given)
    return {name for name, one in told.items() if one["nodes"]}


async def test_one_roll_call_is_everything_that_anybody_enters(office: AskedObliged) -> None:
    branch, [away, there] = await with_talk(office, members=2)
    await office.adopt(pack("monthly", "1", {"theme-day": EACH_MONTH}, modality=Modality.SHOULD))
    await office.stay_away(branch, away, 2)
    await office.until(office.today.replace(month=2, day=10))
    meeting = office.ids.new_id()
    await office.do(
        PlanMeeting(meeting_id=meeting, organisation_id=branch, kind=THEME_DAY, held_on=office.today),
        FreezeRoster(meeting_id=meeting),
    )
    before = (await office.ask("{ events(last: 1) { nodes { position } } }"))["events"]["nodes"][0][
        "position"
    ]
    told = await known(office, meeting, away, branch, before)
    [slot] = told["compliances"]["nodes"]
    assert (slot["status"], slot["held"]) == ("PENDING", 0)
    assert (told["openWork"], told["obligations"]["nodes"]) == ({"open": 0, "oneShort": 1}, [])
    assert await warned(office, branch) == {"oneShort"}
    work = f'subscription {{ openWork(node: "{organisation(branch)}") {{ open oneShort }} }}'
    items = subscribed(office.asker, work)
    assert orjson.loads(orjson.dumps((await anext(items)).data))["openWork"] == {"open": 0, "oneShort": 1}

    entries = (
        AttendanceEntry(
            member_id=away, status=AttendanceStatus.ABSENT, absence_reason=AbsenceReason.NONE_GIVEN
        ),
        AttendanceEntry(member_id=there, status=AttendanceStatus.PRESENT),
    )
    await office.do(
        RecordAttendance(meeting_id=meeting, entries=entries),
        ConcludeMeeting(meeting_id=meeting, occurred_at=Occurred.on(office.today)),
    )
    await office.reconcile()  # the worker, that nobody asks

    told = await known(office, meeting, away, branch, before)
    entered = [event["type"] for event in told["events"]["nodes"] if event["capacity"] != "PROCESS_MANAGER"]
    assert entered == ["meeting.attendance-recorded"] * 2 + ["meeting.concluded"]
    assert [event["type"] for event in told["events"]["nodes"]][3:] == ["obligation.opened"]
    assert told["meeting"]["counts"] == {"expected": 2, "present": 1, "absent": 1}
    [absence] = told["member"]["absences"]["nodes"]
    assert (absence["absenceClass"], absence["counts"], absence["series"]) == (
        "UNEXCUSED",
        True,
        "county/classes",
    )
    assert absence["meeting"]["id"] == encode_id("Meeting", meeting)
    [stands] = told["member"]["escalations"]["nodes"]
    assert stands == {"status": "REACHED", "counted": 3, "required": 3, "consequences": ["TALK"]}
    [slot] = told["compliances"]["nodes"]
    assert (slot["series"], slot["status"], slot["held"]) == ("monthly/theme-day", "PASSED", 1)
    [owed] = told["obligations"]["nodes"]
    due = (office.today + timedelta(days=10)).isoformat()
    assert (owed["consequence"], owed["status"], owed["dueOn"]) == ("TALK", "OPEN", due)
    assert owed["member"]["id"] == encode_id("Member", away)
    assert {"object": {"id": encode_id("Meeting", meeting)}} in owed["events"]["nodes"]
    assert told["rollup"] == {"meetingsHeld": 1, "expected": 2, "present": 1, "unexcused": 1}
    half = {"numerator": 1, "denominator": 2}
    assert told["attendanceRollup"] == {"attendanceRate": half, "votingRate": half, "absencesUnexcused": 1}
    assert told["obligationRollup"] == {"opened": 1, "open": 1, "overdue": 0}
    assert told["openWork"] == {"open": 1, "oneShort": 0}
    assert await warned(office, branch) == {"dueSoon"}
    async with asyncio.timeout(30):
        while orjson.loads(orjson.dumps((await anext(items)).data))["openWork"] != {"open": 1, "oneShort": 0}:
            pass
    await items.aclose()
