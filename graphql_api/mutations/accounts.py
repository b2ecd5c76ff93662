"""Mutations about the accounts of members."""

from __future__ import annotations

import strawberry

from domain.accounts.commands import LinkAccount, UnlinkAccount
from domain.accounts.events import account_id
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
    description="An account that belongs to a member (关联账号); `viewer` tells its holder how it is called."
)
class AccountLinkInput(CommandInput):
    issuer: str = strawberry.field(description="Who issues its tokens: their claim `iss` (签发方).")
    subject: str = strawberry.field(description="What it is called there: their claim `sub` (账号).")
    member_id: strawberry.ID = strawberry.field(description="The member (党员).")

    def command(self, given: Given) -> LinkAccount:
        return LinkAccount(
            account_id=account_id(given.named(self.issuer, "issuer"), given.named(self.subject, "subject")),
            member_id=given.id("Member", self.member_id, "memberId"),
            **self.header,
        )


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
