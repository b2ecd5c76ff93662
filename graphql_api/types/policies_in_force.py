"""What binds an organisation on a day, nearest first, and where a local rule falls short of one from above."""

from __future__ import annotations

import datetime
from functools import lru_cache
from uuid import UUID

import msgspec
import strawberry

from domain.organisation.events import BranchForm, OrganisationKind
from domain.policies.conflicts import conflicts
from domain.policies.layers import Adoption, Layer, Version, layers
from domain.policies.layers import IssuerLevel as Level
from domain.policies.published import rule_of
from graphql_api.read import (
    COUNTING,
    By,
    Everyone,
    FieldGroup,
    Place,
    column,
    encode_id,
    read_type,
    root_one,
    to_one,
)
from graphql_api.types.policy_enums import Comparison, IssuerLevel, Modality

_ORGANISATION = "graphql_api.types.organisation:Organisation"


class _Found(msgspec.Struct, frozen=True):
    """An adoption in force that day on the line above, with its version and the depth of its node then."""

    adoption_id: UUID
    node_id: UUID
    node_name: str
    depth: int
    since: datetime.date
    until: datetime.date | None
    organisations: tuple[OrganisationKind, ...]
    forms: tuple[BranchForm, ...]
    version_id: UUID
    series: str
    version: str
    title_zh: str
    title_en: str
    sentence_zh: str
    sentence_en: str
    source_zh: str
    source_en: str
    quote: str
    modality: Modality
    issuer_level: str
    rule: str

    def adoption(self) -> Adoption:
        """The same as the domain has it."""
        return Adoption(
            id=self.adoption_id,
            version=Version(
                series=self.series,
                version=self.version,
                modality=self.modality,
                issuer_level=Level[self.issuer_level.upper()],
                rule=rule_of(self.rule),
            ),
            node_id=self.node_id,
            since=self.since,
            until=self.until,
            organisations=frozenset(self.organisations),
            forms=frozenset(self.forms),
        )


class _Asked(msgspec.Struct, frozen=True):
    """An organisation on a day; without adoptions before its founding and after its end."""

    day: datetime.date
    kind: OrganisationKind
    form: BranchForm | None
    found: tuple[_Found, ...]


_ASKED = msgspec.json.Decoder(_Asked)


@strawberry.type(description="A rule that binds an organisation on a day (适用的规则).")
class PolicyLayer:
    adoption: strawberry.ID = strawberry.field(description="Id of the adoption (施行标识).")
    version: strawberry.ID = strawberry.field(description="Id of the version (条款版本标识).")
    node: strawberry.ID = strawberry.field(
        description="Id of the organisation that it is in force at (施行组织)."
    )
    node_name: str = strawberry.field(description="Name of that organisation now (施行组织名称).")
    series: str = strawberry.field(description="The rule (规则).")
    version_name: str = strawberry.field(description="The version of its text (版本号).")
    issuer_level: IssuerLevel = strawberry.field(description="At which level it was issued (发布层级).")
    modality: Modality = strawberry.field(description="How strongly it binds (约束力).")
    title_zh: str = strawberry.field(description="Title in Chinese (标题).")
    title_en: str = strawberry.field(description="Title in English (标题，英文).")
    sentence_zh: str = strawberry.field(description="What it asks, in one Chinese sentence (规则内容).")
    sentence_en: str = strawberry.field(description="What it asks, in one English sentence (规则内容，英文).")
    source_zh: str = strawberry.field(description="The text that it is from, in Chinese (出处).")
    source_en: str = strawberry.field(description="The text that it is from, in English (出处，英文).")
    quote: str = strawberry.field(description="The sentence of that text (原文).")
    since: datetime.date = strawberry.field(description="The first day (起始日期).")
    until: datetime.date | None = strawberry.field(
        description="The first day without it (终止日期); null: nobody ended it."
    )


@strawberry.type(description="A local rule that does not ask for all that one from above does (规则冲突).")
class PolicyConflict:
    comparison: Comparison = strawberry.field(description="How it stands to it (比较结果).")
    local: PolicyLayer = strawberry.field(description="The local rule (本级规则).")
    above: PolicyLayer = strawberry.field(description="The one from above (上级规则).")


def layers_of(text: str) -> list[PolicyLayer]:
    """What binds, nearest first."""
    found, binding = _binding(text)
    return [_told(found[layer.adoption.id]) for layer in binding]


def conflicts_of(text: str) -> list[PolicyConflict]:
    """What of it a person should know of."""
    found, binding = _binding(text)
    return [
        PolicyConflict(
            comparison=conflict.comparison,
            local=_told(found[conflict.local.adoption.id]),
            above=_told(found[conflict.above.adoption.id]),
        )
        for conflict in conflicts(binding)
    ]


