"""How often the organisations of the catalogue meet: each number from both sides, and their worked cases."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind
from domain.policies.assessment import judge_period
from domain.policies.kinds.longest_gap import LongestGap
from domain.policies.kinds.meeting_frequency import MeetingFrequency, MeetingFrequencyKind
from domain.policies.kinds.meeting_window import MeetingWindow
from domain.policies.kinds.weekday_window import Weekday, WeekdayWindow
from domain.policies.layers import Adoption, IssuerLevel, Version, layers
from domain.policies.modality import Modality
from domain.policies.periods import Period, Unit
from domain.policies.registry import Rule
from domain.policies.verdicts import Status, Verdict
from tests.unit.domain.policies.given import code, judge, meeting, named, subject

GENERAL, COMMITTEE, GROUP, LECTURE, THEME_DAY, LIFE, APPRAISAL = (
    MeetingKind.GENERAL_MEETING,
    MeetingKind.BRANCH_COMMITTEE_MEETING,
    MeetingKind.GROUP_MEETING,
    MeetingKind.PARTY_LECTURE,
    MeetingKind.THEME_PARTY_DAY,
    MeetingKind.ORGANISATION_LIFE_MEETING,
    MeetingKind.DEMOCRATIC_APPRAISAL,
)
MONTH, QUARTER, HALF_YEAR, YEAR = Unit.MONTH, Unit.QUARTER, Unit.HALF_YEAR, Unit.YEAR
COUNTY, BRANCH = named("county"), named("branch")
DAY = date(2026, 11, 30)


def often(kind: MeetingKind, per: Unit, at_least: int = 1, **given: Any) -> MeetingFrequency:
    return MeetingFrequency(
        **{"meeting": kind, "per": per, "at_least": at_least, "partial_period": "not_required", **given}
    )


def of(number: int, kind: MeetingKind, per: Unit, **fields: Any) -> Verdict:
    """So many meetings of a kind, a week from one to the next, in the last period of 2026."""
    rule = fields.pop("rule", None) or often(kind, per)
    period = Period.of(date(2026, 12, 31), per)
    held = [meeting(period.first + timedelta(weeks=week), kind) for week in range(number)]
    return judge(rule, subject(period, *held, **fields))


@pytest.mark.parametrize(
    ("row", "kind", "per", "at_least"),
    [
        ("c01 工务段 年", GROUP, YEAR, 12),
        ("c01", COMMITTEE, YEAR, 12),
        ("c01", GENERAL, YEAR, 4),
        ("c01", LECTURE, YEAR, 4),
        ("c02 招投标中心", COMMITTEE, MONTH, 1),
        ("c02", GROUP, MONTH, 1),
        ("c02 每三个月, read as a quarter", GENERAL, QUARTER, 1),
        ("c02", LECTURE, HALF_YEAR, 1),
        ("c02 党课每季度不少于一次", LECTURE, QUARTER, 1),
        ("c03 安图社区", GENERAL, QUARTER, 1),
        ("c03", COMMITTEE, MONTH, 1),
        ("c03 每月25日上党课", LECTURE, MONTH, 1),
        ("c04 政企党支部", GENERAL, MONTH, 1),
        ("c04", GROUP, MONTH, 1),
        ("c04", LECTURE, MONTH, 1),
        ("c05 访惠聚社区", LECTURE, QUARTER, 1),
        ("c06 党小组会", GROUP, MONTH, 1),
        ("c08 台前县", THEME_DAY, MONTH, 1),
        ("c09 醴陵", THEME_DAY, MONTH, 1),
        ("c10 海州", LECTURE, MONTH, 1),
        ("c11 国通利和兴通", LECTURE, QUARTER, 1),
        ("c12 重庆南坪", THEME_DAY, MONTH, 1),
        ("c14 铁路段", GENERAL, QUARTER, 1),
        ("c15 兖矿 每个月至少召开1次", GENERAL, MONTH, 1),
        ("c15", COMMITTEE, MONTH, 1),
        ("o12 团员大会", GENERAL, QUARTER, 1),
        ("2.1 支部工作条例", GENERAL, QUARTER, 1),
        ("2.1", COMMITTEE, MONTH, 1),
        ("2.1", GROUP, MONTH, 1),
        ("2.1", THEME_DAY, MONTH, 1),
        ("2.1", LIFE, YEAR, 1),
        ("2.1", APPRAISAL, YEAR, 1),
    ],
)
def test_c01_to_c15_o12_and_2_1_so_many_pass_and_one_fewer_is_a_miss(
    row: str, kind: MeetingKind, per: Unit, at_least: int
) -> None:
    rule = often(kind, per, at_least)
    enough, lacking = of(at_least, kind, per, rule=rule), of(at_least - 1, kind, per, rule=rule)
    assert (enough.status, enough.required, enough.held) == (Status.PASSED, at_least, at_least), row
    assert (lacking.status, lacking.required, lacking.held) == (Status.MISSED, at_least, at_least - 1), row


@pytest.mark.parametrize(
    ("kind", "held", "required"), [(GROUP, 9, 12), (COMMITTEE, 9, 12), (GENERAL, 3, 4), (LECTURE, 3, 4)]
)
def test_c01_on_30_september_three_quarters_of_the_year_are_held(
    kind: MeetingKind, held: int, required: int
) -> None:
    """工务段党总支: 9/9/3/3 of 12/12/4/4: nothing is missed, and nothing has passed."""
    verdict = of(held, kind, YEAR, rule=often(kind, YEAR, required), today=date(2026, 9, 30))
    assert (verdict.status, verdict.held, verdict.required) == (Status.PENDING, held, required)


@pytest.mark.parametrize(("days", "status"), [(7, Status.PASSED), (8, Status.MISSED)])
def test_c05_every_friday_is_a_gap_of_seven_days(days: int, status: Status) -> None:
    weekly = LongestGap(meeting=GROUP, per=MONTH, most_days=7)
    march = Period.of(date(2026, 3, 1), MONTH)
    fridays = [meeting(date(2026, 3, day), GROUP) for day in (6, 13, 13 + days, 27)]
    verdict = judge(weekly, subject(march, *fridays, before=(meeting(date(2026, 2, 27), GROUP),)))
    assert verdict.status is status


@pytest.mark.parametrize(
    ("groups", "december", "status"),
    [(0, 0, Status.MISSED), (0, 1, Status.PASSED), (3, 0, Status.PASSED), (None, 0, Status.PASSED)],
)
def test_c06_without_groups_the_general_meeting_is_monthly(
    groups: int | None, december: int, status: Status
) -> None:
    """没有党小组的党支部,应当每月召开一次党员大会. One in October is enough for a quarter only."""
    rule = often(GENERAL, QUARTER, without_groups=MONTH)
    period = Period.of(date(2026, 12, 1), MeetingFrequencyKind().unit(rule, groups))
    days = [date(2026, 10, 12), *[date(2026, 12, 7)] * december]
    held = [meeting(day) for day in days if day in period]
    assert judge(rule, subject(period, *held, groups=groups)).status is status


@pytest.mark.parametrize(("day", "said"), [(19, "OFF_WINDOW"), (20, None), (21, "OFF_WINDOW")])
def test_c10_the_twentieth(day: int, said: str | None) -> None:
    rule = MeetingWindow(
        meeting=LECTURE, days=(20,), off_window="counts", exceptions=False, urgent="no_exemption"
    )
    assert code(rule, meeting(date(2026, 2, day), LECTURE)) == said


@pytest.mark.parametrize(
    ("kind", "per", "required", "held", "status"),
    [
        (LECTURE, YEAR, 4, 3, Status.PENDING),
        (GENERAL, YEAR, 4, 4, Status.PASSED),
        (COMMITTEE, YEAR, 12, 12, Status.PASSED),
        (GROUP, YEAR, 16, 16, Status.PASSED),
        (LECTURE, QUARTER, 1, 0, Status.PENDING),
    ],
)
def test_c11_as_of_30_november(
    kind: MeetingKind, per: Unit, required: int, held: int, status: Status
) -> None:
    """国通利和兴通: 大会4、支委12、小组16、党课3. A lecture of the fourth quarter is pending, and missed a month on."""
    rule = often(kind, per, required)
    assert of(held, kind, per, rule=rule, today=DAY).status is status
    at_the_end = of(held, kind, per, rule=rule, today=date(2026, 12, 31)).status
    assert at_the_end is (Status.MISSED if status is Status.PENDING else status)


def test_c13_monday_evening() -> None:
    """临朐e支部: 周一晚."""
    rule = WeekdayWindow(
        meeting=GROUP,
        weekdays=(Weekday.MONDAY,),
        off_window="counts",
        exceptions=False,
        urgent="no_exemption",
    )
    assert [code(rule, meeting(date(2026, 3, day), GROUP)) for day in (1, 2, 3)] == [
        "OFF_WINDOW",
        None,
        "OFF_WINDOW",
    ]


def adopted(series: str, rule: Rule, kind: OrganisationKind, **given: Any) -> Adoption:
    version = Version(
        series=series,
        version=given.pop("version", "1"),
        modality=Modality.MUST,
        issuer_level=IssuerLevel.COUNTY,
        rule=rule,
    )
    return Adoption(
        id=named(series + version.version),
        version=version,
        node_id=COUNTY,
        organisations=frozenset({kind}),
        **{"since": date(2020, 1, 1), **given},
    )


def test_o12_rules_of_the_league_and_of_the_party_do_not_meet() -> None:
    """团员大会 counts for league branches only; the engine is the same."""
    adoptions = (
        adopted("league/general", often(GENERAL, QUARTER), OrganisationKind.LEAGUE_BRANCH),
        adopted("party/general", often(GENERAL, QUARTER, 2), OrganisationKind.PARTY_BRANCH),
    )
    period = Period.of(DAY, QUARTER)
    one = subject(period, meeting(date(2026, 10, 12)))
    found = {}
    for kind in (OrganisationKind.LEAGUE_BRANCH, OrganisationKind.PARTY_BRANCH):
        [layer] = layers(adoptions, kind, (COUNTY, BRANCH), period.first)
        found[layer.adoption.version.series] = judge_period(layer, one, lambda on: ()).verdict.status
    assert found == {"league/general": Status.PASSED, "party/general": Status.MISSED}


@pytest.mark.parametrize(
    ("began", "version"),
    [(date(2026, 5, 31), "first"), (date(2026, 6, 1), "second")],
)
def test_o13_what_began_under_a_version_is_judged_by_it(began: date, version: str) -> None:
    """丰城: a chapter that is issued anew binds what begins from then on; what runs keeps its own."""
    issued = date(2026, 6, 1)
    kind = OrganisationKind.PARTY_BRANCH
    adoptions = (
        adopted("guide/groups", often(GROUP, MONTH), kind, version="first", until=issued),
        adopted("guide/groups", often(GROUP, MONTH, 2), kind, version="second", since=issued),
    )
    [layer] = layers(adoptions, kind, (COUNTY, BRANCH), began)
    assert layer.adoption.version.version == version
    period = Period.of(began, MONTH)
    verdict = judge_period(layer, subject(period, meeting(period.last, GROUP)), lambda on: ()).verdict
    assert verdict.status is (Status.PASSED if version == "first" else Status.MISSED)
