"""What is decided about a request for leave: approved on the way, granted, refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from domain.core import Decision, RefusalCode, Refused, accept, refuse
from domain.core.checks import any_refusal, header, known, reason_given
from domain.core.context import Context
from domain.leave.checks import of_another, overlap, pending_of_another
from domain.leave.commands import ApproveLeave, CorrectLeave, ExtendLeave, GrantLeave, RefuseLeave
from domain.leave.events import Approval, LeaveApproved, LeaveGranted, LeaveKind, LeaveRefused
from domain.leave.gate import Passage, gate
from domain.leave.levels import ApproverLevel
from domain.leave.state import Leave, LeaveStatus
from domain.policies.layers import Layer
from domain.policies.leave_grants import LeaveGrant


class Decider(NamedTuple):
    """In the name of which levels the actor decides: of ``own``, unless the command says another of ``levels``."""

    own: ApproverLevel
    levels: frozenset[ApproverLevel]
    deputy: bool = False  # whether the actor stands in for whoever holds that level

    def level(self, named: ApproverLevel | None) -> ApproverLevel | None:
        """The level at which the actor decides; None if that is not the actor's to say."""
        level = named or self.own
        return level if level in self.levels else None

    def stands_in(self, level: ApproverLevel) -> bool:
        """Whether it is decided there as the deputy."""
        return self.deputy and level is self.own


class Asked(NamedTuple):
    """What is to be granted, both days included."""

    kind: LeaveKind
    from_on: date
    to_on: date


class Terms(NamedTuple):
    """What a grant is held to: the rules in force, nearest first, and the levels that whoever asks holds."""

    layers: Sequence[Layer] = ()
    held: frozenset[ApproverLevel] = frozenset()


NO_RULES = Terms()
_WITHIN_BRANCH = frozenset(ApproverLevel) - {ApproverLevel.SUPERIOR}
OF_THE_BRANCH = Decider(ApproverLevel.BRANCH_SECRETARY, _WITHIN_BRANCH)
FROM_ABOVE = Decider(ApproverLevel.SUPERIOR, frozenset(ApproverLevel))


def approve_leave(leave: Leave, command: ApproveLeave, context: Context, *, decider: Decider) -> Decision:
    """Approve, below the level that grants, what waits for a decision; the levels follow one another upwards."""
    refused = any_refusal(header(command, context), known(leave, "leaveId"))
    if refused:
        return refused
    if leave.status is not LeaveStatus.PENDING and leave.asked_to_on is None:
        return refuse(RefusalCode.LEAVE_NOT_PENDING, "leaveId")
    refused = any_refusal(of_another(leave, context))
    level = decider.level(command.level)
    if refused or level is None:
        return refused or refuse(RefusalCode.LEVEL_NOT_HELD, "level")
    if any(level.rank <= passed.rank for passed in leave.levels):
        return refuse(RefusalCode.ALREADY_RECORDED, "level")
    approved = context.events_of(leave, command)
    return accept([approved(LeaveApproved, level=level, deputy=decider.stands_in(level))])


def grant_leave(
    leave: Leave,
    command: GrantLeave,
    context: Context,
    *,
    others: Sequence[Leave],
    decider: Decider = OF_THE_BRANCH,
    terms: Terms = NO_RULES,
) -> Decision:
    """Grant a pending request of someone else, unless it overlaps with a leave granted in the meantime.

    Two requests made at once do not see each other; the grants do (docs/rules-across-streams.md).
    """
    refused = any_refusal(header(command, context), pending_of_another(leave, context)) or any_refusal(
        overlap(leave.from_on, leave.to_on, granted(others), but=leave.id, meeting_id=leave.meeting_id)
    )
    if refused:
        return refused
    asked = Asked(leave.kind, leave.from_on, leave.to_on)
    passed = pass_gate(leave, asked, command, context, decider=decider, terms=terms)
    if isinstance(passed, Refused):
        return passed
    return accept([context.events_of(leave, command)(LeaveGranted, **passed)])


def refuse_leave(leave: Leave, command: RefuseLeave, context: Context) -> Decision:
    """Refuse a pending request of someone else, for a reason."""
    refused = any_refusal(header(command, context), reason_given(command), pending_of_another(leave, context))
    return refused or accept([context.events_of(leave, command)(LeaveRefused)])


def granted(others: Sequence[Leave]) -> list[Leave]:
    """Those that are granted."""
    return [other for other in others if other.status is LeaveStatus.GRANTED]


def pass_gate(
    leave: Leave,
    asked: Asked,
    command: GrantLeave | ExtendLeave | CorrectLeave,
    context: Context,
    *,
    decider: Decider,
    terms: Terms,
) -> Refused | dict[str, Any]:
    """What the event says of the approval, or why the rules of that day do not let it through."""
    level = decider.level(command.level)
    if level is None:
        return refuse(RefusalCode.LEVEL_NOT_HELD, "level")
    deputy = decider.stands_in(level)
    grant = LeaveGrant(
        kind=asked.kind,
        from_on=asked.from_on,
        to_on=asked.to_on,
        on=context.occurred_on(command),
        level=level,
        deputy=deputy,
        passed=frozenset(leave.levels),
        held=terms.held,
        evidence=frozenset(leave.evidence),
    )
    passage = gate(terms.layers, grant, reason_given=command.reason is not None)
    if not isinstance(passage, Passage):
        return passage
    rules = tuple(layer.adoption.version.id for layer in terms.layers)
    awaited = passage.awaited
    return {
        "approval": Approval(level=level, deputy=deputy, rules=rules),
        "awaits": None if awaited is None else awaited.accepts,
        "evidence_due_on": None if awaited is None else awaited.due_on,
    }
