"""Mutations about transfer letters."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.transfers.commands import (
    AcknowledgeLetter,
    AdmitByLetter,
    IssueLetter,
    ReceiveLetter,
    WithdrawLetter,
)
from domain.transfers.events import letter_id
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.letter import TransferLetter
from graphql_api.types.member import MemberKind

_NUMBER = (
    "Its number (编号): capital letters, digits and hyphens, 32 at most; unique in the county that issues it."
)
_LETTER = "The letter, by the `letterId` that both of its sides have (介绍信)."


@strawberry.type
class LetterPayload(MutationPayload):
    @strawberry.field(description="The side of the letter that lies here, as it stands now (介绍信).")
    async def transfer_letter(self, info: Info) -> TransferLetter | None:
        return await self.load(info, TransferLetter)


@strawberry.type(description="What came of issuing a transfer letter (开具介绍信结果).")
class TransferLetterIssuePayload(LetterPayload):
    pass


@strawberry.type(description="What came of receiving a transfer letter (接收介绍信结果).")
class TransferLetterReceivePayload(LetterPayload):
    pass


@strawberry.type(description="What came of entering another county's receipt (登记回执结果).")
class TransferLetterAcknowledgePayload(LetterPayload):
    pass


@strawberry.type(description="What came of taking a transfer letter back (收回介绍信结果).")
class TransferLetterWithdrawPayload(LetterPayload):
    pass


@strawberry.type(
    description="What came of admitting a member by another county's letter (凭外县介绍信接收结果)."
)
class TransferLetterAdmitPayload(LetterPayload):
    pass


@strawberry.input(
    description="A letter by which a home is to move: to a branch of the county, or to another county (开具介绍信)."
)
class TransferLetterIssueInput(CommandInput):
    number: str = strawberry.field(description=_NUMBER)
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    to_branch_id: strawberry.ID | None = strawberry.field(
        default=None, description="The branch of this county that is to receive it (转入党支部)."
    )
    to_county: str | None = strawberry.field(
        default=None, description="Or the division code, six digits, of another county (转入县)."
    )

    def command(self, given: Given) -> IssueLetter:
        return IssueLetter(
            letter_id=letter_id(given.named(self.number, "number")),
            number=self.number,
            member_id=given.id("Member", self.member_id, "memberId"),
            to_branch_id=given.optional_id("Organisation", self.to_branch_id, "toBranchId"),
            to_county=self.to_county,
            **self.header,
        )


@strawberry.input(
    description="A letter of this county that has come to the branch to which it is addressed (接收介绍信)."
)
class TransferLetterReceiveInput(ChangeInput):
    number: str = strawberry.field(description=_NUMBER)
    to_branch_id: strawberry.ID = strawberry.field(description="The branch (转入党支部).")
    on: date = strawberry.field(description="The first day of the new home (接收日期).")

    def command(self, given: Given) -> ReceiveLetter:
        return ReceiveLetter(
            letter_id=letter_id(given.named(self.number, "number")),
            to_branch_id=given.id("Organisation", self.to_branch_id, "toBranchId"),
            on=self.on,
            **self.header,
        )


@strawberry.input(description="The receipt of the other county for a letter that went there (登记回执).")
class TransferLetterAcknowledgeInput(ChangeInput):
    letter_id: strawberry.ID = strawberry.field(description=_LETTER)
    on: date = strawberry.field(description="The first day of the home there (接收日期).")

    def command(self, given: Given) -> AcknowledgeLetter:
        return AcknowledgeLetter(
            letter_id=given.id("TransferLetter", self.letter_id, "letterId"), on=self.on, **self.header
        )


@strawberry.input(
    description="A letter that is not to be used, with a reason such as `EXPIRED` (收回介绍信)."
)
class TransferLetterWithdrawInput(ChangeInput):
    letter_id: strawberry.ID = strawberry.field(description=_LETTER)

    def command(self, given: Given) -> WithdrawLetter:
        return WithdrawLetter(letter_id=given.id("TransferLetter", self.letter_id, "letterId"), **self.header)


@strawberry.input(
    description="The bearer of another county's letter, to be at home here (凭外县介绍信接收党员)."
)
class TransferLetterAdmitInput(CommandInput):
    number: str = strawberry.field(description=_NUMBER)
    from_county: str = strawberry.field(
        description="Division code, six digits, of the county that issued it (转出县)."
    )
    issued_on: date = strawberry.field(description="Day of its issue (开具日期).")
    on: date = strawberry.field(description="The first day of the home here (接收日期).")
    branch_id: strawberry.ID = strawberry.field(description="The home branch (转入党支部).")
    group_id: strawberry.ID | None = strawberry.field(
        default=None, description="A party group of it (党小组)."
    )
    display_name: str = strawberry.field(
        description="The name to show (姓名), 1 to 100 characters; it is kept outside the log of events."
    )
    kind: MemberKind = strawberry.field(description="Full or probationary (党员类别).")
    joined_on: date = strawberry.field(description="The day of admission to the party (入党日期).")

    def command(self, given: Given) -> AdmitByLetter:
        member_id = given.new("member_id")
        number = given.named(self.number, "number")
        return AdmitByLetter(
            letter_id=letter_id(number, given.named(self.from_county, "fromCounty")),
            number=self.number,
            from_county=self.from_county,
            issued_on=self.issued_on,
            on=self.on,
            member_id=member_id,
            branch_id=given.id("Organisation", self.branch_id, "branchId"),
            group_id=given.optional_id("Organisation", self.group_id, "groupId"),
            kind=self.kind,
            joined_on=self.joined_on,
            name_id=given.name_of(member_id, self.display_name),
            **self.header,
        )


@strawberry.type
class LetterMutations:
    transfer_letter_issue = mutation(
        TransferLetterIssueInput,
        TransferLetterIssuePayload,
        "Make out a transfer letter; the home stays where it is until it is received (开具介绍信).",
    )
    transfer_letter_receive = mutation(
        TransferLetterReceiveInput,
        TransferLetterReceivePayload,
        "Receive a letter of this county: the home moves (接收介绍信).",
    )
    transfer_letter_acknowledge = mutation(
        TransferLetterAcknowledgeInput,
        TransferLetterAcknowledgePayload,
        "Enter another county's receipt: the member leaves this one (登记回执).",
    )
    transfer_letter_withdraw = mutation(
        TransferLetterWithdrawInput,
        TransferLetterWithdrawPayload,
        "Take a letter back that was not used: the member stays (收回介绍信).",
    )
    transfer_letter_admit = mutation(
        TransferLetterAdmitInput,
        TransferLetterAdmitPayload,
        "Register the bearer of another county's letter (凭外县介绍信接收党员).",
    )
