"""Mutations about the accounts of members."""

from __future__ import annotations

from uuid import UUID

import strawberry

from domain.accounts.commands import LinkAccount, UnlinkAccount
from domain.accounts.events import account_id
from domain.core import RefusalCode
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.account_link import AccountLink


@strawberry.type
class AccountPayload(MutationPayload):
    @strawberry.field(description="The account as it stands now; null once it belongs to nobody (账号关联).")
    async def account_link(self, info: Info) -> AccountLink | None:
        return await self.load(info, AccountLink)


@strawberry.type(description="What came of linking an account (关联账号结果).")
class AccountLinkPayload(AccountPayload):
    pass


@strawberry.type(description="What came of unlinking an account (解除账号关联结果).")
class AccountUnlinkPayload(AccountPayload):
    pass


@strawberry.input(
    description="An account that belongs to a member (关联账号), named by its id or by issuer and subject."
)
class AccountLinkInput(CommandInput):
    account_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="The account by its id (账号标识), as an account that is not linked is told it when it asks.",
    )
    issuer: str | None = strawberry.field(
        default=None,
        description="Or by who issues its tokens, their claim `iss` (签发方), together with `subject`.",
    )
    subject: str | None = strawberry.field(
        default=None, description="What it is called there: their claim `sub` (账号)."
    )
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")

    def command(self, given: Given) -> LinkAccount:
        return LinkAccount(
            account_id=self._account(given),
            member_id=given.id("Member", self.member_id, "memberId"),
            **self.header,
        )

    def _account(self, given: Given) -> UUID:
        if self.account_id is None:
            return account_id(given.named(self.issuer, "issuer"), given.named(self.subject, "subject"))
        for name, value in (("issuer", self.issuer), ("subject", self.subject)):
            if value is not None:  # two ways of naming it could name two accounts
                given.refuse(RefusalCode.INVALID_VALUE, name)
        return given.id("AccountLink", self.account_id, "accountId")


@strawberry.input(description="An account that belongs to nobody any more (解除账号关联).")
class AccountUnlinkInput(ChangeInput):
    account_id: strawberry.ID = strawberry.field(
        description="The account, as `accountLinks` tells it (账号关联)."
    )

    def command(self, given: Given) -> UnlinkAccount:
        return UnlinkAccount(account_id=given.id("AccountLink", self.account_id, "accountId"), **self.header)


@strawberry.type
class AccountMutations:
    account_link = mutation(
        AccountLinkInput, AccountLinkPayload, "Say which member an account belongs to (关联账号)."
    )
    account_unlink = mutation(
        AccountUnlinkInput, AccountUnlinkPayload, "Let an account belong to nobody (解除账号关联)."
    )
