"""Of a rehearsal: which absences would be classed otherwise, and what would have followed from them."""

from __future__ import annotations

import datetime
from typing import Annotated

import strawberry

from graphql_api.context import Info
from graphql_api.read import FieldGroup, encode_id
from graphql_api.read.declare import METADATA
from graphql_api.read.marks import LETTERS, PERSON
from graphql_api.read.specs import Priced
from graphql_api.rehearsals.running import Rehearsed
from graphql_api.types.absence import AbsenceClass
from graphql_api.types.obligation_enums import Consequence
from graphql_api.types.policy_rehearsal_enums import AbsencesBy, Change, Matter
from projections.absences.rehearsal.comparing import Followed
from projections.absences.rehearsal.outcome import AbsencesOf, AbsencesOutcome, AbsencesSum
from projections.absences.rehearsal.pairing import Told

MOST = 1_000  # sums, or differences, of one answer
_LONG = {METADATA: Priced(MOST)}

_First = Annotated[
    int, strawberry.argument(description=f"How many, {MOST} at most (条数); more than there are is no error.")
]


@strawberry.type(
    description="How many absences are without cause, members are one short, or something is due, and how many would"
    " (缺席预演汇总). To callers who may not see the persons numbers that may tell of few are null."
)
class PolicyRehearsalAbsenceSum:
    place: strawberry.ID | None = strawberry.field(
        description="The organisation right below the node, or the node itself: where the branch lay on the day of the"
        " absence, or where members are at home now (下级组织); null: told apart by other things, or elsewhere now."
    )
    place_name: str | None = strawberry.field(description="Its name now (组织名称).")
    period: str = strawberry.field(
        description="The month, such as 2026-03 (月份); empty: told apart by others."
    )
    matter: Matter = strawberry.field(description="What is counted (事项).")
    consequence: Consequence | None = strawberry.field(
        description="What is due (应予处理); null of the others."
    )
    stands: int | None = strawberry.field(description="How many there are (现有).")
    would: int | None = strawberry.field(description="How many there would be (预演后).")
    new: int | None = strawberry.field(description="How many there are not now (新增).")
    gone: int | None = strawberry.field(description="How many there would not be any more (不再有).")
    otherwise: int | None = strawberry.field(
        description="How many excused absences would be of another class, or how much would be due for other absences"
        " (其他变化)."
    )

    @classmethod
    def of(cls, of: AbsencesOf, one: AbsencesSum, rehearsed: Rehearsed) -> PolicyRehearsalAbsenceSum:
        """A sum in the words of the schema; a few persons' is withheld whole."""
        told = rehearsed.sight.persons or not one.is_of_few(rehearsed.small_cell)
        return cls(
            place=None if of.place_id is None else strawberry.ID(encode_id("Organisation", of.place_id)),
            place_name=None if of.place_id is None else rehearsed.names.get(of.place_id),
            period=of.month,
            matter=of.matter,
            consequence=of.consequence,
            stands=one.stands if told else None,
            would=one.would if told else None,
            new=one.of(Change.NEW) if told else None,
            gone=one.of(Change.GONE) if told else None,
            otherwise=one.of(Change.OTHERWISE) if told else None,
        )


@strawberry.type(description="What an absence is taken for, or how a member stands; or would (缺席情形).")
class PolicyRehearsalAbsenceStand:
    absence_class: AbsenceClass | None = strawberry.field(
        description="Of an absence: what it is taken for (缺席归类)."
    )
    counted: int | None = strawberry.field(
        description="How many absences count, or are what something is due for (已计次数)."
    )
    required: int | None = strawberry.field(
        description="Of who is one short: how many the rule asks for (应达次数)."
    )
    due_on: datetime.date | None = strawberry.field(
        description="Of what is due: by when, if it were opened now (办理期限)."
    )

    @classmethod
    def of(cls, told: Told | None) -> PolicyRehearsalAbsenceStand | None:
        """The same; None of what there is not."""
        return told and cls(
            absence_class=told.absence_class, counted=told.counted, required=told.required, due_on=told.due_on
        )


