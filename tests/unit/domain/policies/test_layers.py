"""What binds whom, and which of it conflicts."""

from datetime import date
from typing import Any

import msgspec
import pytest

from domain.meetings.events import MeetingKind
from domain.organisation.events import BranchForm, OrganisationKind
from domain.policies.assessment import judge_period
from domain.policies.conflicts import Comparison, conflicts
from domain.policies.kinds.branch_size import BranchSize
from domain.policies.kinds.combination import Combination
from domain.policies.kinds.longest_gap import LongestGap
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.kinds.meeting_window import MeetingWindow
from domain.policies.kinds.weekday_window import Weekday, WeekdayWindow
from domain.policies.layers import Adoption, IssuerLevel, Version, layers
from domain.policies.modality import Modality
from domain.policies.periods import Period, Unit
from domain.policies.verdicts import Status
from tests.unit.domain.policies.given import meeting, named, subject

COUNTY, TOWN, OTHER, BRANCH = (named(name) for name in ("county", "town", "other", "branch"))
PATH = (COUNTY, TOWN, BRANCH)
DAY = date(2026, 3, 20)
LECTURE, GENERAL = MeetingKind.PARTY_LECTURE, MeetingKind.GENERAL_MEETING


def lectures(per: Unit = Unit.QUARTER) -> MeetingFrequency:
    return MeetingFrequency(
        meeting=MeetingKind.PARTY_LECTURE, per=per, at_least=1, partial_period="not_required"
    )


def required(rule: MeetingFrequency) -> MeetingFrequency:
    return msgspec.structs.replace(rule, partial_period="required")


