"""Facts about discipline (党纪处分): codes and days alone, on a stream of the member's own."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.discipline.state import Discipline, Term

STREAM = Discipline.STREAM_TYPE


class Measure(StrEnum):
    """警告, 严重警告, 撤销党内职务 and 留党察看; who is expelled is no member."""

    WARNING = "WARNING"
    SERIOUS_WARNING = "SERIOUS_WARNING"
    REMOVAL_FROM_POST = "REMOVAL_FROM_POST"
    DISCIPLINARY_PROBATION = "DISCIPLINARY_PROBATION"


def discipline_id(member_id: UUID) -> UUID:
    """The stream of a member's discipline; its version holds that one measure is in force at a time."""
    return deterministic_id("discipline", member_id)


@event_type("discipline.imposed", STREAM, subjects=("member_id",))
class DisciplineImposed(DomainEvent):
    """A measure is in force from ``from_on`` on, until the day ``until_on`` (without it) if one was set."""

    member_id: UUID
    measure: Measure
    from_on: date
    until_on: date | None = None

    def apply(self, state: Discipline) -> None:
        state.member_id = self.member_id
        state.terms.append(Term(self.measure, self.from_on, self.until_on))


@event_type("discipline.lifted", STREAM, subjects=("member_id",))
class DisciplineLifted(DomainEvent):
    """The measure that was in force is so no longer, from ``on`` on."""

    member_id: UUID
    on: date

    def apply(self, state: Discipline) -> None:
        state.terms[-1].until = self.on
