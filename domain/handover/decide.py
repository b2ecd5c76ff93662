"""Decisions about handovers. It is closed when both sides have signed every item, and by nothing else."""

from __future__ import annotations

from domain.accounts.state import Post
from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, unused
from domain.core.context import Context
from domain.handover.commands import OpenHandover, SignHandover
from domain.handover.events import HandoverItem, HandoverItemSigned, HandoverOpened
from domain.handover.state import Handover


def open_handover(
    handover: Handover, command: OpenHandover, context: Context, *, from_post: Post, to_post: Post
) -> Decision:
    """Open a handover between two members who held the same post at the organisation, one after the other."""
    if from_post.member_id is None:
        return refuse(RefusalCode.NOT_FOUND, "fromPostId")
    if to_post.member_id is None:
        return refuse(RefusalCode.NOT_FOUND, "toPostId")
    refused = any_refusal(
        header(command, context),
        unused(handover, "handoverId"),
        _at_the_place(from_post, command, "fromPostId"),
        _at_the_place(to_post, command, "toPostId"),
        *_listed(command.items),
        None if command.due_on is None else day(command.due_on, context, "dueOn"),
    ) or any_refusal(_follows(from_post, to_post))
    if refused:
        return refused
    opened = context.events_of(handover, command)(
        HandoverOpened,
        organisation_id=command.organisation_id,
        from_post_id=from_post.id,
        to_post_id=to_post.id,
        from_member_id=from_post.member_id,
        to_member_id=to_post.member_id,
        items=command.items,
        due_on=command.due_on,
    )
    return accept([opened])


def sign_handover(handover: Handover, command: SignHandover, context: Context) -> Decision:
    """Sign for items, an event each; whoever is one of the two signs for nobody but oneself."""
    refused = any_refusal(
        header(command, context), known(handover, "handoverId"), *_listed(command.items)
    ) or any_refusal(
        _own_side(handover, command, context),
        more=(_signable(handover, command, index) for index in range(len(command.items))),
    )
    if refused:
        return refused
    next_event = context.events_of(handover, command)
    return accept(next_event(HandoverItemSigned, item=item, side=command.side) for item in command.items)


def _at_the_place(post: Post, command: OpenHandover, path: str) -> Refusal | None:
    """A post of elsewhere is refused as one that does not exist."""
    here = post.organisation_id == command.organisation_id
    return None if here else Refusal(RefusalCode.NOT_FOUND, (path,))


def _follows(from_post: Post, to_post: Post) -> Refusal | None:
    """The same role, held by another, who did not begin before the first did."""
    if from_post.role is not to_post.role or from_post.member_id == to_post.member_id:
        return Refusal(RefusalCode.NO_SUCCESSOR, ("toPostId",))
    return None if from_post.from_on <= to_post.from_on else Refusal(RefusalCode.INVALID_DATES, ("toPostId",))


def _listed(items: tuple[HandoverItem, ...]) -> tuple[Refusal | None, ...]:
    return (
        None if items else Refusal(RefusalCode.INVALID_VALUE, ("items",)),
        None if len(set(items)) == len(items) else Refusal(RefusalCode.NAMED_TWICE, ("items",)),
    )


def _own_side(handover: Handover, command: SignHandover, context: Context) -> Refusal | None:
    mine = [side for side, member_id in handover.members.items() if member_id == context.actor_member_id]
    return None if not mine or command.side in mine else Refusal(RefusalCode.NOT_ONES_SIDE, ("side",))


def _signable(handover: Handover, command: SignHandover, index: int) -> Refusal | None:
    item = command.items[index]
    if item not in handover.signed:
        return Refusal(RefusalCode.INVALID_VALUE, ("items",), index)
    if command.side in handover.signed[item]:
        return Refusal(RefusalCode.ALREADY_RECORDED, ("items",), index)
    return None
