"""Random obligations from a source of their own: what workers find, late or overtaken, and what people make of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

from domain.core.command import Command
from domain.obligations.commands import (
    AssignObligation,
    FulfilObligation,
    ReconcileObligation,
    WaiveObligation,
)
from domain.obligations.events import ObligationOpened
from domain.obligations.grounds import Consequence, SubjectKind
from tests.projections.known import Known
from tests.unit.support.obligation_commands import some_grounds


class Obligations:
    """What no rule of the world demands: keys of its own, so that nothing else is told of them."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"obligations {seed}")

    def found(self, number: int) -> Iterator[Command]:
        """What so many looks of a worker find."""
        for _ in range(number):
            member, home = self._random.choice(sorted(self._known.members.items())[:3])
            branch = self._random.choice(self._known.branches[:2])
            of_member = self._random.random() < 0.6
            yield ReconcileObligation(
                subject_kind=SubjectKind.MEMBER if of_member else SubjectKind.ORGANISATION,
                subject_id=member if of_member else branch,
                consequence=self._random.choice((Consequence.TALK, Consequence.FOLLOW_UP)),
                key=self._random.choice(("random/1", "random/2", "random/3")),
                facts_position=len(self._known.events) - self._random.choice((0, 0, 0, 500)),
                organisation_id=home if of_member else self._random.choice(self._known.townships),
                grounds=some_grounds(self._random),
                due_on=self._random.choice((None, self._known.today + timedelta(days=30))),
            )

    def acted(self, number: int) -> Iterator[Command]:
        """What people make of so many of the latest."""
        opened = [event for event in self._known.events if isinstance(event, ObligationOpened)]
        for _ in range(number if opened else 0):
            one = self._random.choice(opened[-8:])
            command: type[Command] = self._random.choice(
                (AssignObligation, FulfilObligation, WaiveObligation)
            )
            if command is AssignObligation:
                yield AssignObligation(
                    obligation_id=one.originator_id,
                    assignee_id=self._random.choice(sorted(self._known.members)),
                )
            elif command is FulfilObligation:
                yield FulfilObligation(
                    obligation_id=one.originator_id,
                    on=self._known.today - timedelta(days=self._random.choice((0, 0, 3))),
                    dealt_with=self._random.choice(((), one.grounds[0].event_ids[:1])),
                    document_id=self._known.document_of(one.subject_id),
                )
            else:
                yield WaiveObligation(obligation_id=one.originator_id, reason="LEFT_FOR_WORK")
