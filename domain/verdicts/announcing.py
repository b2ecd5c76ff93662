"""What is announced of a slot, and when something else has to be."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from domain.core import deterministic_id


class AnnouncedStatus(StrEnum):
    """How a slot may stand: every status of a verdict, and that the rule does not bind there after all."""

    NOT_REQUIRED = "NOT_REQUIRED"
    NOT_YET_DUE = "NOT_YET_DUE"
    PENDING = "PENDING"
    AT_RISK = "AT_RISK"
    PASSED = "PASSED"
    OFF_WINDOW = "OFF_WINDOW"
    MISSED = "MISSED"
    EXCUSED = "EXCUSED"
    UNKNOWN = "UNKNOWN"
    VOID = "VOID"


FINDINGS = frozenset({AnnouncedStatus.MISSED, AnnouncedStatus.OFF_WINDOW})


class Stand(NamedTuple):
    """How a slot stands, as far as that is announced. Numbers are the verdict's."""

    status: AnnouncedStatus
    version_id: UUID
    required: int | None
    held: int | None
    verified: int | None


def slot_id(series: str, node_id: UUID, organisation_id: UUID, label: str) -> UUID:
    """The id of a slot, and of the stream of what is announced of it; ``label`` is its period's, or empty.

    It is the same whichever version is in force: another takes its place, and leaves nothing behind.
    """
    return deterministic_id("compliance", series, node_id, organisation_id, label)


def is_to_announce(announced: Stand | None, stands: Stand) -> bool:
    """Whether a closed period calls for an announcement: a finding, or other than what was announced last.

    Who passed from the first is not told one by one.
    """
    return stands.status in FINDINGS if announced is None else stands != announced
