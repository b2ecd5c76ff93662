"""Checks that many decisions share. Each returns a refusal or None; ``any_refusal`` gathers them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

from domain.core.aggregate import Aggregate
from domain.core.command import Command
from domain.core.context import Context
from domain.core.decision import Refusal, Refused
from domain.core.refusal_codes import RefusalCode

LONGEST_NAME = 100  # characters
EARLIEST = date(1900, 1, 1)
MOST_DAYS_AHEAD = 731  # two years: the furthest that anything is planned
_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,63}")
_DIVISION_CODE = re.compile(r"\d{6}(\d{3}(\d{3})?)?", re.ASCII)


def any_refusal(*checks: Refusal | None, more: Iterable[Refusal | None] = ()) -> Refused | None:
    """All refusals among the results of ``checks``, or None if there is none."""
    found = tuple([check for check in (*checks, *more) if check is not None])
    return Refused(found) if found else None


def known(aggregate: Aggregate, *path: str) -> Refusal | None:
    """The stream that the field ``path`` names must exist."""
    return None if aggregate.exists else Refusal(RefusalCode.NOT_FOUND, path)


def unused(aggregate: Aggregate, *path: str) -> Refusal | None:
    """The id that the field ``path`` gives must be a new one."""
    return Refusal(RefusalCode.ALREADY_EXISTS, path) if aggregate.exists else None


def header(command: Command, context: Context) -> Refusal | None:
    """What every command says: a time of occurrence that is no future one, and a reason that is a code."""
    if command.reason is not None and not _CODE.fullmatch(command.reason):
        return Refusal(RefusalCode.INVALID_VALUE, ("reason",))
    occurred = command.occurred_at
    if occurred is None:
        return None
    if occurred.local_date(context.zone) < EARLIEST:
        return Refusal(RefusalCode.INVALID_DATES, ("occurredAt",))
    # Compared as an instant where one is given: later today is the future too.
    ahead = (
        occurred.instant > context.now
        if occurred.precision == "instant"
        else occurred.local_date(context.zone) > context.today
    )
    return Refusal(RefusalCode.IN_THE_FUTURE, ("occurredAt",)) if ahead else None


def reason_given(command: Command) -> Refusal | None:
    """The command must carry a reason."""
    return None if command.reason else Refusal(RefusalCode.REASON_REQUIRED, ("reason",))


def name(text: str, *path: str) -> Refusal | None:
    """A name of a county, organisation or grid: 1 to 100 characters in NFC, none of them invisible."""
    fine = (
        0 < len(text) <= LONGEST_NAME
        and text == text.strip()
        and unicodedata.is_normalized("NFC", text)
        and not any(unicodedata.category(character) in _UNFIT for character in text)
    )
    return None if fine else Refusal(RefusalCode.INVALID_VALUE, path)


_UNFIT = frozenset(
    ["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]
)  # control, format, surrogate, private, none, separators


def code(text: str | None, *path: str) -> Refusal | None:
    """A code, if there is one: capital letters, digits and low lines, 64 at most, a letter first."""
    return None if text is None or _CODE.fullmatch(text) else Refusal(RefusalCode.INVALID_VALUE, path)


def division_code(text: str | None, *path: str) -> Refusal | None:
    """A division code, if there is one: 6 (county), 9 (township) or 12 digits (village)."""
    fine = text is None or _DIVISION_CODE.fullmatch(text)
    return None if fine else Refusal(RefusalCode.INVALID_VALUE, path)


def day(on: date, context: Context, *path: str, most_days_ahead: int = MOST_DAYS_AHEAD) -> Refusal | None:
    """A day from 1900 on, at most so many days after today; nought asks for a day that has come."""
    if on < EARLIEST:
        return Refusal(RefusalCode.INVALID_DATES, path)
    if on > context.today + timedelta(days=most_days_ahead):
        ahead = RefusalCode.INVALID_DATES if most_days_ahead else RefusalCode.IN_THE_FUTURE
        return Refusal(ahead, path)
    return None
