"""What is rehearsed: rules in force at a node from a day on, laid over the adoptions that there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from domain.core import deterministic_id
from domain.policies.kind import MeetingRule, PeriodRule
from domain.policies.layers import Layer
from domain.policies.pack import Pack
from domain.policies.published import facts_of, rule_of
from domain.policies.registry import KINDS
from projections.compliance.rehearsal.rows import ReadRows
from projections.framework.table import Row
from projections.policies import POLICY_ADOPTION, POLICY_VERSION


@dataclass(frozen=True)
class Proposal:
    """Rules that are to be in force at a node from ``since`` on. ``versions`` are rows of ``policy_version``."""

    node_id: UUID
    since: date
    versions: tuple[Row, ...]

    @cached_property
    def series(self) -> frozenset[str]:
        """The rules that they are versions of."""
        return frozenset(version["series"] for version in self.versions)


def versions_of(pack: Pack) -> tuple[Row, ...]:
    """The rules of a pack, as rows that they would have if it were published."""
    return tuple(
        {
            "version_id": facts["version_id"],
            "series": facts["series"],
            "version": facts["version"],
            "issuer_level": facts["issuer_level"],
            "modality": facts["modality"].value,
            "organisations": [kind.value for kind in facts["organisations"]],
            "forms": [form.value for form in facts["forms"]],
            "rule": facts["rule"],
        }
        for facts in facts_of(pack, sha256="")
    )


def with_proposal(known: ReadRows, proposal: Proposal) -> ReadRows:
    """The rows as they would be. What else is in force of these rules at the node ends on ``since``, or never began."""
    versions = [{**row, "version_id": _id(row["version_id"])} for row in proposal.versions]
    adoptions = [*_given_way(known, proposal), *(_adopted(row, proposal) for row in versions)]
    return known.laid_over(POLICY_VERSION, versions).laid_over(POLICY_ADOPTION, adoptions)


def _given_way(known: ReadRows, proposal: Proposal) -> Iterator[Row]:
    for row in in_the_way(known, proposal):
        begun = row["since"] < proposal.since
        yield {**row, "until": proposal.since} if begun else {**row, "annulled": True}


def in_the_way(known: ReadRows, proposal: Proposal) -> list[Row]:
    """The adoptions of the same rules at the node that have effect on some day from ``since`` on."""
    return [
        row
        for row in known.of(POLICY_ADOPTION, proposal.node_id)
        if row["series"] in proposal.series
        and not row["annulled"]
        and (row["until"] is None or row["until"] > proposal.since)
    ]


def _adopted(version: Row, proposal: Proposal) -> Row:
    return {
        "node_id": proposal.node_id,
        "adoption_id": _id(proposal.node_id, version["version_id"]),
        "series": version["series"],
        "version_id": version["version_id"],
        "since": proposal.since,
        "until": None,
        "annulled": False,
        "organisations": version["organisations"],
        "forms": version["forms"],
    }


def _id(*parts: UUID) -> UUID:
    """Of nothing that is there: a draft may have the name of a version that is published."""
    return deterministic_id("rehearsal", *parts)


@dataclass(frozen=True)
class Reach:
    """Which slots may stand otherwise: those of the rules, and where they speak of meetings, those that count them."""

    proposal: Proposal
    of_meetings: bool  # whether a rule that comes or goes says something of meetings

    @classmethod
    def of(cls, known: ReadRows, proposal: Proposal) -> Reach:
        """That of a proposal; ``known`` is how things are."""
        ended = (known.require(POLICY_VERSION, row["version_id"]) for row in in_the_way(known, proposal))
        rules = [rule_of(version["rule"]) for version in (*proposal.versions, *ended)]
        return cls(proposal, any(isinstance(KINDS[type(rule)], MeetingRule) for rule in rules))

    def covers(self, series: str, node_id: UUID) -> bool:
        """Whether slots are of the rules themselves."""
        return node_id == self.proposal.node_id and series in self.proposal.series

    def touches(self, layer: Layer) -> bool:
        """Whether a slot that is judged by this may stand otherwise."""
        version = layer.adoption.version
        if self.covers(version.series, layer.adoption.node_id):
            return True
        kind = KINDS[type(version.rule)]
        return self.of_meetings and isinstance(kind, PeriodRule) and bool(kind.looks_at(version.rule))
