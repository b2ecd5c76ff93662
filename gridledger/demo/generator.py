"""Makes the whole load from a division tree, a seed and the townships wanted in full: always the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from gridledger.demo.away_steps import AwaySteps
from gridledger.demo.cast import Account, accounts_of
from gridledger.demo.changes import Changes
from gridledger.demo.clock_steps import close_days
from gridledger.demo.conveyance_steps import ConveyanceSteps
from gridledger.demo.development_steps import DevelopmentSteps
from gridledger.demo.division import Division, load_division
from gridledger.demo.document_steps import DocumentSteps
from gridledger.demo.figures import REFERENCE_COUNTY, figures_of
from gridledger.demo.founding import Founding, districts
from gridledger.demo.grid_steps import GridSteps
from gridledger.demo.ids import DemoIds
from gridledger.demo.leave_desk_steps import LeaveDeskSteps
from gridledger.demo.leave_steps import LeaveSteps
from gridledger.demo.lecture_steps import LectureSteps
from gridledger.demo.letter_steps import LetterSteps
from gridledger.demo.meeting_calendar import MeetingCalendar
from gridledger.demo.meeting_steps import MeetingSteps
from gridledger.demo.minutes_steps import MinutesSteps
from gridledger.demo.objection_steps import ObjectionSteps
from gridledger.demo.oversight_steps import OversightSteps
from gridledger.demo.peer_review_steps import PeerReviewSteps
from gridledger.demo.people import Person, Unit
from gridledger.demo.plan import CountyPlan, make_plan
from gridledger.demo.planning_steps import PlanningSteps
from gridledger.demo.points_steps import PointsSteps
from gridledger.demo.policy_steps import PolicySteps
from gridledger.demo.post_steps import PostSteps
from gridledger.demo.procedure_steps import ProcedureSteps
from gridledger.demo.project_steps import ProjectSteps
from gridledger.demo.resolution_steps import ResolutionSteps
from gridledger.demo.service_steps import ServiceSteps
from gridledger.demo.settling_in import SettlingIn
from gridledger.demo.steps import LocalTime, Step, StepList
from gridledger.demo.structure_steps import StructureSteps
from gridledger.demo.unit import UnitBuilder
from gridledger.demo.violation_steps import ViolationSteps
from gridledger.demo.visiting import Visiting

YEAR = 2025
SEED = 2025
TENANT = "liling-demo"
WHOLE_TENANT = "liling-full"
ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Script:
    """Everything to load, in order, and who can look at it afterwards."""

    tenant_id: str
    seed: int
    plan: CountyPlan
    units: tuple[Unit, ...] = field(repr=False)
    steps: tuple[Step, ...] = field(repr=False)
    accounts: tuple[Account, ...]

    @property
    def committee_id(self) -> UUID:
        """The county's committee."""
        return DemoIds(self.tenant_id, self.seed).committee

    @property
    def names(self) -> frozenset[str]:
        """Every name of a person in it."""
        return frozenset(step.display_name.text for step in self.steps if step.display_name)


def make_script(
    division: Division,
    *,
    townships: Sequence[str] | None = None,
    tenant_id: str = TENANT,
    seed: int = SEED,
    year: int = YEAR,
    whole: bool = False,
) -> Script:
    """A county's tree, and a year in these townships (nine-digit codes; the median town by default).

    If ``whole``, all of the county's own agencies besides, and the year of its grids, to the published numbers: in the
    townships given, which should be all then. KeyError for a township that the county does not have.
    """
    writer = _Writer(division, tenant_id, seed, year)
    codes = [division.median_town.code] if townships is None else list(townships)
    return writer.script([division.township(code).code for code in codes], whole=whole)


@lru_cache(maxsize=1)
def reference_script() -> Script:
    """The load of `gridledger demo`: the reference county, with its median town in full."""
    return make_script(load_division(REFERENCE_COUNTY))


def whole_script(
    division: Division | None = None, *, tenant_id: str = WHOLE_TENANT, seed: int = SEED
) -> Script:
    """The load of `gridledger demo --full`: a county (the reference county by default) with all that lives there.

    The median town comes first: the demo's accounts are of the first township.
    """
    division = division or load_division(REFERENCE_COUNTY)
    first = division.median_town
    codes = [first.code, *(township.code for township in division.townships if township is not first)]
    return make_script(division, townships=codes, tenant_id=tenant_id, seed=seed, whole=True)


