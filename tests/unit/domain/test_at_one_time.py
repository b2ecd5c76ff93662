"""Two meetings at one time, by what is recorded of them."""

from __future__ import annotations

from datetime import date

import pytest

from domain.meetings.at_one_time import Held, at_one_time
from tests.unit.support.world import id_of

DAY = date(2026, 3, 20)
GATHERING = id_of("gathering")


def held(starts_at: str | None, minutes: int | None = None, on: date = DAY) -> Held:
    return Held(on, starts_at, minutes, None)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (held("09:00", 60), held("09:59", 60), True),
        (held("09:00", 60), held("10:00", 60), False),  # one ends as the other begins
        (held("09:00", 60), held("09:30"), True),  # that it began is enough
        (held("09:00"), held("09:30"), False),  # nobody knows whether the first still went on
        (held("09:00"), held("09:00"), True),
        (held("09:00", 0), held("09:00", 90), True),
        (held("09:00", 60), held(None, 60), False),
        (held(None), held(None), False),
        (held("09:00", 60), held("09:00", 60, date(2026, 3, 21)), False),
        (held("09:00", 300), held("10:00", 10), True),  # one within the other
    ],
)
def test_either_way_round(one: Held, other: Held, expected: bool) -> None:
    assert at_one_time(one, other) is expected
    assert at_one_time(other, one) is expected


def test_parts_of_one_gathering_are_on_purpose() -> None:
    one = held("09:00", 60)._replace(gathering_id=GATHERING)
    assert not at_one_time(one, one)
    assert at_one_time(one, one._replace(gathering_id=id_of("another gathering")))
    assert at_one_time(one, one._replace(gathering_id=None))
