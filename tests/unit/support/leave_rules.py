"""Rules about leave in force, for tests of what is granted by them."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.leave.events import Approval, LeaveKind
from domain.leave.evidence import EvidenceKind
from domain.leave.levels import ApproverLevel
from domain.organisation.events import OrganisationKind
from domain.policies.kinds.leave_evidence import LeaveEvidence
from domain.policies.kinds.leave_granting import GrantingStep, LeaveGranting
from domain.policies.layers import Adoption, IssuerLevel, Layer, Version
from domain.policies.modality import Modality
from domain.policies.registry import Rule
from tests.unit.support import world

LEADER, SECRETARY, COMMITTEE, SUPERIOR = ApproverLevel
CERTIFICATE = EvidenceKind.MEDICAL_CERTIFICATE


def layer(rule: Rule, series: str = "town/leave", modality: Modality = Modality.MUST) -> Layer:
    version = Version(
        series=series, version="1", modality=modality, issuer_level=IssuerLevel.TOWNSHIP, rule=rule
    )
    adoption = Adoption(
        id=world.id_of(f"adoption of {series}"),
        version=version,
        node_id=world.TOWNSHIP,
        since=date(2020, 1, 1),
        organisations=frozenset({OrganisationKind.PARTY_BRANCH}),
    )
    return Layer((world.COMMITTEE, world.TOWNSHIP), adoption)


def granting(secretary_days: int = 4, **changes: Any) -> LeaveGranting:
    steps = (
        GrantingStep(level=LEADER, most_days=1),
        GrantingStep(level=SECRETARY, most_days=secretary_days),
        GrantingStep(level=SUPERIOR),
    )
    return LeaveGranting(**{"steps": steps, "order": "highest_alone", "own": "deputy"} | changes)


def evidence(within_days: int | None = None) -> LeaveEvidence:
    return LeaveEvidence(
        leaves=(LeaveKind.ILLNESS,), accepts=(CERTIFICATE,), counted_from="first_day", within_days=within_days
    )


def approved(level: ApproverLevel, *layers: Layer, deputy: bool = False) -> Approval:
    rules = tuple(each.adoption.version.id for each in layers)
    return Approval(level=level, deputy=deputy, rules=rules)
