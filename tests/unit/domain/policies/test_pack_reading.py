"""Packs that read, and each way in which one does not."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.layers import IssuerLevel, Version
from domain.policies.modality import Modality
from domain.policies.pack import MOST_RULES, versions
from domain.policies.pack_reading import MOST_BYTES, PackError, read_pack
from domain.policies.periods import Unit
from tests.unit.domain.policies.packs import PACK, RULE, WINDOW, pack_text

UNREAD = (
    "rules[0].readings: texts leave partial_period open: add a reading with the question and who chose "
    '"not_required"'
)


def faults(data: bytes) -> list[str]:
    with pytest.raises(PackError) as refused:
        read_pack(data)
    return [str(fault) for fault in refused.value.faults]


def test_a_pack_becomes_versions_of_its_rules() -> None:
    data = pack_text()
    pack, digest = read_pack(data)
    assert digest == hashlib.sha256(data).hexdigest()
    assert pack.effective_from == date(2026, 1, 1)
    assert pack.rules[0].organisations == (OrganisationKind.PARTY_BRANCH,)
    assert versions(pack)[0] == Version(
        series="branch-rules/general-meeting",
        version="1",
        modality=Modality.MUST,
        issuer_level=IssuerLevel.COUNTY,
        rule=MeetingFrequency(
            meeting=MeetingKind.GENERAL_MEETING, per=Unit.QUARTER, at_least=1, partial_period="not_required"
        ),
    )


@pytest.mark.parametrize("level", IssuerLevel)
def test_every_level_is_an_issuers(level: IssuerLevel) -> None:
    data = pack_text(('issuer_level = "county"', f'issuer_level = "{level.name.lower()}"'))
    assert read_pack(data).pack.level is level


def test_line_ends_and_byte_order_marks_of_other_editors_do_no_harm() -> None:
    data = b"\xef\xbb\xbf" + pack_text().replace(b"\n", b"\r\n")
    assert read_pack(data).pack == read_pack(pack_text()).pack


@pytest.mark.parametrize(
    ("this", "by_that", "says"),
    [
        ("per = ", "pre = ", "rules[0].rule: Object contains unknown field `pre`. Did you mean per?"),
        ("per = ", "x = ", "rules[0].rule: Object contains unknown field `x`. Leave it out"),
        (
            "at_least = 1",
            "",
            "rules[0].rule: Object missing required field `at_least`. Add it",
        ),
        ("at_least = 1", 'at_least = "1"', "rules[0].rule.at_least: Expected `int`, got `str`"),
        ("at_least = 1", "at_least = 0", "rules[0].rule: at_least: asks for one meeting or more"),
        (
            '"quarter"',
            '"quarterly"',
            "rules[0].rule.per: Invalid enum value 'quarterly'. Values are month, quarter, half-year, year",
        ),
        (
            '"MUST"',
            '"SHALL"',
            "rules[0].modality: Invalid enum value 'SHALL'. Values are MUST, SHOULD",
        ),
        ("= 2026-01-01", "= 2026-01-01T08:00:00", "effective_from: Expected `date`, got `datetime`"),
        ('version = "1"', "version = 1", "version: Expected `str`, got `int`"),
        (', en = "A text"', "", "source: Object missing required field `en`. Add it"),
        ('zh = "支部党员大会"', 'zh = ""', "rules[0].title.zh: Expected `str` of length >= 1"),
        (
            'quote = "支部党员大会每季度召开一次"',
            'quote = ""',
            "rules[0].quote: Expected `str` of length >= 1",
        ),
        (
            'quote = "支部党员大会每季度召开一次"',
            r'quote = "支部\u001b[2J"',
            "rules[0].quote: is written as one line without control or invisible characters",
        ),
        (
            'zh = "支部党员大会"',
            r'zh = "支部\n党员大会"',
            "rules[0].title.zh: is written as one line without control or invisible characters",
        ),
        (
            'zh = "支部党员大会"',
            'zh = "支部\u202e会大员党"',  # read from the right
            "rules[0].title.zh: is written as one line without control or invisible characters",
        ),
        (
            'zh = "支部党员大会"',
            r'zh = "支部\U000E0041党员大会"',
            "rules[0].title.zh: has signs that are not seen (U+E0041): leave them out",
        ),
        ("at_least = 1", "at_least = 10000", "rules[0].rule.at_least: Expected `int` <= 9999"),
        ("at_least = 1", f"at_least = {10**30}", "rules[0].rule.at_least: Expected `int` <= 9999"),
        ("= 2026-01-01", "= 9999-12-31", "effective_from: is a day from 1900-01-01 to 2199-12-31"),
        ("= 2026-01-01", "= 1899-12-31", "effective_from: is a day from 1900-01-01 to 2199-12-31"),
        (
            'version = "1"',
            'version = "第一版"',
            "version: is written as lower-case letters, digits, dots and hyphens, such as 2018 or 1.1",
        ),
        (
            '"branch-rules/general-meeting"',
            '"general-meeting"',
            (
                "rules[0].series: is written as pack and rule in lower-case letters, digits and hyphens, such as "
                "branch-rules/general-meeting"
            ),
        ),
        (
            '["PARTY_BRANCH"]',
            "[]",
            "rules[0].organisations: Expected `array` of length >= 1",
        ),
        (
            '["PARTY_BRANCH"]',
            '["PARTY_BRANCH", "PARTY_BRANCH"]',
            "rules[0].organisations: names a kind of organisation twice: leave one out",
        ),
        (
            '["PARTY_BRANCH"]',
            '["PARTY_BRANCH"]\nforms = ["JOINT", "JOINT"]',
            "rules[0].forms: names a form of branch twice: leave one out",
        ),
        (
            '["PARTY_BRANCH"]',
            '["PARTY_GROUP"]\nforms = ["JOINT"]',
            "rules[0].forms: only a party branch has a form: leave it out",
        ),
        (
            '"branch-rules/general-meeting"',
            '"other/general-meeting"',
            "rules[0].series: other/general-meeting does not begin with branch-rules/, the pack that it is in",
        ),
        (
            'parameter = "partial_period"',
            'parameter = "at_least"',
            UNREAD,
        ),
    ],
)
def test_one_thing_is_wrong(this: str, by_that: str, says: str) -> None:
    assert faults(pack_text((this, by_that))) == [says]


def test_an_unknown_kind_is_told_those_that_there_are() -> None:
    [said] = faults(pack_text(("meeting-frequency", "meeting-frequencies")))
    assert said.startswith("rules[0].rule.kind: Invalid value 'meeting-frequencies'. Kinds are ")
    assert "meeting-frequency, " in said


def test_an_unknown_organisation_is_told_those_that_there_are() -> None:
    [said] = faults(pack_text(("PARTY_BRANCH", "BRANCH")))
    assert said.startswith("rules[0].organisations[0]: Invalid enum value 'BRANCH'. Values are ")
    assert "LEAGUE_BRANCH" in said


def test_a_reading_of_no_parameter() -> None:
    said = faults(pack_text(('parameter = "partial_period"', 'parameter = "weekday"')))
    assert said[0].startswith("rules[0].readings: weekday is none of its parameters: meeting, per, ")


def test_a_point_that_is_read_twice() -> None:
    reading = RULE[RULE.index("  { parameter") : RULE.index("]\n[rules.rule]")]
    assert faults(pack_text((reading, reading * 2))) == [
        "rules[0].readings: partial_period is read 2 times: decide for one"
    ]


def test_a_series_that_stands_twice() -> None:
    assert faults(pack_text(rules=RULE + RULE)) == [
        f"rules[{place}].series: branch-rules/general-meeting stands 2 times: give each rule its own"
        for place in (0, 1)
    ]


def test_all_faults_are_told_at_once() -> None:
    data = pack_text(
        ("effective_from = 2026-01-01", ""), ("per = ", "pre = "), ("days = [25]", "days = [32]")
    )
    assert [said.partition(":")[0] for said in faults(data)] == [
        "Object missing required field `effective_from`. Add it",
        "rules[0].rule",
        "rules[1].rule",
    ]


@pytest.mark.parametrize("rules", ["", "rules = []", "rules = 3", '[rules]\nseries = "a/b"'])
def test_no_rules(rules: str) -> None:
    assert faults(pack_text(rules=rules)) == [
        "rules: a pack has one rule or more: begin each by a line [[rules]]"
    ]


def test_too_many_rules() -> None:
    small = "[[rules]]\n" * (MOST_RULES + 1)
    assert faults(pack_text(rules=small)) == [
        "rules: has 201 rules, and a pack at most 200: make several packs"
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "rules: a pack has one rule or more: begin each by a line [[rules]]"),
        (pack_text() + b"#" * 2**20, "has more than 262,144 bytes: keep to the rules and their sentences"),
        ("pack = '支部'".encode("gb18030"), "is not UTF-8 (at byte 10): save it as UTF-8"),
        (b"pack = ", "is not TOML: Invalid value (at end of document)"),
        (b'{"pack": "x"}', "is not TOML: Invalid statement (at line 1, column 1)"),
        (
            b"a = " + b"9" * 5_000,
            "is not TOML: Exceeds the limit (4300 digits) for integer string conversion",
        ),
        (b"a = 2026-02-30", "is not TOML: Invalid date or datetime (at line 1, column 5)"),
        (b"a = " + b"[" * 100_000, "is not TOML of a pack: nested too deeply"),
    ],
)
def test_what_is_no_pack_at_all(data: bytes, says: str) -> None:
    assert faults(data)[0].startswith(says)


def test_what_a_pack_says_of_itself_steers_no_terminal() -> None:
    [said] = faults(pack_text(("per = ", r'"\u001b[31m" = ')))
    assert said == r"rules[0].rule: Object contains unknown field `\x1b[31m`. Leave it out"


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_pack_or_have_faults(data: bytes) -> None:
    with pytest.raises(PackError) as refused:
        read_pack(data)
    assert refused.value.faults


@given(place=st.integers(0, len(pack_text()) - 1), byte=st.integers(0, 255))
def test_a_byte_changed_is_a_pack_or_has_faults(place: int, byte: int) -> None:
    data = bytearray(pack_text())
    data[place] = byte
    with suppress(PackError):
        assert read_pack(bytes(data)).pack.rules


def test_as_large_as_a_pack_may_be() -> None:
    data = pack_text()
    assert read_pack(data + b"#" * (MOST_BYTES - len(data))).pack.pack == "branch-rules"
    assert faults(data + b"#" * (MOST_BYTES - len(data) + 1)) == [
        "has more than 262,144 bytes: keep to the rules and their sentences"
    ]


def test_the_parts_of_the_text_used_here_are_whole() -> None:
    assert read_pack((PACK + WINDOW).encode()).pack.rules[0].series == "branch-rules/lecture-day"
