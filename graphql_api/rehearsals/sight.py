"""Who may rehearse rules at a node, and how much of what comes of it they are told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from application.access import FieldGroup, Relation, relations
from application.actor import Actor, Role
from domain.policies.commands import AdoptPolicy


class Sight(NamedTuple):
    """What a caller is told: ``counts`` of organisations, and which ones they are; ``figures`` of absences."""

    counts: bool
    organisations: bool
    figures: bool
    persons: bool  # they are seen there, so that no figure of a few is withheld

    @property
    def members(self) -> bool:
        """Whether it is told of which member something would follow: to whoever sees both."""
        return self.organisations and self.persons


def sight_of(actor: Actor, line: Sequence[UUID]) -> Sight:
    """That of an actor; ``line`` is the node and all above it, the nearest first.

    Whoever sees how organisations live there is told how many would have passed or missed. Which ones, only whoever may
    put the rules in force there, and inspectors: it is what a decision is made by, and no reproach to anybody.
    """
    sees, figures, persons, adopts = (
        _lies(actor, relations(actor, what), line)
        for what in (FieldGroup.ORGANISATION_LIFE, FieldGroup.FIGURES, FieldGroup.PERSON, AdoptPolicy)
    )
    return Sight(
        counts=sees,
        organisations=sees and (adopts or actor.role is Role.INSPECTOR),
        figures=sees and figures,
        persons=sees and figures and persons,
    )


def _lies(actor: Actor, held: frozenset[Relation], line: Sequence[UUID]) -> bool:
    """Whether a node lies to an actor in one of these ways; nobody's own branch is enough."""
    if actor.place is None:
        return Relation.COUNTY in held
    if actor.place not in line:
        return False
    at_it = actor.place == line[0]
    return Relation.COUNTY in held or (Relation.OWN if at_it else Relation.BELOW) in held
