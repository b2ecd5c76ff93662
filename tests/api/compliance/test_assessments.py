"""What a closed period came to, through the API, and its digest computed again from what the API tells."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from typing import Any
from uuid import UUID

from domain.meetings.events import MeetingKind
from tests.api.compliance.test_announcements import LECTURE, QUARTERLY
from tests.api.office import AskedOffice

ASSESSMENTS = """query ($asOf: AsOf) {
  periodAssessments(first: 10, asOf: $asOf, where: {series: {eq: "county/lecture"}, fromOn: {eq: "2026-01-01"}}) {
    nodes {
      organisationKind period unit fromOn toOn assessedOn slots asked passed missed excused offWindow notRequired
      unknown open passedOfAsked { numerator denominator value } digest factsPosition version position
      adoptedAt { id } event { type } supersededEvent { type }
    }
  }
}"""
SLOTS = """query ($at: ID!, $position: Position!) {
  compliances(
    first: 100
    asOf: {position: $position}
    where: {
      series: {eq: "county/lecture"}, adoptedAt: {eq: $at}, organisationKind: {eq: PARTY_BRANCH}
      unit: {eq: QUARTER}, fromOn: {eq: "2026-01-01"}
    }
  ) { nodes { id status policyVersion { id } required held verified } }
}"""


def uuid_in(id_: str) -> str:
    """The UUID of an object: the last 16 bytes of its id."""
    return str(UUID(bytes=base64.urlsafe_b64decode(id_ + "=" * (-len(id_) % 4))[-16:]))


async def computed(office: AskedOffice, told: dict[str, Any]) -> str:
    """The digest of an assessment, from the slots as they were known to whoever made it."""
    asked = {"at": told["adoptedAt"]["id"], "position": told["factsPosition"]}
    slots = (await office.ask(SLOTS, asked))["compliances"]["nodes"]
    lines = sorted(
        " ".join(
            "-" if value is None else str(value)
            for value in (
                uuid_in(slot["id"]),
                slot["status"],
                uuid_in(slot["policyVersion"]["id"]),
                *(slot[name] for name in ("required", "held", "verified")),
            )
        )
        for slot in slots
    )
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


async def assessed(office: AskedOffice, as_of: Any = None) -> Any:
    await office.assess()
    (told,) = (await office.ask(ASSESSMENTS, {"asOf": as_of}))["periodAssessments"]["nodes"]
    return told


async def test_it_is_told_and_anybody_can_compute_it_again(office: AskedOffice) -> None:
    held, idle = await office.found(), await office.found()
    await office.adopt(QUARTERLY)
    await office.meet(held, MeetingKind.PARTY_LECTURE)
    await office.until(date(2026, 4, 1))
    first = await assessed(office)
    assert (first["period"], first["unit"], first["organisationKind"]) == (
        "2026-Q1",
        "QUARTER",
        "PARTY_BRANCH",
    )
    assert (first["fromOn"], first["toOn"], first["assessedOn"]) == ("2026-01-01", "2026-03-31", "2026-04-01")
    assert (first["slots"], first["asked"], first["passed"], first["missed"]) == (2, 2, 1, 1)
    assert first["passedOfAsked"] == {"numerator": 1, "denominator": 2, "value": "0.5000"}
    assert [first[name] for name in ("excused", "offWindow", "notRequired", "unknown", "open")] == [0] * 5
    assert (first["event"], first["supersededEvent"]) == ({"type": "period.assessed"}, None)
    assert await computed(office, first) == first["digest"]

    await office.meet(idle, LECTURE, on=date(2026, 3, 30))
    second = await assessed(office)
    assert (second["passed"], second["missed"], second["version"]) == (2, 0, 2)
    assert second["event"] == {"type": "period.assessment-superseded"}
    assert second["supersededEvent"] == {"type": "period.assessed"}
    assert second["digest"] != first["digest"]
    assert await computed(office, second) == second["digest"]

    before = await assessed(office, {"position": second["position"] - 1})
    assert before == first
    assert await computed(office, before) == first["digest"]  # what was known then is known still
