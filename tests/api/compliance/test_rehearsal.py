"""A rehearsal asked by GraphQL: what it answers and to whom, what it refuses, and that it leaves nothing behind."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import asyncpg
import pytest

from application.actor import Actor, Role
from domain.core.ids import RandomIds
from domain.meetings.events import MeetingKind
from domain.policies.layers import version_id
from domain.policies.periods import Unit
from graphql_api.read import encode_id
from tests.api.accepted_policies import pack_text
from tests.api.office import INSPECTOR, AskedOffice, organisation
from tests.projections.compliance.office import pack
from tests.projections.compliance.test_periods import each
from tests.support.postgres import Database

LECTURE = MeetingKind.PARTY_LECTURE
SUM = """{ placeName series period unit asked same new gone passedToMissed missedToPassed otherwise
  passed { numerator denominator } wouldPass { numerator denominator } }"""
ASK = f"""query ($node: ID!, $since: Date!, $until: Date, $pack: String, $versions: [ID!], $first: Int! = 100) {{
  policyRehearsal(node: $node, since: $since, until: $until, pack: $pack, versions: $versions) {{
    since until closedOn position differing organisationsDiffering truncated
    whole {SUM}
    sums {SUM}
    places: sums(by: [PLACE]) {{ place placeName asked new wouldPass {{ numerator denominator value }} }}
    differences(first: $first) {{ organisation organisationName series period change
      stands {{ status held }} would {{ status required held verified }} }}
  }}
}}"""


class Lived:
    """Until 1 April 2026: a branch that held a lecture, one that did not, and one in the other township."""

    def __init__(self, office: AskedOffice) -> None:
        self.office = office

    async def live(self) -> Lived:
        office = self.office
        self.good, self.idle = await office.found(), await office.found()
        self.far = await office.found(parent=office.other_township)
        await office.until(date(2026, 2, 10))
        await office.meet(self.good, LECTURE)
        await office.until(date(2026, 4, 1))
        return self

    def asked(self, **given: Any) -> dict[str, Any]:
        where = {"node": organisation(self.office.committee), "since": "2026-01-01"}
        return {**where, "pack": pack_text("draft", level="county"), **given}

    async def ask(self, *, actor: Actor | None = None, **given: Any) -> Any:
        return (await self.office.ask(ASK, self.asked(**given), actor=actor))["policyRehearsal"]

    async def refused(self, actor: Actor = INSPECTOR, **given: Any) -> list[str]:
        await self.office.project()
        return (await self.office.as_(actor).answer(ASK, self.asked(**given))).codes


@pytest.fixture
async def lived(office: AskedOffice) -> Lived:
    return await Lived(office).live()


async def test_a_draft_is_rehearsed_and_leaves_nothing_behind(lived: Lived, database: Database) -> None:
    position = await lived.office.project()
    before = await everything(database)
    told = await lived.ask()
    assert await everything(database) == before
    assert (told["closedOn"], told["until"], told["position"]) == ("2026-03-31", "2026-03-31", position)
    assert (told["differing"], told["organisationsDiffering"], told["truncated"]) == (3, 3, False)
    assert told["whole"]["wouldPass"] == {"numerator": 1, "denominator": 3}
    townships = [organisation(id_) for id_ in (lived.office.township, lived.office.other_township)]
    assert {one["place"]: (one["asked"], one["wouldPass"]) for one in told["places"]} == {
        townships[0]: (2, {"numerator": 1, "denominator": 2, "value": "0.5000"}),
        townships[1]: (1, {"numerator": 0, "denominator": 1, "value": "0.0000"}),
    }
    assert {(one["series"], one["period"], one["unit"]) for one in told["sums"]} == {
        ("draft/lecture", "2026-Q1", "QUARTER")
    }
    assert {one["organisation"]: one["would"] for one in told["differences"]} == {
        organisation(branch): {"status": status, "required": 1, "held": held, "verified": held}
        for branch, status, held in (
            (lived.good, "PASSED", 1),
            (lived.idle, "MISSED", 0),
            (lived.far, "MISSED", 0),
        )
    }
    assert len((await lived.ask(first=2))["differences"]) == 2


async def everything(database: Database) -> dict[str, list[str]]:
    """The whole log and all read models, row by row: all tables that there are."""
    connection = await asyncpg.connect(database.dsn())
    try:
        names = await connection.fetch(
            "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        return {
            name: sorted(row[0] for row in await connection.fetch(f"SELECT t::text FROM {name} AS t"))
            for (name,) in names
        }
    finally:
        await connection.close()


async def test_published_versions_are_rehearsed_by_their_ids(lived: Lived) -> None:
    """Here a version that is in force below, put in force above."""
    office = lived.office
    await office.adopt(pack("county", "1", {"lecture": each(Unit.MONTH)}), node=lived.far)
    version = encode_id("PolicyVersion", version_id("county/lecture", "1"))
    told = await lived.ask(pack=None, versions=[version])
    assert (told["differing"], told["whole"]["new"]) == (9, 9)  # three months of three branches
    april: dict[str, Any] = {"until": "2026-04-01"}
    told = await lived.ask(pack=None, versions=[version], **april)
    assert (told["differing"], told["whole"]["new"]) == (12, 12)
    here = await lived.ask(pack=None, versions=[version], node=organisation(lived.far), **april)
    assert [(one["period"], one["change"]) for one in here["differences"]] == [
        (f"2026-{month:02}", "NEW") for month in (1, 2, 3)
    ]
    assert (here["whole"]["same"], here["whole"]["asked"]) == (1, 4)
    assert await lived.refused(pack=None, versions=[version, version]) == ["BAD_USER_INPUT"]


async def test_a_township_rehearses_its_own(lived: Lived) -> None:
    secretary = Actor("township", Role.TOWNSHIP_SECRETARY, place=lived.office.township)
    told = await lived.ask(actor=secretary, node=organisation(lived.office.township))
    assert {one["organisation"] for one in told["differences"]} == {
        organisation(lived.good),
        organisation(lived.idle),
    }
    for node in (lived.office.committee, lived.office.other_township, lived.far):
        assert await lived.refused(secretary, node=organisation(node)) == ["FORBIDDEN"]


async def test_who_decides_nothing_is_told_counts(lived: Lived) -> None:
    secretary = Actor("branch", Role.BRANCH_SECRETARY, place=lived.idle)
    told = await lived.ask(actor=secretary, node=organisation(lived.idle))
    assert (told["differing"], told["differences"]) == (1, None)
    assert told["whole"]["new"] == 1
    member = Actor("member", Role.MEMBER, member_id=RandomIds().new_id())
    assert await lived.refused(member, node=organisation(lived.idle)) == ["FORBIDDEN"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"pack": 'pack = "x"'}, "BAD_USER_INPUT"),
        ({"pack": "\ud800"}, "BAD_USER_INPUT"),
        ({"pack": None}, "BAD_USER_INPUT"),
        ({"versions": [encode_id("PolicyVersion", RandomIds().new_id())]}, "BAD_USER_INPUT"),
        ({"pack": None, "versions": [encode_id("PolicyVersion", RandomIds().new_id())]}, "NOT_FOUND"),
        ({"pack": None, "versions": [encode_id("Organisation", RandomIds().new_id())]}, "NOT_FOUND"),
        ({"node": encode_id("Organisation", RandomIds().new_id())}, "NOT_FOUND"),
        ({"node": "nothing"}, "NOT_FOUND"),
        ({"since": "2026-04-01"}, "BAD_USER_INPUT"),
        ({"since": "2023-03-01"}, "BAD_USER_INPUT"),
        ({"until": "2025-12-31"}, "BAD_USER_INPUT"),
    ],
)
async def test_what_cannot_be_rehearsed_is_refused_by_a_code(
    lived: Lived, given: dict[str, Any], code: str
) -> None:
    assert await lived.refused(**given) == [code]


async def test_faults_of_a_pack_are_told(lived: Lived) -> None:
    text = pack_text("draft").replace('"quarter"', '"quater"')
    answer = await lived.office.as_(INSPECTOR).answer(ASK, lived.asked(pack=text))
    assert "per" in answer.errors[0].original_error.extensions["faults"]  # type: ignore[union-attr]


async def test_an_account_has_one_under_way(lived: Lived) -> None:
    await lived.office.project()
    asker = lived.office.as_(INSPECTOR)
    both = await asyncio.gather(asker.answer(ASK, lived.asked()), asker.answer(ASK, lived.asked()))
    assert sorted(answer.codes for answer in both) == [[], ["THROTTLED"]]
