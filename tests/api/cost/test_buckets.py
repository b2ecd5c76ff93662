"""Buckets: full at first, filling evenly, forgotten within a bound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphql_api.cost.buckets import Buckets


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_empties_and_fills() -> None:
    clock = Clock()
    buckets = Buckets(clock=clock)
    assert buckets.balance("a", 60).points == 60
    assert buckets.take("a", 60, 50) == 0
    assert buckets.balance("a", 60).points == 10
    assert buckets.balance("a", 60).full_in_seconds == pytest.approx(50)
    assert buckets.take("a", 60, 20) == pytest.approx(10)  # seconds until there are 20
    assert buckets.balance("a", 60).points == 10  # nothing was taken
    clock.now += 10
    assert buckets.take("a", 60, 20) == 0
    clock.now += 1000
    assert buckets.balance("a", 60).points == 60  # never more than it holds


def test_accounts_do_not_spend_each_others_points() -> None:
    buckets = Buckets(clock=Clock())
    assert buckets.take(("1", "a"), 10, 10) == 0
    assert buckets.take(("1", "a"), 10, 1) > 0
    assert buckets.take(("1", "b"), 10, 10) == 0
    assert buckets.take(("2", "a"), 10, 10) == 0


def test_those_left_alone_longest_are_forgotten() -> None:
    buckets = Buckets(clock=Clock(), most=3)
    for name in "abca":
        buckets.take(name, 10, 4)
    buckets.take("d", 10, 4)
    assert len(buckets) == 3
    assert [buckets.balance(name, 10).points for name in "abcd"] == [2, 10, 6, 6]


def test_what_costs_nothing_is_not_remembered() -> None:
    buckets = Buckets(clock=Clock())
    assert buckets.take("a", 10, 0) == 0
    assert len(buckets) == 0


@given(st.lists(st.tuples(st.floats(0, 100), st.integers(1, 50)), max_size=60))
def test_no_more_is_spent_than_was_there_and_came_in(asked: list[tuple[float, int]]) -> None:
    clock = Clock()
    buckets = Buckets(clock=clock)
    spent = 0
    for pause, points in asked:
        clock.now += pause
        wait_seconds = buckets.take("a", 50, points)
        if wait_seconds:
            clock.now += wait_seconds + 1e-6
            assert buckets.take("a", 50, points) == 0  # the wait that was told is long enough
        spent += points
        assert spent <= 50 + (clock.now - 1000) / 60 * 50 + 1e-3
