"""The load is the same for the same seed, in order, and full of what life brings."""

from __future__ import annotations

from datetime import date
from random import Random

from application.handlers import HANDLERS
from application.targets import target_of
from domain.accounts.commands import GivePost, LinkAccount
from domain.accounts.events import PostRole
from domain.assessments.commands import AssessPeriod
from domain.meeting_entries.commands import RecordLecturer, RecordLectureTest, TakeMinutes
from domain.meeting_entries.events import MinutesField
from domain.meetings.commands import PlanMeeting, ReclassifyAbsence
from domain.meetings.events import MeetingKind
from domain.membership.commands import RegisterMember
from domain.membership.events import MemberKind
from domain.obligations.commands import (
    AssignObligation,
    FulfilObligation,
    ReconcileObligation,
    WaiveObligation,
)
from domain.organisation.commands import FoundOrganisation
from domain.organisation.events import BranchSector, OrganisationKind
from domain.verdicts.commands import AnnounceVerdict
from gridledger.demo.generator import Script, make_script
from gridledger.demo.loader import chunks
from gridledger.demo.names import NameMaker
from gridledger.demo.steps import digest
from tests.demo.small import small_division, small_script

# The sample that `gridledger demo` loads; these change only when the plan or the seed does.
TOWN = "东富镇"
MEMBERS, BRANCHES, RURAL, LARGE_RURAL = 1729, 31, 20, 7


def test_the_same_seed_gives_the_same_steps(small: Script) -> None:
    assert digest(small_script().steps) == digest(small.steps)
    assert digest(small_script(seed=29).steps) != digest(small.steps)


def test_the_clock_never_goes_backwards(reference: Script) -> None:
    clocks = [step.clock for step in reference.steps]
    assert clocks == sorted(clocks)
    assert date(2024, 12, 2) == clocks[0].date()
    assert all(clock.tzinfo is not None for clock in clocks)


# What is due of whom, workers find out; and what people make of it comes after.
OWED = {ReconcileObligation, AssignObligation, FulfilObligation, WaiveObligation}


def test_every_kind_of_command_is_given(reference: Script, small: Script) -> None:
    by_process_managers = {AnnounceVerdict, AssessPeriod, ReclassifyAbsence}
    for script in (reference, small):
        assert {type(step.command) for step in script.steps} == set(HANDLERS) - by_process_managers - OWED


def test_of_several_townships_only_one_signs_in() -> None:
    division = small_division()
    both = make_script(division, townships=[one.code for one in division.townships], tenant_id="both")
    linked = [step.command.account_id for step in both.steps if isinstance(step.command, LinkAccount)]
    given = [step.command for step in both.steps if isinstance(step.command, GivePost)]
    assert len(linked) == len(set(linked)) > 0
    assert len([post for post in given if post.role is PostRole.TOWNSHIP_SECRETARY]) == 2


def test_the_sampled_township_is_what_the_documents_say(reference: Script) -> None:
    _, town = reference.units
    rural = [branch for branch in town.branches if branch.sector is BranchSector.RURAL]
    assert town.name == TOWN
    assert len(town.people) == MEMBERS
    assert len(town.branches) == BRANCHES
    assert len(rural) == RURAL
    assert sum(len(branch.founders) >= 100 for branch in rural) == LARGE_RURAL


def test_the_units_are_those_of_the_plan(reference: Script) -> None:
    _, town = reference.units
    planned = reference.plan.of_township(town.code)
    assert [len(branch.founders) for branch in town.branches] == [plan.members for plan in planned]
    registered = [step.command for step in reference.steps if isinstance(step.command, RegisterMember)]
    registered = [command for command in registered if command.kind is not MemberKind.LEAGUE_MEMBER]
    assert len(registered) == sum(len(unit.people) for unit in reference.units)


def test_every_town_and_street_has_its_committee(reference: Script) -> None:
    founded = [step.command for step in reference.steps if isinstance(step.command, FoundOrganisation)]
    codes = {command.division_code for command in founded}
    assert codes >= {township.code for township in reference.plan.division.townships}
    committees = [command for command in founded if command.kind is OrganisationKind.PARTY_COMMITTEE]
    assert len(committees) == 19


def test_party_days_are_on_the_18th_or_19th_but_for_schools(reference: Script) -> None:
    schools = {
        branch.id
        for unit in reference.units
        for branch in unit.branches
        if branch.sector is BranchSector.SCHOOL
    }
    on_other_days = 0
    for step in reference.steps:
        command = step.command
        if not isinstance(command, PlanMeeting) or command.kind is not MeetingKind.THEME_PARTY_DAY:
            continue
        if command.organisation_id in schools:
            assert command.held_on.weekday() == 5 or step.clock.day > 1
        elif command.held_on.day not in (18, 19):
            on_other_days += 1  # entered wrongly at first, or moved after a cancellation
    assert 0 < on_other_days < 20


def test_the_books_of_meetings_lack_something_now_and_then(reference: Script) -> None:
    commands = [step.command for step in reference.steps]
    minutes = [command for command in commands if isinstance(command, TakeMinutes)]
    incomplete = [one for one in minutes if len(one.records) < len(MinutesField)]
    assert 0 < len(incomplete) < len(minutes) / 3
    taught = {command.meeting_id for command in commands if isinstance(command, RecordLecturer)}
    tested = {command.meeting_id for command in commands if isinstance(command, RecordLectureTest)}
    assert tested < taught
    planned = [command for command in commands if isinstance(command, PlanMeeting)]
    assert len({one.kind for one in planned if one.gathering_id}) == 2
    assert [one.of_business for one in planned].count(True) == 1
    assert [one.urgent for one in planned].count(True) == 1


def test_names_are_synthetic_and_stand_in_no_place_name(reference: Script) -> None:
    places = "\n".join(reference.plan.division.place_names)
    assert len(reference.names) > 1_000
    assert not [name for name in reference.names if name in places]
    assert all(2 <= len(name) <= 3 for name in reference.names)


def test_names_avoid_texts() -> None:
    taken = NameMaker(Random(7), ()).next()
    assert NameMaker(Random(7), [f"在{taken}家"]).next() != taken


def test_chunks_end_with_days_and_hold_every_step_once(small: Script) -> None:
    steps = list(enumerate(small.steps))
    runs = list(chunks(steps, 100))
    assert [step for run in runs for step in run] == steps
    assert len(runs[0]) == 1  # the founding
    for run in runs:
        before: set[object] = set()
        for _, step in run:
            assert step.names is None or step.names.stream_id not in before
            before.add(target_of(step.command).stream_id)
