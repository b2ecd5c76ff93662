"""By when objections are decided, as packs say it."""

from __future__ import annotations

import pytest

from domain.policies.kinds.objection_handling import ObjectionHandling, ObjectionHandlingKind

KIND = ObjectionHandlingKind()


@pytest.mark.parametrize("due_days", [-1, 367])
def test_days_that_cannot_be(due_days: int) -> None:
    with pytest.raises(ValueError, match="due_days: is 0 to 366"):
        ObjectionHandling(due_days=due_days)


def test_more_days_ask_for_less() -> None:
    few, many = ObjectionHandling(due_days=15), ObjectionHandling(due_days=16)
    assert KIND.weaker(many, few) is True
    assert KIND.weaker(few, many) is False
    assert KIND.weaker(few, few) is False


def test_its_sentences() -> None:
    within, at_once = ObjectionHandling(due_days=15), ObjectionHandling(due_days=0)
    assert KIND.sentences(within).zh == "党员提出的异议,自提出之日起15日内作出处理决定"
    assert KIND.sentences(within).en == "An objection is decided within 15 days of the day it is raised"
    assert KIND.sentences(at_once).zh == "党员提出的异议,当日作出处理决定"
    assert KIND.sentences(at_once).en == "An objection is decided on the day it is raised"
