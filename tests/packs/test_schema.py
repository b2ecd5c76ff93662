"""The published JSON Schema: from the same types that read packs, true of those that ship, false of spoilt ones."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
import pytest

import packs
from domain.policies.pack_schema import pack_schema
from domain.policies.registry import KINDS
from gridledger.policy_files import schema_text
from tests.unit.domain.policies.packs import pack_text

PACKS = Path(packs.__path__[0])
SCHEMA = PACKS / "pack.schema.json"
VALIDATOR = jsonschema_rs.Draft202012Validator(
    json.loads(SCHEMA.read_text(encoding="utf-8")), validate_formats=True
)


def plain(data: bytes) -> Any:
    """TOML as JSON has it: its dates are strings."""
    return msgspec.to_builtins(tomllib.loads(data.decode()))


def test_the_published_schema_is_that_of_the_types() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), (
        "gridledger policy schema > packs/pack.schema.json"
    )


def test_it_is_a_schema_itself() -> None:
    jsonschema_rs.meta.validate(pack_schema())


def test_it_names_every_kind() -> None:
    kinds = pack_schema()["$defs"]["PackRule"]["properties"]["rule"]["discriminator"]["mapping"]
    assert set(kinds) == {kind.name for kind in KINDS.values()}


@pytest.mark.parametrize("path", sorted(PACKS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_pack_is_valid(path: Path) -> None:
    VALIDATOR.validate(plain(path.read_bytes()))


@pytest.mark.parametrize(
    ("this", "by_that"),
    [
        ("per = ", "pre = "),
        ("at_least = 1", 'at_least = "1"'),
        ("at_least = 1", ""),
        ("meeting-frequency", "meeting-frequencies"),
        ('"MUST"', '"SHALL"'),
        ('["PARTY_BRANCH"]', "[]"),
        ('"branch-rules/general-meeting"', '"general-meeting"'),
        ('"branch-rules"', r'"branch-rules\n"'),
        ("effective_from = 2026-01-01", 'effective_from = "soon"'),
        (', en = "A text"', ""),
    ],
)
def test_it_refuses_what_reading_refuses(this: str, by_that: str) -> None:
    assert VALIDATOR.is_valid(plain(pack_text()))
    assert not VALIDATOR.is_valid(plain(pack_text((this, by_that))))
