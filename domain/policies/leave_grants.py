"""What a grant of leave is held to: using a power is refused by rules, recording a fact never is."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import msgspec

from domain.core.refusal_codes import RefusalCode
from domain.leave.events import LeaveKind
from domain.leave.evidence import EvidenceKind
from domain.leave.levels import ApproverLevel
from domain.policies.kind import Kind, Parameters


class LeaveGrant(msgspec.Struct, frozen=True, kw_only=True):
    """Leave that somebody is about to grant, or to extend: then ``to_on`` is the new last day."""

    kind: LeaveKind
    from_on: date
    to_on: date  # included
    on: date  # the day of the decision
    level: ApproverLevel  # at which it is granted
    deputy: bool = False  # by the deputy of whoever holds that level
    passed: frozenset[ApproverLevel] = frozenset()  # levels that have approved
    held: frozenset[ApproverLevel] = frozenset()  # levels that whoever asks holds
    evidence: frozenset[EvidenceKind] = frozenset()  # handed in so far

    @property
    def days(self) -> int:
        """Calendar days from the first to the last, both counted."""
        return (self.to_on - self.from_on).days + 1


class Hindrance(NamedTuple):
    """Why a rule does not let a grant through."""

    code: RefusalCode
    details: Mapping[str, str | int] = MappingProxyType({})


class Awaited(NamedTuple):
    """Evidence that is still to be handed in, by its last day."""

    due_on: date
    accepts: tuple[EvidenceKind, ...]


P = TypeVar("P", bound=Parameters)


class LeaveRule(Kind[P]):
    """A rule that whoever grants leave is held to."""

    @abstractmethod
    def hindrance(self, parameters: P, grant: LeaveGrant) -> Hindrance | None:
        """Why leave may not be granted so; None if it may."""

    def awaits(self, parameters: P, grant: LeaveGrant) -> Awaited | None:
        """What is still to be handed in once it is granted; None if nothing is."""
        return None
