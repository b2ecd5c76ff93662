"""What is planned and told in the demo: its calendar is the one that was published, the rest shows what goes amiss."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from domain.annual_plans.commands import AdoptAnnualPlan, AssignPlanItem
from domain.calendar.commands import PublishCalendarYear
from domain.core.command import Command
from domain.organisation.events import BranchSector
from domain.publications.commands import PublishMatter, PublishTheme
from domain.schedule.commands import ApproveScheduleException
from gridledger.demo.generator import Script
from gridledger.demo.themes import THEMES
from tests.unit.domain.test_calendar import ARRANGEMENT

C = TypeVar("C", bound=Command)


def given(script: Script, cls: type[C]) -> list[C]:
    return [step.command for step in script.steps if isinstance(step.command, cls)]


def test_the_calendar_is_the_arrangement_of_2025(reference: Script) -> None:
    [calendar] = given(reference, PublishCalendarYear)
    assert calendar == PublishCalendarYear(**ARRANGEMENT)


def test_every_month_has_its_theme_before_it_begins(reference: Script) -> None:
    themes = {THEMES[number].code: date(2025, number, 1) for number in THEMES}
    steps = {step.command.code: step for step in reference.steps if isinstance(step.command, PublishTheme)}
    assert steps.keys() - themes.keys() == {"SUMMER_STUDY"}
    for code, month in themes.items():
        command = steps[code].command
        assert isinstance(command, PublishTheme)
        assert (command.month, command.node_id) == (month, reference.committee_id)
        assert steps[code].clock.date() < month


def test_plans_show_one_that_is_late_and_one_that_lacks_a_document(reference: Script) -> None:
    plans, items = given(reference, AdoptAnnualPlan), given(reference, AssignPlanItem)
    assert [plan.on.month for plan in plans] == [1, 1, 4]
    assert len(items) == 12
    [lacking] = [item for item in items if item.document_id is None]
    assert lacking.organisation_id == plans[1].organisation_id


def test_a_month_is_missing_among_the_publications(reference: Script) -> None:
    months = [publication.period_first.month for publication in given(reference, PublishMatter)]
    assert sorted({*range(1, 13)} - {*months}) == [7]


def test_schools_meet_on_days_off_by_leave(reference: Script) -> None:
    [_, town] = reference.units
    schools = {branch.id for branch in town.branches if branch.sector is BranchSector.SCHOOL}
    excepted = {approved.organisation_id for approved in given(reference, ApproveScheduleException)}
    assert schools
    assert excepted == {*schools, town.branches[1].id}
