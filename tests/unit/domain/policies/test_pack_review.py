"""What a person should look at in a pack, and what no new version may do."""

from __future__ import annotations

import pytest

from domain.policies.pack import Pack
from domain.policies.pack_reading import read_pack
from domain.policies.pack_review import breaks, doubts, seams
from tests.unit.domain.policies.packs import RULE, pack_text

QUOTE = 'quote = "支部党员大会每季度召开一次"'
SECOND = (('version = "1"', 'version = "2"'),)
READ = (
    "readings = [",
    'readings = [\n  { parameter = "modality", question = { zh = "?", en = "?" }, chosen_by = "县委" },',
)


def pack(*replaced: tuple[str, str], rules: str = RULE) -> Pack:
    return read_pack(pack_text(*replaced, rules=rules)).pack


def of_version_2(since: str, *replaced: tuple[str, str], rules: str = RULE) -> Pack:
    return pack(*SECOND, ("= 2026-01-01", f"= {since}"), *replaced, rules=rules)


def test_a_rule_as_strong_as_its_words_raises_no_doubt() -> None:
    assert list(doubts(pack())) == []
    assert list(doubts(pack((QUOTE, 'quote = "一般每季度召开一次"'), ('"MUST"', '"SHOULD"')))) == []


@pytest.mark.parametrize("word", ["一般", "原则上"])
def test_a_must_from_a_loose_sentence(word: str) -> None:
    loose = (QUOTE, f'quote = "{word}每季度召开一次"')
    [doubt] = doubts(pack(loose))
    assert doubt.at == "rules[0].modality"
    assert f"is a MUST, and its sentence says {word}" in doubt.says
    assert list(doubts(pack(loose, READ))) == []  # somebody has read it so, and says who


@pytest.mark.parametrize("word", ["必须", "不得", "应当", "严禁"])
def test_a_should_from_a_strict_sentence(word: str) -> None:
    [doubt] = doubts(pack((QUOTE, f'quote = "{word}每季度召开一次"'), ('"MUST"', '"SHOULD"')))
    assert f"is a SHOULD, and its sentence says {word}" in doubt.says


def test_a_sentence_that_says_both_is_left_to_whoever_reads_it() -> None:
    assert list(doubts(pack((QUOTE, 'quote = "一般每季度召开一次,不得取消"')))) == []


def test_a_sentence_that_nobody_checked() -> None:
    [doubt] = doubts(pack(("quote_checked = true", "quote_checked = false")))
    assert doubt.at == "rules[0].quote"


def test_a_later_version_of_the_same_kinds_may_follow() -> None:
    assert list(breaks(pack(), of_version_2("2026-01-02"))) == []


def test_a_series_never_changes_its_kind() -> None:
    read = '{{ parameter = "{}", question = {{ zh = "?", en = "?" }}, chosen_by = "县委" }}'
    other = RULE[: RULE.index("readings")] + (
        f"readings = [{', '.join(map(read.format, ('off_window', 'exceptions', 'urgent')))}]\n"
        'rule = { kind = "meeting-window", meeting = "GENERAL_MEETING", days = [25], off_window = "counts", '
        'exceptions = false, urgent = "no_exemption" }'
    )
    [fault] = breaks(pack(), of_version_2("2026-02-01", rules=other))
    assert str(fault) == (
        "rules[0].rule.kind: branch-rules/general-meeting was meeting-frequency in version 1 and cannot become "
        "meeting-window: begin a new series"
    )


@pytest.mark.parametrize("since", ["2026-01-01", "2025-12-31"])
def test_a_version_begins_after_the_one_before(since: str) -> None:
    [fault] = breaks(pack(), of_version_2(since))
    assert str(fault) == f"effective_from: version 2 begins {since}, not after 1 (2026-01-01)"


@pytest.mark.parametrize(
    ("was", "since", "now", "says"),
    [
        ("month", "2026-03-01", "quarter", "nobody asks about 2026-03-01 to 2026-03-31; begin on 2026-04-01"),
        ("month", "2026-03-31", "quarter", None),  # March is judged by the version of its first day
        ("month", "2026-04-01", "quarter", None),
        ("month", "2026-04-02", "quarter", "nobody asks about 2026-05-01 to 2026-06-30; begin on 2026-07-01"),
        ("quarter", "2026-02-01", "month", "2026-02-01 to 2026-03-31 is asked about by both versions"),
        ("quarter", "2026-04-01", "month", None),
        ("year", "2028-02-29", "year", None),
        ("quarter", "2026-02-15", "quarter", None),
    ],
)
def test_where_periods_change_their_length(was: str, since: str, now: str, says: str | None) -> None:
    old, new = pack(('"quarter"', f'"{was}"')), of_version_2(since, ('"quarter"', f'"{now}"'))
    found = [fault.says for fault in seams(old, new)]
    assert found == ([] if says is None else [f"branch-rules/general-meeting: {says}"])


def test_rules_about_meetings_have_no_seams() -> None:
    old = read_pack(pack_text()).pack
    new = read_pack(pack_text(*SECOND, ("= 2026-01-01", "= 2026-02-15"), ("days = [25]", "days = [20]"))).pack
    assert list(seams(old, new)) == []
