"""What may be due of whom, and on which grounds."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

import msgspec

from domain.core import deterministic_id

MOST_GROUNDS = 16
MOST_FACTS = 64  # that a ground names, at most
LONGEST_KEY = 64  # characters


class Consequence(StrEnum):
    """What is due. To decide it, or to do it, is a person's; that it is due is all that is said here."""

    REMINDER = "REMINDER"
    CRITICISM = "CRITICISM"
    TALK = "TALK"
    ADMONITION_TALK = "ADMONITION_TALK"
    CIRCULAR = "CIRCULAR"
    CONVEYANCE = "CONVEYANCE"
    MAKE_UP = "MAKE_UP"
    RECTIFICATION = "RECTIFICATION"
    DISPOSITION_REVIEW = "DISPOSITION_REVIEW"
    PROBATION_REVIEW = "PROBATION_REVIEW"
    MERIT_BAR_REVIEW = "MERIT_BAR_REVIEW"
    FOLLOW_UP = "FOLLOW_UP"


class SubjectKind(StrEnum):
    """Whom an obligation is about."""

    MEMBER = "MEMBER"
    ORGANISATION = "ORGANISATION"


class Ground(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule that demands it: the version in force for the facts, where it was adopted, and the facts themselves."""

    series: str
    node_id: UUID  # that adopted the rule
    version_id: UUID
    event_ids: tuple[UUID, ...]


def obligation_id(subject_id: UUID, consequence: Consequence, key: str) -> UUID:
    """The stream of an obligation. No rule is in it: two rules that demand the same are two grounds of one."""
    return deterministic_id("obligation", subject_id, consequence.value, key)
