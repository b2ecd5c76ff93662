"""Whose word on meetings counts for a rule of a period, when the organisation or a node of its line moves meanwhile."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind
from domain.policies.assessment import judge_period
from domain.policies.kinds.meeting_window import MeetingWindow
from domain.policies.layers import Adoption, Layer, layers
from domain.policies.periods import Period, Unit
from domain.policies.verdicts import Status
from tests.unit.domain.policies.given import meeting, named, subject
from tests.unit.domain.policies.test_layers import adoption, lectures

COUNTY, TOWN, OTHER, GENERAL_BRANCH, BRANCH = (
    named(name) for name in ("county", "town", "other", "general branch", "branch")
)
Path = tuple[UUID, ...]
BEFORE: Path = (COUNTY, TOWN, BRANCH)
DEEPER: Path = (COUNTY, TOWN, GENERAL_BRANCH, BRANCH)
ELSEWHERE: Path = (COUNTY, OTHER, BRANCH)
MOVED = date(2026, 2, 1)
QUARTER = Period.of(MOVED, Unit.QUARTER)
FIFTH = MeetingWindow(
    meeting=MeetingKind.PARTY_LECTURE,
    days=(5,),
    off_window="does_not_count",
    exceptions=False,
    urgent="no_exemption",
)


def lectures_at(node: UUID, level: int) -> Adoption:
    return adoption("lectures", lectures(), node, level)


def window_at(node: UUID, level: int) -> Adoption:
    return adoption("window", FIFTH, node, level)


def heeded(frequency: Adoption, window: Adoption, then: Path, held_on: date = date(2026, 2, 10)) -> bool:
    """Whether a lecture off the window, held when the organisation stood at ``then``, is refused by it."""

    def on(day: date) -> tuple[Layer, ...]:
        path = BEFORE if day < MOVED else then
        return layers([frequency, window], OrganisationKind.PARTY_BRANCH, path, day)

    [judged] = [layer for layer in on(QUARTER.first) if layer.adoption is frequency]
    held = subject(QUARTER, meeting(held_on, MeetingKind.PARTY_LECTURE))
    verdict = judge_period(judged, held, on).verdict
    assert (verdict.status, len(verdict.remarks)) in {(Status.MISSED, 1), (Status.PASSED, 0)}
    return verdict.status is Status.MISSED


@pytest.mark.parametrize("held_on", [date(2026, 1, 10), date(2026, 2, 10)])
@pytest.mark.parametrize("then", [BEFORE, DEEPER, ELSEWHERE])
def test_a_window_of_the_same_node_is_heeded_however_deep_that_lies_by_then(
    then: Path, held_on: date
) -> None:
    assert heeded(lectures_at(BRANCH, 5), window_at(BRANCH, 5), then, held_on)


@pytest.mark.parametrize("then", [BEFORE, DEEPER, ELSEWHERE])
def test_a_window_from_above_on_the_line_is_heeded_after_the_move_too(then: Path) -> None:
    assert heeded(lectures_at(BRANCH, 5), window_at(COUNTY, 3), then)


def test_what_the_old_township_says_binds_no_meetings_held_elsewhere() -> None:
    assert heeded(lectures_at(TOWN, 4), window_at(TOWN, 4), ELSEWHERE, date(2026, 1, 10))
    assert not heeded(lectures_at(TOWN, 4), window_at(TOWN, 4), ELSEWHERE)


@pytest.mark.parametrize(
    ("frequency", "window", "then"),
    [
        (lectures_at(TOWN, 4), window_at(OTHER, 4), ELSEWHERE),
        (
            lectures_at(BRANCH, 5),
            window_at(OTHER, 4),
            ELSEWHERE,
        ),  # its own quarter began without that township
        (lectures_at(BRANCH, 5), window_at(GENERAL_BRANCH, 5), DEEPER),
        (lectures_at(COUNTY, 3), window_at(OTHER, 4), ELSEWHERE),
        (lectures_at(COUNTY, 3), window_at(TOWN, 0), BEFORE),  # adopted there alone, whoever wrote it
    ],
)
def test_a_window_of_a_node_off_the_line_down_to_the_rule_is_not(
    frequency: Adoption, window: Adoption, then: Path
) -> None:
    assert not heeded(frequency, window, then)


@pytest.mark.parametrize(("level", "is_heeded"), [(3, True), (4, True), (5, False)])
def test_at_one_node_a_lower_issuer_is_not(level: int, is_heeded: bool) -> None:
    assert heeded(lectures_at(TOWN, 4), window_at(TOWN, level), BEFORE) is is_heeded


def test_layers_of_days_before_and_after_a_move_heed_each_other_by_node() -> None:
    adopted: Any = [lectures_at(BRANCH, 5), window_at(TOWN, 4)]
    frequency, window = layers(adopted, OrganisationKind.PARTY_BRANCH, BEFORE, QUARTER.first)
    deeper, _ = layers(adopted, OrganisationKind.PARTY_BRANCH, DEEPER, MOVED)
    elsewhere, *others = layers(adopted, OrganisationKind.PARTY_BRANCH, ELSEWHERE, MOVED)
    assert [one.heeds(window) for one in (frequency, deeper, elsewhere)] == [True, True, False]
    assert not window.heeds(frequency)
    assert frequency.heeds(deeper)
    assert deeper.heeds(frequency)
    assert others == []
