"""What binds whom, and which of it conflicts."""

from datetime import date
from typing import Any

import pytest

from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind
from domain.policies.assessment import conflicts, judge_period
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.kinds.meeting_window import MeetingWindow
from domain.policies.layers import Adoption, IssuerLevel, Modality, Version, layers
from domain.policies.periods import Period, Unit
from domain.policies.verdicts import Status
from tests.unit.domain.policies.given import meeting, named, subject

COUNTY, TOWN, OTHER, BRANCH = (named(name) for name in ("county", "town", "other", "branch"))
PATH = (COUNTY, TOWN, BRANCH)
DAY = date(2026, 3, 20)


def lectures(per: Unit = Unit.QUARTER) -> MeetingFrequency:
    return MeetingFrequency(
        meeting=MeetingKind.PARTY_LECTURE, per=per, at_least=1, partial_period="not_required"
    )


def adoption(name: str, rule: Any, node: Any = COUNTY, level: int = 3, **fields: Any) -> Adoption:
    version = Version(
        series=name,
        version="1",
        modality=Modality.MUST,
        issuer_level=IssuerLevel(level),
        rule=rule,
    )
    given: dict[str, Any] = {
        "since": date(2026, 1, 1),
        "organisations": frozenset({OrganisationKind.PARTY_BRANCH}),
        **fields,
    }
    return Adoption(id=named(f"{name} adopted"), version=version, node_id=node, **given)


def binding(*adopted: Adoption, on: date = DAY, kind: Any = OrganisationKind.PARTY_BRANCH) -> list[str]:
    return [layer.adoption.version.series for layer in layers(adopted, kind, PATH, on)]


def test_the_nearest_comes_first_and_all_from_above_beside_it() -> None:
    central = adoption("central", lectures(), level=0)
    county = adoption("county", lectures(), level=3)
    town = adoption("town", lectures(), TOWN, level=4)
    elsewhere = adoption("elsewhere", lectures(), OTHER, level=4)
    assert binding(central, town, elsewhere, county) == ["town", "county", "central"]


@pytest.mark.parametrize(
    ("on", "binds"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_a_version_binds_from_its_first_day_to_the_day_before_its_end(on: date, binds: bool) -> None:
    rule = adoption("march", lectures(), since=date(2026, 3, 1), until=date(2026, 4, 1))
    assert binding(rule, on=on) == (["march"] if binds else [])


def test_only_the_kinds_of_organisations_that_it_is_for() -> None:
    rule = adoption("branches", lectures())
    assert binding(rule, kind=OrganisationKind.LEAGUE_BRANCH) == []


def test_a_weaker_local_rule_is_a_conflict_and_both_are_judged() -> None:
    """C02: 党课 每半年, where a rule from above says 每季度不少于一次."""
    above = adoption("above", lectures(), level=1)
    local = adoption("local", lectures(Unit.HALF_YEAR), TOWN, level=4)
    found = layers([above, local], OrganisationKind.PARTY_BRANCH, PATH, DAY)
    [conflict] = conflicts(found)
    assert (conflict.local.adoption, conflict.above.adoption) == (local, above)
    quarter, half = Period.of(DAY, Unit.QUARTER), Period.of(DAY, Unit.HALF_YEAR)
    held = meeting(date(2026, 4, 10), MeetingKind.PARTY_LECTURE)

    def nothing(on: date) -> Any:
        return ()

    of_half = judge_period(found[0], subject(half, held), nothing)
    of_quarter = judge_period(found[1], subject(quarter), nothing)
    assert (of_half.verdict.status, of_quarter.verdict.status) == (Status.PASSED, Status.MISSED)


def test_a_stricter_local_rule_is_none() -> None:
    above, local = (
        adoption("above", lectures(), level=1),
        adoption("local", lectures(Unit.MONTH), TOWN, level=4),
    )
    assert conflicts(layers([above, local], OrganisationKind.PARTY_BRANCH, PATH, DAY)) == ()


def test_two_rules_of_one_issuer_at_one_node_are_no_conflict() -> None:
    one, other = adoption("one", lectures()), adoption("other", lectures(Unit.HALF_YEAR))
    assert conflicts(layers([one, other], OrganisationKind.PARTY_BRANCH, PATH, DAY)) == ()


def test_the_rule_of_the_day_of_a_meeting_speaks_about_it() -> None:
    """A fixed day that was changed inside the quarter."""
    fixed: dict[str, Any] = {"meeting": MeetingKind.PARTY_LECTURE, "off_window": "counts"}
    before = adoption("fixed", MeetingWindow(days=(5,), **fixed), until=date(2026, 2, 1))
    since = adoption("fixed", MeetingWindow(days=(20,), **fixed), since=date(2026, 2, 1))
    frequency = adoption("lectures", lectures())

    def on(day: date) -> Any:
        return layers([before, since, frequency], OrganisationKind.PARTY_BRANCH, PATH, day)

    quarter = Period.of(DAY, Unit.QUARTER)
    [layer] = [layer for layer in on(quarter.first) if layer.adoption is frequency]
    for day, status in ((date(2026, 1, 5), Status.PASSED), (date(2026, 2, 5), Status.OFF_WINDOW)):
        held = meeting(day, MeetingKind.PARTY_LECTURE)
        verdict = judge_period(layer, subject(quarter, held), on).verdict
        assert (verdict.status, [remark.rule for remark in verdict.remarks]) == (
            status,
            [] if status is Status.PASSED else ["fixed"],
        )


def test_a_rule_about_meetings_says_nothing_of_a_period() -> None:
    window = MeetingWindow(meeting=MeetingKind.PARTY_LECTURE, days=(5,), off_window="counts")
    [layer] = layers([adoption("window", window)], OrganisationKind.PARTY_BRANCH, PATH, DAY)
    with pytest.raises(TypeError, match="window says nothing of periods"):
        judge_period(layer, subject(Period.of(DAY, Unit.QUARTER)), lambda on: ())
