"""A pack's rules as the log says them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from domain.core import DomainEvent
from domain.policies.events import PointRead, PolicyVersionPublished
from domain.policies.layers import version_id
from domain.policies.pack import Pack, PackRule, Reading
from domain.policies.registry import KINDS, Rule

_ENCODER = msgspec.json.Encoder(order="sorted")
_RULES: msgspec.json.Decoder[Any] = msgspec.json.Decoder(Rule)
_NO_CONTENT = frozenset(["pack_sha256", *DomainEvent.__dataclass_fields__])


def facts_of(pack: Pack, sha256: str) -> Iterator[dict[str, Any]]:
    """Of each rule what its event says, in the order of the pack."""
    for rule in pack.rules:
        yield {**_of_pack(pack), **_of_rule(rule, pack), "pack_sha256": sha256}


def says_the_same(event: PolicyVersionPublished, facts: Mapping[str, Any]) -> bool:
    """Whether a rule was published like this; spaces and comments of the text make no difference."""
    return all(
        _same(name, getattr(event, name), value) for name, value in facts.items() if name not in _NO_CONTENT
    )


def _same(name: str, one: Any, other: Any) -> bool:
    """A rule that was published before its kind had another parameter says what it says: the default of that."""
    return one == other or (name == "rule" and rule_of(one) == rule_of(other))


def rule_text(rule: object) -> str:
    """The parameters of a rule as canonical JSON."""
    return _ENCODER.encode(rule).decode()


def rule_of(text: str) -> Any:
    """The parameters again, of their own kind's type."""
    return _RULES.decode(text)


def readings_text(readings: Iterable[PointRead]) -> str:
    """Readings as canonical JSON."""
    return _ENCODER.encode(tuple(readings)).decode()


def _of_pack(pack: Pack) -> dict[str, Any]:
    return {
        "pack": pack.pack,
        "version": pack.version,
        "issuer_zh": pack.issuer.zh,
        "issuer_en": pack.issuer.en,
        "issuer_level": pack.issuer_level,
        "source_zh": pack.source.zh,
        "source_en": pack.source.en,
        "effective_from": pack.effective_from,
    }


def _of_rule(rule: PackRule, pack: Pack) -> dict[str, Any]:
    return {
        "version_id": version_id(rule.series, pack.version),
        "series": rule.series,
        "kind": KINDS[type(rule.rule)].name,
        "title_zh": rule.title.zh,
        "title_en": rule.title.en,
        "quote": rule.quote,
        "quote_checked": rule.quote_checked,
        "modality": rule.modality,
        "organisations": rule.organisations,
        "forms": rule.forms,
        "rule": rule_text(rule.rule),
        "readings": tuple(_points((*rule.readings, *pack.readings))),
    }


def _points(readings: Iterable[Reading]) -> Iterator[PointRead]:
    for reading in readings:
        yield PointRead(
            parameter=reading.parameter,
            question_zh=reading.question.zh,
            question_en=reading.question.en,
            chosen_by=reading.chosen_by,
        )
