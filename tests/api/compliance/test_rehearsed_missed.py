"""A rehearsal of rules about missed duties by GraphQL: what would be due of whom, who is told, nothing is written."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from application.actor import Actor, Role
from domain.meetings.events import MeetingKind
from domain.organisation.commands import MoveOrganisation
from domain.verdicts.announcing import slot_id
from graphql_api.read import encode_id
from tests.api.accepted_policies import pack_text
from tests.api.compliance.test_rehearsal import everything
from tests.api.office import PACKS, AskedOffice, organisation, shipped
from tests.support.postgres import Database

THEME_DAYS = (PACKS / "taiqian-theme-day.1.toml").read_text(encoding="utf-8")
SERIES = "taiqian-theme-day/theme-day"
ASK = """query ($node: ID!, $since: Date!, $until: Date, $pack: String!, $first: Int! = 100) {
  policyRehearsal(node: $node, since: $since, until: $until, pack: $pack) {
    missed {
      differing organisationsDiffering truncated
      whole: sums(by: []) { matter consequence place period stands would new gone otherwise }
      sums { matter consequence place placeName period stands would new gone otherwise }
      differences(first: $first) { organisation organisationName matter consequence on series change
        stands { counted required dueOn compliances } would { counted required dueOn compliances } }
    }
  }
}"""


class Missed:
    """Until 1 April 2026: a branch without theme days in February and March, and one in its township that held each."""

    def __init__(self, office: AskedOffice) -> None:
        self.office = office

    async def live(self) -> Missed:
        office = self.office
        self.twice, self.never = await office.found(), await office.found()
        for month in (1, 2, 3):
            await office.until(date(2026, month, 5))
            for branch in (self.twice, self.never) if month == 1 else (self.never,):
                await office.meet(branch, MeetingKind.THEME_PARTY_DAY)
        await office.until(date(2026, 4, 1))
        return self

    async def ask(self, *, actor: Actor | None = None, **given: Any) -> Any:
        where = {
            "node": organisation(self.office.committee),
            "since": "2026-01-01",
            "pack": THEME_DAYS,
            **given,
        }
        return (await self.office.ask(ASK, where, actor=actor))["policyRehearsal"]["missed"]


@pytest.fixture
async def missed(office: AskedOffice) -> Missed:
    return await Missed(office).live()


def slots(branch: UUID, node: UUID, *months: str) -> list[str]:
    return sorted(encode_id("Compliance", slot_id(SERIES, node, branch, month)) for month in months)


async def test_c08_a_talk_and_a_circular_and_nothing_is_written(missed: Missed, database: Database) -> None:
    office = missed.office
    await office.project()
    before = await everything(database)
    told = await missed.ask()
    assert await everything(database) == before
    assert (told["differing"], told["organisationsDiffering"], told["truncated"]) == (2, 1, False)
    due = {
        "organisation": organisation(missed.twice),
        "organisationName": "组织",
        "matter": "DUE",
        "on": "2026-03-31",
        "series": None,
        "change": "NEW",
        "stands": None,
    }
    would = {
        "counted": 2,
        "required": None,
        "dueOn": "2026-05-01",
    }  # 30 days after 1 April, the first day not closed
    found = [
        {**one, "would": {**one["would"], "compliances": sorted(one["would"]["compliances"])}}
        for one in told["differences"]
    ]
    rests_on = slots(missed.twice, office.committee, "2026-02", "2026-03")
    assert found == [
        {**due, "consequence": one, "would": {**would, "compliances": rests_on}}
        for one in ("CIRCULAR", "TALK")
    ]
    numbers = {"stands": 0, "would": 1, "new": 1, "gone": 0, "otherwise": 0}
    where = {"place": organisation(office.township), "placeName": "组织", "period": "2026-03"}
    assert told["sums"] == [
        {"matter": "DUE", "consequence": one, **where, **numbers} for one in ("CIRCULAR", "TALK")
    ]
    assert {(one["place"], one["period"]) for one in told["whole"]} == {(None, "")}
    assert len((await missed.ask(first=1))["differences"]) == 1
    (short,) = (await missed.ask(until="2026-03-30"))["differences"]
    assert (short["matter"], short["series"], short["would"]["counted"], short["would"]["required"]) == (
        "ONE_SHORT",
        "taiqian-theme-day/two",
        1,
        2,
    )
    assert await missed.ask(pack=pack_text("draft", level="county")) is None  # no rule is about missed duties


async def test_what_is_in_force_differs_in_nothing_and_another_number_does(missed: Missed) -> None:
    office = missed.office
    await office.adopt(shipped("taiqian-theme-day.1"), since=date(2026, 1, 1))
    told = await missed.ask()
    assert (told["differing"], told["differences"]) == (0, [])
    assert {(one["matter"], one["stands"], one["would"]) for one in told["whole"]} == {("DUE", 1, 1)}
    milder = THEME_DAYS.replace('version = "1"', 'version = "1.1"').replace("at_least = 2", "at_least = 3")
    told = await missed.ask(pack=milder)
    assert [(one["matter"], one["consequence"], one["change"]) for one in told["differences"]] == [
        ("DUE", "CIRCULAR", "GONE"),
        ("DUE", "TALK", "GONE"),
        ("ONE_SHORT", None, "NEW"),
    ]


async def test_who_may_adopt_and_inspectors_are_told_which_and_others_how_many(missed: Missed) -> None:
    township = missed.office.township
    secretary = Actor("township", Role.TOWNSHIP_SECRETARY, place=township)
    told = await missed.ask(actor=secretary, node=organisation(township))
    assert [one["organisation"] for one in told["differences"]] == [organisation(missed.twice)] * 2
    branch = Actor("branch", Role.BRANCH_SECRETARY, place=missed.twice)
    told = await missed.ask(actor=branch, node=organisation(missed.twice))
    assert (told["differing"], told["differences"], told["truncated"]) == (2, None, False)


async def test_what_stands_elsewhere_now_is_counted_and_not_named(missed: Missed) -> None:
    office = missed.office
    await office.do(
        MoveOrganisation(
            organisation_id=missed.twice,
            parent_id=office.other_township,
            on=office.today,
            approved_by=office.committee,
            reason="TOWNSHIPS_REDRAWN",
        )
    )
    told = await missed.ask(node=organisation(office.township))
    assert (told["differing"], told["differences"], told["truncated"]) == (2, [], False)
    assert {one["place"] for one in told["sums"]} == {None}
    told = await missed.ask()
    assert {one["place"] for one in told["sums"]} == {organisation(office.other_township)}
    assert len(told["differences"]) == 2
