"""What is true of every kind."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from domain.policies import kinds
from domain.policies.kind import Kind
from domain.policies.kinds.meeting_frequency import SmallBranch
from domain.policies.registry import KINDS, Rule
from tests.unit.domain.policies.examples import EXAMPLES, LECTURE

CHINESE = re.compile("[\u4e00-\u9fff]")
each_kind = pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: KINDS[type(rule)].name)


def test_there_is_an_example_of_each() -> None:
    assert {type(rule) for rule in EXAMPLES} == set(KINDS)


def test_every_file_of_a_kind_is_registered() -> None:
    files = {path.stem for path in Path(kinds.__path__[0]).glob("*.py")} - {"__init__"}
    assert {type(kind).__module__.rpartition(".")[2] for kind in KINDS.values()} == files


def test_no_two_have_a_name() -> None:
    assert len({kind.name for kind in KINDS.values()}) == len(KINDS)


@each_kind
def test_packs_call_it_by_its_name(rule: Rule) -> None:
    encoded = msgspec.to_builtins(rule)
    assert encoded["kind"] == KINDS[type(rule)].name
    assert msgspec.convert(encoded, Rule, strict=True) == rule


@each_kind
def test_an_unknown_parameter_is_refused(rule: Rule) -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.convert({**msgspec.to_builtins(rule), "sometimes": 1}, Rule)


@each_kind
def test_a_list_names_nothing_twice(rule: Rule) -> None:
    for name, value in msgspec.structs.asdict(rule).items():
        if isinstance(value, tuple) and value:
            with pytest.raises(ValueError, match=f"{name}: names each once"):
                msgspec.structs.replace(rule, **{name: (*value, value[0])})


@each_kind
def test_what_a_text_leaves_open_has_no_default(rule: Rule) -> None:
    required = {field.name for field in msgspec.structs.fields(rule) if field.required}
    assert set(KINDS[type(rule)].open_points) <= required


@pytest.mark.parametrize(
    ("kind", "at_its_bounds"),
    [
        ("annual-plan", {"by_month": 12, "by_day": 31, "remind_days": 0}),
        ("annual-plan", {"by_month": 2, "by_day": 29}),
        ("before-day", {"day": 31}),
        ("before-day", {"day": 1}),
        ("branch-size", {"fewest_full_members": 1, "most_members": 1}),
        ("committee-size", {"from_full_members": 1, "fewest": 1, "most": 1}),
        ("group-size", {"fewest_members": 1, "fewest_full_members": 1}),
        ("group-size", {"fewest_full_members": 0}),
        ("longest-gap", {"most_days": 1, "remind_days": 0}),
        ("meeting-frequency", {"at_least": 1, "remind_days": 0}),
        ("meeting-frequency", {"small_branch": SmallBranch(most_members=1, by=LECTURE)}),
        ("meeting-window", {"days": (1, 30), "defer_until": 31}),
        ("month-end", {"last_days": 1}),
        ("month-end", {"last_days": 28}),
        ("monthly-content", {"remind_days": 0}),
        ("notice-period", {"fewest_days": 0, "most_days": 0}),
        ("publication", {"within_days": 0, "remind_days": 0}),
    ],
)
def test_parameters_may_be_at_their_bounds(kind: str, at_its_bounds: dict[str, Any]) -> None:
    [rule] = [each for each in EXAMPLES if KINDS[type(each)].name == kind]
    assert msgspec.structs.replace(rule, **at_its_bounds) != rule


@each_kind
def test_its_sentence_is_chinese_in_chinese_and_english_in_english(rule: Rule) -> None:
    kind: Kind[Rule] = KINDS[type(rule)]
    words = kind.sentences(rule)
    assert CHINESE.search(words.zh)
    assert not CHINESE.search(words.en)
    assert "None" not in words.zh + words.en


@each_kind
def test_a_rule_asks_for_no_less_than_itself(rule: Rule) -> None:
    kind: Kind[Rule] = KINDS[type(rule)]
    assert kind.weaker(rule, rule) is False
