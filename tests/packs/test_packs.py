"""The packs that ship: each reads, and each rule's sentence is what its text asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

import packs
from domain.policies.modality import Modality
from domain.policies.pack import Pack
from domain.policies.pack_reading import read_pack
from domain.policies.pack_review import doubts
from domain.policies.registry import KINDS, sentence_of
from tests.packs.sentences import SENTENCES

PATHS = sorted(Path(packs.__path__[0]).glob("*.toml"))
UNCHECKED = {"branch-work-regulation"}  # its sentences are not yet compared with the official text
EACH = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def pack_in(path: Path) -> Pack:
    return read_pack(path.read_bytes()).pack


@EACH
def test_a_file_is_called_as_its_pack_and_version(path: Path) -> None:
    pack = pack_in(path)
    assert path.name == f"{pack.pack}.{pack.version}.toml"
    assert path.read_text(encoding="utf-8").startswith("#:schema ./pack.schema.json\n")


@EACH
def test_each_rule_says_in_a_sentence_what_its_text_asks_for(path: Path) -> None:
    pack = pack_in(path)
    said = {
        rule.series.partition("/")[2]: (rule.modality.value, sentence_of(rule.rule, rule.organisations).zh)
        for rule in pack.rules
    }
    assert said == SENTENCES[pack.pack]


@EACH
def test_words_and_force_agree_and_sentences_were_read(path: Path) -> None:
    pack = pack_in(path)
    if pack.pack in UNCHECKED:
        assert not any(rule.quote_checked for rule in pack.rules)
    else:
        assert list(doubts(pack)) == []


def test_the_frequencies_of_the_regulation_are_as_strong_as_its_words() -> None:
    regulation = pack_in(next(path for path in PATHS if path.name == "branch-work-regulation.2018.toml"))
    for rule in regulation.rules:
        loose = "一般" in rule.quote and "应当" not in rule.quote
        assert (rule.modality is Modality.SHOULD) is loose, rule.series


def test_no_pack_has_sentences_that_went_away() -> None:
    assert set(SENTENCES) == {pack_in(path).pack for path in PATHS}


def test_c02_a_lecture_each_half_year_is_weaker_than_one_each_quarter() -> None:
    found = {rule.series: rule.rule for path in PATHS for rule in pack_in(path).rules}
    local, above = found["tender-centre/party-lecture"], found["railway-section/party-lecture"]
    assert KINDS[type(local)].weaker(local, above) is True
    assert KINDS[type(above)].weaker(above, local) is False
