"""Whether an organisation keeps pace with what is asked of it by the end of a running period."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from domain.policies.pace import expected_by, is_behind
from domain.policies.periods import Period, Unit
from graphql_api.read import column

# The numbers, the period and the last day that was closed; nothing where the rule asks for no number in a period.
_NUMBERS = (
    "CASE WHEN {t}.status NOT IN ('NOT_REQUIRED', 'EXCUSED', 'VOID')"
    " THEN {t}.required || ' ' || {t}.held || ' ' || {t}.unit"
    " || ' ' || {t}.from_on || ' ' || (SELECT k.closed_on FROM {clock} AS k WHERE k.tenant_id = {t}.tenant_id) END"
)


class _Numbers(NamedTuple):
    """What pace is told from."""

    held: int
    required: int
    period: Period
    closed: date

    @classmethod
    def of(cls, text: str) -> _Numbers:
        required, held, unit, first, closed = text.split(" ")
        period = Period.of(date.fromisoformat(first), Unit[unit])
        return cls(int(held), int(required), period, date.fromisoformat(closed))


def _expected(text: str | None) -> int | None:
    if text is None:
        return None
    numbers = _Numbers.of(text)
    return expected_by(numbers.required, numbers.period, numbers.closed)


def _is_behind(text: str | None) -> bool | None:
    return None if text is None else is_behind(*_Numbers.of(text))


def expected() -> Any:
    """A field with how many of what is asked for fall to the months gone by."""
    return column(
        "How many of these fall to the months of the period that are over, rounded down (进度应达数).",
        sql=_NUMBERS,
        convert=_expected,
    )


def behind() -> Any:
    """A field that tells whether fewer are there than that."""
    return column(
        "Whether fewer are there than fall to the months that are over (是否落后于进度). Whether that is a miss, the"
        " end of the period says.",
        sql=_NUMBERS,
        convert=_is_behind,
    )
