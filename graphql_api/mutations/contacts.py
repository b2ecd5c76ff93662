"""Mutations about members who are away, and the contact with them."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.contacts.commands import EndFloating, RecordContact, RecordLostContact, RegisterFloating
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.contact import MemberContact


@strawberry.type
class ContactPayload(MutationPayload):
    @strawberry.field(description="The contact with the member, as it stands now (联系台账).")
    async def member_contact(self, info: Info) -> MemberContact | None:
        return await self.load(info, MemberContact)


@strawberry.type(description="What came of registering a floating member (流动党员登记结果).")
class FloatingMemberRegisterPayload(ContactPayload):
    pass


@strawberry.type(description="What came of registering that a floating member is back (流动党员返回结果).")
class FloatingMemberReturnPayload(ContactPayload):
    pass


@strawberry.type(description="What came of recording a contact (登记联系结果).")
class MemberContactRecordPayload(ContactPayload):
    pass


@strawberry.type(description="What came of recording that a member is lost (登记失联结果).")
class MemberContactLosePayload(ContactPayload):
    pass


@strawberry.input(description="A member who is away from home for long (流动党员登记).")
class FloatingMemberRegisterInput(ChangeInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    from_on: date = strawberry.field(description="First day away (流出日期), at most 90 days ahead.")
    division_code: str | None = strawberry.field(
        default=None, description="Division code of where to: 6, 9 or 12 digits (流动去向)."
    )

    def command(self, given: Given) -> RegisterFloating:
        return RegisterFloating(
            member_id=given.id("Member", self.member_id, "memberId"),
            from_on=self.from_on,
            division_code=self.division_code,
            **self.header,
        )


@strawberry.input(description="A floating member who is back (流动党员返回).")
class FloatingMemberReturnInput(ChangeInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    on: date = strawberry.field(description="First day back (返回日期).")

    def command(self, given: Given) -> EndFloating:
        return EndFloating(
            member_id=given.id("Member", self.member_id, "memberId"), on=self.on, **self.header
        )


@strawberry.input(description="A contact of the home branch with a member (登记联系).")
class MemberContactRecordInput(CommandInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    on: date = strawberry.field(description="The day (联系日期).")
    channel: str = strawberry.field(description="How, as a code: PHONE, MESSAGE, VISIT, NEIGHBOURS (方式).")

    def command(self, given: Given) -> RecordContact:
        return RecordContact(
            member_id=given.id("Member", self.member_id, "memberId"),
            on=self.on,
            channel=self.channel,
            **self.header,
        )


@strawberry.input(description="A member who cannot be reached (登记失联).")
class MemberContactLoseInput(ChangeInput):
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")
    since: date = strawberry.field(description="Since when (失联日期), after the last contact.")

    def command(self, given: Given) -> RecordLostContact:
        return RecordLostContact(
            member_id=given.id("Member", self.member_id, "memberId"), since=self.since, **self.header
        )


@strawberry.type
class ContactMutations:
    floating_member_register = mutation(
        FloatingMemberRegisterInput,
        FloatingMemberRegisterPayload,
        "Register that a member is away from home for long; the home stays (流动党员登记).",
    )
    floating_member_return = mutation(
        FloatingMemberReturnInput,
        FloatingMemberReturnPayload,
        "Register that a floating member is back (流动党员返回).",
    )
    member_contact_record = mutation(
        MemberContactRecordInput,
        MemberContactRecordPayload,
        "Record a contact with a member; who was lost before that day is found (登记联系).",
    )
    member_contact_lose = mutation(
        MemberContactLoseInput,
        MemberContactLosePayload,
        "Flag a member who cannot be reached; nobody is taken off a register for that (登记失联).",
    )
