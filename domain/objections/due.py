"""By when an objection is to be decided (办理期限)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from domain.policies.kinds.objection_handling import ObjectionHandling
from domain.policies.layers import Layer

DAYS_WITHOUT_RULE = 30


class Due(NamedTuple):
    """The last day for it, and the version of the rule that says so; None: no rule does."""

    on: date
    version_id: UUID | None


def due(layers: Sequence[Layer], raised_on: date) -> Due:
    """The earliest day that a rule in force then asks for: a weaker local one gains nobody time."""
    asked = (
        Due(raised_on + timedelta(days=rule.due_days), layer.adoption.version.id)
        for layer in layers
        if isinstance(rule := layer.adoption.version.rule, ObjectionHandling)
    )
    without = Due(raised_on + timedelta(days=DAYS_WITHOUT_RULE), None)
    return min(asked, key=lambda one: one.on, default=without)
