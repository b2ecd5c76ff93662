"""Whether what the log gave an actor is still the actor's: the link of the account, and the post."""

from __future__ import annotations

from application.actor import Actor
from application.session import Session
from domain.accounts.state import Account, Post


async def is_lost(actor: Actor, session: Session) -> bool:
    """Whether the account was taken from the member, or the post is not held today, whatever a read model says.

    Both are read in ``session``: if either ends while the command is decided, the command is stale.
    """
    if actor.link is not None:
        account = await session.load(Account, actor.link)
        if account.member_id != actor.member_id:
            return True
    if actor.post is not None:
        post = await session.load(Post, actor.post)
        return not post.in_force(session.context.today)
    return False
