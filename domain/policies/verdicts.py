"""What policies come to."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec


class Status(StrEnum):
    """How a slot stands: an organisation, in a period, by one version of a rule."""

    NOT_REQUIRED = "NOT_REQUIRED"  # the rule asks nothing of it there
    NOT_YET_DUE = "NOT_YET_DUE"  # the period has not begun
    PENDING = "PENDING"  # there is time left
    AT_RISK = "AT_RISK"  # there is time left, but less than the rule's reminder allows for
    PASSED = "PASSED"
    OFF_WINDOW = "OFF_WINDOW"  # it was done, but not when, or not how, it should have been
    MISSED = "MISSED"
    EXCUSED = "EXCUSED"  # not done as asked, for a recorded reason: of a rule that is kept as a rule only
    UNKNOWN = "UNKNOWN"  # what it depends on is not known, e.g. the holidays of a year to come


class Effect(StrEnum):
    """What a remark means where meetings are counted, from the least to the most."""

    NOTED = "NOTED"  # nothing: it is only said
    OFF_WINDOW = "OFF_WINDOW"  # it counts, but was not held when it should have been
    UNVERIFIED = "UNVERIFIED"  # it counts as held and not as verified
    NOT_COUNTED = "NOT_COUNTED"


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule about meetings says of one. The code is the kind's own."""

    meeting_id: UUID
    code: str
    effect: Effect = Effect.NOTED
    certain: bool = True  # False: void or not by what is unknown yet, e.g. the holidays of a year
    lacking: tuple[str, ...] = ()  # codes of what is not there, e.g. fields of the minutes
    rule: str = ""  # the series that says so, put in by whoever asked it


class Shortfall(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule asks for and does not find, where that is no remark about a meeting. The code is the kind's own."""

    code: str
    about: str = ""  # label of a period, a code, or an id: what it is found missing in
    lacking: tuple[str, ...] = ()
    event: UUID | None = None  # the one that shows it, if there is one


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule's function comes to. Numbers are counts of meetings unless the kind says otherwise."""

    status: Status
    required: int | None = None
    held: int | None = None
    verified: int | None = None
    events: tuple[UUID, ...] = ()  # on which it rests
    remarks: tuple[Remark, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    recheck: date | None = None  # the first day whose close may change it without a new fact
