"""docs/policies.md: its table of kinds is the registry's, it names every pack and verdict, and its example reads.

``python -m tests.packs.test_docs`` writes the table.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

import packs
from domain.policies.kind import (
    AbsenceRule,
    Kind,
    MeetingRule,
    OrganisationRule,
    Parameters,
    PeriodRule,
    PersonRule,
)
from domain.policies.kinds.objection_handling import ObjectionHandlingKind
from domain.policies.leave_grants import LeaveRule
from domain.policies.pack_reading import read_pack
from domain.policies.registry import KINDS
from domain.policies.verdicts import Effect, Status
from gridledger.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "policies.md"
PACKS = sorted(Path(packs.__path__[0]).glob("*.toml"))
_BEGIN = "<!-- kinds: written by python -m tests.packs.test_docs -->\n"
_END = "<!-- end of kinds -->"


def table() -> str:
    """One row a kind, by name."""
    rows = [_row(kind) for kind in sorted(KINDS.values(), key=lambda kind: kind.name)]
    return "| kind | about | asks | parameters |\n|---|---|---|---|\n" + "".join(rows)


def _row(kind: Kind[Parameters]) -> str:
    about = _about(kind)
    asks = inspect.getdoc(kind.parameters) or ""
    sentence = " ".join(asks.split("\n\n")[0].split()).replace("``", "`")
    fields = ", ".join(_field(kind, field) for field in msgspec.structs.fields(kind.parameters))
    return f"| `{kind.name}` | {about} | {sentence} | {fields} |\n"


def _about(kind: Kind[Parameters]) -> str:
    if isinstance(kind, MeetingRule):
        return "each meeting"
    if isinstance(kind, AbsenceRule):
        return "each absence"
    if isinstance(kind, PersonRule):
        return "a member"
    if isinstance(kind, OrganisationRule):
        return "an organisation"
    if isinstance(kind, LeaveRule):
        return "who grants leave"
    if isinstance(kind, ObjectionHandlingKind):
        return "who decides objections"
    return "a period" if isinstance(kind, PeriodRule) else "a branch on a day"


def _field(kind: Kind[Parameters], field: msgspec.structs.FieldInfo) -> str:
    named = f"`{field.name}`" if field.required else f"[`{field.name}`]"
    return f"*{named}*" if field.name in kind.open_points else named


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def written() -> str:
    before, rest = page().split(_BEGIN)
    return f"{before}{_BEGIN}{table()}{_END}{rest.split(_END)[1]}"


def test_the_table_of_kinds_is_the_registrys() -> None:
    assert page() == written(), "python -m tests.packs.test_docs"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_open_point_is_a_parameter_without_default_or_one_that_decides_between_readings(
    kind: Kind[Parameters],
) -> None:
    assert set(kind.open_points) <= set(kind.parameters.__struct_fields__)


def test_it_names_every_pack_verdict_and_effect() -> None:
    text = page()
    assert [path.name for path in PACKS if f"(../packs/{path.name})" not in text] == []
    assert [status for status in (*Status, *Effect) if f"`{status}`" not in text] == []


def test_the_example_is_a_pack() -> None:
    example = "\n".join(re.findall(r"^```toml\n(.*?)^```", page(), re.MULTILINE | re.DOTALL))
    rule = read_pack(example.encode()).pack.rules[0]
    shipped = read_pack(
        next(path for path in PACKS if path.name == "antu-community.1.toml").read_bytes()
    ).pack
    [same] = [each for each in shipped.rules if each.series == rule.series]
    assert (rule.rule, rule.quote, rule.title) == (same.rule, same.quote, same.title)


def test_what_the_example_shows_is_what_the_command_shows() -> None:
    [shown] = re.findall(r"^```text\n(.*?)^```", page(), re.MULTILINE | re.DOTALL)
    path = next(path for path in PACKS if path.name == "antu-community.1.toml")
    said = CliRunner().invoke(main, ["policy", "show", str(path)]).stdout
    assert shown in said


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
