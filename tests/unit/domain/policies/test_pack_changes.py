"""What a new version changes, and which way."""

from __future__ import annotations

import pytest

from domain.policies.pack import Pack
from domain.policies.pack_changes import Difference, Direction, changes
from domain.policies.pack_reading import read_pack
from tests.unit.domain.policies.packs import RULE, WINDOW, pack_text

GENERAL = "branch-rules/general-meeting"
LECTURE = "branch-rules/lecture-day"


def pack(*replaced: tuple[str, str], rules: str = RULE + WINDOW) -> Pack:
    return read_pack(pack_text(*replaced, rules=rules)).pack


def test_nothing_changed() -> None:
    assert changes(pack(), pack(('version = "1"', 'version = "2"'))) == ()


def test_added_and_removed() -> None:
    [added] = changes(pack(rules=RULE), pack())
    assert (added.series, added.direction, added.was) == (LECTURE, Direction.ADDED, None)
    [removed] = changes(pack(), pack(rules=RULE))
    assert (removed.series, removed.direction, removed.now) == (LECTURE, Direction.REMOVED, None)


@pytest.mark.parametrize(
    ("this", "by_that", "direction", "difference"),
    [
        ("at_least = 1", "at_least = 2", Direction.STRICTER, Difference("at_least", 1, 2)),
        ('"quarter"', '"half-year"', Direction.WEAKER, Difference("per", "quarter", "half-year")),
        ('"quarter"', '"month"', Direction.STRICTER, Difference("per", "quarter", "month")),
        ('"MUST"', '"SHOULD"', Direction.WEAKER, Difference("modality", "MUST", "SHOULD")),
        (
            '["PARTY_BRANCH"]',
            '["PARTY_BRANCH", "GENERAL_BRANCH"]',
            Direction.STRICTER,
            Difference("organisations", ("PARTY_BRANCH",), ("PARTY_BRANCH", "GENERAL_BRANCH")),
        ),
        (
            '["PARTY_BRANCH"]',
            '["GENERAL_BRANCH"]',
            Direction.CHANGED,
            Difference("organisations", ("PARTY_BRANCH",), ("GENERAL_BRANCH",)),
        ),
        (
            '"GENERAL_MEETING"',
            '"GROUP_MEETING"',
            Direction.CHANGED,
            Difference("meeting", "GENERAL_MEETING", "GROUP_MEETING"),
        ),
        (
            "每季度召开一次",
            "每季度召开1次",
            Direction.REWORDED,
            Difference("quote", "支部党员大会每季度召开一次", "支部党员大会每季度召开1次"),
        ),
    ],
)
def test_one_field_changed(this: str, by_that: str, direction: Direction, difference: Difference) -> None:
    [change] = changes(pack(), pack((this, by_that)))
    assert (change.series, change.direction, change.differences) == (GENERAL, direction, (difference,))


def test_stricter_in_one_and_weaker_in_another_is_only_changed() -> None:
    [change] = changes(pack(), pack(("at_least = 1", "at_least = 2"), ('"MUST"', '"SHOULD"')))
    assert change.direction is Direction.CHANGED
    assert [difference.field for difference in change.differences] == ["at_least", "modality"]


def test_the_same_organisations_in_another_order_ask_for_the_same() -> None:
    one, other = '["PARTY_BRANCH", "GENERAL_BRANCH"]', '["GENERAL_BRANCH", "PARTY_BRANCH"]'
    [change] = changes(pack(('["PARTY_BRANCH"]', one)), pack(('["PARTY_BRANCH"]', other)))
    assert change.direction is Direction.REWORDED
