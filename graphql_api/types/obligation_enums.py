"""Enums of obligations."""

from __future__ import annotations

from domain.obligations.grounds import Consequence, SubjectKind
from domain.obligations.reconciling import ObligationStatus
from graphql_api.types.described import describe

__all__ = ["Consequence", "ObligationStatus", "SubjectKind"]

describe(
    Consequence,
    "What is due (责任事项). To decide it, or to do it, is a person's.",
    {
        "REMINDER": "A reminder (提醒).",
        "CRITICISM": "Criticism and education (批评教育).",
        "TALK": "A talk (约谈).",
        "ADMONITION_TALK": "An admonition talk (诫勉谈话).",
        "CIRCULAR": "A circular (通报).",
        "CONVEYANCE": "Conveyance by name (传达).",
        "MAKE_UP": "Making up for what was missed (补课).",
        "RECTIFICATION": "Rectification (整改).",
        "DISPOSITION_REVIEW": "A decision on organisational measures (组织处理研究).",
        "PROBATION_REVIEW": "A decision on the period of probation (预备期研究).",
        "MERIT_BAR_REVIEW": "A decision on whether merits are barred (评优资格研究).",
        "FOLLOW_UP": "Another look (回访).",
    },
)
describe(
    ObligationStatus,
    "How an obligation stands (责任状态). Overdue is an open one whose day is over: `isOverdue`.",
    {
        "OPEN": "To be done (待办).",
        "FULFILLED": "Done or decided (已办结).",
        "WAIVED": "Somebody let it be, for a reason (已豁免).",
        "WITHDRAWN": "Its last ground fell away (已撤销).",
    },
)
describe(
    SubjectKind,
    "Whom an obligation is about (责任对象类型).",
    {"MEMBER": "A member (党员).", "ORGANISATION": "An organisation (组织)."},
)
