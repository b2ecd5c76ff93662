"""What the caller may do and see, and where: access.py in the words of the schema."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import strawberry
from strawberry.utils.str_converters import to_camel_case

from application.access import FieldGroup, Relation, relations
from application.actor import Actor
from domain.core.command import Command
from graphql_api.types.described import describe

MUTATION = "mutation"  # where the metadata of a mutation's field says what it is

_GROUPS = {
    "STRUCTURE": "The county, its organisations and grids (组织架构).",
    "ORGANISATION_LIFE": "Meetings and their numbers (组织生活).",
    "PERSON": "Who somebody is, and what a person did (个人信息).",
    "POINTS": "Points of persons (积分).",
    "FIGURES": "Sums over many persons (统计指标).",
    "AUDIT": "Events, and who recorded what (审计轨迹).",
    "READ_AUDIT": "Who read whose data (查阅记录).",
    "GRID_WORK": "Households, visits to them, issues (网格工作).",
    "DOCUMENTS": "Sealed texts, and that there are any (封存文件).",
}
_RELATIONS = {
    "COUNTY": "Anywhere in the county; for a caller with a place, there and below it (全县，或所在组织及其下级).",
    "OWN": "At the caller's own place (本组织).",
    "BELOW": "In the organisations below that place (下级组织).",
    "GRID": "At the caller's grid and below it (本网格及其下级).",
    "SAME_BRANCH": "At the home branch of the member behind the account (所在支部).",
    "SELF": "About that member, or theirs to act on (本人).",
}

describe(FieldGroup, "What kind of data a field is (数据类别).", _GROUPS)
describe(Relation, "How what is asked about lies to the caller (与当前用户的关系).", _RELATIONS)


@strawberry.type(description="What the caller may do and see of what lies to the caller in one way (权限).")
class ViewerRight:
    relation: Relation = strawberry.field(description="How it lies to the caller (关系).")
    mutations: list[str] = strawberry.field(
        description="Mutations that are open there, by name (可执行操作)."
    )
    field_groups: list[FieldGroup] = strawberry.field(
        description="Kinds of data that are open there (可见数据)."
    )

    @classmethod
    def all_of(cls, actor: Actor, commands: Mapping[str, type[Command]]) -> list[ViewerRight]:
        """Every relation in which the actor may do or see something; ``commands`` are those that mutations give."""
        rights = [
            cls(
                relation=relation,
                mutations=sorted(name for name, cls in commands.items() if relation in relations(actor, cls)),
                field_groups=[group for group in FieldGroup if relation in relations(actor, group)],
            )
            for relation in Relation
        ]
        return [right for right in rights if right.mutations or right.field_groups]


@cache
def commands_of(root: Any) -> Mapping[str, type[Command]]:
    """The command that each mutation of a root type gives, by the mutation's name in the schema."""
    fields = root.__strawberry_definition__.fields
    return {to_camel_case(field.python_name): field.metadata[MUTATION].command for field in fields}
