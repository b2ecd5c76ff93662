"""Packs that are adopted judge facts: worked cases of the rows, by the parameters that ship."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind
from domain.policies.assessment import Judged, judge_period
from domain.policies.conflicts import Comparison, conflicts
from domain.policies.facts import Calendar, DaysOffGrant, HeldMeeting
from domain.policies.kind import MeetingRule, PeriodRule
from domain.policies.layers import Adoption, Layer, layers
from domain.policies.pack import Pack, versions
from domain.policies.pack_reading import read_pack
from domain.policies.periods import Period, Unit
from domain.policies.registry import KINDS
from domain.policies.verdicts import Status
from tests.packs.test_packs import PATHS, pack_in
from tests.unit.domain.policies.given import meeting, named, subject

PACKS = {pack.pack: pack for pack in map(pack_in, PATHS)}
COUNTY, BRANCH = named("county"), named("branch")
LECTURE, GENERAL, GROUP, THEME_DAY = (
    MeetingKind.PARTY_LECTURE,
    MeetingKind.GENERAL_MEETING,
    MeetingKind.GROUP_MEETING,
    MeetingKind.THEME_PARTY_DAY,
)
YEAR_2026 = Period.of(date(2026, 1, 1), Unit.YEAR)


def adopted(
    *packs: str,
    kind: OrganisationKind = OrganisationKind.PARTY_BRANCH,
    at: Mapping[str, UUID] | None = None,
) -> Any:
    """The layers, on any day, of an organisation in a county that has adopted these packs, some at other nodes."""
    adoptions = [
        Adoption(
            id=named(rule.series),
            version=version,
            node_id=(at or {}).get(name, COUNTY),
            since=pack.effective_from,
            organisations=frozenset(rule.organisations),
            forms=frozenset(rule.forms),
        )
        for name, pack in ((name, PACKS[name]) for name in packs)
        for version, rule in zip(versions(pack), pack.rules, strict=True)
    ]
    return lambda on: layers(adoptions, kind, (COUNTY, BRANCH), on)


def judged(layers_on: Any, series: str, period: Period, *held: HeldMeeting, **fields: Any) -> Judged:
    [layer] = [each for each in layers_on(period.first) if each.adoption.version.series == series]
    return judge_period(layer, subject(period, *held, **fields), layers_on)


def monthly(number: int, kind: MeetingKind, **fields: Any) -> list[HeldMeeting]:
    return [meeting(date(2026, month, 10), kind, **fields) for month in range(1, number + 1)]


def test_c01_three_lectures_are_held_and_two_are_verified() -> None:
    lectures = [*monthly(2, LECTURE, tested=True), meeting(date(2026, 9, 10), LECTURE)]
    [_, verdict] = judged(
        adopted("track-section"), "track-section/party-lecture", YEAR_2026, *lectures, today=date(2026, 9, 30)
    )
    assert (verdict.status, verdict.required, verdict.held, verdict.verified) == (Status.PENDING, 4, 3, 2)
    assert [remark.rule for remark in verdict.remarks] == ["track-section/lecture-test"]


def test_c02_a_business_meeting_never_counts() -> None:
    quarter = Period.of(date(2026, 1, 1), Unit.QUARTER)
    for of_business, status in ((False, Status.PASSED), (True, Status.MISSED)):
        held = meeting(date(2026, 1, 9), GENERAL, of_business=of_business)  # a Friday
        [_, verdict] = judged(adopted("tender-centre"), "tender-centre/general-meeting", quarter, held)
        assert verdict.status is status


def test_c02_both_layers_are_judged() -> None:
    layers_on = adopted("tender-centre", "branch-work-regulation", "railway-section")
    half = Period.of(date(2026, 1, 1), Unit.HALF_YEAR)
    lecture = meeting(date(2026, 1, 9), LECTURE)
    [_, of_half] = judged(layers_on, "tender-centre/party-lecture", half, lecture)
    second = Period.of(date(2026, 4, 1), Unit.QUARTER)
    [_, of_quarter] = judged(layers_on, "railway-section/party-lecture", second)
    assert (of_half.status, of_quarter.status) == (Status.PASSED, Status.MISSED)


@pytest.mark.parametrize(
    ("centre_at", "comparisons"), [(COUNTY, []), (BRANCH, [Comparison.WEAKER])], ids=["one node", "below"]
)
def test_c02_the_half_years_lecture_is_weaker_where_the_quarters_stands_above_it(
    centre_at: UUID, comparisons: list[Comparison]
) -> None:
    """Both are rules of units: at one node neither is the nearer."""
    binding = adopted("tender-centre", "railway-section", at={"tender-centre": centre_at})(date(2026, 6, 1))
    lectures = [layer for layer in binding if layer.adoption.version.series.endswith("/party-lecture")]
    assert [told.comparison for told in conflicts(tuple(lectures))] == comparisons


def test_a_local_rule_that_asks_for_less_than_the_regulation_is_a_conflict() -> None:
    """阿荣旗 asks for a theme day each quarter, and four a year; the regulation for one each month."""
    binding: tuple[Layer, ...] = adopted("arong-432", "branch-work-regulation")(date(2026, 6, 1))
    above = "branch-work-regulation/theme-party-day"
    told = {
        (one.local.adoption.version.series, one.above.adoption.version.series, one.comparison)
        for one in conflicts(binding)
    }
    assert told == {
        ("arong-432/quarterly-activity", above, Comparison.WEAKER),
        ("arong-432/yearly-activities", above, Comparison.WEAKER),
    }


@pytest.mark.parametrize(
    ("pack", "rule", "kind", "fields", "said"),
    [
        ("antu-community", "party-lecture", LECTURE, {"day": 25}, None),
        ("antu-community", "party-lecture", LECTURE, {"day": 26}, "OFF_WINDOW"),
        ("antu-community", "party-lecture", LECTURE, {"day": 26, "urgent": True}, None),
        ("enterprise-branch", "group-meeting", GROUP, {"day": 10}, None),
        ("enterprise-branch", "group-meeting", GROUP, {"day": 11}, "LATE"),
        ("taiqian-theme-day", "theme-day", THEME_DAY, {"day": 5}, None),
        ("taiqian-theme-day", "theme-day", THEME_DAY, {"day": 15}, "DEFERRED_WITHOUT_REASON"),
        ("taiqian-theme-day", "theme-day", THEME_DAY, {"day": 15, "deferred_for": "FARMING"}, "DEFERRED"),
        ("taiqian-theme-day", "theme-day", THEME_DAY, {"day": 16, "deferred_for": "FARMING"}, "OFF_WINDOW"),
        ("liling-activity-day", "activity", THEME_DAY, {"day": 18}, None),
        ("liling-activity-day", "activity", THEME_DAY, {"day": 19}, None),
        ("liling-activity-day", "activity", THEME_DAY, {"day": 20}, "OFF_WINDOW"),
        ("liling-activity-day", "activity", THEME_DAY, {"day": 20, "excepted": True}, "EXCEPTION_APPROVED"),
        ("haizhou-study-day", "lecture", LECTURE, {"day": 19}, "OFF_WINDOW"),
        ("haizhou-study-day", "lecture", LECTURE, {"day": 20}, None),
        ("nanping-private-business", "activity", THEME_DAY, {"day": 1}, "OFF_WINDOW"),
        ("nanping-private-business", "activity", THEME_DAY, {"day": 7}, None),
        ("nanping-private-business", "activity", THEME_DAY, {"day": 8}, None),
        ("nanping-private-business", "activity", THEME_DAY, {"day": 9}, "OFF_WINDOW"),
    ],
)
def test_c03_c04_c08_c09_c10_c12_the_day_of_the_meeting(
    pack: str, rule: str, kind: MeetingKind, fields: dict[str, Any], said: str | None
) -> None:
    """In March 2026, which begins on a Sunday."""
    on = date(2026, 3, fields.pop("day"))
    kind_of = OrganisationKind.PARTY_GROUP if kind is GROUP else OrganisationKind.PARTY_BRANCH
    month = Period.of(on, Unit.MONTH)
    [_, verdict] = judged(adopted(pack, kind=kind_of), f"{pack}/{rule}", month, meeting(on, kind, **fields))
    assert [remark.code for remark in verdict.remarks] == ([] if said is None else [said])
    off = said in {"OFF_WINDOW", "LATE", "DEFERRED_WITHOUT_REASON"}
    assert (verdict.held, verdict.status) == (1, Status.OFF_WINDOW if off else Status.PASSED)


def test_c09_a_school_meets_on_a_statutory_holiday_by_leave() -> None:
    labour_day = date(2026, 5, 1)
    calendar = Calendar(years=frozenset({2026}), holidays=frozenset({labour_day}))
    may, held = Period.of(labour_day, Unit.MONTH), meeting(labour_day, THEME_DAY)
    ever = (DaysOffGrant(date(2020, 1, 1)),)
    for granted, status in ((ever, Status.PASSED), ((), Status.OFF_WINDOW)):
        [_, verdict] = judged(
            adopted("liling-activity-day"),
            "liling-activity-day/activity",
            may,
            held,
            calendar=calendar,
            days_off_granted=granted,
        )
        assert verdict.status is status


@pytest.mark.parametrize(("days", "status"), [(14, Status.PASSED), (15, Status.MISSED)])
def test_c04_the_committee_meets_every_two_weeks(days: int, status: Status) -> None:
    march = Period.of(date(2026, 3, 1), Unit.MONTH)
    committee = MeetingKind.BRANCH_COMMITTEE_MEETING
    held = [meeting(date(2026, 3, day), committee) for day in (3, 3 + days, 31)]
    before = (meeting(date(2026, 2, 20), committee),)
    rules, series = adopted("enterprise-branch"), "enterprise-branch/committee-meeting"
    for committee_of, asked in ((3, status), (0, Status.NOT_REQUIRED), (None, Status.UNKNOWN)):
        [_, verdict] = judged(rules, series, march, *held, before=before, committee=committee_of)
        assert verdict.status is asked


def test_c14_one_evening_is_a_general_meeting_and_a_lecture() -> None:
    evening = {"gathering": named("evening")}
    on = date(2026, 3, 10)
    both = (meeting(on, GENERAL, **evening), meeting(on, LECTURE, **evening))
    quarter = Period.of(on, Unit.QUARTER)
    for rule in ("general-meeting", "party-lecture"):
        [_, verdict] = judged(adopted("railway-section"), f"railway-section/{rule}", quarter, *both)
        assert (verdict.status, verdict.held) == (Status.PASSED, 1)


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.pack)
def test_every_rule_of_every_pack_judges_a_branch_of_which_nothing_is_known(pack: Pack) -> None:
    for rule in pack.rules:
        kind = KINDS[type(rule.rule)]
        if isinstance(kind, PeriodRule):
            period = Period.of(date(2026, 2, 1), kind.unit(rule.rule, None))
            assert kind.judge(rule.rule, subject(period), ()).status is not Status.PASSED, rule.series
        if isinstance(kind, MeetingRule):
            bare = meeting(date(2026, 2, 28), next(iter(_meant(rule.rule))), gathering=named("evening"))
            assert kind.concerns(rule.rule, bare), rule.series
            kind.remark(rule.rule, bare, subject(Period.of(bare.on, Unit.MONTH), bare))


def _meant(parameters: Any) -> tuple[MeetingKind, ...]:
    return getattr(parameters, "meetings", None) or (parameters.meeting,)


def test_packs_read_here_are_those_that_ship() -> None:
    assert {read_pack(path.read_bytes()).pack.pack for path in PATHS} == set(PACKS)