@lru_cache(maxsize=64)  # both fields of one answer ask for it
def _binding(text: str) -> tuple[dict[UUID, _Found], tuple[Layer, ...]]:
    asked = _ASKED.decode(text)
    line = dict.fromkeys(each.node_id for each in sorted(asked.found, key=lambda each: each.depth))
    binding = layers(
        [each.adoption() for each in asked.found], asked.kind, tuple(line), asked.day, asked.form
    )
    return {each.adoption_id: each for each in asked.found}, binding


def _told(found: _Found) -> PolicyLayer:
    return PolicyLayer(
        adoption=strawberry.ID(encode_id("PolicyAdoption", found.adoption_id)),
        version=strawberry.ID(encode_id("PolicyVersion", found.version_id)),
        node=strawberry.ID(encode_id("Organisation", found.node_id)),
        node_name=found.node_name,
        series=found.series,
        version_name=found.version,
        issuer_level=IssuerLevel(found.issuer_level.upper()),
        modality=found.modality,
        title_zh=found.title_zh,
        title_en=found.title_en,
        sentence_zh=found.sentence_zh,
        sentence_en=found.sentence_en,
        source_zh=found.source_zh,
        source_en=found.source_en,
        quote=found.quote,
        since=found.since,
        until=found.until,
    )


def _place(organisation: str, day: str) -> str:
    """Where an organisation stood on a day, if that was elsewhere."""
    return (
        "(SELECT p.org_path, p.depth FROM {organisation_place} AS p"
        f" WHERE p.tenant_id = {organisation}.tenant_id AND p.organisation_id = {organisation}.organisation_id"
        f" AND p.from_on <= {day} AND (p.to_on IS NULL OR p.to_on > {day}))"
    )


_SOURCE = f"""(
SELECT o.tenant_id, o.organisation_id, o.kind, o.form, o.org_path, o.founded_on, o.dissolved_on, {{on}}::date AS day,
       coalesce(p.org_path, o.org_path) AS path_on
  FROM {{organisation}} AS o LEFT JOIN LATERAL {_place("o", "{on}::date")} AS p ON true)"""

# Which of these bind, and in what order, the domain decides: here they are all on the line above, on that day.
_FOUND = f"""(SELECT coalesce(json_agg(f), '[]') FROM (
SELECT a.adoption_id, a.node_id, n.name AS node_name, coalesce(p.depth, n.depth) AS depth, a.since, a.until,
       a.organisations, a.forms, v.version_id, v.series, v.version, v.title_zh, v.title_en, v.sentence_zh,
       v.sentence_en, v.source_zh, v.source_en, v.quote, v.modality, v.issuer_level, v.rule
  FROM {{policy_adoption}} AS a
  JOIN {{policy_version}} AS v ON v.tenant_id = a.tenant_id AND v.version_id = a.version_id
  JOIN {{organisation}} AS n ON n.tenant_id = a.tenant_id AND n.organisation_id = a.node_id
  LEFT JOIN LATERAL {_place("n", "{t}.day")} AS p ON true
 WHERE a.tenant_id = {{t}}.tenant_id AND NOT a.annulled
   AND a.since <= {{t}}.day AND (a.until IS NULL OR a.until > {{t}}.day)
   AND {{t}}.founded_on <= {{t}}.day AND ({{t}}.dissolved_on IS NULL OR {{t}}.dissolved_on > {{t}}.day)
   AND starts_with({{t}}.path_on, coalesce(p.org_path, n.org_path))) AS f)"""
_JSON = "json_build_object('day', {t}.day, 'kind', {t}.kind, 'form', {t}.form, 'found', " + _FOUND + ")::text"


@read_type(
    source=_SOURCE,
    key="organisation_id",
    scope=Everyone(Place()),
    group=FieldGroup.STRUCTURE,
    description="What binds an organisation on a day (某日适用的制度).",
)
class PoliciesInForce:
    day: datetime.date = column("The day (日期).")
    layers: list[PolicyLayer] = column(
        "The rules that bind it, the nearest first; all are judged, and none replaces another (适用规则，由近及远).",
        sql=_JSON,
        convert=layers_of,
        cost=5 * COUNTING,
    )
    conflicts: list[PolicyConflict] = column(
        "Local rules among them that do not ask for all that one from above does (与上级规定的冲突).",
        sql=_JSON,
        convert=conflicts_of,
        cost=5 * COUNTING,
    )
    organisation = to_one(_ORGANISATION, "organisation_id", "The organisation (组织).")


policies_in_force = root_one(
    f"{__name__}:PoliciesInForce",
    "What binds an organisation on a day (某日适用的制度).",
    By(
        "organisation",
        "{t}.organisation_id",
        strawberry.ID,
        "The organisation (组织).",
        ids=("Organisation",),
        must_exist=True,
    ),
    By("on", None, datetime.date, "The day (日期)."),
)