def adoption(name: str, rule: Any, node: Any = COUNTY, level: int = 3, **fields: Any) -> Adoption:
    version = Version(
        series=name,
        version="1",
        modality=fields.pop("modality", Modality.MUST),
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


@pytest.mark.parametrize(
    ("local", "above", "found"),
    [
        (lectures(), lectures(), None),
        (lectures(Unit.MONTH), lectures(), None),
        (lectures(Unit.YEAR), lectures(), Comparison.WEAKER),
        (lectures(Unit.MONTH), required(lectures()), Comparison.NOT_COMPARABLE),
        (lectures(), LongestGap(meeting=LECTURE, per=Unit.YEAR, most_days=90), Comparison.NOT_COMPARABLE),
        (LongestGap(meeting=LECTURE, per=Unit.YEAR, most_days=90), lectures(), Comparison.NOT_COMPARABLE),
        (LongestGap(meeting=GENERAL, per=Unit.YEAR, most_days=90), lectures(), None),
        (
            MeetingWindow(
                meeting=LECTURE, days=(5,), off_window="counts", exceptions=False, urgent="no_exemption"
            ),
            WeekdayWindow(
                meeting=LECTURE,
                weekdays=(Weekday.MONDAY,),
                off_window="counts",
                exceptions=False,
                urgent="no_exemption",
            ),
            Comparison.NOT_COMPARABLE,
        ),
        (
            MeetingWindow(
                meeting=LECTURE, days=(5,), off_window="counts", exceptions=False, urgent="no_exemption"
            ),
            lectures(),
            None,
        ),
        (BranchSize(most_members=40), BranchSize(fewest_full_members=3), None),
    ],
)
def test_what_is_told_of_a_local_rule_and_one_from_above(
    local: Any, above: Any, found: Comparison | None
) -> None:
    adopted = [adoption("above", above, level=0), adoption("local", local, TOWN, level=4)]
    told = conflicts(layers(adopted, OrganisationKind.PARTY_BRANCH, PATH, DAY))
    assert [conflict.comparison for conflict in told] == ([] if found is None else [found])


@pytest.mark.parametrize(
    ("local", "of_local", "of_above", "found"),
    [
        (lectures(), Modality.SHOULD, Modality.MUST, Comparison.WEAKER),
        (lectures(Unit.YEAR), Modality.SHOULD, Modality.MUST, Comparison.WEAKER),
        (lectures(Unit.MONTH), Modality.SHOULD, Modality.MUST, Comparison.NOT_COMPARABLE),
        (lectures(), Modality.MUST, Modality.SHOULD, None),
        (lectures(Unit.YEAR), Modality.MUST, Modality.SHOULD, Comparison.NOT_COMPARABLE),
    ],
)
def test_how_strongly_they_bind_is_compared_too(
    local: Any, of_local: Modality, of_above: Modality, found: Comparison | None
) -> None:
    adopted = [
        adoption("above", lectures(), level=0, modality=of_above),
        adoption("local", local, TOWN, level=4, modality=of_local),
    ]
    told = conflicts(layers(adopted, OrganisationKind.PARTY_BRANCH, PATH, DAY))
    assert [conflict.comparison for conflict in told] == ([] if found is None else [found])


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
    fixed: dict[str, Any] = {
        "meeting": MeetingKind.PARTY_LECTURE,
        "off_window": "counts",
        "exceptions": False,
        "urgent": "no_exemption",
    }
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


@pytest.mark.parametrize(
    ("of_window", "of_frequency", "status"),
    [(4, 0, Status.PASSED), (4, 3, Status.PASSED), (3, 3, Status.MISSED), (0, 3, Status.MISSED)],
)
def test_what_a_nearer_rule_says_of_meetings_changes_nothing_about_a_rule_from_above(
    of_window: int, of_frequency: int, status: Status
) -> None:
    """The township counts lectures on the 25th alone; one on the 20th is all that the regulation asks for."""
    window = MeetingWindow(
        meeting=MeetingKind.PARTY_LECTURE,
        days=(25,),
        off_window="does_not_count",
        exceptions=False,
        urgent="no_exemption",
    )
    adopted = (
        adoption("window", window, level=of_window, modality=Modality.SHOULD),
        adoption("lectures", lectures(), level=of_frequency),
    )

    def on(day: date) -> Any:
        return layers(adopted, OrganisationKind.PARTY_BRANCH, PATH, day)

    [layer] = [each for each in on(DAY) if each.adoption is adopted[1]]
    held = meeting(date(2026, 1, 20), MeetingKind.PARTY_LECTURE)
    verdict = judge_period(layer, subject(Period.of(DAY, Unit.QUARTER), held), on).verdict
    assert verdict.status is status
    assert len(verdict.remarks) == (status is Status.MISSED)


def test_of_one_issuer_the_rule_adopted_further_down_is_the_nearer() -> None:
    window = MeetingWindow(
        meeting=MeetingKind.PARTY_LECTURE,
        days=(25,),
        off_window="does_not_count",
        exceptions=False,
        urgent="no_exemption",
    )
    adopted = (adoption("window", window, TOWN), adoption("lectures", lectures()))

    def on(day: date) -> Any:
        return layers(adopted, OrganisationKind.PARTY_BRANCH, PATH, day)

    held = meeting(date(2026, 1, 20), MeetingKind.PARTY_LECTURE)
    verdict = judge_period(on(DAY)[1], subject(Period.of(DAY, Unit.QUARTER), held), on).verdict
    assert verdict.status is Status.PASSED


def test_a_rule_about_meetings_says_nothing_of_a_period() -> None:
    window = MeetingWindow(
        meeting=MeetingKind.PARTY_LECTURE,
        days=(5,),
        off_window="counts",
        exceptions=False,
        urgent="no_exemption",
    )
    [layer] = layers([adoption("window", window)], OrganisationKind.PARTY_BRANCH, PATH, DAY)
    with pytest.raises(TypeError, match="window says nothing of periods"):
        judge_period(layer, subject(Period.of(DAY, Unit.QUARTER)), lambda on: ())


@pytest.mark.parametrize(
    ("kind", "form", "bound"),
    [
        (OrganisationKind.PARTY_BRANCH, None, True),
        (OrganisationKind.PARTY_BRANCH, BranchForm.REGULAR, True),
        (OrganisationKind.PARTY_BRANCH, BranchForm.JOINT, True),
        (OrganisationKind.PARTY_BRANCH, BranchForm.TEMPORARY, False),
        (OrganisationKind.PARTY_BRANCH, BranchForm.VIRTUAL, False),
        (OrganisationKind.PARTY_GROUP, None, True),
    ],
)
def test_a_rule_may_be_for_some_forms_of_branches(
    kind: OrganisationKind, form: BranchForm | None, bound: bool
) -> None:
    adopted = adoption(
        "size",
        BranchSize(fewest_full_members=3),
        organisations=frozenset({OrganisationKind.PARTY_BRANCH, OrganisationKind.PARTY_GROUP}),
        forms=frozenset({BranchForm.REGULAR, BranchForm.JOINT}),
    )
    assert bool(layers([adopted], kind, PATH, DAY, form)) is bound


@pytest.mark.parametrize(("gatherings", "status"), [("combine", Status.PASSED), ("separate", Status.MISSED)])
def test_c14_a_rule_about_lectures_looks_at_what_they_were_held_with(gatherings: Any, status: Status) -> None:
    rule = Combination(gatherings=gatherings, meetings=(GENERAL, LECTURE))
    both = (adoption("lectures", lectures()), adoption("gatherings", rule))
    bound = layers(both, OrganisationKind.PARTY_BRANCH, PATH, DAY)
    counted = next(layer for layer in bound if layer.adoption.version.series == "lectures")
    evening = [meeting(DAY, kind, gathering=named("evening")) for kind in MeetingKind]
    quarter = subject(Period.of(DAY, Unit.QUARTER), *evening)
    assert judge_period(counted, quarter, lambda _: bound).verdict.status is status
