"""Compliance rolled up by place and period: each figure opens to the rows that it counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from application.actor import Actor, Role
from domain.grids.commands import AssignCoverage, DefineGrid
from domain.meetings.events import MeetingKind
from domain.organisation.commands import MoveOrganisation
from domain.organisation.events import OrganisationKind
from domain.policies.kinds.branch_size import BranchSize
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.periods import Unit
from graphql_api.read import encode_id
from tests.api.office import AskedOffice, organisation
from tests.projections.compliance.office import pack

LECTURE, GENERAL = MeetingKind.PARTY_LECTURE, MeetingKind.GENERAL_MEETING


def each(unit: Unit, meeting: MeetingKind) -> MeetingFrequency:
    return MeetingFrequency(meeting=meeting, per=unit, at_least=1, partial_period="not_required")


RULES = pack(
    "county",
    "1",
    {
        "lecture": each(Unit.QUARTER, LECTURE),
        "general": each(Unit.MONTH, GENERAL),
        "size": BranchSize(fewest_full_members=3),
    },
)
LEAGUE = pack(
    "league",
    "1",
    {"general": each(Unit.QUARTER, GENERAL)},
    organisations=(OrganisationKind.LEAGUE_BRANCH,),
)
FIGURES = """{ nodes {
  series period unit organisationKind slots asked notRequired pending atRisk passed offWindow missed unknown notYetDue
  passedOfAsked { numerator denominator value } passedOfJudged { numerator denominator value }
  organisation { id } adoptedAt { id } policyVersion { versionName } isStale
  compliances(first: 10, where: {status: {eq: PASSED}}) { totalCount nodes { status series period } }
  all: compliances(first: 1) { totalCount }
} }"""
ASK = f"""query ($node: ID!, $from: String!, $to: String!, $where: ComplianceFiguresWhere, $asOf: AsOf) {{
  complianceRollup(node: $node, from: $from, to: $to, asOf: $asOf) {{
    nodeType organisation {{ id }} firstMonth lastMonth isStale
    figures(first: 50, where: $where) {FIGURES}
    below(first: 50, where: $where) {FIGURES}
    standing(first: 50) {FIGURES}
  }}
}}"""


class Lived:
    """Two townships: a branch that held its lecture, two that did not, and one of the League."""

    def __init__(self, office: AskedOffice) -> None:
        self.office = office

    async def live(self) -> Lived:
        office = self.office
        self.good, self.bad = await office.found(), await office.found()
        self.far = await office.found(parent=office.other_township, members=3)
        self.league = await office.found(OrganisationKind.LEAGUE_BRANCH)
        await office.adopt(RULES)
        await office.adopt(LEAGUE)
        await office.until(date(2026, 3, 20))
        await office.meet(self.good, LECTURE, on=date(2026, 2, 10))
        await office.meet(self.good, GENERAL, on=date(2026, 1, 20))
        await office.until(date(2026, 4, 2))
        return self

    async def ask(self, node: Any, first: str, last: str, **more: Any) -> Any:
        given = {"node": organisation(node), "from": first, "to": last, **more}
        return (await self.office.ask(ASK, given))["complianceRollup"]


@pytest.fixture
async def lived(office: AskedOffice) -> Lived:
    return await Lived(office).live()


def by_rule(part: Any) -> dict[tuple[str, str | None], Any]:
    return {(one["series"], one["period"]): one for one in part["nodes"]}


async def test_a_quarter_of_the_county(lived: Lived) -> None:
    told = await lived.ask(lived.office.committee, "2026-01", "2026-03")
    figures = by_rule(told["figures"])
    assert set(figures) == {
        ("county/lecture", "2026-Q1"),
        ("county/general", "2026-01"),
        ("county/general", "2026-02"),
        ("county/general", "2026-03"),
        ("league/general", "2026-Q1"),
    }
    quarter = figures["county/lecture", "2026-Q1"]
    assert (quarter["slots"], quarter["asked"], quarter["passed"], quarter["missed"]) == (3, 3, 1, 2)
    assert quarter["passedOfAsked"] == {"numerator": 1, "denominator": 3, "value": "0.3333"}
    assert quarter["passedOfJudged"] == {"numerator": 1, "denominator": 3, "value": "0.3333"}
    assert (quarter["compliances"]["totalCount"], quarter["all"]["totalCount"]) == (1, 3)
    assert quarter["organisation"]["id"] == quarter["adoptedAt"]["id"]
    january = figures["county/general", "2026-01"]
    assert (january["passed"], january["missed"]) == (1, 2)


async def test_the_league_is_counted_apart(lived: Lived) -> None:
    told = await lived.ask(lived.office.committee, "2026-01", "2026-03")
    league = by_rule(told["figures"])["league/general", "2026-Q1"]
    assert (league["organisationKind"], league["slots"], league["missed"]) == ("LEAGUE_BRANCH", 1, 1)
    party = [one for one in told["figures"]["nodes"] if one["organisationKind"] == "PARTY_BRANCH"]
    assert {one["slots"] for one in party} == {3}


async def test_townships_side_by_side(lived: Lived) -> None:
    where = {"series": {"eq": "county/lecture"}}
    told = await lived.ask(lived.office.committee, "2026-01", "2026-03", where=where)
    assert {one["organisation"]["id"]: (one["passed"], one["slots"]) for one in told["below"]["nodes"]} == {
        organisation(lived.office.township): (1, 2),
        organisation(lived.office.other_township): (0, 1),
    }
    only = await lived.ask(lived.office.township, "2026-01", "2026-03", where=where)
    assert [one["slots"] for one in only["figures"]["nodes"]] == [2]


async def test_running_periods_are_shown_in_each_of_their_months(lived: Lived) -> None:
    for month in ("2026-04", "2026-05", "2026-06"):
        told = await lived.ask(lived.office.committee, month, month)
        quarter = by_rule(told["figures"])["county/lecture", "2026-Q2"]
        assert (quarter["pending"], quarter["passedOfJudged"]["value"]) == (3, None)
    none = await lived.ask(lived.office.committee, "2025-01", "2025-12")
    assert none["figures"]["nodes"] == []


async def test_a_period_ahead_is_told_nothing_of_and_none_is_counted_as_not_begun(lived: Lived) -> None:
    year = await lived.ask(lived.office.township, "2026-04", "2026-12")
    assert set(by_rule(year["figures"])) == {
        ("county/lecture", "2026-Q2"),
        ("county/general", "2026-04"),
        ("league/general", "2026-Q2"),
    }
    assert {one["notYetDue"] for one in year["figures"]["nodes"]} == {0}
    none = await lived.ask(lived.office.township, "2026-07", "2026-12")
    assert none["figures"]["nodes"] == []


async def test_how_branches_are_made_up_has_no_period(lived: Lived) -> None:
    told = await lived.ask(lived.office.committee, "2026-01", "2026-01")
    (size,) = told["standing"]["nodes"]
    assert (size["series"], size["period"], size["slots"], size["passed"]) == ("county/size", None, 3, 1)
    assert (size["compliances"]["totalCount"], size["all"]["totalCount"]) == (1, 3)


async def test_as_of_a_day_and_as_known_then(lived: Lived) -> None:
    office, where = lived.office, {"series": {"eq": "county/lecture"}}
    known = await office.project()
    await office.meet(lived.bad, LECTURE, on=date(2026, 3, 30))

    async def passed(**as_of: Any) -> Any:
        span = office.committee, "2026-01", "2026-03"
        (one,) = (await lived.ask(*span, where=where, asOf=as_of))["figures"]["nodes"]
        assert one["compliances"]["totalCount"] == one["passed"]
        return one["passed"], one["pending"] + one["atRisk"], one["missed"]

    assert await passed(position=known) == (1, 0, 2)
    assert await passed(occurredOn="2026-04-01") == (2, 0, 1)
    assert await passed(occurredOn="2026-03-29") == (1, 2, 0)
    assert await passed(position=known, occurredOn="2026-02-01") == (0, 3, 0)


async def test_a_branch_that_moved_counts_where_it_stood_at_the_outset(lived: Lived) -> None:
    office = lived.office
    await office.do(
        MoveOrganisation(
            organisation_id=lived.bad,
            parent_id=office.other_township,
            on=date(2026, 4, 2),
            approved_by=office.committee,
            reason="RESTRUCTURED",
        )
    )
    await office.until(date(2026, 5, 2))
    where = {"series": {"eq": "county/general"}}

    async def slots(township: Any, month: str) -> int:
        (one,) = (await lived.ask(township, month, month, where=where))["figures"]["nodes"]
        assert one["all"]["totalCount"] == one["slots"]
        return int(one["slots"])

    assert [await slots(office.township, month) for month in ("2026-03", "2026-04", "2026-05")] == [2, 2, 1]
    assert [await slots(office.other_township, month) for month in ("2026-04", "2026-05")] == [1, 2]


async def test_who_may_see_it(lived: Lived) -> None:
    office = lived.office
    secretary = Actor("secretary", Role.TOWNSHIP_SECRETARY, office.township)
    own = {"node": organisation(office.township), "from": "2026-01", "to": "2026-03"}
    told = (await office.ask(ASK, own, actor=secretary))["complianceRollup"]
    assert by_rule(told["figures"])["county/lecture", "2026-Q1"]["slots"] == 2
    for elsewhere in (office.other_township, office.committee):
        answer = await office.as_(secretary).answer(ASK, {**own, "node": organisation(elsewhere)})
        assert (answer.data, answer.codes) == ({"complianceRollup": None}, ["NOT_FOUND"])
    for role in (Role.GRID_WORKER, Role.OPERATOR):
        answer = await office.as_(Actor("other", role)).answer(ASK, own)
        assert answer.codes == ["NOT_FOUND"]


@pytest.mark.parametrize(
    ("first", "last"), [("2026-03", "2026-01"), ("2010-01", "2026-01"), ("2026", "2026-01"), ("", "x")]
)
async def test_a_span_that_is_none(lived: Lived, first: str, last: str) -> None:
    given = {"node": organisation(lived.office.committee), "from": first, "to": last}
    answer = await lived.office.asker.answer(ASK, given)
    assert answer.codes == ["BAD_USER_INPUT"]


async def test_a_grid_counts_what_it_covered_at_the_outset(office: AskedOffice) -> None:
    county, street = office.ids.new_id(), office.ids.new_id()
    await office.do(
        DefineGrid(grid_id=county, level=1, name="网格"),
        DefineGrid(grid_id=street, level=2, name="街道网格", parent_id=county),
    )
    covered, beside = await office.found(), await office.found()
    await office.do(AssignCoverage(grid_id=street, organisation_id=covered, from_on=office.today))
    await office.adopt(pack("county", "1", {"general": each(Unit.MONTH, GENERAL)}))
    await office.until(date(2026, 1, 5))
    await office.do(AssignCoverage(grid_id=street, organisation_id=beside, from_on=office.today))
    await office.until(date(2026, 3, 2))

    async def told(grid: Any, month: str) -> tuple[int, list[int]]:
        given = {"node": encode_id("Grid", grid), "from": month, "to": month}
        rollup = (await office.ask(ASK, given))["complianceRollup"]
        assert (rollup["nodeType"], rollup["organisation"]) == ("GRID", None)
        (one,) = rollup["figures"]["nodes"]
        assert one["all"]["totalCount"] == one["slots"]
        return one["slots"], [below["slots"] for below in rollup["below"]["nodes"]]

    assert await told(county, "2026-01") == (1, [1])
    assert await told(county, "2026-02") == (2, [2])
    assert await told(street, "2026-03") == (2, [])
