"""Whether the rules in force let leave be granted (准假把关)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from domain.core import Refusal, Refused
from domain.core.checks import any_refusal
from domain.policies.layers import Layer, Version
from domain.policies.leave_grants import Awaited, Hindrance, LeaveGrant, LeaveRule
from domain.policies.modality import Modality
from domain.policies.registry import KINDS


class Passage(NamedTuple):
    """What follows for leave that no rule hinders: of what is awaited, what is due first."""

    awaited: Awaited | None


def gate(layers: Sequence[Layer], grant: LeaveGrant, *, reason_given: bool) -> Refused | Passage:
    """Hold a grant to every layer: a weaker local rule relaxes nothing. A SHOULD gives way to a reason."""
    refusals: list[Refusal] = []
    awaited: list[Awaited] = []
    for version, kind in _rules(layers):
        hindrance = kind.hindrance(version.rule, grant)
        if hindrance is None:
            awaited.extend(_some(kind.awaits(version.rule, grant)))
        elif version.modality is Modality.MUST or not reason_given:
            refusals.append(_refusal(hindrance, version))
    return any_refusal(*refusals) or Passage(min(awaited, key=lambda one: one.due_on, default=None))


def _rules(layers: Iterable[Layer]) -> Iterator[tuple[Version, LeaveRule]]:  # type: ignore[type-arg]  # of each its own
    for layer in layers:
        kind = KINDS[type(layer.adoption.version.rule)]
        if isinstance(kind, LeaveRule):
            yield layer.adoption.version, kind


def _some(one: Awaited | None) -> tuple[Awaited, ...]:
    return () if one is None else (one,)


def _refusal(hindrance: Hindrance, version: Version) -> Refusal:
    """It names the rule and its version, so that whoever is refused can read it."""
    rule = {"series": version.series, "version": version.version}
    return Refusal(hindrance.code, ("leaveId",), details={**rule, **hindrance.details})
