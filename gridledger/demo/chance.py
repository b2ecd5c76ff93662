"""Chance that repeats: random numbers for every subject, from the seed and the subject alone."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")


def chance(*parts: str | int | UUID) -> Random:
    """The same parts give the same numbers, whatever was drawn for other subjects before."""
    return Random("\0".join(map(str, parts)))  # noqa: S311 - people and events are made up, not secrets


def spread(total: int, count: int, low: int, high: int, random: Random) -> list[int]:
    """``count`` whole numbers from ``low`` to ``high`` that add up to ``total``, uneven as life is.

    ValueError if there are none.
    """
    if not low * count <= total <= high * count:
        raise ValueError(f"{count} numbers from {low} to {high} cannot add up to {total}")
    if not count:
        return []
    most_frequent = min(
        max(3 * total / count - low - high, low), high
    )  # so that the mean is right, if it can be
    numbers = [round(random.triangular(low, high, most_frequent)) for _ in range(count)]
    missing = total - sum(numbers)
    while missing:
        step = 1 if missing > 0 else -1
        index = random.randrange(count)
        if low <= numbers[index] + step <= high:
            numbers[index] += step
            missing -= step
    return numbers


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Shares of ``total`` by weight, in whole numbers (largest remainders; of equals, the first)."""
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(total * weights[i] % whole))
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def picked(share: float, items: Sequence[T], random: Random) -> list[T]:
    """Each item with that probability, in order."""
    return [item for item in items if random.random() < share]
