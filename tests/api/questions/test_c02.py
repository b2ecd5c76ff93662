"""C02: a branch's own rule asks for less than one from above; it is judged by both."""

from __future__ import annotations

from datetime import date

from domain.meetings.events import MeetingKind
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.periods import Unit
from tests.api.office import AskedOffice, organisation, shipped
from tests.api.questions.ask import question
from tests.projections.compliance.office import pack

LECTURE = MeetingKind.PARTY_LECTURE
QUARTERLY = MeetingFrequency(meeting=LECTURE, per=Unit.QUARTER, at_least=1, partial_period="not_required")


async def test_a_lecture_each_half_year_where_one_a_quarter_is_asked_for(office: AskedOffice) -> None:
    """F0 elsewhere: 党课每季度不少于一次; both are evaluated, and none takes the other's place."""
    branch = await office.found()
    await office.adopt(pack("county", "1", {"lecture": QUARTERLY}))
    await office.adopt(shipped("tender-centre.1"), node=branch)
    await office.until(date(2026, 5, 8))
    await office.meet(branch, LECTURE)
    await office.until(date(2026, 7, 1))
    given = {"branch": organisation(branch), "on": "2026-06-30", "from": "2026-01-01", "to": "2026-06-30"}
    told = await office.ask(question("C02-weaker-local-rules"), given)
    found = [
        (one["comparison"], one["local"]["series"], one["above"]["series"])
        for one in told["policiesInForce"]["conflicts"]
    ]
    assert found == [("WEAKER", "tender-centre/party-lecture", "county/lecture")]
    rows = told["organisation"]["compliances"]["nodes"]
    (local,) = [row for row in rows if row["series"] == "tender-centre/party-lecture"]
    assert (local["period"], local["status"], local["held"]) == ("2026-H1", "PASSED", 1)
    above = {(row["period"], row["status"]) for row in local["alongside"]["nodes"]}
    assert above == {("2026-Q1", "MISSED"), ("2026-Q2", "PASSED")}


async def test_a_business_meeting_never_counts(office: AskedOffice) -> None:
    branch = await office.found()
    await office.adopt(shipped("tender-centre.1"), node=branch)
    await office.until(date(2026, 1, 9))
    await office.hold(branch, MeetingKind.GENERAL_MEETING, of_business=True)
    await office.until(date(2026, 4, 1))
    given = {"branch": organisation(branch), "on": "2026-01-31", "from": "2026-01-01", "to": "2026-01-31"}
    told = await office.ask(question("C02-weaker-local-rules"), given)
    rows = told["organisation"]["compliances"]["nodes"]
    (general,) = [row for row in rows if row["series"] == "tender-centre/general-meeting"]
    assert (general["status"], general["held"], general["required"]) == ("MISSED", 0, 1)
