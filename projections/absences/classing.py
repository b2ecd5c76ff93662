"""How an absence is classed: by the nearest rule about absences that bound the branch on the day of the meeting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.leave.events import LeaveKind
from domain.meetings.events import AbsenceReason
from domain.policies.absences import Absence, AbsenceClass, without_a_rule
from domain.policies.kind import AbsenceRule
from domain.policies.layers import Layer
from domain.policies.registry import KINDS
from projections.framework.table import Row

LayersOn = Callable[[UUID, date], Sequence[Layer]]  # a branch, a day: what binds it, nearest first


class Classed(NamedTuple):
    """What an absence is taken for, and by which rule; None if none says anything of it."""

    absence_class: AbsenceClass
    layer: Layer | None


def classed(absence: Row, layers_on: LayersOn, heeded_by: Layer | None = None) -> Classed:
    """The class of an absence, as its own row shows it; or as a rule takes it that heeds only some of the others."""
    facts = _facts(absence)
    for layer in layers_on(absence["branch_id"], absence["held_on"]):
        rule = layer.adoption.version.rule
        kind = KINDS[type(rule)]
        if isinstance(kind, AbsenceRule) and (heeded_by is None or heeded_by.heeds(layer)):
            return Classed(kind.classify(rule, facts), layer)
    return Classed(without_a_rule(facts), None)


def _facts(absence: Row) -> Absence:
    reason, leave = absence["reason"], absence["leave_kind"]
    return Absence(
        on=absence["held_on"],
        reason=None if reason is None else AbsenceReason(reason),
        leave=None if leave is None else LeaveKind(leave),
        asked_on=absence["asked_on"],
        conveyed_on=absence["conveyed_on"],
        made_up_on=absence["made_up_on"],
    )


def class_columns(absence: Row, layers_on: LayersOn) -> Row:
    """The same as columns of its row."""
    absence_class, layer = classed(absence, layers_on)
    version = layer and layer.adoption.version
    return {
        "absence_class": absence_class.value,
        "counts": absence_class is AbsenceClass.UNEXCUSED,
        "series": version and version.series,
        "version_id": version and version.id,
        "node_id": layer and layer.adoption.node_id,
    }
