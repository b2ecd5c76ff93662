"""How an organisation stands in a period, by every rule that binds it (合规评价)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

import msgspec

from domain.policies.facts import HeldMeeting, Standing, Subject
from domain.policies.heirs import Merged, heir_of, merged_by, said_of_merged
from domain.policies.kind import MeetingRule, PeriodRule, StandingRule
from domain.policies.layers import Layer, LayersOn
from domain.policies.registry import KINDS
from domain.policies.verdicts import Remark, Verdict


class Judged(NamedTuple):
    """What one layer's rule comes to."""

    layer: Layer
    verdict: Verdict


def judge_period(
    layer: Layer, subject: Subject, layers_on: LayersOn, merged: Sequence[Merged] = ()
) -> Judged:
    """The verdict of a period rule, with what the rules about its meetings say of each, from its level up.

    ``merged`` became part of the organisation: where the rule says so, their meetings count, by what bound them.
    """
    rule = layer.adoption.version.rule
    kind = KINDS[type(rule)]
    if not isinstance(kind, PeriodRule):
        raise TypeError(
            f"{layer.adoption.version.series} says nothing of periods: {kind.name} is about something else"
        )
    looked_at = kind.looks_at(rule)
    before = subject.before if kind.looks_back else ()
    last = subject.period.last + timedelta(days=kind.looks_ahead(rule))
    after = [meeting for meeting in subject.after if meeting.on <= last]
    meetings = [meeting for meeting in (*before, *subject.meetings, *after) if meeting.kind in looked_at]
    remarks = remarks_on(meetings, subject, layer, layers_on)
    merged = merged_by(subject, merged) if kind.counts_merged(rule) else ()
    for one in merged:
        of_it = (*(one.subject.before if kind.looks_back else ()), *one.subject.meetings)
        theirs = [meeting for meeting in one.held(of_it) if meeting.kind in looked_at]
        remarks += (*remarks_on(theirs, one.subject, layer, one.layers_on), *said_of_merged(theirs))
    verdict = kind.judge(rule, heir_of(subject, merged) if merged else subject, remarks)
    return Judged(layer, _by(layer, _resting_once(verdict) if merged else verdict))


def _resting_once(verdict: Verdict) -> Verdict:
    """Several meetings may rest on one merger."""
    return msgspec.structs.replace(verdict, events=tuple(dict.fromkeys(verdict.events)))


def _by(layer: Layer, verdict: Verdict) -> Verdict:
    """What the rule itself says of a meeting bears its series, too."""
    if all(remark.rule for remark in verdict.remarks):
        return verdict
    series = layer.adoption.version.series
    remarks = tuple(
        remark if remark.rule else msgspec.structs.replace(remark, rule=series) for remark in verdict.remarks
    )
    return msgspec.structs.replace(verdict, remarks=remarks)


def judge_standing(layer: Layer, standing: Standing) -> Judged:
    """The verdict of a rule about an organisation's make-up. ``layer`` is in force on the day of ``standing``."""
    rule = layer.adoption.version.rule
    kind = KINDS[type(rule)]
    if not isinstance(kind, StandingRule):
        raise TypeError(
            f"{layer.adoption.version.series} says nothing of how an organisation is made up: "
            f"{kind.name} is about something else"
        )
    return Judged(layer, kind.judge_standing(rule, standing))


def remarks_on(
    meetings: Iterable[HeldMeeting], subject: Subject, judged: Layer, layers_on: LayersOn
) -> tuple[Remark, ...]:
    """What the rules in force on the day of each meeting say of it, nearest first.

    Rules that the one judged does not heed are left out: a township's word on which lectures count is its own, and
    takes nothing from what the level above asks for, nor from what another township does.
    """
    return tuple(
        remark
        for meeting in meetings
        for layer in layers_on(meeting.on)
        if judged.heeds(layer) and (remark := _remark(layer, meeting, subject)) is not None
    )


def _remark(layer: Layer, meeting: HeldMeeting, subject: Subject) -> Remark | None:
    rule = layer.adoption.version.rule
    kind = KINDS[type(rule)]
    if not isinstance(kind, MeetingRule) or not kind.concerns(rule, meeting):
        return None
    remark = kind.remark(rule, meeting, subject)
    return remark and msgspec.structs.replace(remark, rule=layer.adoption.version.series)
