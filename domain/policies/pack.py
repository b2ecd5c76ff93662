"""A policy pack (制度包): the rules of one text as data, each beside the sentence that it comes from.

Packs are TOML, written and read by people (``docs/policies.md``). Where a pack is adopted, from when and on whose
authority, is no part of it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.organisation.events import BranchForm, OrganisationKind
from domain.policies.kind import ONE_LINE, Line, Words
from domain.policies.layers import IssuerLevel, Version
from domain.policies.modality import Modality
from domain.policies.registry import Rule

_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
_END = r"$(?!\n)"
Slug = Annotated[str, Meta(pattern=f"^{_SLUG}{_END}", max_length=64)]
Series = Annotated[str, Meta(pattern=f"^{_SLUG}/{_SLUG}{_END}", max_length=128)]
VersionName = Annotated[str, Meta(pattern=f"^[0-9a-z][0-9a-z.-]*{_END}", max_length=32)]
Quotation = Annotated[str, Meta(pattern=ONE_LINE, min_length=1, max_length=2_000)]
MOST_RULES = 200
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
Level = Literal["central", "province", "city", "county", "township", "unit"]


class Reading(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a point was read that the text leaves open, and by whom."""

    # Of a rule, its modality, organisations or forms; of a pack, its effective_from or issuer_level.
    parameter: Line
    question: Words
    chosen_by: Line


class PackRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule, beside the sentence of the text that it puts into parameters."""

    series: Series  # pack/rule: the rule's whole life. It never changes its kind
    title: Words
    quote: Quotation  # word for word; … where words are left out
    quote_checked: bool  # whether the sentence was read in the text named as the source
    modality: Modality
    organisations: Annotated[tuple[OrganisationKind, ...], Meta(min_length=1)]
    forms: tuple[BranchForm, ...] = ()  # of party branches, which forms; all of them if none is named
    rule: Rule
    readings: tuple[Reading, ...] = ()


class Heading(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which text it is, and which version of it."""

    pack: Slug
    version: VersionName
    title: Words
    issuer: Words
    issuer_level: Level
    source: Words  # the text, and which copy of it was read
    effective_from: date
    readings: tuple[Reading, ...] = ()

    def __post_init__(self) -> None:
        if not EARLIEST <= self.effective_from <= LATEST:
            raise ValueError(f"effective_from: is a day from {EARLIEST} to {LATEST}")


class Pack(Heading, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One version of one text, rule by rule."""

    rules: Annotated[tuple[PackRule, ...], Meta(min_length=1, max_length=MOST_RULES)]

    @property
    def level(self) -> IssuerLevel:
        """Whose text it is, in the order of layers."""
        return IssuerLevel[self.issuer_level.upper()]


def versions(pack: Pack) -> tuple[Version, ...]:
    """Its rules as adoptions take them."""
    return tuple(
        Version(
            series=rule.series,
            version=pack.version,
            modality=rule.modality,
            issuer_level=pack.level,
            rule=rule.rule,
        )
        for rule in pack.rules
    )
