"""What was announced of an organisation, and what superseded it, through the API."""

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
  compliances(asOf: $asOf, where: {organisation: {eq: $branch}, fromOn: {eq: "2026-01-01"}}) {
    nodes {
      status announcedStatus announcedOn
      announcements {
        status required held verified shortfalls announcedOn isSuperseded position factsPosition
        policyVersion { series } event { type changes { field before after } }
      }
    }
  }
}"""


async def test_both_are_told(office: AskedOffice) -> None:
    branch = await office.found()
    await office.adopt(QUARTERLY)
    given = {"branch": organisation(branch)}
    await office.until(date(2026, 4, 1))
    (row,) = (await office.ask(ASK, given))["compliances"]["nodes"]
    assert (row["status"], row["announcedStatus"], row["announcements"]) == ("MISSED", None, [])
    await office.announce()
    known = await office.project()
    (row,) = (await office.ask(ASK, given))["compliances"]["nodes"]
    (first,) = row["announcements"]
    assert (row["announcedStatus"], row["announcedOn"]) == ("MISSED", "2026-04-01")
    assert (first["status"], first["required"], first["held"], first["isSuperseded"]) == (
        "MISSED",
        1,
        0,
        False,
    )
    assert first["factsPosition"] < first["position"]
    assert first["policyVersion"] == {"series": "county/lecture"}
    await office.until(date(2026, 4, 3))
    await office.meet(branch, LECTURE, on=date(2026, 3, 30))
    await office.announce()
    (row,) = (await office.ask(ASK, given))["compliances"]["nodes"]
    assert (row["status"], row["announcedStatus"], row["announcedOn"]) == ("PASSED", "PASSED", "2026-04-03")
    assert [
        (one["status"], one["isSuperseded"], one["announcedOn"], one["event"]["type"])
        for one in row["announcements"]
    ] == [
        ("MISSED", True, "2026-04-01", "verdict.announced"),
        ("PASSED", False, "2026-04-03", "verdict.superseded"),
    ]
    changes = {one["field"]: one["after"] for one in row["announcements"][1]["event"]["changes"]}
    assert changes["status"] == "PASSED"
    (then,) = (await office.ask(ASK, {**given, "asOf": {"position": known}}))["compliances"]["nodes"]
    assert (then["announcedStatus"], [one["status"] for one in then["announcements"]]) == (
        "MISSED",
        ["MISSED"],
    )
    assert not then["announcements"][0]["isSuperseded"]
