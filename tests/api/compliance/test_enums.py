"""The schema's enums have what the domain and its tables say, by the same names."""

from __future__ import annotations

from domain.policies.layers import IssuerLevel as Level
from domain.policies.periods import Unit
from domain.policies.verdicts import Status
from graphql_api.types.compliance_enums import ComplianceStatus
from graphql_api.types.compliance_sources import STATUSES
from graphql_api.types.policy_enums import IssuerLevel, PeriodUnit
from projections.compliance.tables import VOID


def test_levels_and_units_are_those_of_the_domain() -> None:
    assert [level.value for level in IssuerLevel] == [level.name for level in Level]
    assert [unit.value for unit in PeriodUnit] == [unit.name for unit in Unit]


def test_figures_count_every_status_but_one() -> None:
    statuses = [status.value for status in ComplianceStatus]
    assert statuses == [*(status.value for status in Status), VOID]
    assert sorted(STATUSES) == sorted(statuses[:-1])
