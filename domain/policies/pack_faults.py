"""What is wrong with a pack, where, and what to do about it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

import msgspec

from domain.organisation.events import OrganisationKind
from domain.policies.kind import Words
from domain.policies.pack import Heading, Pack, PackRule, Reading
from domain.policies.registry import KINDS

_OPEN_IN_HEADING = ("effective_from", "issuer_level")
_OPEN_IN_RULE = ("modality", "organisations", "forms")
_SLUG = "lower-case letters, digits and hyphens"
_FORMS = {
    "pack": f"{_SLUG}, such as branch-rules",
    "series": f"pack and rule in {_SLUG}, such as branch-rules/general-meeting",
    "version": "lower-case letters, digits, dots and hyphens, such as 2018 or 1.1",
}
_LINE = "one line without control or invisible characters"
_PATH = re.compile(r"^(?P<says>.*?)(?: - at `\$\.?(?P<path>.*)`)?$", re.DOTALL)
_NAMED = re.compile(r"`(?P<name>[^`]+)`")


class Fault(NamedTuple):
    """One fault. ``at`` is a path such as ``rules[1].rule.per``, empty for the whole text."""

    at: str
    says: str

    def __str__(self) -> str:
        return f"{self.at}: {self.says}" if self.at else self.says


def explain(message: str, at: str, raw: object) -> Fault:
    """A decoder's message as a fault below ``at``, with what may stand there instead."""
    parts = _PATH.match(message)
    says, inner = (parts["says"], parts["path"] or "") if parts else (message, "")
    path = ".".join(part for part in (at, inner) if part).replace(".[", "[")
    if "matching regex" in says:
        says = f"is written as {_FORMS.get(path.rpartition('.')[2], _LINE)}"
    advice = _advice(says, inner, raw)
    return Fault(printable(path), printable(f"{says}. {advice}" if advice else says))


def printable(text: str) -> str:
    """A text of somebody else's without what would steer a terminal."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def faults_of(pack: Pack) -> Iterator[Fault]:
    """What no field shows by itself: series told twice or of another pack, points left open and not read."""
    yield from _unseen("", msgspec.to_builtins(pack))
    yield from _misread("readings", pack.readings, _OPEN_IN_HEADING)
    counts = Counter(rule.series for rule in pack.rules)
    for place, rule in enumerate(pack.rules):
        at = f"rules[{place}]"
        if counts[rule.series] > 1:
            yield Fault(
                f"{at}.series", f"{rule.series} stands {counts[rule.series]} times: give each rule its own"
            )
        if not rule.series.startswith(f"{pack.pack}/"):
            yield Fault(
                f"{at}.series", f"{rule.series} does not begin with {pack.pack}/, the pack that it is in"
            )
        if len(set(rule.organisations)) < len(rule.organisations):
            yield Fault(f"{at}.organisations", "names a kind of organisation twice: leave one out")
        if len(set(rule.forms)) < len(rule.forms):
            yield Fault(f"{at}.forms", "names a form of branch twice: leave one out")
        if rule.forms and OrganisationKind.PARTY_BRANCH not in rule.organisations:
            yield Fault(f"{at}.forms", "only a party branch has a form: leave it out")
        yield from _unread(at, rule)


def _unseen(at: str, raw: object) -> Iterator[Fault]:
    """Signs of format, of which the types know only the common ones: a person would read another text than is there."""
    match raw:
        case dict():
            for name, value in raw.items():
                yield from _unseen(f"{at}.{name}" if at else name, value)
        case list() | tuple():
            for place, value in enumerate(raw):
                yield from _unseen(f"{at}[{place}]", value)
        case str():
            if unseen := sorted({sign for sign in raw if unicodedata.category(sign) == "Cf"}):
                signs = ", ".join(f"U+{ord(sign):04X}" for sign in unseen)
                yield Fault(at, f"has signs that are not seen ({signs}): leave them out")


def _unread(at: str, rule: PackRule) -> Iterator[Fault]:
    kind = KINDS[type(rule.rule)]
    yield from _misread(f"{at}.readings", rule.readings, (*rule.rule.__struct_fields__, *_OPEN_IN_RULE))
    for point in kind.open_points:
        if all(reading.parameter != point for reading in rule.readings):
            says = f"texts leave {point} open: add a reading with the question and who chose {_value(rule, point)}"
            yield Fault(f"{at}.readings", says)


def _value(rule: PackRule, point: str) -> str:
    return f'"{getattr(rule.rule, point)}"'


def _misread(at: str, readings: Iterable[Reading], known: Iterable[str]) -> Iterator[Fault]:
    known = tuple(known)
    counts = Counter(reading.parameter for reading in readings)
    for parameter, times in counts.items():
        if parameter not in known:
            yield Fault(at, f"{parameter} is none of its parameters: {', '.join(known)}")
        elif times > 1:
            yield Fault(at, f"{parameter} is read {times} times: decide for one")


def _advice(says: str, path: str, raw: object) -> str:
    named = _NAMED.search(says)
    if "unknown field" in says and named:
        close = difflib.get_close_matches(named["name"], _fields(raw), 1)
        return f"Did you mean {close[0]}?" if close else "Leave it out"
    if "missing required field" in says:
        return "Add it"
    if "Invalid value" in says and path.endswith("kind"):
        return f"Kinds are {', '.join(sorted(kind.name for kind in KINDS.values()))}"
    if "Invalid" in says:
        values = _values(_fields(raw).get(re.sub(r"\[.*?\]$", "", path).rpartition(".")[2]))
        return f"Values are {', '.join(values)}" if values else ""
    return ""


def _fields(raw: object) -> Mapping[str, Any]:
    """All fields that may stand in a pack, and in a rule of this one's kind, with their types."""
    found: dict[str, Any] = {}
    for struct in (Heading, PackRule, Reading, Words, *_parameters(raw)):
        found |= get_type_hints(struct)
    return found


def _parameters(raw: object) -> list[type[Any]]:
    rule = raw.get("rule") if isinstance(raw, dict) else None
    name = rule.get("kind") if isinstance(rule, dict) else None
    return [parameters for parameters, kind in KINDS.items() if kind.name == name]


def _values(hint: Any) -> list[str]:
    """The values of an enumeration, however deep it stands in a type."""
    if isinstance(hint, type) and issubclass(hint, Enum):
        return [str(member.value) for member in hint]
    if get_origin(hint) is Literal:
        return [str(value) for value in get_args(hint)]
    return [value for inner in get_args(hint) for value in _values(inner)] if get_origin(hint) else []
