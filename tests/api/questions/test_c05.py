"""C05: an assessment each month, made public."""

from __future__ import annotations

from datetime import date

from domain.policies.facts import Matter
from domain.policies.periods import Unit
from domain.publications.commands import PublishMatter
from tests.api.office import AskedOffice, organisation, shipped
from tests.api.questions.ask import question


async def test_twelve_months_assessed_and_eleven_made_public(office: AskedOffice) -> None:
    """T: 12 assessed, 11 published; the year is missed, by the month that is named."""
    branch = await office.found()
    await office.adopt(shipped("visiting-team-community.1"), node=branch)
    for month in range(1, 13):
        await office.until(date(2026, month, 28))
        if month != 7:
            await office.do(
                PublishMatter(
                    organisation_id=branch,
                    matter=Matter.ASSESSMENT_RESULT,
                    unit=Unit.MONTH,
                    period_first=date(2026, month, 1),
                    on=office.today,
                )
            )
    await office.until(date(2027, 3, 1))
    given = {"within": organisation(office.township), "first": "2026-01-01"}
    (row,) = (await office.ask(question("C05-months-unpublished"), given))["compliances"]["nodes"]
    assert (row["required"], row["held"], row["status"]) == (12, 11, "MISSED")
    assert [(one["code"], one["about"]) for one in row["shortfalls"]] == [("NOT_PUBLISHED", "2026-07")]
