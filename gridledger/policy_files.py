"""Policy packs in files: what is wrong with them, what they say, what a new version changes. Lines for people."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from domain.policies.kind import Words
from domain.policies.pack import Pack, PackRule, Reading
from domain.policies.pack_changes import RuleChange, changes
from domain.policies.pack_faults import Fault
from domain.policies.pack_reading import MOST_BYTES, PackError, ReadPack, read_pack
from domain.policies.pack_review import breaks, doubts, seams
from domain.policies.pack_schema import pack_schema
from domain.policies.pack_wording import LEVELS, MODALITIES
from domain.policies.registry import sentence_of
from domain.policies.wording import FORMS, ORGANISATIONS

Language = Literal["zh", "en"]


class Checked(NamedTuple):
    """What there is to say of a file: faults make it unfit, doubts do not."""

    path: Path
    read: ReadPack | None
    faults: list[Fault]
    doubts: list[Fault]


def read_file(path: Path) -> ReadPack:
    """The pack in a file. Raises PackError, or OSError."""
    with path.open("rb") as file:
        return read_pack(file.read(MOST_BYTES + 1))


def check_files(paths: Iterable[Path]) -> list[Checked]:
    """Check each file by itself, then versions of one pack against the one before."""
    checked = [_checked(path) for path in dict.fromkeys(paths)]
    versions: defaultdict[str, list[tuple[Pack, Checked]]] = defaultdict(list)
    for each in checked:
        if each.read is not None:
            versions[each.read.pack.pack].append((each.read.pack, each))
    for of_one in versions.values():
        of_one.sort(key=lambda version: version[0].effective_from)
        for (old, _), (new, file) in pairwise(of_one):
            file.doubts.extend(seams(old, new))
        for place, (new, file) in enumerate(of_one):
            # Also what a version in between left out keeps its kind.
            found = [fault for old, _ in of_one[:place] for fault in breaks(old, new)]
            file.faults.extend(dict.fromkeys(found))
    return checked


def _checked(path: Path) -> Checked:
    try:
        read = read_file(path)
    except PackError as error:
        return Checked(path, None, list(error.faults), [])
    return Checked(path, read, [], list(doubts(read.pack)))


def told(checked: Checked) -> Iterator[str]:
    """A file's faults and doubts in lines."""
    if checked.read is None:
        yield f"{checked.path}: no pack"
    else:
        pack = checked.read.pack
        yield f"{checked.path}: {pack.pack} {pack.version}, {len(pack.rules)} rules, sha256 {checked.read.sha256}"
    yield from (f"  fault    {fault}" for fault in checked.faults)
    yield from (f"  warning  {doubt}" for doubt in checked.doubts)


def shown(read: ReadPack, language: Language) -> Iterator[str]:
    """A pack as a person reads it: each rule's sentence beside the text's own."""
    pack, say = read.pack, _LABELS[language]
    yield f"{_in(pack.title, language)}  [{pack.pack} {pack.version}]"
    yield f"{say['issuer']}{_in(pack.issuer, language)} ({_in(LEVELS[pack.level], language)})"
    yield f"{say['source']}{_in(pack.source, language)}"
    yield f"{say['from']}{pack.effective_from}"
    yield from (
        _reading(reading, str(getattr(pack, reading.parameter)), language) for reading in pack.readings
    )
    yield f"sha256 {read.sha256}"
    for number, rule in enumerate(pack.rules, 1):
        yield ""
        yield f"{number}. {_in(rule.title, language)}  [{rule.series}]"
        yield from (f"   {line}" for line in _rule(rule, language))


def _rule(rule: PackRule, language: Language) -> Iterator[str]:
    say = _LABELS[language]
    kinds = say["and"].join(_in(ORGANISATIONS[kind], language) for kind in rule.organisations)
    if rule.forms:
        kinds += f" ({say['and'].join(_in(FORMS[form], language) for form in rule.forms)})"
    yield f"{say['rule']}{sentence(rule, language)}"
    yield f"{say['quote']}{rule.quote}{'' if rule.quote_checked else say['unchecked']}"
    yield f"{say['force']}{_in(MODALITIES[rule.modality], language)}; {say['binds']}{kinds}"
    for reading in rule.readings:
        value = getattr(
            rule.rule if reading.parameter in rule.rule.__struct_fields__ else rule, reading.parameter
        )
        yield _reading(reading, _value(value), language)


def sentence(rule: PackRule, language: Language) -> str:
    """The rule's parameters as one sentence."""
    return _in(sentence_of(rule.rule, rule.organisations), language)


def compared(old: Pack, new: Pack, language: Language) -> Iterator[str]:
    """What a new version changes, a rule at a time."""
    yield f"{new.pack}: {old.version} ({old.effective_from}) → {new.version} ({new.effective_from})"
    found = changes(old, new)
    for change in found:
        yield from _changed(change, language)
    if not found:
        yield "no rule differs"


def _changed(change: RuleChange, language: Language) -> Iterator[str]:
    yield f"{change.direction.value:<9} {change.series}"
    if change.was is not None:
        yield f"  - {sentence(change.was, language)}"
    if change.now is not None:
        yield f"  + {sentence(change.now, language)}"
    for field, was, now in change.differences:
        yield f"    {field}: {_value(was)} → {_value(now)}"


def schema_text() -> str:
    """The JSON Schema of packs, as it is published."""
    return json.dumps(pack_schema(), ensure_ascii=False, indent=2) + "\n"


def _reading(reading: Reading, value: str, language: Language) -> str:
    say = _LABELS[language]
    return (
        f"{say['read']}{_in(reading.question, language)} {reading.parameter} = {value} ({reading.chosen_by})"
    )


def _value(value: object) -> str:
    return "-" if value is None else json.dumps(msgspec.to_builtins(value), ensure_ascii=False)


def _in(words: Words, language: Language) -> str:
    return words.zh if language == "zh" else words.en


_LABELS: dict[Language, dict[str, str]] = {
    "zh": {
        "issuer": "发布:",
        "source": "出处:",
        "from": "施行:",
        "rule": "规则:",
        "quote": "原文:",
        "unchecked": "(原文尚未核对)",
        "force": "约束力:",
        "binds": "适用于:",
        "and": "、",
        "read": "文中未定:",
    },
    "en": {
        "issuer": "Issued by: ",
        "source": "Source: ",
        "from": "In force from: ",
        "rule": "Rule: ",
        "quote": "Text: ",
        "unchecked": " (not yet read in its source)",
        "force": "Force: ",
        "binds": "binds ",
        "and": ", ",
        "read": "Left open: ",
    },
}
