"""Why something was not done that is done as a rule, through the API: recorded, told beside the row, and counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.departures.commands import RecordDeparture, WithdrawDeparture
from tests.api.compliance.test_subscribed import QUARTERLY
from tests.api.office import AskedOffice, organisation

ASK = """query ($branch: ID!, $township: ID!) {
  compliances(where: {organisation: {eq: $branch}, fromOn: {eq: "2026-01-01"}}) {
    nodes {
      status required held isBehind events(first: 5) { nodes { type } }
      departure { reason period givenOn isWithdrawn adoptedAt { id } approver { id } organisation { id } }
    }
  }
  complianceRollup(node: $township, from: "2026-01", to: "2026-01") {
    figures(first: 5) {
      nodes { slots asked excused missed passedOfAsked { numerator denominator } passedOfJudged { denominator } }
    }
  }
}"""


async def test_why_and_how_it_is_counted(office: AskedOffice) -> None:
    branch, other = await office.found(), await office.found()
    await office.adopt(QUARTERLY)
    about: dict[str, Any] = {
        "organisation_id": branch,
        "node_id": office.committee,
        "series": "county/lecture",
    }
    await office.do(RecordDeparture(**about, period="2026-Q1", approved_by=office.township, reason="FLOODS"))
    await office.until(date(2026, 4, 1))
    given = {"branch": organisation(branch), "township": organisation(office.township)}
    told = await office.ask(ASK, given)
    (row,) = told["compliances"]["nodes"]
    assert (row["status"], row["required"], row["held"], row["isBehind"]) == ("EXCUSED", 1, 0, None)
    assert row["events"]["nodes"] == [{"type": "departure.recorded"}]
    assert row["departure"] == {
        "reason": "FLOODS",
        "period": "2026-Q1",
        "givenOn": "2026-01-01",
        "isWithdrawn": False,
        "adoptedAt": {"id": organisation(office.committee)},
        "approver": {"id": organisation(office.township)},
        "organisation": {"id": organisation(branch)},
    }
    (figures,) = told["complianceRollup"]["figures"]["nodes"]
    assert (figures["slots"], figures["asked"], figures["excused"], figures["missed"]) == (2, 1, 1, 1)
    assert figures["passedOfAsked"] == {"numerator": 0, "denominator": 1}
    assert figures["passedOfJudged"] == {"denominator": 1}

    await office.do(WithdrawDeparture(**about, period="2026-Q1", reason="MISTAKEN"))
    told = await office.ask(ASK, given)
    (row,) = told["compliances"]["nodes"]
    assert (row["status"], row["departure"]["isWithdrawn"]) == ("MISSED", True)
    (figures,) = told["complianceRollup"]["figures"]["nodes"]
    assert (figures["asked"], figures["excused"], figures["missed"]) == (2, 0, 2)
    (row,) = (await office.ask(ASK, {**given, "branch": organisation(other)}))["compliances"]["nodes"]
    assert row["departure"] is None
