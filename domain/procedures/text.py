"""From the bytes of a TOML file to a procedure, or to what is wrong with it."""

from __future__ import annotations

import tomllib
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from domain.policies.kind import Words
from domain.policies.pack import Slug, VersionName
from domain.policies.pack_faults import printable
from domain.procedures.steps import Step, faults_of

MOST_BYTES = 64 * 1024
MOST_STEPS = 50


class ProcedureText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One version of one chapter of a procedure."""

    procedure: Slug
    chapter: Slug
    version: VersionName
    title: Words
    source: Words  # the text, and which copy of it was read
    steps: Annotated[tuple[Step, ...], Meta(min_length=1, max_length=MOST_STEPS)]


class ProcedureError(ValueError):
    """The text is no procedure; ``faults`` says where, and what is wrong."""

    def __init__(self, *faults: tuple[str, str]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"{at}: {says}" if at else says for at, says in faults))


def read_procedure(data: bytes) -> ProcedureText:
    """Read a procedure from TOML. Raises ProcedureError."""
    try:
        text = msgspec.convert(_toml(data), ProcedureText)
    except msgspec.ValidationError as error:
        says, _, at = str(error).partition(" - at ")
        raise ProcedureError(
            (printable(at.strip("`").removeprefix("$").lstrip(".")), printable(says))
        ) from error
    if faults := tuple(faults_of(text.steps)):
        raise ProcedureError(*faults)
    return text


def procedure_schema() -> dict[str, Any]:
    """The JSON Schema of procedures, for editors."""
    return msgspec.json.schema(ProcedureText)


def _toml(data: bytes) -> dict[str, Any]:
    if len(data) > MOST_BYTES:
        raise ProcedureError(("", f"has more than {MOST_BYTES:,} bytes: release it chapter by chapter"))
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ProcedureError(("", f"is not UTF-8 (at byte {error.start}): save it as UTF-8")) from error
    except RecursionError as error:
        raise ProcedureError(("", "is not TOML of a procedure: nested too deeply")) from error
    except ValueError as error:  # TOMLDecodeError, and what int says of thousands of digits
        raise ProcedureError(("", f"is not TOML: {printable(str(error))}")) from error
