"""`gridledger policy`: what it says of packs, and when it exits with 1."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gridledger.cli import main
from tests.unit.domain.policies.packs import RULE, WINDOW, pack_text

SECOND = (('version = "1"', 'version = "2"'), ("= 2026-01-01", "= 2026-03-01"))


def policy(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["policy", *map(str, arguments)])


def written(path: Path, *replaced: tuple[str, str], rules: str | None = None) -> Path:
    path.write_bytes(pack_text(*replaced) if rules is None else pack_text(*replaced, rules=rules))
    return path


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return written(tmp_path / "one.toml")


def test_check_a_sound_pack(one: Path) -> None:
    said = policy("check", one)
    assert said.exit_code == 0
    [line] = said.stdout.splitlines()
    assert line.startswith(f"{one}: branch-rules 1, 2 rules, sha256 ")


def test_check_tells_all_that_is_wrong_with_all_files(one: Path, tmp_path: Path) -> None:
    bad = written(tmp_path / "bad.toml", ("per = ", "pre = "), ("days = [25]", "days = [32]"))
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe")
    said = policy("check", bad, one, binary)
    assert said.exit_code == 1
    assert said.stdout.splitlines()[:3] == [
        f"{bad}: no pack",
        "  fault    rules[0].rule: Object contains unknown field `pre`. Did you mean per?",
        "  fault    rules[1].rule: days, defer_until: are days of a month, 1 to 31",
    ]
    assert said.stdout.splitlines()[4:] == [
        f"{binary}: no pack",
        "  fault    is not UTF-8 (at byte 0): save it as UTF-8",
    ]


def test_check_warns_and_still_lets_pass(tmp_path: Path) -> None:
    loose = written(tmp_path / "loose.toml", ("每季度召开一次", "一般每季度召开一次"))
    said = policy("check", loose)
    assert said.exit_code == 0
    assert "  warning  rules[0].modality: branch-rules/general-meeting is a MUST" in said.stdout


def test_check_holds_versions_against_each_other_in_any_order(tmp_path: Path) -> None:
    monthly = written(tmp_path / "monthly.toml", ('"quarter"', '"month"'))
    quarterly = written(tmp_path / "quarterly.toml", *SECOND)
    for files in ((monthly, quarterly), (quarterly, monthly)):
        said = policy("check", *files)
        assert said.exit_code == 0
        assert "nobody asks about 2026-03-01 to 2026-03-31; begin on 2026-04-01" in said.stdout


def test_check_refuses_a_second_text_of_the_same_version(one: Path, tmp_path: Path) -> None:
    again = written(tmp_path / "again.toml", ("at_least = 1", "at_least = 2"))
    said = policy("check", one, again)
    assert said.exit_code == 1
    assert "version 1 begins 2026-01-01, not after 1 (2026-01-01)" in said.stdout


def test_check_knows_a_version_by_its_name_and_a_kind_over_all_versions(one: Path, tmp_path: Path) -> None:
    second = written(tmp_path / "second.toml", *SECOND, rules=WINDOW)
    moved = (("2026-01-01", "2026-06-01"), ('"branch-rules/lecture-day"', '"branch-rules/general-meeting"'))
    third = written(tmp_path / "third.toml", ('version = "1"', 'version = "2"'), *moved, rules=WINDOW)
    said = policy("check", third, one, second)
    assert said.exit_code == 1
    assert "version: 2 is the name of another version already: give each its own" in said.stdout
    assert said.stdout.count("was meeting-frequency in version 1 and cannot become meeting-window") == 1


def test_check_takes_a_file_named_twice_for_one(one: Path) -> None:
    said = policy("check", one, one)
    assert (said.exit_code, len(said.stdout.splitlines())) == (0, 1)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for command in ("check", "show"):
        said = policy(command, tmp_path / "none.toml")
        assert said.exit_code == 2
        assert "does not exist" in said.stderr


def test_show_in_chinese(one: Path) -> None:
    lines = policy("show", one).stdout.splitlines()
    assert lines[:4] == ["支部制度  [branch-rules 1]", "发布:某县委 (县级)", "出处:某文", "施行:2026-01-01"]
    rule = lines.index("1. 支部党员大会  [branch-rules/general-meeting]")
    assert lines[rule + 1 : rule + 5] == [
        "   规则:支部党员大会每季度至少召开1次",
        "   原文:支部党员大会每季度召开一次",
        "   约束力:必须; 适用于:党支部",
        '   文中未定:当季成立的? partial_period = "not_required" (县委)',
    ]


def test_show_in_english(tmp_path: Path) -> None:
    path = written(
        tmp_path / "one.toml", ("quote_checked = true", "quote_checked = false"), ('"MUST"', '"SHOULD"')
    )
    lines = policy("show", path, "--language", "en").stdout.splitlines()
    assert lines[0] == "Rules of the branch  [branch-rules 1]"
    rule = lines.index("1. General meeting  [branch-rules/general-meeting]")
    assert lines[rule + 1 : rule + 4] == [
        "   Rule: General meeting: at least once a quarter",
        "   Text: 支部党员大会每季度召开一次 (not yet read in its source)",
        "   Force: SHOULD (not following it takes a reason); binds the party branch",
    ]


def test_show_tells_how_points_of_the_pack_and_of_modality_were_read(tmp_path: Path) -> None:
    def reading(parameter: str) -> str:
        return (
            f'{{ parameter = "{parameter}", question = {{ zh = "问", en = "Asked" }}, chosen_by = "县委" }},'
        )

    path = written(
        tmp_path / "one.toml",
        (
            "effective_from = 2026-01-01",
            f"effective_from = 2026-01-01\nreadings = [{reading('effective_from')}]",
        ),
        (
            'organisations = ["PARTY_BRANCH"]\nreadings = [',
            f'organisations = ["PARTY_BRANCH"]\nreadings = [{reading("organisations")}',
        ),
    )
    shown = policy("show", path, "--language", "en").stdout
    assert "Left open: Asked effective_from = 2026-01-01 (县委)" in shown
    assert 'Left open: Asked organisations = ["PARTY_BRANCH"] (县委)' in shown


def test_show_of_what_is_no_pack(tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.touch()
    said = policy("show", path)
    assert said.exit_code == 1
    assert f"{path} is no pack:\nrules: a pack has one rule or more" in said.stderr


def test_diff(one: Path, tmp_path: Path) -> None:
    new = written(tmp_path / "new.toml", *SECOND, ("at_least = 1", "at_least = 2"), rules=RULE)
    said = policy("diff", one, new)
    assert said.exit_code == 0
    assert said.stdout.splitlines() == [
        "branch-rules: 1 (2026-01-01) → 2 (2026-03-01)",
        "stricter  branch-rules/general-meeting",
        "  - 支部党员大会每季度至少召开1次",
        "  + 支部党员大会每季度至少召开2次",
        "    at_least: 1 → 2",
        "removed   branch-rules/lecture-day",
        "  - 党课于每月25日召开",
    ]


def test_diff_of_one_and_the_same_rules(one: Path, tmp_path: Path) -> None:
    new = written(tmp_path / "new.toml", *SECOND)
    assert policy("diff", one, new, "--language", "en").stdout.splitlines()[1:] == ["no rule differs"]


def test_diff_refuses_what_cannot_follow(one: Path, tmp_path: Path) -> None:
    said = policy("diff", one, one)
    assert said.exit_code == 1
    assert "cannot follow" in said.stderr
    other = tmp_path / "other.toml"
    other.write_bytes(pack_text().replace(b"branch-rules", b"other-rules"))
    said = policy("diff", one, other)
    assert said.exit_code == 1
    assert "is branch-rules and" in said.stderr


def test_schema_is_json() -> None:
    said = policy("schema")
    assert json.loads(said.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
