"""A rehearsal: what would have followed, had rules been in force at a node from a day on. Nothing is written."""

from __future__ import annotations

import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from domain.policies.rehearsing import Share, Stood
from graphql_api.read import encode_id
from graphql_api.read.declare import METADATA
from graphql_api.read.specs import Priced
from graphql_api.rehearsals.running import Rehearsed
from graphql_api.scalars import Position
from graphql_api.types.compliance_enums import ComplianceStatus
from graphql_api.types.policy_enums import PeriodUnit
from graphql_api.types.policy_rehearsal_absences import PolicyRehearsalAbsences
from graphql_api.types.policy_rehearsal_enums import By, Change
from graphql_api.types.policy_rehearsal_missed import PolicyRehearsalMissed
from graphql_api.types.ratio import Ratio
from projections.compliance.rehearsal.comparing import Compared
from projections.compliance.rehearsal.outcome import Of, Sum

MOST = 1_000  # sums, or differences, of one answer
_LONG = {METADATA: Priced(MOST)}

_First = Annotated[
    int, strawberry.argument(description=f"How many, {MOST} at most (条数); more than there are is no error.")
]


@strawberry.type(description="How a slot stands, or would (合规情形).")
class PolicyRehearsalStand:
    status: ComplianceStatus = strawberry.field(description="How it stands (合规状态).")
    required: int | None = strawberry.field(description="How many are asked for (应完成).")
    held: int | None = strawberry.field(description="How many there are (已完成).")
    verified: int | None = strawberry.field(description="How many of these are verified (已核实).")

    @classmethod
    def of(cls, stood: Stood | None) -> PolicyRehearsalStand | None:
        """The same; None of a slot that there is not."""
        return stood and cls(
            status=ComplianceStatus(stood.status.value),
            required=stood.required,
            held=stood.held,
            verified=stood.verified,
        )


@strawberry.type(
    description="Slots of a place, rule and period, by what would have become of them (预演汇总)."
)
class PolicyRehearsalSum:
    place: strawberry.ID | None = strawberry.field(
        description="The organisation right below the node that they lie at, or the node itself (下级组织); null: told"
        " apart by other things, or they lay elsewhere when their period began."
    )
    place_name: str | None = strawberry.field(description="Its name now (组织名称).")
    series: str | None = strawberry.field(description="The rule (规则); null: told apart by other things.")
    adopted_at: strawberry.ID | None = strawberry.field(
        description="The organisation at which it is in force, or would be (施行组织)."
    )
    period: str = strawberry.field(
        description="The period, such as 2026-Q1 (周期); empty of rules about how branches are made up, and of all."
    )
    unit: PeriodUnit | None = strawberry.field(description="How long it is (周期单位).")
    asked: int = strawberry.field(description="How many slots there would be (预演后应评价数).")
    same: int = strawberry.field(description="How many would stand as they do (不变).")
    new: int = strawberry.field(description="How many there are not now (新增要求).")
    gone: int = strawberry.field(description="How many there would not be (不再要求).")
    passed_to_missed: int = strawberry.field(
        description="How many passed and would be missed (达标变为未达标)."
    )
    missed_to_passed: int = strawberry.field(
        description="How many were missed and would pass (未达标变为达标)."
    )
    otherwise: int = strawberry.field(description="How many would differ in another way (其他变化).")
    passed: Ratio = strawberry.field(
        description="Slots that pass, of those that passed, were missed or were off their window (现达标率)."
    )
    would_pass: Ratio = strawberry.field(description="The same of how they would stand (预演达标率).")

    @classmethod
    def of(cls, of: Of, one: Sum, names: dict[UUID, str]) -> PolicyRehearsalSum:
        """A sum in the words of the schema."""
        return cls(
            place=_organisation(of.place_id),
            place_name=None if of.place_id is None else names.get(of.place_id),
            series=of.rule and of.rule.series,
            adopted_at=_organisation(of.rule and of.rule.node_id),
            period=of.period,
            unit=None if of.unit is None else PeriodUnit[of.unit.name],
            asked=one.asked,
            same=one.changes[Change.SAME],
            new=one.changes[Change.NEW],
            gone=one.changes[Change.GONE],
            passed_to_missed=one.changes[Change.PASSED_TO_MISSED],
            missed_to_passed=one.changes[Change.MISSED_TO_PASSED],
            otherwise=one.changes[Change.OTHERWISE],
            passed=_ratio(one.stands),
            would_pass=_ratio(one.would),
        )


