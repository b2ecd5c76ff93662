"""Policies: the rules of published texts, and where each is in force."""

from __future__ import annotations

import datetime

import msgspec
import strawberry
from strawberry.scalars import JSON

from graphql_api.read import (
    DateFilter,
    Everyone,
    FieldGroup,
    Filter,
    IdFilter,
    Node,
    Order,
    Place,
    TextFilter,
    column,
    order_type,
    read_type,
    to_many,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.history import history
from graphql_api.types.organisation_enums import BranchForm, OrganisationKind
from graphql_api.types.policy_enums import IssuerLevel, Modality
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale


@strawberry.type(description="How a point was read that a text leaves open (文中未定之处的理解).")
class PolicyReading:
    parameter: str = strawberry.field(description="The parameter that says it (参数).")
    question_zh: str = strawberry.field(description="What the text leaves open, in Chinese (问题).")
    question_en: str = strawberry.field(description="The same in English (问题，英文).")
    chosen_by: str = strawberry.field(description="The office that chose (由谁确定).")


_READINGS = msgspec.json.Decoder(list[dict[str, str]])


def readings_of(text: str) -> list[PolicyReading]:
    """The readings as the read model keeps them."""
    return [PolicyReading(**reading) for reading in _READINGS.decode(text)]


PolicyVersionWhere = where_type(
    __name__,
    "PolicyVersion",
    id=Filter(IdFilter, "{t}.version_id", "By id (标识).", ids=("PolicyVersion",)),
    series=Filter(TextFilter, "{t}.series", "By rule, over all its versions (规则)."),
    pack=Filter(TextFilter, "{t}.pack", "By pack (制度包)."),
    kind=Filter(TextFilter, "{t}.kind", "By kind, as packs call it (规则种类)."),
    effective_from=Filter(DateFilter, "{t}.effective_from", "By the first day of the text (施行日期)."),
)
PolicyVersionOrderField, PolicyVersionOrder = order_type(
    __name__, "PolicyVersion", EFFECTIVE_FROM="By the first day of the text (施行日期)."
)


@read_type(
    source="policy_version",
    key="version_id",
    scope=Everyone(),
    group=FieldGroup.STRUCTURE,
    orders={"EFFECTIVE_FROM": Order({"effective_from": datetime.date}, descending=True)},
    description="One version of a rule of a text (制度条款版本): what it asks, and on whose word.",
)
class PolicyVersion(Node):
    series: str = column("The rule's name over all versions (规则), such as branch-work-regulation/lecture.")
    version_name: str = column("The version of its text (版本号).", sql="{t}.version")
    pack: str = column("The pack that it is of (制度包).")
    pack_sha256: str = column("SHA-256 of the pack's text, as it was published (制度包摘要).")
    kind: str = column("The kind of rule, as packs call it (规则种类); it never changes.")
    title_zh: str = column("Title in Chinese (标题).")
    title_en: str = column("Title in English (标题，英文).")
    sentence_zh: str = column("What it asks, in one Chinese sentence (规则内容).")
    sentence_en: str = column("What it asks, in one English sentence (规则内容，英文).")
    issuer_zh: str = column("Who issued the text, in Chinese (发布机关).")
    issuer_en: str = column("Who issued the text, in English (发布机关，英文).")
    issuer_level: IssuerLevel = column(
        "At which level it was issued (发布层级).", sql="upper({t}.issuer_level)"
    )
    source_zh: str = column("The text and the copy that was read, in Chinese (出处).")
    source_en: str = column("The text and the copy that was read, in English (出处，英文).")
    quote: str = column("The sentence of the text, word for word (原文).")
    quote_checked: bool = column("Whether it was read in that text (原文是否核对).")
    modality: Modality = column("How strongly it binds (约束力).")
    organisations: list[OrganisationKind] = column("Kinds of organisation that it binds (适用组织).")
    forms: list[BranchForm] = column("Forms of branch that it binds; empty: all (适用支部形式).")
    effective_from: datetime.date = column("The first day of the text (施行日期).")
    rule: JSON = column(
        "Its parameters, as the pack has them (参数).",
        sql="{t}.rule::json",
        convert=msgspec.json.decode,
        is_json=True,
    )
    readings: list[PolicyReading] = column(
        "How points were read that the text leaves open (文中未定).", convert=readings_of
    )
    position: Position = column("Position of the event that published it (日志位置).")
    is_stale: bool = is_stale("version_id")
    provenance = provenance("version_id")
    adoptions = to_many(
        "graphql_api.types.policy:PolicyAdoption", "version_id", "Where it is or was in force (施行情况)."
    )
    compliances = to_many(
        "graphql_api.types.compliance:Compliance",
        "version_id",
        "How organisations stand by it, latest period first (合规评价).",
    )
    history = history()


PolicyAdoptionWhere = where_type(
    __name__,
    "PolicyAdoption",
    id=Filter(IdFilter, "{t}.adoption_id", "By id (标识).", ids=("PolicyAdoption",)),
    node=Filter(IdFilter, "{t}.node_id", "By where it is in force (施行组织).", ids=("Organisation",)),
    version=Filter(IdFilter, "{t}.version_id", "By version (条款版本).", ids=("PolicyVersion",)),
    series=Filter(TextFilter, "{t}.series", "By rule (规则)."),
    since=Filter(DateFilter, "{t}.since", "By first day (起始日期)."),
    until=Filter(DateFilter, "{t}.until", "By the first day without it (终止日期)."),
    in_force_on=Filter(
        datetime.date,
        "{t}.since",
        "In force on that day (当日施行).",
        condition=(
            "({t}.since <= {value} AND ({t}.until IS NULL OR {t}.until > {value}) AND NOT {t}.annulled)"
        ),
    ),
    within=within(),
)
PolicyAdoptionOrderField, PolicyAdoptionOrder = order_type(
    __name__, "PolicyAdoption", SINCE="By first day (起始日期)."
)


@read_type(
    source="policy_adoption",
    key="adoption_id",
    scope=Everyone(Place()),
    group=FieldGroup.STRUCTURE,
    orders={"SINCE": Order({"since": datetime.date}, descending=True)},
    description="A version of a rule in force at an organisation and below it (制度施行), from a day on.",
)
class PolicyAdoption(Node):
    series: str = column("The rule (规则).")
    since: datetime.date = column("The first day (起始日期).")
    until: datetime.date | None = column("The first day without it (终止日期); null: nobody ended it.")
    annulled: bool = column("Whether it was recorded wrongly and never had effect (是否撤销).")
    organisations: list[OrganisationKind] = column("Kinds of organisation that it binds (适用组织).")
    forms: list[BranchForm] = column("Forms of branch that it binds; empty: all (适用支部形式).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("adoption_id")
    provenance = provenance("node_id", "adoption_id")
    node = to_one(
        "graphql_api.types.organisation:Organisation", "node_id", "Where, and so below which (施行组织)."
    )
    policy_version = to_one(
        "graphql_api.types.policy:PolicyVersion", "version_id", "What is in force (条款版本)."
    )
    approver = to_one(
        "graphql_api.types.organisation:Organisation", "approved_by", "On whose authority (批准机关)."
    )
    history = history()