@strawberry.type(
    description="An absence that would be of another class, or what would be due of a member, or no longer"
    " (缺席预演差异)."
)
class PolicyRehearsalAbsenceDifference:
    member: strawberry.ID = strawberry.field(description="Whose (党员).")
    organisation: strawberry.ID = strawberry.field(
        description="The branch that met; of all else the member's home branch (党支部)."
    )
    organisation_name: str | None = strawberry.field(description="Its name now (组织名称).")
    matter: Matter = strawberry.field(description="What it is about (事项).")
    consequence: Consequence | None = strawberry.field(description="What is due (应予处理).")
    meeting: strawberry.ID | None = strawberry.field(description="Of an absence: from which meeting (会议).")
    on: datetime.date = strawberry.field(
        description="The day of the absence, or of the last that counts (日期)."
    )
    series: str | None = strawberry.field(description="Of who is one short: by which rule (规则).")
    change: Change = strawberry.field(description="What would have become of it (变化).")
    stands: PolicyRehearsalAbsenceStand | None = strawberry.field(
        description="How it stands (现状); null: there is nothing."
    )
    would: PolicyRehearsalAbsenceStand | None = strawberry.field(
        description="How it would (预演结果); null: there would be nothing."
    )

    @classmethod
    def of(cls, one: Followed, rehearsed: Rehearsed) -> PolicyRehearsalAbsenceDifference:
        """A difference in the words of the schema."""
        meeting = None if one.meeting_id is None else strawberry.ID(encode_id("Meeting", one.meeting_id))
        return cls(
            member=strawberry.ID(encode_id("Member", one.member_id)),
            organisation=strawberry.ID(encode_id("Organisation", one.branch_id)),
            organisation_name=rehearsed.names.get(one.branch_id),
            matter=one.matter,
            consequence=one.consequence,
            meeting=meeting,
            on=one.on,
            series=one.rule and one.rule.series,
            change=one.change,
            stands=PolicyRehearsalAbsenceStand.of(one.stands),
            would=PolicyRehearsalAbsenceStand.of(one.would),
        )


@strawberry.type(
    description="What rules about absences would have come to: of whoever was absent there from the first day on, up to"
    " the last (缺席后果预演). What was done about absences stays done on both sides."
)
class PolicyRehearsalAbsences:
    rehearsed: strawberry.Private[Rehearsed]
    outcome: strawberry.Private[AbsencesOutcome]

    @strawberry.field(
        description="How much would be otherwise (差异条数); null where a number may tell of few persons."
    )
    def differing(self) -> int | None:
        return self.outcome.differing if self._is_told() else None

    @strawberry.field(
        description="Of how many members (有差异的党员数); null where a number may tell of few persons."
    )
    def members_differing(self) -> int | None:
        return self.outcome.members if self._is_told() else None

    def _is_told(self) -> bool:
        """Not where a part of it is of a few: beside the sums of the other matters it would tell that one."""
        parts = self.outcome.told_by(frozenset()).values()
        few = any(one.is_of_few(self.rehearsed.small_cell) for one in parts)
        return self.rehearsed.sight.persons or not few

    @strawberry.field(description="Sums, by month and place (汇总).", metadata=_LONG)
    def sums(
        self,
        by: Annotated[
            list[AbsencesBy] | None,
            strawberry.argument(
                description="What they are told apart by (口径); both by default, none: whole."
            ),
        ] = None,
        first: _First = 100,
    ) -> list[PolicyRehearsalAbsenceSum]:
        found = self.outcome.told_by(frozenset(AbsencesBy if by is None else by))
        return [
            PolicyRehearsalAbsenceSum.of(of, one, self.rehearsed)
            for of, one in list(found.items())[: _bounded(first)]
        ]

    @strawberry.field(
        description="What would be otherwise, member by member (差异明细); null for whoever may not both see persons"
        " here and put rules in force, or inspect. Members at home elsewhere now are counted alone.",
        metadata=_LONG,
    )
    def differences(self, info: Info, first: _First = 100) -> list[PolicyRehearsalAbsenceDifference] | None:
        if not self.rehearsed.sight.members:
            return None
        found = self.outcome.differences[: _bounded(first)]
        # Nothing else keeps who read it: these are no rows.
        for member_id in {one.member_id for one in found}:
            info.context.reader.seen.note(f"{LETTERS[FieldGroup.PERSON]}{PERSON}{member_id}")
        return [PolicyRehearsalAbsenceDifference.of(one, self.rehearsed) for one in found]

    @strawberry.field(
        description=f"Whether there are more than the {MOST} that can be told one by one (是否截断)."
    )
    def truncated(self) -> bool:
        return self.rehearsed.sight.members and self.outcome.truncated


def _bounded(first: int) -> int:
    return max(0, min(first, MOST))
