"""Enums of rehearsals."""

from __future__ import annotations

from domain.policies.rehearsing import Change, Matter
from graphql_api.types.described import describe
from projections.absences.rehearsal.outcome import AbsencesBy
from projections.compliance.rehearsal.outcome import By
from projections.missed.rehearsal.outcome import MissedBy

__all__ = ["AbsencesBy", "By", "Change", "Matter", "MissedBy"]

describe(
    Change,
    "What would have become of a slot: a rule, an organisation and a period (预演变化).",
    {
        "SAME": "It would stand as it does (不变).",
        "NEW": "Nothing asks for it now (新增要求).",
        "GONE": "Nothing would have asked for it (不再要求).",
        "PASSED_TO_MISSED": "It passed and would be missed (达标变为未达标).",
        "MISSED_TO_PASSED": "It was missed and would pass (未达标变为达标).",
        "OTHERWISE": "It would have another status or other numbers (其他变化).",
    },
    name="PolicyRehearsalChange",
)
describe(
    By,
    "What sums are told apart by (汇总口径).",
    {
        "PLACE": "The organisation right below the node (下级组织).",
        "RULE": "The rule, and where it is in force (规则).",
        "PERIOD": "The period (周期).",
    },
    name="PolicyRehearsalBy",
)
describe(
    Matter,
    "What a rehearsal tells of absences, and of missed duties (预演事项).",
    {
        "ABSENCE": "An absence, and what it is taken for; those without cause are counted (缺席归类).",
        "ONE_SHORT": "A member whom the next absence without cause brings something about, or an organisation that the"
        " next missed period does (差一次).",
        "DUE": "Something is due of a member or an organisation (应予处理).",
    },
    name="PolicyRehearsalMatter",
)
describe(
    AbsencesBy,
    "What sums of absences are told apart by, besides what they are of (缺席汇总口径).",
    {
        "PLACE": "The organisation right below the node (下级组织).",
        "PERIOD": "The month of the absence, or of the last one that something rests on (月份).",
    },
    name="PolicyRehearsalAbsencesBy",
)
describe(
    MissedBy,
    "What sums of missed duties are told apart by, besides what they are of (未达标汇总口径).",
    {
        "PLACE": "The organisation right below the node (下级组织).",
        "PERIOD": "The month of the last day of the last period that counts (月份).",
    },
    name="PolicyRehearsalMissedBy",
)
