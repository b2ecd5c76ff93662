"""Of a rehearsal: what would have followed from duties that organisations missed."""

from __future__ import annotations

import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from graphql_api.read import encode_id
from graphql_api.read.declare import METADATA
from graphql_api.read.specs import Priced
from graphql_api.rehearsals.running import Rehearsed
from graphql_api.types.obligation_enums import Consequence
from graphql_api.types.policy_rehearsal_enums import Change, Matter, MissedBy
from projections.absences.rehearsal.pairing import Told
from projections.missed.rehearsal.comparing import Followed
from projections.missed.rehearsal.outcome import MissedOf, MissedOutcome, MissedSum

MOST = 1_000  # sums, or differences, of one answer
_LONG = {METADATA: Priced(MOST)}

_First = Annotated[
    int, strawberry.argument(description=f"How many, {MOST} at most (条数); more than there are is no error.")
]


@strawberry.type(
    description="How many organisations are one short, or how often something is due, and would be (未达标预演汇总)."
)
class PolicyRehearsalMissedSum:
    place: strawberry.ID | None = strawberry.field(
        description="The organisation right below the node where they stand now, or the node itself (下级组织); null:"
        " told apart by other things, or elsewhere now."
    )
    place_name: str | None = strawberry.field(description="Its name now (组织名称).")
    period: str = strawberry.field(
        description="The month of the last day of the last period that counts, such as 2026-03 (月份); empty: told"
        " apart by others."
    )
    matter: Matter = strawberry.field(description="What is counted (事项).")
    consequence: Consequence | None = strawberry.field(
        description="What is due (应予处理); null of who is one short."
    )
    stands: int = strawberry.field(description="How many there are (现有).")
    would: int = strawberry.field(description="How many there would be (预演后).")
    new: int = strawberry.field(description="How many there are not now (新增).")
    gone: int = strawberry.field(description="How many there would not be any more (不再有).")
    otherwise: int = strawberry.field(description="How many would rest on other periods (其他变化).")

    @classmethod
    def of(cls, of: MissedOf, one: MissedSum, names: dict[UUID, str]) -> PolicyRehearsalMissedSum:
        """A sum in the words of the schema."""
        return cls(
            place=None if of.place_id is None else strawberry.ID(encode_id("Organisation", of.place_id)),
            place_name=None if of.place_id is None else names.get(of.place_id),
            period=of.month,
            matter=of.matter,
            consequence=of.consequence,
            stands=one.stands,
            would=one.would,
            new=one.changes[Change.NEW],
            gone=one.changes[Change.GONE],
            otherwise=one.changes[Change.OTHERWISE],
        )


@strawberry.type(description="How an organisation stands by what it missed, or would (未达标情形).")
class PolicyRehearsalMissedStand:
    counted: int = strawberry.field(
        description="How many periods count, or are what it is due for (已计期数)."
    )
    required: int | None = strawberry.field(
        description="Of who is one short: how many the rule asks for (应达期数)."
    )
    due_on: datetime.date | None = strawberry.field(
        description="Of what is due: by when, if it were opened now (办理期限)."
    )
    compliances: list[strawberry.ID] = strawberry.field(
        description="The periods, as ids of compliances; of those that nobody is asked for now there is no row"
        " (未达标周期)."
    )

    @classmethod
    def of(cls, told: Told | None) -> PolicyRehearsalMissedStand | None:
        """The same; None of what there is not."""
        return told and cls(
            counted=len(told.facts),
            required=told.required,
            due_on=told.due_on,
            compliances=[strawberry.ID(encode_id("Compliance", slot_id)) for slot_id in told.facts],
        )


@strawberry.type(
    description="What would be due of an organisation for what it missed, or no longer (未达标预演差异)."
)
class PolicyRehearsalMissedDifference:
    organisation: strawberry.ID = strawberry.field(description="Whose (组织).")
    organisation_name: str = strawberry.field(description="Its name now (组织名称).")
    matter: Matter = strawberry.field(description="What it is about (事项).")
    consequence: Consequence | None = strawberry.field(description="What is due (应予处理).")
    on: datetime.date = strawberry.field(
        description="The last day of the last period that counts (最近未达标期末日)."
    )
    series: str | None = strawberry.field(description="Of who is one short: by which rule (规则).")
    change: Change = strawberry.field(description="What would have become of it (变化).")
    stands: PolicyRehearsalMissedStand | None = strawberry.field(
        description="How it stands (现状); null: there is nothing."
    )
    would: PolicyRehearsalMissedStand | None = strawberry.field(
        description="How it would (预演结果); null: there would be nothing."
    )

    @classmethod
    def of(cls, one: Followed, names: dict[UUID, str]) -> PolicyRehearsalMissedDifference:
        """A difference in the words of the schema."""
        return cls(
            organisation=strawberry.ID(encode_id("Organisation", one.organisation_id)),
            organisation_name=names[one.organisation_id],
            matter=one.matter,
            consequence=one.consequence,
            on=one.on,
            series=one.rule and one.rule.series,
            change=one.change,
            stands=PolicyRehearsalMissedStand.of(one.stands),
            would=PolicyRehearsalMissedStand.of(one.would),
        )


@strawberry.type(
    description="What rules about missed duties would have come to, of periods that ended by the last day"
    " (未达标后果预演). What was done about them stays done on both sides."
)
class PolicyRehearsalMissed:
    rehearsed: strawberry.Private[Rehearsed]
    outcome: strawberry.Private[MissedOutcome]

    @strawberry.field(description="How much would be otherwise (差异条数).")
    def differing(self) -> int:
        return self.outcome.differing

    @strawberry.field(description="Of how many organisations (有差异的组织数).")
    def organisations_differing(self) -> int:
        return self.outcome.organisations

    @strawberry.field(description="Sums, by month and place (汇总).", metadata=_LONG)
    def sums(
        self,
        by: Annotated[
            list[MissedBy] | None,
            strawberry.argument(
                description="What they are told apart by (口径); both by default, none: whole."
            ),
        ] = None,
        first: _First = 100,
    ) -> list[PolicyRehearsalMissedSum]:
        found = self.outcome.told_by(frozenset(MissedBy if by is None else by))
        return [
            PolicyRehearsalMissedSum.of(of, one, self.rehearsed.names)
            for of, one in list(found.items())[: _bounded(first)]
        ]

    @strawberry.field(
        description="What would be otherwise, organisation by organisation (差异明细); null for whoever may neither put"
        " rules in force here nor is an inspector. Those that stand elsewhere now are counted alone.",
        metadata=_LONG,
    )
    def differences(self, first: _First = 100) -> list[PolicyRehearsalMissedDifference] | None:
        if not self.rehearsed.sight.organisations:
            return None
        found = self.outcome.differences[: _bounded(first)]
        return [PolicyRehearsalMissedDifference.of(one, self.rehearsed.names) for one in found]

    @strawberry.field(
        description=f"Whether there are more than the {MOST} that can be told one by one (是否截断)."
    )
    def truncated(self) -> bool:
        return self.rehearsed.sight.organisations and self.outcome.truncated


def _bounded(first: int) -> int:
    return max(0, min(first, MOST))
