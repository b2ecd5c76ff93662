"""Handlers of commands about handovers."""

from __future__ import annotations

from application.session import Session
from domain.accounts.state import Post
from domain.core import Decision
from domain.handover import decide
from domain.handover.commands import OpenHandover, SignHandover
from domain.handover.state import Handover


async def open_handover(command: OpenHandover, session: Session) -> Decision:
    """Begin the handover between two posts."""
    handover = await session.load(Handover, command.handover_id)
    from_post = await session.load(Post, command.from_post_id)
    to_post = await session.load(Post, command.to_post_id)
    return decide.open_handover(handover, command, session.context, from_post=from_post, to_post=to_post)


async def sign_handover(command: SignHandover, session: Session) -> Decision:
    """Sign for items."""
    handover = await session.load(Handover, command.handover_id)
    return decide.sign_handover(handover, command, session.context)
