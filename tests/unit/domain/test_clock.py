"""A day that is over is closed once, in order, by the county's own midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.clock.commands import CloseDay
from domain.clock.decide import close_day
from domain.clock.events import CLOCK_ID, DayClosed
from domain.clock.state import Clock
from domain.core import Occurred
from domain.core.context import Context
from domain.county.events import COUNTY_ID, CountyFounded
from domain.county.state import County
from tests.unit.support.given_when_then import fact, given, when
from tests.unit.support.world import COMMITTEE, context

SHANGHAI = ZoneInfo("Asia/Shanghai")
URUMQI = ZoneInfo("Asia/Urumqi")
FOUNDED = date(2026, 3, 10)


def county(founded: str = "2026-03-10") -> County:
    return given(
        County,
        COUNTY_ID,
        fact(
            CountyFounded,
            name="醴陵市",
            division_code="430281",
            time_zone="Asia/Shanghai",
            committee_id=COMMITTEE,
            rehearsal=False,
            occurred_at=Occurred.parse(founded),
        ),
    )


def clock(days: int, first: date = FOUNDED) -> Clock:
    """A clock with so many days closed."""
    closed = (first + timedelta(days=number) for number in range(days))
    return given(Clock, CLOCK_ID, *(fact(DayClosed, day=day) for day in closed))


def at(text: str, zone: ZoneInfo = SHANGHAI) -> Context:
    """The moment that it is, by a wall clock of the zone."""
    return context(now=datetime.fromisoformat(text).replace(tzinfo=zone), zone=zone)


def test_the_first_day_is_that_of_the_founding() -> None:
    state = clock(0)
    command = CloseDay(day=FOUNDED)
    (closed,) = when(close_day, state, command, at("2026-03-20T10:00"), county=county()).then(
        fact(DayClosed, day=FOUNDED, occurred_at=Occurred("2026-03-10"))
    )
    assert closed.originator_id == CLOCK_ID
    assert (state.closed_on, state.version) == (FOUNDED, 1)


def test_no_day_before_the_founding_is_closed() -> None:
    command = CloseDay(day=FOUNDED - timedelta(days=1))
    when(close_day, clock(0), command, at("2026-03-20T10:00"), county=county()).refused("INVALID_DATES day")


def test_a_founding_known_to_the_month_is_on_its_first_day() -> None:
    command = CloseDay(day=date(2026, 3, 1))
    when(close_day, clock(0), command, at("2026-03-20T10:00"), county=county("2026-03")).then(
        fact(DayClosed, day=date(2026, 3, 1))
    )


def test_a_founding_is_on_the_county_s_day() -> None:
    """Half past five in the afternoon in Greenwich is the next day in Shanghai."""
    founded = county("2026-03-09T17:30:00Z")
    before = CloseDay(day=date(2026, 3, 9))
    when(close_day, clock(0), before, at("2026-03-20T10:00"), county=founded).refused("INVALID_DATES day")
    when(close_day, clock(0), CloseDay(day=FOUNDED), at("2026-03-20T10:00"), county=founded).then(
        fact(DayClosed, day=FOUNDED)
    )


def test_a_gap_is_refused() -> None:
    """The refusal names the day that is next."""
    command = CloseDay(day=FOUNDED + timedelta(days=4))
    outcome = when(close_day, clock(3), command, at("2026-03-20T10:00"), county=county())
    outcome.refused("DAY_SKIPPED day")
    assert outcome.decision.refusals[0].details == {"expected": "2026-03-13"}  # type: ignore[union-attr]
    when(
        close_day,
        clock(3),
        CloseDay(day=FOUNDED + timedelta(days=3)),
        at("2026-03-20T10:00"),
        county=county(),
    ).then(fact(DayClosed, day=FOUNDED + timedelta(days=3)))


@pytest.mark.parametrize("days_ago", [0, 1, 2])
def test_a_day_that_is_closed_is_closed_once(days_ago: int) -> None:
    command = CloseDay(day=FOUNDED + timedelta(days=2 - days_ago))
    when(close_day, clock(3), command, at("2026-03-20T10:00"), county=county()).nothing()


@pytest.mark.parametrize("zone", [SHANGHAI, URUMQI, ZoneInfo("UTC"), ZoneInfo("America/New_York")])
def test_a_day_is_over_at_midnight_in_the_county_s_zone(zone: ZoneInfo) -> None:
    command = CloseDay(day=FOUNDED)
    when(close_day, clock(0), command, at("2026-03-10T23:59:59", zone), county=county()).refused(
        "DAY_NOT_OVER day"
    )
    when(close_day, clock(0), command, at("2026-03-11T00:00:00", zone), county=county()).then(
        fact(DayClosed, day=FOUNDED)
    )


def test_another_zone_has_another_midnight() -> None:
    """Two hours lie between the midnights of Shanghai and Urumqi: one instant, two days."""
    instant = datetime(2026, 3, 10, 16, 0, tzinfo=UTC)
    command = CloseDay(day=FOUNDED)
    here = context(now=instant, zone=SHANGHAI)
    when(close_day, clock(0), command, here, county=county()).then(fact(DayClosed, day=FOUNDED))
    there = context(now=instant, zone=URUMQI)
    when(close_day, clock(0), command, there, county=county()).refused("DAY_NOT_OVER day")


def test_a_day_without_a_midnight_ends_all_the_same() -> None:
    """In Beirut the clocks go from midnight to one on 29 March 2026: the day before ends there."""
    zone, last = ZoneInfo("Asia/Beirut"), date(2026, 3, 28)
    founded, state = county("2026-03-28"), clock(0)
    before, after = datetime(2026, 3, 28, 21, 59, 59, tzinfo=UTC), datetime(2026, 3, 28, 22, tzinfo=UTC)
    when(close_day, state, CloseDay(day=last), context(now=before, zone=zone), county=founded).refused(
        "DAY_NOT_OVER day"
    )
    when(close_day, state, CloseDay(day=last), context(now=after, zone=zone), county=founded).then(
        fact(DayClosed, day=last)
    )


def test_a_leap_day_is_a_day() -> None:
    founded, state = county("2028-02-28"), clock(1, date(2028, 2, 28))
    now = at("2028-03-02T00:00:00")
    when(close_day, state, CloseDay(day=date(2028, 3, 1)), now, county=founded).refused("DAY_SKIPPED day")
    when(close_day, state, CloseDay(day=date(2028, 2, 29)), now, county=founded).then(
        fact(DayClosed, day=date(2028, 2, 29))
    )
    when(close_day, state, CloseDay(day=date(2028, 3, 1)), now, county=founded).then(
        fact(DayClosed, day=date(2028, 3, 1))
    )


def test_a_year_that_is_none_has_no_leap_day() -> None:
    founded, state = county("2027-02-28"), clock(1, date(2027, 2, 28))
    when(close_day, state, CloseDay(day=date(2027, 3, 1)), at("2027-03-02T00:00:00"), county=founded).then(
        fact(DayClosed, day=date(2027, 3, 1))
    )


def test_a_county_that_was_not_founded_has_no_clock() -> None:
    nowhere = County.empty(COUNTY_ID)
    when(close_day, clock(0), CloseDay(day=FOUNDED), at("2026-03-20T10:00"), county=nowhere).refused(
        "NOT_FOUND"
    )


def test_it_occurred_on_its_day_whatever_the_command_says() -> None:
    command = CloseDay(day=FOUNDED, occurred_at=Occurred("2026-03-15"))
    when(close_day, clock(0), command, at("2026-03-20T10:00"), county=county()).then(
        fact(DayClosed, day=FOUNDED, occurred_at=Occurred("2026-03-10"))
    )
