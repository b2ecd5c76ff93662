"""What organisations make public of a period, and the themes that they give out for a month."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.organisation.events import OrganisationDissolved, OrganisationKind
from domain.organisation.state import Organisation
from domain.policies.facts import Matter
from domain.policies.periods import Unit
from domain.publications.commands import PublishMatter, PublishTheme, WithdrawPublication, WithdrawTheme
from domain.publications.decide import (
    MOST_THEMES,
    publish_matter,
    publish_theme,
    withdraw_publication,
    withdraw_theme,
)
from domain.publications.events import (
    MatterPublicationWithdrawn,
    MatterPublished,
    ThemePublished,
    ThemeWithdrawn,
    month_theme_id,
    publication_id,
)
from domain.publications.state import MonthTheme, Publication
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import BRANCH, TODAY, TOWNSHIP, context

MARCH = date(2026, 3, 1)
ABOUT: dict[str, Any] = {
    "organisation_id": BRANCH,
    "matter": Matter.ASSESSMENT_RESULT,
    "unit": Unit.MONTH,
    "period_first": MARCH,
}
WITHDRAWN = fact(MatterPublicationWithdrawn, organisation_id=BRANCH)


def published(on: date = TODAY, **about: Any) -> Fact:
    return fact(MatterPublished, **{**ABOUT, "on": on, **about})


def publish(
    *facts: Fact, organisation: Organisation | None = None, on: date = TODAY, **about: Any
) -> Outcome:
    state = given(Publication, publication_id(**ABOUT), *facts)
    command = PublishMatter(**{**ABOUT, **about}, on=on)
    return when(publish_matter, state, command, context(), organisation=organisation or world.branch())


def withdraw(*facts: Fact, reason: str | None = "MISTAKEN") -> Outcome:
    state = given(Publication, publication_id(**ABOUT), *facts)
    return when(withdraw_publication, state, WithdrawPublication(**ABOUT, reason=reason), context())


@pytest.mark.parametrize("on", [date(2026, 2, 20), MARCH, TODAY])
def test_c05_the_result_of_a_month_before_in_or_after_it(on: date) -> None:
    (event,) = publish(on=on).then(published(on))
    assert event.subjects() == (BRANCH,)


@pytest.mark.parametrize(
    ("unit", "first"),
    [
        (Unit.MONTH, date(2026, 2, 1)),
        (Unit.QUARTER, date(2026, 4, 1)),
        (Unit.HALF_YEAR, date(2026, 7, 1)),
        (Unit.YEAR, date(2026, 1, 1)),
    ],
)
def test_a_period_is_named_by_its_first_day(unit: Unit, first: date) -> None:
    publish(unit=unit, period_first=first).then(published(unit=unit, period_first=first))
    second = first.replace(day=2)
    publish(unit=unit, period_first=second).refused("INVALID_DATES periodFirst")
    if unit is not Unit.MONTH:
        publish(unit=unit, period_first=date(2026, 2, 1)).refused("INVALID_DATES periodFirst")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"organisation": Organisation.empty(BRANCH)}, "NOT_FOUND organisationId"),
        ({"on": date(2026, 3, 21)}, "IN_THE_FUTURE on"),
        ({"period_first": date(2028, 4, 1)}, "INVALID_DATES periodFirst"),
        ({"period_first": date(1, 1, 1), "unit": Unit.YEAR}, "INVALID_DATES periodFirst"),
    ],
)
def test_what_cannot_be_made_public(changes: Any, refusal: str) -> None:
    publish(**changes).refused(refusal)


def test_a_matter_of_a_period_is_made_public_once() -> None:
    publish(published()).nothing()
    publish(published(), on=MARCH).refused("ALREADY_RECORDED matter")
    publish(published(), WITHDRAWN, on=MARCH).then(published(MARCH))


def test_withdrawn_for_a_reason() -> None:
    withdraw(published(), reason=None).refused("REASON_REQUIRED reason")
    withdraw(published()).then(WITHDRAWN)
    withdraw().refused("NOTHING_RECORDED matter")
    withdraw(published(), WITHDRAWN).refused("NOTHING_RECORDED matter")


def given_out(code: str = "LEARN_FROM_LEI_FENG") -> Fact:
    return fact(ThemePublished, node_id=TOWNSHIP, month=MARCH, code=code)


TAKEN_BACK = fact(ThemeWithdrawn, node_id=TOWNSHIP, month=MARCH, code="LEARN_FROM_LEI_FENG")


def themes(*facts: Fact) -> MonthTheme:
    return given(MonthTheme, month_theme_id(TOWNSHIP, MARCH), *facts)


def give_out(*facts: Fact, node: Organisation | None = None, **changes: Any) -> Outcome:
    command = PublishTheme(**{"node_id": TOWNSHIP, "month": MARCH, "code": "LEARN_FROM_LEI_FENG", **changes})
    return when(publish_theme, themes(*facts), command, context(), node=node or world.township())


def take_back(*facts: Fact, reason: str | None = "MISTAKEN") -> Outcome:
    command = WithdrawTheme(node_id=TOWNSHIP, month=MARCH, code="LEARN_FROM_LEI_FENG", reason=reason)
    return when(withdraw_theme, themes(*facts), command, context())


def test_c09_a_theme_of_a_month_for_all_below() -> None:
    (event,) = give_out().then(given_out())
    assert event.subjects() == (TOWNSHIP,)
    give_out(given_out()).nothing()
    give_out(given_out("INTEGRITY")).then(given_out())
    give_out(given_out(), TAKEN_BACK).then(given_out())


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"node": Organisation.empty(TOWNSHIP)}, "NOT_FOUND nodeId"),
        ({"month": date(2026, 3, 2)}, "INVALID_DATES month"),
        ({"month": date(2028, 4, 1)}, "INVALID_DATES month"),
        ({"code": "Lei Feng"}, "INVALID_VALUE code"),
    ],
)
def test_a_theme_that_cannot_be(changes: Any, refusal: str) -> None:
    give_out(**changes).refused(refusal)


def test_a_node_gives_nothing_out_once_it_is_dissolved() -> None:
    for gone_on, refused in ((TODAY, True), (date(2026, 3, 21), False)):
        gone = fact(OrganisationDissolved, on=gone_on, approved_by=world.COMMITTEE)
        township = world.organisation(TOWNSHIP, OrganisationKind.PARTY_COMMITTEE, world.COMMITTEE, gone)
        outcome = give_out(node=township)
        if refused:
            outcome.refused("ORGANISATION_DISSOLVED nodeId")
        else:
            outcome.then(given_out())


def test_as_many_themes_as_a_month_has_at_most() -> None:
    full = [given_out(f"THEME_{number}") for number in range(MOST_THEMES)]
    give_out(*full[1:]).then(given_out())
    give_out(*full).refused("TOO_MANY month")


def test_a_theme_is_taken_back_for_a_reason() -> None:
    take_back(given_out(), reason=None).refused("REASON_REQUIRED reason")
    take_back(given_out()).then(TAKEN_BACK)
    take_back().refused("NOT_FOUND code")
    take_back(given_out(), TAKEN_BACK).refused("NOT_FOUND code")
