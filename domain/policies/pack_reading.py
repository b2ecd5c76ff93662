"""From the bytes of a file to a pack, or to all that is wrong with it."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from domain.policies.pack import MOST_RULES, Heading, Pack, PackRule
from domain.policies.pack_faults import Fault, explain, faults_of, printable

MOST_BYTES = 256 * 1024
T = TypeVar("T")


class PackError(ValueError):
    """The text is no pack; ``faults`` says all that is wrong, and where."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


class ReadPack(NamedTuple):
    """A pack, and the digest of the bytes that it was read from."""

    pack: Pack
    sha256: str


def read_pack(data: bytes) -> ReadPack:
    """Read a pack from TOML. Raises PackError with every fault that can be found at once."""
    raw = dict(_toml(data))
    faults: list[Fault] = []
    tables = _tables(raw.pop("rules", None), faults)
    heading = _converted(raw, Heading, "", faults)
    rules = [_converted(table, PackRule, f"rules[{place}]", faults) for place, table in enumerate(tables)]
    if faults or heading is None:
        raise PackError(*faults)
    pack = Pack(
        **{name: getattr(heading, name) for name in Heading.__struct_fields__},
        rules=tuple(rule for rule in rules if rule is not None),
    )
    if faults := list(faults_of(pack)):
        raise PackError(*faults)
    return ReadPack(pack, hashlib.sha256(data).hexdigest())


def _toml(data: bytes) -> Mapping[str, Any]:
    if len(data) > MOST_BYTES:
        says = f"has more than {MOST_BYTES:,} bytes: keep to the rules and their sentences"
        raise PackError(Fault("", says))
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise PackError(Fault("", f"is not UTF-8 (at byte {error.start}): save it as UTF-8")) from error
    except RecursionError as error:
        raise PackError(Fault("", "is not TOML of a pack: nested too deeply")) from error
    except ValueError as error:  # TOMLDecodeError, and what int says of thousands of digits
        raise PackError(Fault("", f"is not TOML: {printable(str(error))}")) from error


def _tables(rules: object, faults: list[Fault]) -> Sequence[object]:
    if not isinstance(rules, list) or not rules:
        faults.append(Fault("rules", "a pack has one rule or more: begin each by a line [[rules]]"))
        return ()
    if len(rules) > MOST_RULES:
        faults.append(
            Fault("rules", f"has {len(rules)} rules, and a pack at most {MOST_RULES}: make several packs")
        )
        return ()
    return rules


def _converted(raw: object, to: type[T], at: str, faults: list[Fault]) -> T | None:
    try:
        return msgspec.convert(raw, to)
    except msgspec.ValidationError as error:
        faults.append(explain(str(error), at, raw))
        return None
