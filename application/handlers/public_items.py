"""Handlers of commands about public items."""

from __future__ import annotations

from application.handlers.lines import home_of
from application.session import Session
from domain.core import Decision
from domain.organisation.state import Organisation
from domain.public_items import decide
from domain.public_items.commands import EndPublicItem, PostPublicItem, WithdrawPublicItem
from domain.public_items.state import PublicItem
from domain.violations.state import Violation


async def post_public_item(command: PostPublicItem, session: Session) -> Decision:
    """Make a weakness public, with a look at the home of whose it is and at the violation that it names."""
    member_id, violation_id = command.member_id, command.violation_id
    return decide.post_public_item(
        await session.load(PublicItem, command.public_item_id),
        command,
        session.context,
        organisation=await session.load(Organisation, command.organisation_id),
        home=frozenset() if member_id is None else await home_of(member_id, command.on, session),
        violation=None if violation_id is None else await session.load(Violation, violation_id),
    )


async def end_public_item(command: EndPublicItem, session: Session) -> Decision:
    """Take an item down."""
    item = await session.load(PublicItem, command.public_item_id)
    return decide.end_public_item(item, command, session.context)


async def withdraw_public_item(command: WithdrawPublicItem, session: Session) -> Decision:
    """Let an item count as never posted."""
    item = await session.load(PublicItem, command.public_item_id)
    return decide.withdraw_public_item(item, command, session.context)
