"""Points: accounts by member and year, and their entries."""

from __future__ import annotations

import datetime
from decimal import Decimal
from enum import StrEnum

import strawberry

from domain.scoring.events import PointsClass
from graphql_api.read import (
    FieldGroup,
    Filter,
    IdFilter,
    IntFilter,
    Node,
    Order,
    Place,
    column,
    order_type,
    read_type,
    to_many,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.history import history
from graphql_api.types.points import points
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

__all__ = [
    "PointsClass",
    "ScoreAccount",
    "ScoreAccountOrder",
    "ScoreAccountOrderField",
    "ScoreAccountWhere",
    "ScoreDirection",
    "ScoreEntry",
]


class ScoreDirection(StrEnum):
    """Whether an entry adds or takes."""

    AWARD = "AWARD"
    DEDUCTION = "DEDUCTION"


describe(
    PointsClass,
    "Classes of points (积分类别).",
    {"BASE": "Base points (基础分).", "TASK": "Task points (任务分).", "BONUS": "Bonus points (奖励分)."},
)
describe(
    ScoreDirection,
    "Whether an entry adds points or takes them (加减).",
    {"AWARD": "Adds (加分).", "DEDUCTION": "Takes (扣分)."},
)

ScoreAccountWhere = where_type(
    __name__,
    "ScoreAccount",
    member=Filter(IdFilter, "{t}.member_id", "By person (党员).", ids=("Member",)),
    branch=Filter(
        IdFilter, "{t}.branch_id", "By branch at the time of opening (党支部).", ids=("Organisation",)
    ),
    year=Filter(IntFilter, "{t}.year", "By year (年度)."),
    within=within(),
)
ScoreAccountOrderField, ScoreAccountOrder = order_type(__name__, "ScoreAccount", YEAR="By year (年度).")


def _summed(hundredths: str) -> str:
    """SQL of an account's points as its entries had them: about a day, only those of earlier days count."""
    return (
        f"(SELECT (coalesce(sum({hundredths}), 0) / 100.0)::numeric(14, 2) FROM {{score_entry}} AS e"
        " WHERE e.tenant_id = {t}.tenant_id AND e.account_id = {t}.account_id AND e.reversed_by IS NULL)"
    )


@read_type(
    source="score_account",
    key="account_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.POINTS,
    orders={"YEAR": Order({"year": int}, descending=True)},
    description="A member's points of a year (积分账户). Persons are not ranked.",
)
class ScoreAccount(Node):
    year: int = column("The year (年度).")
    awarded: Decimal = column(
        "Points added, reversed ones left out (加分).",
        sql=points("awarded_hundredths"),
        as_of=_summed("e.points_hundredths * (e.direction = 'AWARD')::int"),
    )
    deducted: Decimal = column(
        "Points taken, reversed ones left out (扣分).",
        sql=points("deducted_hundredths"),
        as_of=_summed("e.points_hundredths * (e.direction = 'DEDUCTION')::int"),
    )
    balance: Decimal = column(
        "Added less taken (得分).",
        sql=points("balance_hundredths"),
        as_of=_summed("CASE e.direction WHEN 'AWARD' THEN e.points_hundredths ELSE -e.points_hundredths END"),
    )
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("account_id")
    member = to_one("graphql_api.types.member:Member", "member_id", "Whose it is (党员).")
    branch = to_one(
        "graphql_api.types.organisation:Organisation", "branch_id", "Home branch at opening (党支部)."
    )
    entries = to_many(
        "graphql_api.types.score:ScoreEntry", "account_id", "Entries, oldest first (积分明细).", where=False
    )
    history = history()


@read_type(
    source="score_entry",
    key="entry_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.POINTS,
    orders={"ENTERED": Order({"entry_position": int})},
    description="An award or deduction (积分明细), with its rule and ground.",
)
class ScoreEntry(Node):
    entry_id: strawberry.ID = column("The event that made it, as a reversal or correction names it (事件).")
    direction: ScoreDirection = column("Whether it adds or takes (加减).")
    points: Decimal = column("How many points, as corrected (分值).", sql=points("points_hundredths"))
    points_class: PointsClass = column("Class of points (积分类别).")
    rule: str = column("Code of the rule (依据).")
    ground: strawberry.ID | None = column("What it rests on, a meeting or event (事由).")
    occurred_on: datetime.date = column("The day it belongs to (发生日期).")
    reversed_by: strawberry.ID | None = column("The event that took it back; it counts no longer (撤销事件).")
    corrected_by: strawberry.ID | None = column("The event that corrected it last (更正事件).")
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = is_stale("account_id")
    account = to_one("graphql_api.types.score:ScoreAccount", "account_id", "The account it is in (积分账户).")
    provenance = provenance("entry_id")
