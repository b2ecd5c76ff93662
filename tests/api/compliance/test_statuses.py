"""How a quarter's lecture stands, as its days pass: known then, and true then."""

from __future__ import annotations

from datetime import date

from domain.meetings.events import MeetingKind
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.periods import Unit
from tests.api.office import AskedOffice, organisation
from tests.projections.compliance.office import pack

LECTURE = MeetingKind.PARTY_LECTURE
QUARTERLY = pack(
    "county",
    "1",
    {
        "lecture": MeetingFrequency(
            meeting=LECTURE, per=Unit.QUARTER, at_least=1, partial_period="not_required"
        )
    },
)
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