class _Writer:
    """Puts the parts together; each keeps to its own kind of step."""

    def __init__(self, division: Division, tenant_id: str, seed: int, year: int) -> None:
        self._division = division
        self._plan = make_plan(division, figures_of(division), seed)
        self._ids = DemoIds(tenant_id, seed)
        self._year = year
        self._steps = StepList()
        time = LocalTime(ZONE)
        self._founding = Founding(self._steps, self._ids, time, year)
        self._settling_in = SettlingIn(self._steps, self._ids, time, year)
        self._changes = Changes(self._steps, self._ids, time, year)
        self._leaves = LeaveSteps(self._steps, self._ids, time)
        self._leave_desk = LeaveDeskSteps(self._steps, self._ids)
        self._violations = ViolationSteps(self._steps, self._ids)
        self._peer_reviews = PeerReviewSteps(self._steps)
        self._minutes = MinutesSteps(self._steps, self._ids, year)
        self._meetings = MeetingSteps(self._steps, self._ids, time, self._leaves, self._minutes)
        self._points = PointsSteps(self._steps, self._ids, time, year)
        self._grid_work = GridSteps(self._steps, self._ids, time, year)
        self._projects = ProjectSteps(self._steps, self._ids, time, year)
        self._procedures = ProcedureSteps(self._steps, self._ids, time, year)
        self._lectures = LectureSteps(self._steps, self._ids, time, year)
        self._resolutions = ResolutionSteps(self._steps, self._ids, time, year)
        self._planning = PlanningSteps(self._steps, self._ids, time, year)
        self._policies = PolicySteps(self._steps, self._ids, time, year)
        self._posts = PostSteps(self._steps, self._ids, year)
        self._documents = DocumentSteps(self._steps, self._ids)
        self._service = ServiceSteps(self._steps, self._ids, year)
        self._oversight = OversightSteps(self._steps, self._ids, year)
        self._letters = LetterSteps(self._steps, self._ids, year)
        self._away = AwaySteps(self._steps, self._ids, year)
        self._conveyances = ConveyanceSteps(self._steps, self._ids, time)
        self._objections = ObjectionSteps(self._steps, self._ids, time)
        self._development = DevelopmentSteps(self._steps, self._ids, year)
        self._structure = StructureSteps(self._steps, self._ids, division.place_names)
        self._time = time

    def script(self, codes: Sequence[str], *, whole: bool) -> Script:
        parts = districts(self._division, self._plan.figures.grid_districts)
        self._founding.county(self._division)
        self._founding.committees(self._division)
        self._founding.grids(self._division, parts)
        builder = UnitBuilder(self._plan, self._ids, self._year)
        agencies = builder.agencies(least_members=len(parts) + len(self._division.townships), whole=whole)
        townships = [builder.township(self._division.township(code)) for code in codes]
        units = (agencies, *townships)
        for unit in units:
            self._settling_in.add(unit)
            for branch in unit.branches:
                self._settling_in.into_groups(branch)
        self._founding.leaders(parts, agencies.branches[0].founders)
        for unit in units:
            self._year_of(unit, officials=agencies.branches[0].founders)
        if whole:
            Visiting(self._steps, self._ids, self._time, self._year, self._plan.figures).add(townships)
        else:
            for number, unit in enumerate(townships):
                self._grid_work.add(unit, first_number=1 + 10_000 * number)
        self._policies.county()
        self._planning.county()
        for unit in townships:
            self._projects.add(unit)
            self._planning.add(unit)
            self._procedures.add(unit)
            self._lectures.add(unit)
            self._resolutions.add(unit)
            self._policies.add(unit)
        morning_after = self._time.at(self._time.day_of(self._steps.last_clock) + timedelta(days=1), "09:00")
        for unit in townships:
            self._posts.add(unit, morning_after, signs_in=unit is townships[0])
            self._minutes.add(unit, morning_after + timedelta(minutes=15))
            self._leave_desk.add(unit, morning_after + timedelta(minutes=40))
            self._violations.add(unit, morning_after + timedelta(minutes=50))
            self._peer_reviews.add(unit, morning_after + timedelta(minutes=55))
            self._service.add(unit, morning_after + timedelta(hours=1))
            self._oversight.add(unit, morning_after + timedelta(hours=1, minutes=10))
            self._documents.add(unit, morning_after + timedelta(hours=2))
            self._development.add(unit, morning_after + timedelta(hours=8), self._division.place_names)
            self._away.add(unit, morning_after + timedelta(hours=5))
            self._objections.add(unit)
            self._conveyances.add(unit, morning_after + timedelta(hours=7))
            self._letters.add(unit, morning_after + timedelta(hours=6), self._division.place_names)
            self._structure.add(unit, morning_after + timedelta(days=1))
        close_days(self._steps, self._time)
        accounts = accounts_of(self._ids, townships)
        return Script(
            self._ids.tenant_id, self._ids.seed, self._plan, units, self._steps.in_order(), accounts
        )

    def _year_of(self, unit: Unit, officials: list[Person]) -> None:
        self._changes.confirmations(unit)
        if unit.code is not None:
            self._changes.transfers(unit)
            self._changes.corrections_of_members(unit, self._division.place_names)
            self._changes.organisations(unit)
            self._changes.grids(unit)
        for person in unit.people:
            if person.works_elsewhere:
                self._leaves.work_elsewhere(person, self._year)
        calendar = MeetingCalendar(self._ids, self._year)
        meetings = [meeting for branch in unit.branches for meeting in calendar.of(branch)]
        for meeting in sorted(meetings, key=lambda meeting: meeting.held_on):
            observers = [] if unit.code is None else officials
            for person in self._meetings.add(meeting, observers=observers):
                self._points.absent(person, meeting.held_on, meeting.id)
        for person in unit.people:
            self._points.add(person)
