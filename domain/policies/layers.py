"""Which versions of a rule bind an organisation on a day (分层适用): the nearest, and all from above beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import IntEnum
from typing import NamedTuple
from uuid import UUID

import msgspec

from domain.core.ids import deterministic_id
from domain.organisation.events import BranchForm, OrganisationKind
from domain.policies.modality import Modality
from domain.policies.registry import Rule


class IssuerLevel(IntEnum):
    """Whose rule it is. Rules of all that stand above a county bind at the county's own node."""

    CENTRAL = 0
    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWNSHIP = 4
    UNIT = 5


def version_id(series: str, version: str) -> UUID:
    """The id of a version of a rule, which has its title, source and quotation."""
    return deterministic_id("policy-version", series, version)


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a rule: what it asks, and on whose word."""

    series: str  # the rule's whole life, e.g. branch-work-regulation/general-meeting; one kind for ever
    version: str
    modality: Modality
    issuer_level: IssuerLevel
    rule: Rule

    @property
    def id(self) -> UUID:
        """By which whoever answers finds its source and quotation."""
        return version_id(self.series, self.version)


class Adoption(msgspec.Struct, frozen=True, kw_only=True):
    """A version is in force at a node, and so in its subtree, from ``since`` to the day before ``until``."""

    id: UUID
    version: Version
    node_id: UUID
    since: date
    organisations: frozenset[OrganisationKind]
    until: date | None = None
    forms: frozenset[BranchForm] = frozenset()  # of party branches; all if none is named

    def binds(self, kind: OrganisationKind, on: date, form: BranchForm | None = None) -> bool:
        """Whether an organisation of that kind and form below the node is held to it on that day."""
        in_force = self.since <= on and (self.until is None or on < self.until)
        return in_force and kind in self.organisations and self._is_for(kind, form)

    def _is_for(self, kind: OrganisationKind, form: BranchForm | None) -> bool:
        other = kind is not OrganisationKind.PARTY_BRANCH
        return other or not self.forms or (form or BranchForm.REGULAR) in self.forms


class Layer(NamedTuple):
    """An adoption that binds an organisation on a day; ``line`` are the nodes from the county's own down to its own."""

    line: tuple[UUID, ...]
    adoption: Adoption

    @property
    def nearness(self) -> tuple[IssuerLevel, int]:
        """Whose rule, and how far down: the higher, the nearer. Depths of different days do not compare."""
        return self.adoption.version.issuer_level, len(self.line)

    def heeds(self, other: Layer) -> bool:
        """Whether what ``other`` says of meetings counts for this rule, on whichever day that one binds.

        It does from this rule's own node and from those above it, and from no lower issuer. So a place that the
        organisation moves to has no say in what the old one asks for, nor does the depth of a node that moves matter.
        """
        no_lower = other.adoption.version.issuer_level <= self.adoption.version.issuer_level
        return no_lower and other.adoption.node_id in self.line


# What binds an organisation on a day, nearest first.
LayersOn = Callable[[date], tuple[Layer, ...]]


def layers(
    adoptions: Iterable[Adoption],
    kind: OrganisationKind,
    path: Sequence[UUID],
    on: date,
    form: BranchForm | None = None,
) -> tuple[Layer, ...]:
    """What binds an organisation of a kind on a day, nearest first.

    ``path`` are the nodes from the county's own down to the organisation, as they stood on that day. Adoptions of a
    series at one node never overlap: their stream refuses it. A party branch without a ``form`` is a regular one.
    """
    depths = {node_id: depth for depth, node_id in enumerate(path)}
    found = [
        Layer(tuple(path[: depths[adoption.node_id] + 1]), adoption)
        for adoption in adoptions
        if adoption.node_id in depths and adoption.binds(kind, on, form)
    ]
    return tuple(
        sorted(found, key=lambda layer: (layer.nearness, layer.adoption.version.series), reverse=True)
    )
