"""When a correction stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.core.checks import any_refusal, reason_given
from domain.core.command import Command
from domain.core.decision import Refusal, Refused
from domain.core.refusal_codes import RefusalCode
from domain.core.statements import Statements


def correction_refusal(
    statements: Statements, command: Command, corrects: UUID, **values: Any
) -> Refused | None:
    """Why a correction of these fields (None: left out) cannot stand, if so.

    It needs a reason; an event of this stream that set every field it corrects; and a value that differs.
    """
    given = {name: value for name, value in values.items() if value is not None}
    said = statements.said_by(corrects)
    wrong = not given or any(name not in said for name in given)
    same = not wrong and all(said[name] == value for name, value in given.items())
    return any_refusal(
        reason_given(command), Refusal(RefusalCode.CORRECTS_NOTHING, ("corrects",)) if wrong or same else None
    )
