"""Which rule asks for less."""

import pytest

from domain.policies.comparing import (
    Asks,
    asks_less,
    less_if_larger,
    less_if_narrower,
    less_if_smaller,
    less_if_wider,
)

LESS, SAME, MORE = Asks.LESS, Asks.THE_SAME, Asks.MORE


@pytest.mark.parametrize(
    ("points", "less"),
    [
        ((), False),
        ((SAME, SAME), False),
        ((SAME, MORE), False),
        ((SAME, LESS), True),
        ((LESS, MORE), None),
        ((LESS, None), None),
        ((MORE, None), None),
    ],
)
def test_less_in_some_point_and_more_in_none(points: tuple[Asks | None, ...], less: bool | None) -> None:
    assert asks_less(*points) is less


@pytest.mark.parametrize(("local", "above", "asks"), [(2, 3, LESS), (3, 3, SAME), (4, 3, MORE)])
def test_numbers_that_are_asked_for(local: int, above: int, asks: Asks) -> None:
    assert less_if_smaller(local, above) is asks
    assert less_if_larger(above, local) is asks


@pytest.mark.parametrize(
    ("local", "above", "asks"),
    [({1}, {1}, SAME), ({1, 2}, {1}, LESS), ({1}, {1, 2}, MORE), ({1}, {2}, None), ({1, 3}, {1, 2}, None)],
)
def test_choices_that_are_left_open(local: set[int], above: set[int], asks: Asks | None) -> None:
    assert less_if_wider(local, above) is asks
    assert less_if_narrower(above, local) is asks
