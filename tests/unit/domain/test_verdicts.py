"""A finding is announced once its period is closed, and superseded by whatever stands otherwise later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.clock.events import CLOCK_ID, DayClosed
from domain.clock.state import Clock
from domain.core import deterministic_id
from domain.organisation.state import Organisation
from domain.policies.periods import Period, Unit
from domain.policies.verdicts import Status
from domain.verdicts.announcing import FINDINGS, AnnouncedStatus, Stand, is_to_announce, slot_id
from domain.verdicts.commands import AnnounceVerdict
from domain.verdicts.decide import announce_verdict
from domain.verdicts.events import MOST_NAMED, VerdictAnnounced, VerdictSuperseded
from domain.verdicts.state import AnnouncedVerdict
from projections.compliance.tables import VOID
from tests.unit.support import world
from tests.unit.support.given_when_then import fact, given, when

VERSION, OTHER_VERSION = world.id_of("version"), world.id_of("other version")
MISSED = AnnounceVerdict(
    organisation_id=world.BRANCH,
    node_id=world.COMMITTEE,
    series="county/lecture",
    period="2026-02",
    version_id=VERSION,
    status=AnnouncedStatus.MISSED,
    required=1,
    held=0,
    verified=0,
    shortfalls=("NOT_HELD",),
    rests_on=(world.MEETING,),
    facts_position=40,
)
SLOT = slot_id("county/lecture", world.COMMITTEE, world.BRANCH, "2026-02")
LAST_DAY = date(2026, 2, 28)
STATUSES = list(AnnouncedStatus)


def closed(day: date = LAST_DAY) -> Clock:
    return given(Clock, CLOCK_ID, fact(DayClosed, day=day))


def event_of(command: AnnounceVerdict, **supersedes: Any) -> Any:
    cls = VerdictSuperseded if supersedes else VerdictAnnounced
    said = {name: getattr(command, name) for name in AnnounceVerdict.__annotations__}
    period = Period.named(command.period)
    dates = {"unit": Unit.MONTH, "from_on": period.first, "to_on": period.last}
    return fact(cls, **{**said, **dates, **supersedes})


def decide(state: AnnouncedVerdict, command: AnnounceVerdict, **others: Any) -> Any:
    around = {"organisation": world.branch(), "clock": closed(), **others}
    return when(announce_verdict, state, command, world.context(), **around)


def nothing_announced() -> AnnouncedVerdict:
    return given(AnnouncedVerdict, SLOT)


def announced(command: AnnounceVerdict = MISSED) -> AnnouncedVerdict:
    return given(AnnouncedVerdict, SLOT, event_of(command))


def first_event() -> Any:
    return deterministic_id(SLOT, 1)


def test_it_names_every_status() -> None:
    assert {status.value for status in AnnouncedStatus} == {*(status.value for status in Status), VOID}


@pytest.mark.parametrize("status", STATUSES)
def test_of_the_first_findings_are_announced_and_nothing_else(status: AnnouncedStatus) -> None:
    command = replace(MISSED, status=status)
    outcome = decide(nothing_announced(), command)
    if status in FINDINGS:
        (event,) = outcome.then(event_of(command))
        assert event.originator_id == SLOT
        assert event.subjects() == (world.BRANCH,)
    else:
        outcome.nothing()


def test_not_before_the_last_day_is_closed() -> None:
    day_before = closed(date(2026, 2, 27))
    decide(nothing_announced(), MISSED, clock=day_before).refused("DAY_NOT_OVER period")
    decide(nothing_announced(), MISSED, clock=given(Clock, CLOCK_ID)).refused("DAY_NOT_OVER period")
    decide(nothing_announced(), MISSED, clock=closed()).then(event_of(MISSED))


def test_sent_again_it_changes_nothing() -> None:
    decide(announced(), MISSED).nothing()
    decide(announced(), replace(MISSED, facts_position=99, rests_on=())).nothing()


@pytest.mark.parametrize(
    "change",
    [
        {"status": AnnouncedStatus.PASSED},
        {"status": AnnouncedStatus.VOID},
        {"version_id": OTHER_VERSION},
        {"required": 2},
        {"held": 1},
        {"verified": 1},
    ],
    ids=str,
)
def test_what_differs_supersedes(change: dict[str, Any]) -> None:
    command = replace(MISSED, facts_position=41, **change)
    decide(announced(), command).then(event_of(command, supersedes=first_event()))


def test_it_may_be_missed_again() -> None:
    passed = replace(MISSED, status=AnnouncedStatus.PASSED, facts_position=50)
    state = given(AnnouncedVerdict, SLOT, event_of(MISSED), event_of(passed, supersedes=first_event()))
    again = replace(MISSED, facts_position=60)
    decide(state, again).then(event_of(again, supersedes=deterministic_id(SLOT, 2)))


def test_whoever_knew_less_says_nothing() -> None:
    """A worker that was slow: others judged by more facts, and announced that."""
    other = replace(MISSED, held=1)
    decide(announced(), replace(other, facts_position=39)).nothing()
    same_facts = replace(other, facts_position=40)  # as another version of the program may judge them
    decide(announced(), same_facts).then(event_of(same_facts, supersedes=first_event()))


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"period": "February"}, "INVALID_VALUE period"),
        ({"period": ""}, "INVALID_VALUE period"),
        ({"shortfalls": ("not held",)}, "INVALID_VALUE shortfalls"),
        ({"shortfalls": ("NOT_HELD",) * (MOST_NAMED + 1)}, "INVALID_VALUE shortfalls"),
        ({"rests_on": (world.MEETING,) * (MOST_NAMED + 1)}, "INVALID_VALUE restsOn"),
        ({"reason": "because"}, "INVALID_VALUE reason"),
    ],
)
def test_what_cannot_be_is_refused(change: dict[str, Any], refusal: str) -> None:
    decide(nothing_announced(), replace(MISSED, **change)).refused(refusal)


def test_an_organisation_that_is_not_there() -> None:
    nobody = given(Organisation, world.id_of("nobody"))
    decide(nothing_announced(), MISSED, organisation=nobody).refused("NOT_FOUND organisationId")


def test_the_bounds_themselves_are_allowed() -> None:
    most = replace(MISSED, rests_on=(world.MEETING,) * MOST_NAMED, shortfalls=("NOT_HELD",) * MOST_NAMED)
    decide(nothing_announced(), most).then(event_of(most))


def test_the_state_names_its_organisation() -> None:
    assert announced().concerns() == (world.BRANCH,)
    assert nothing_announced().concerns() == ()


def test_what_passes_from_the_first_is_not_told() -> None:
    passed = Stand(AnnouncedStatus.PASSED, VERSION, 1, 1, 1)
    missed = passed._replace(status=AnnouncedStatus.MISSED, held=0)
    assert not is_to_announce(None, passed)
    assert is_to_announce(None, missed)
    assert is_to_announce(missed, passed)
    assert not is_to_announce(missed, missed)
