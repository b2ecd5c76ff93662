"""Which rules bind an organisation on a day, from rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from domain.meetings.events import MeetingKind
from domain.organisation.events import BranchForm, OrganisationKind
from domain.policies.kind import PeriodRule
from domain.policies.layers import Adoption, IssuerLevel, Layer, Version, layers
from domain.policies.modality import Modality
from domain.policies.published import rule_of
from domain.policies.registry import KINDS, Rule
from projections.compliance.known import Known
from projections.framework.table import Row
from projections.organisation_places import ORGANISATION_PLACE, stands_since
from projections.organisations import ORGANISATION
from projections.policies import POLICY_ADOPTION, POLICY_VERSION


class Looks(NamedTuple):
    """At which meetings a rule about periods looks; at those that were part of a gathering whatever their kind."""

    kinds: frozenset[MeetingKind]
    back: bool  # also at those of before the period
    ahead: timedelta  # so long after the period at those of after it
    merged: bool = False  # also at those of branches that became part of the organisation

    def at(self, kind: str, gathering_id: UUID | None) -> bool:
        """Whether its verdict may rest on a meeting."""
        return kind in self.kinds or (gathering_id is not None and bool(self.kinds))


def looks_of(rule: Rule) -> Looks:
    """At what a rule looks; at no meeting if it says nothing of periods."""
    kind = KINDS[type(rule)]
    if not isinstance(kind, PeriodRule):
        return Looks(frozenset(), back=False, ahead=timedelta())
    ahead = timedelta(days=kind.looks_ahead(rule))
    return Looks(kind.looks_at(rule), kind.looks_back, ahead, kind.counts_merged(rule))


@lru_cache(maxsize=4096)
def looks_of_text(rule: str) -> Looks:
    """The same of a rule as its version's row has it."""
    return looks_of(rule_of(rule))


def furthest_ahead(rules: Iterable[str]) -> timedelta:
    """How far ahead any of some rules looks, of their versions' rows."""
    return max((looks_of_text(rule).ahead for rule in rules), default=timedelta())


def line_on(known: Known, organisation_id: UUID, day: date) -> tuple[UUID, ...]:
    """From the county's own node down to the organisation, as they stood on a day."""
    return tuple(reversed(list(_upwards(known, organisation_id, day))))


def _upwards(known: Known, organisation_id: UUID | None, day: date) -> Iterator[UUID]:
    while organisation_id is not None:
        yield organisation_id
        organisation_id = parent_on(known, organisation_id, day)


def parent_on(known: Known, organisation_id: UUID, day: date) -> UUID | None:
    """What an organisation stood below on a day; before its founding, what it was founded below."""
    organisation = known.require(ORGANISATION, organisation_id)
    parent_id: UUID | None = organisation["parent_id"]
    if not stands_since(organisation, day):
        terms = known.of(ORGANISATION_PLACE, organisation_id)
        parent_id = next((term for term in reversed(terms) if term["from_on"] <= day), terms[0])["parent_id"]
    return parent_id


def binding_on(known: Known, organisation_id: UUID, day: date) -> tuple[Layer, ...]:
    """What binds an organisation on a day, nearest first."""
    organisation = known.require(ORGANISATION, organisation_id)
    line = line_on(known, organisation_id, day)
    adoptions = [
        adoption_of(known, row)
        for node_id in line
        for row in known.of(POLICY_ADOPTION, node_id)
        if not row["annulled"]
    ]
    form = organisation["form"] and BranchForm(organisation["form"])
    return layers(adoptions, OrganisationKind(organisation["kind"]), line, day, form)


def adoption_of(known: Known, row: Row) -> Adoption:
    """An adoption, with the version that it put in force."""
    version = known.require(POLICY_VERSION, row["version_id"])
    return _adoption(
        (row["adoption_id"], row["node_id"], row["since"], row["until"]),
        (tuple(row["organisations"]), tuple(row["forms"])),
        (version["series"], version["version"], version["modality"], version["issuer_level"]),
        version["rule"],
    )


def bound_since(known: Known, adoption: Adoption) -> date:
    """Since when a node has had the rule without a break, by whatever versions: a gap that runs goes on."""
    terms = [
        row
        for row in known.of(POLICY_ADOPTION, adoption.node_id)
        if row["series"] == adoption.version.series and not row["annulled"]
    ]
    began = {row["until"]: row["since"] for row in terms if row["until"] is not None}
    since = adoption.since
    while since in began:
        since = began[since]
    return since


@lru_cache(maxsize=4096)  # asked for with every fact, and decoding a rule takes longer than judging by it
def _adoption(
    term: tuple[UUID, UUID, date, date | None],
    bound: tuple[tuple[str, ...], tuple[str, ...]],
    version: tuple[str, str, str, str],
    rule: str,
) -> Adoption:
    id_, node_id, since, until = term
    organisations, forms = bound
    series, name, modality, issuer_level = version
    return Adoption(
        id=id_,
        version=Version(
            series=series,
            version=name,
            modality=Modality(modality),
            issuer_level=IssuerLevel[issuer_level.upper()],
            rule=rule_of(rule),
        ),
        node_id=node_id,
        since=since,
        until=until,
        organisations=frozenset(map(OrganisationKind, organisations)),
        forms=frozenset(map(BranchForm, forms)),
    )
