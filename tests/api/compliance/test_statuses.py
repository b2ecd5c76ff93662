"""How a quarter's lecture stands, as its days pass: known then, and true then."""

from __future__ import annotations

from datetime import date

from application.actor import Actor, Role
from domain.meetings.events import MeetingKind
from domain.policies.commands import AnnulAdoption
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.kinds.meeting_window import MeetingWindow
from domain.policies.periods import Unit
from graphql_api.read import encode_id
from tests.api.office import AskedOffice, organisation
from tests.projections.compliance.office import pack

LECTURE = MeetingKind.PARTY_LECTURE


def lecture_each(unit: Unit) -> MeetingFrequency:
    return MeetingFrequency(meeting=LECTURE, per=unit, at_least=1, partial_period="not_required")


QUARTERLY = pack("county", "1", {"lecture": lecture_each(Unit.QUARTER)})
ASK = """query ($branch: ID!, $asOf: AsOf) {
  compliances(asOf: $asOf, where: {organisation: {eq: $branch}, fromOn: {eq: "2026-10-01"}}) {
    nodes { id status period unit required held verified fromOn toOn recheckOn series policyKind matter modality
      issuerLevel organisationKind isStale
      organisation { id } adoptedAt { id } policyVersion { series versionName sentenceEn }
      remarks { code } shortfalls { code }
      events { nodes { type } }
      provenance { field position }
      verdicts { status held fromOn position recordedAt event { type } }
    }
  }
}"""


async def test_the_lecture_of_the_fourth_quarter(office: AskedOffice) -> None:
    branch = await office.found()
    await office.adopt(QUARTERLY)
    await office.until(date(2026, 12, 1))
    given = {"branch": organisation(branch)}
    (row,) = (await office.ask(ASK, given))["compliances"]["nodes"]
    assert row["status"] == "PENDING"
    await office.until(date(2027, 1, 5))
    known = await office.project()
    await office.meet(branch, LECTURE, on=date(2026, 12, 30))

    async def then(**as_of: object) -> str:
        (row,) = (await office.ask(ASK, {**given, "asOf": as_of}))["compliances"]["nodes"]
        return str(row["status"])

    assert await then(position=known) == "MISSED"
    (known_then,) = (await office.ask(ASK, {**given, "asOf": {"position": known}}))["compliances"]["nodes"]
    assert [one["status"] for one in known_then["verdicts"]] == ["PENDING", "AT_RISK", "MISSED"]
    assert known_then["events"]["nodes"] == []
    assert await then(position=known, occurredOn="2026-11-30") == "PENDING"
    assert await then(position=known, occurredOn="2026-12-31") == "MISSED"
    assert await then(occurredOn="2026-12-31") == "PASSED"
    (row,) = (await office.ask(ASK, given))["compliances"]["nodes"]
    assert [event["type"] for event in row["events"]["nodes"]] == ["meeting.planned", "meeting.concluded"]
    told = [(one["status"], one["held"], one["fromOn"], one["event"]["type"]) for one in row["verdicts"]]
    assert told == [
        ("PENDING", 0, "2026-10-01", "clock.day-closed"),
        ("AT_RISK", 0, "2026-12-24", "clock.day-closed"),
        ("MISSED", 0, "2026-12-31", "clock.day-closed"),
        ("PASSED", 1, "2026-12-30", "meeting.concluded"),
    ]
    assert row["verdicts"][2]["position"] < known < row["verdicts"][3]["position"]


async def test_due_soon_is_one_query(office: AskedOffice) -> None:
    """Reminders: what is open still, and what the next days' ends will settle."""
    branch, other = await office.found(), await office.found()
    await office.adopt(QUARTERLY)
    await office.until(date(2026, 3, 20))
    await office.meet(other, LECTURE)
    asked = """query ($by: Date!) {
      compliances(where: {status: {in: [AT_RISK, PENDING]}, recheckOn: {lte: $by}}, orderBy: {field: FROM_ON}) {
        nodes { status recheckOn toOn organisation { id } }
      }
    }"""
    (due,) = (await office.ask(asked, {"by": "2026-03-24"}))["compliances"]["nodes"]
    assert (due["status"], due["recheckOn"], due["toOn"]) == ("PENDING", "2026-03-24", "2026-03-31")
    assert due["organisation"]["id"] == organisation(branch)
    await office.until(date(2026, 3, 25))
    (due,) = (await office.ask(asked, {"by": "2026-03-31"}))["compliances"]["nodes"]
    assert (due["status"], due["recheckOn"]) == ("AT_RISK", "2026-03-31")
    await office.until(date(2026, 4, 1))
    assert (await office.ask(asked, {"by": "2026-03-31"}))["compliances"]["nodes"] == []