@strawberry.type(description="A slot that would stand otherwise (预演差异).")
class PolicyRehearsalDifference:
    organisation: strawberry.ID = strawberry.field(description="Whose it is (组织).")
    organisation_name: str = strawberry.field(description="Its name now (组织名称).")
    place: strawberry.ID | None = strawberry.field(
        description="The organisation right below the node that it lay at when the period began (下级组织)."
    )
    series: str = strawberry.field(description="The rule (规则).")
    adopted_at: strawberry.ID = strawberry.field(
        description="The organisation at which it is in force, or would be (施行组织)."
    )
    period: str = strawberry.field(description="The period, such as 2026-Q1 (周期).")
    change: Change = strawberry.field(description="What would have become of it (变化).")
    stands: PolicyRehearsalStand | None = strawberry.field(
        description="How it stands (现状); null: not asked."
    )
    would: PolicyRehearsalStand | None = strawberry.field(
        description="How it would stand (预演结果); null: it would not be asked."
    )

    @classmethod
    def of(cls, slot: Compared, names: dict[UUID, str]) -> PolicyRehearsalDifference:
        """A difference in the words of the schema."""
        return cls(
            organisation=strawberry.ID(encode_id("Organisation", slot.organisation_id)),
            organisation_name=names[slot.organisation_id],
            place=_organisation(slot.place_id),
            series=slot.rule.series,
            adopted_at=strawberry.ID(encode_id("Organisation", slot.rule.node_id)),
            period=slot.period,
            change=slot.change,
            stands=PolicyRehearsalStand.of(slot.stands),
            would=PolicyRehearsalStand.of(slot.would),
        )


@strawberry.type(
    description="What would have followed, had rules been in force at a node from a day on (制度预演). It says what"
    " would have been owed, not what people would have done; nothing is written."
)
class PolicyRehearsal:
    since: datetime.date = strawberry.field(description="From when on (起始日期).")
    until: datetime.date = strawberry.field(
        description="Periods that began by then are looked at (截止日期)."
    )
    closed_on: datetime.date = strawberry.field(
        description="The last day that is over, by which both sides are judged (评价截止日)."
    )
    position: Position = strawberry.field(
        description="Position of the last event that the facts reflect (日志位置)."
    )
    differing: int = strawberry.field(description="How many slots would stand otherwise (差异条数).")
    organisations_differing: int = strawberry.field(
        description="How many organisations have one that would (有差异的组织数)."
    )
    rehearsed: strawberry.Private[Rehearsed]

    @classmethod
    def of(cls, rehearsed: Rehearsed) -> PolicyRehearsal:
        """A rehearsal in the words of the schema."""
        outcome = rehearsed.outcome
        return cls(
            since=outcome.since,
            until=outcome.until,
            closed_on=rehearsed.site.closed_on,
            position=Position(rehearsed.position),
            differing=outcome.differing,
            organisations_differing=outcome.organisations,
            rehearsed=rehearsed,
        )

    @strawberry.field(description="All of it in one (合计).")
    def whole(self) -> PolicyRehearsalSum:
        nothing = Of(None, None, "", None)
        return PolicyRehearsalSum.of(nothing, self.rehearsed.outcome.whole, self.rehearsed.names)

    @strawberry.field(
        description="Sums, by period, place and rule (汇总); those of rules that the rehearsed ones do not reach are"
        " left out.",
        metadata=_LONG,
    )
    def sums(
        self,
        by: Annotated[
            list[By] | None,
            strawberry.argument(description="What they are told apart by (口径); all by default."),
        ] = None,
        first: _First = 100,
    ) -> list[PolicyRehearsalSum]:
        found = self.rehearsed.outcome.told_by(frozenset(By if by is None else by))
        return [
            PolicyRehearsalSum.of(of, one, self.rehearsed.names)
            for of, one in list(found.items())[: _bounded(first)]
        ]

    @strawberry.field(
        description="Slots that would stand otherwise, by organisation and period (差异明细); null for whoever may"
        " neither put rules in force here nor is an inspector.",
        metadata=_LONG,
    )
    def differences(self, first: _First = 100) -> list[PolicyRehearsalDifference] | None:
        if not self.rehearsed.sight.organisations:
            return None
        found = self.rehearsed.outcome.differences[: _bounded(first)]
        return [PolicyRehearsalDifference.of(slot, self.rehearsed.names) for slot in found]

    @strawberry.field(
        description=f"Whether there are more than the {MOST} that can be told one by one (是否截断)."
    )
    def truncated(self) -> bool:
        return self.rehearsed.outcome.truncated

    @strawberry.field(
        description="What would have followed from absences (缺席后果预演); null where the rules are not about them,"
        " and for whoever sees no figures here."
    )
    def absences(self) -> PolicyRehearsalAbsences | None:
        outcome = self.rehearsed.absences
        return None if outcome is None else PolicyRehearsalAbsences(rehearsed=self.rehearsed, outcome=outcome)

    @strawberry.field(
        description="What would have followed from missed duties (未达标后果预演); null where no rule is about them."
    )
    def missed(self) -> PolicyRehearsalMissed | None:
        outcome = self.rehearsed.missed
        return None if outcome is None else PolicyRehearsalMissed(rehearsed=self.rehearsed, outcome=outcome)


def _bounded(first: int) -> int:
    return max(0, min(first, MOST))


def _organisation(id_: UUID | None) -> strawberry.ID | None:
    return None if id_ is None else strawberry.ID(encode_id("Organisation", id_))


def _ratio(share: Share) -> Ratio:
    return Ratio(numerator=share.numerator, denominator=share.denominator)
