"""Facts about policies: which versions of a text there are, and where each is in force.

What they say in words is published text and the names of offices, never of persons.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec

from domain.core import DomainEvent, deterministic_id, event_type
from domain.organisation.events import BranchForm, OrganisationKind
from domain.policies.modality import Modality
from domain.policies.state import PolicyAdoptions, PolicyPack, Term

PACK_STREAM = PolicyPack.STREAM_TYPE
STREAM = PolicyAdoptions.STREAM_TYPE


def pack_id(pack: str) -> UUID:
    """The stream of a pack, by its name."""
    return deterministic_id("policy-pack", pack)


def adoptions_id(node_id: UUID, series: str) -> UUID:
    """The stream of all adoptions of a rule at a node: so that no two are in force there on one day."""
    return deterministic_id("policy-adoption", node_id, series)


class PointRead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a point was read that the text leaves open, and by which office."""

    parameter: str
    question_zh: str
    question_en: str
    chosen_by: str


@event_type("policy.version-published", PACK_STREAM)
class PolicyVersionPublished(DomainEvent):
    """A rule of a version of a pack; all of one version are published at once.

    ``rule`` is canonical JSON of the parameters, tagged by ``kind``: a kind whose limits are narrowed one day leaves
    what was published readable. ``readings`` are those of the rule, and after them those of the pack's heading.
    """

    version_id: UUID
    series: str
    version: str
    kind: str
    pack: str
    pack_sha256: str
    title_zh: str
    title_en: str
    issuer_zh: str
    issuer_en: str
    issuer_level: str
    source_zh: str
    source_en: str
    quote: str
    quote_checked: bool
    modality: Modality
    organisations: tuple[OrganisationKind, ...]
    forms: tuple[BranchForm, ...]
    effective_from: date
    rule: str
    readings: tuple[PointRead, ...]

    def apply(self, state: PolicyPack) -> None:
        state.versions.setdefault(self.version, {})[self.series] = self
        state.kinds[self.series] = self.kind


@event_type("policy.adopted", STREAM, subjects=("node_id", "approved_by"))
class PolicyAdopted(DomainEvent):
    """A version is in force at a node, and so below it, from ``since`` on; who approved it stands there or above."""

    adoption_id: UUID
    node_id: UUID
    series: str
    version_id: UUID
    since: date
    organisations: tuple[OrganisationKind, ...]
    forms: tuple[BranchForm, ...]
    approved_by: UUID

    def apply(self, state: PolicyAdoptions) -> None:
        state.node_id = self.node_id
        state.series = self.series
        state.terms[self.adoption_id] = Term(
            self.adoption_id,
            self.version_id,
            self.since,
            self.approved_by,
            organisations=self.organisations,
            forms=self.forms,
        )


@event_type("policy.adoption-ended", STREAM, subjects=("node_id",))
class PolicyAdoptionEnded(DomainEvent):
    """It is in force no longer; ``until`` is the first day without it."""

    adoption_id: UUID
    node_id: UUID
    until: date

    def apply(self, state: PolicyAdoptions) -> None:
        state.change(self.adoption_id, until=self.until)


@event_type("policy.adoption-annulled", STREAM, subjects=("node_id",))
class PolicyAdoptionAnnulled(DomainEvent):
    """It was in force on no day; ``reason`` says why it was recorded wrongly."""

    adoption_id: UUID
    node_id: UUID

    def apply(self, state: PolicyAdoptions) -> None:
        state.change(self.adoption_id, annulled=True)