async def test_what_binds_no_more_is_told_only_where_it_is_asked_for(office: AskedOffice) -> None:
    branch = await office.found()
    await office.adopt(QUARTERLY)
    asked = """query ($where: ComplianceWhere, $branch: ID!) {
      compliances(where: $where) { totalCount nodes { id status required events { nodes { type } } } }
      organisation(id: $branch) { compliances(where: $where) { totalCount } }
    }"""

    async def told(where: object = None) -> list[str]:
        answer = await office.ask(asked, {"where": where, "branch": organisation(branch)})
        page = answer["compliances"]
        assert page["totalCount"] == len(page["nodes"])
        assert answer["organisation"]["compliances"]["totalCount"] == page["totalCount"]
        return [row["status"] for row in page["nodes"]]

    assert await told() == ["PENDING"]
    await office.do(
        AnnulAdoption(node_id=office.committee, series="county/lecture", since=office.today, reason="MISTAKE")
    )
    assert await told() == []
    assert await told({"not": {"status": {"eq": "PASSED"}}}) == []
    assert await told({"status": {"eq": "MISSED"}}) == []
    assert await told({"status": {"eq": "VOID"}}) == ["VOID"]
    assert await told({"status": {"in": ["MISSED", "VOID"]}}) == ["VOID"]
    assert await told({"or": [{"status": {"eq": "VOID"}}, {"policyKind": {"eq": "none"}}]}) == ["VOID"]


async def test_other_layers_judge_beside_it(office: AskedOffice) -> None:
    """A branch that keeps the weaker local rule misses the one from above, and each row tells of the other."""
    branch = await office.found()
    await office.adopt(QUARTERLY)
    local = pack("office", "1", {"lecture": lecture_each(Unit.HALF_YEAR)}, level="unit")
    await office.adopt(local, node=branch)
    await office.until(date(2026, 4, 1))
    await office.meet(branch, LECTURE)
    await office.until(date(2026, 7, 1))
    asked = """query ($branch: ID!) {
      compliances(where: {organisation: {eq: $branch}, unit: {eq: HALF_YEAR}, toOn: {lte: "2026-06-30"}}) {
        nodes { status period issuerLevel alongside { nodes { status period series issuerLevel } } }
      }
    }"""
    (row,) = (await office.ask(asked, {"branch": organisation(branch)}))["compliances"]["nodes"]
    assert (row["status"], row["period"], row["issuerLevel"]) == ("PASSED", "2026-H1", "UNIT")
    beside = {(one["period"], one["status"]) for one in row["alongside"]["nodes"]}
    assert beside == {("2026-Q1", "MISSED"), ("2026-Q2", "PASSED")}


async def test_remarks_and_shortfalls_name_what_is_not_there(office: AskedOffice) -> None:
    branch = await office.found()
    fixed = MeetingWindow(
        meeting=LECTURE, days=(25,), off_window="counts", exceptions=False, urgent="no_exemption"
    )
    await office.adopt(pack("county", "1", {"lecture": lecture_each(Unit.MONTH), "day": fixed}))
    await office.until(date(2026, 1, 21))
    meeting = await office.meet(branch, LECTURE, on=date(2026, 1, 20))
    asked = """query ($branch: ID!) {
      compliances(where: {organisation: {eq: $branch}}) { nodes {
        status remarks { code effect isCertain rule lacking meeting { id heldOn } }
        shortfalls { code about lacking event { type } }
      } }
    }"""
    (row,) = (await office.ask(asked, {"branch": organisation(branch)}))["compliances"]["nodes"]
    assert row == {
        "status": "OFF_WINDOW",
        "remarks": [
            {
                "code": "OFF_WINDOW",
                "effect": "OFF_WINDOW",
                "isCertain": True,
                "rule": "county/day",
                "lacking": [],
                "meeting": {"id": encode_id("Meeting", meeting), "heldOn": "2026-01-20"},
            }
        ],
        "shortfalls": [],
    }


async def test_who_may_see_a_row(office: AskedOffice) -> None:
    here, elsewhere = await office.found(), await office.found(parent=office.other_township)
    await office.adopt(QUARTERLY)
    asked = "{ compliances { nodes { id organisation { id } } } }"
    secretary = Actor("secretary", Role.TOWNSHIP_SECRETARY, office.township)
    (row,) = (await office.ask(asked, actor=secretary))["compliances"]["nodes"]
    assert row["organisation"]["id"] == organisation(here)
    rows = (await office.ask(asked))["compliances"]["nodes"]
    (other,) = [one for one in rows if one["organisation"]["id"] == organisation(elsewhere)]
    answer = await office.as_(secretary).answer(f'{{ compliance(id: "{other["id"]}") {{ status }} }}')
    assert (answer.data, answer.codes) == ({"compliance": None}, ["NOT_FOUND"])
    found = (await office.ask(f'{{ node(id: "{row["id"]}") {{ ... on Compliance {{ period }} }} }}'))["node"]
    assert found == {"period": "2026-Q1"}
