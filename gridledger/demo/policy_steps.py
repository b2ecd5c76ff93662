"""Rules that the county lives by: the regulation and its own from its founding on, local ones in a township."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from application.actor import Actor
from domain.core.command import Command
from domain.departures.commands import RecordDeparture, WithdrawDeparture
from domain.organisation.events import BranchSector
from domain.policies.commands import AdoptPolicy, AnnulAdoption, EndAdoption, PublishPack
from domain.policies.pack_reading import ReadPack, read_pack
from gridledger.demo.actors import Actors
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Unit
from gridledger.demo.steps import LocalTime, StepList

PACKS = Path(__file__).resolve().parents[2] / "packs"
OF_THE_COUNTY = ("branch-work-regulation.2018", "liling-activity-day.1")
OF_THE_TOWNSHIP = "guotong-joint-branch.1"  # a lecture each quarter
OF_ONE_BRANCH = "tender-centre.1"  # a lecture each half-year: weaker, which is told
MEANT_FOR_ANOTHER = "antu-community.1"
ABSENCES = "tender-centre/three-in-half-a-year"  # of that pack, a whole township takes this
GIVEN_UP = "tender-centre/friday-lecture"
MONTHLY = "branch-work-regulation/committee-meeting"  # kept as a rule, as is the yearly one
YEARLY = "branch-work-regulation/democratic-appraisal"


@cache
def pack_of(name: str) -> ReadPack:
    """A pack that ships, by the name of its file."""
    return read_pack((PACKS / f"{name}.toml").read_bytes())


class PolicySteps:
    """Adds these steps."""

    def __init__(self, steps: StepList, ids: DemoIds, time: LocalTime, year: int) -> None:
        self._steps = steps
        self._committee = ids.committee
        self._secretary = Actors(ids).county_secretary
        self._time = time
        self._year = year

    def county(self) -> None:
        """All packs that the load adopts are published on the founding day; those of the county bind from then on."""
        founded_on = date(self._year - 1, 12, 2)
        for name in (*OF_THE_COUNTY, OF_THE_TOWNSHIP, OF_ONE_BRANCH, MEANT_FOR_ANOTHER):
            pack, sha256 = pack_of(name)
            self._give(founded_on, self._secretary, PublishPack(pack=pack, pack_sha256=sha256))
        for name in OF_THE_COUNTY:
            command = _adoption(name, self._committee, founded_on, approved_by=self._committee)
            self._give(founded_on, self._secretary, command)

    def add(self, unit: Unit) -> None:
        """A township's own rules, a branch's weaker ones, and a pack that was adopted at the wrong branch."""
        settled, new_year = date(self._year - 1, 12, 31), date(self._year, 1, 1)
        agency, township = _agency(unit), unit.committee_id
        for name, node_id in ((OF_THE_TOWNSHIP, township), (OF_ONE_BRANCH, agency.id)):
            self._give(settled, unit.secretary, _adoption(name, node_id, new_year, approved_by=township))
        counted = _adoption(OF_ONE_BRANCH, township, new_year, approved_by=township, series=ABSENCES)
        self._give(settled, unit.secretary, counted)
        end = EndAdoption(node_id=agency.id, series=GIVEN_UP, until=date(self._year, 7, 1))
        self._give(date(self._year, 6, 20), unit.secretary, end)
        wrong = _adoption(MEANT_FOR_ANOTHER, agency.id, date(self._year, 3, 1), approved_by=township)
        self._give(date(self._year, 3, 3), unit.secretary, wrong)
        for rule in pack_of(MEANT_FOR_ANOTHER).pack.rules:
            annul = AnnulAdoption(
                node_id=wrong.node_id, series=rule.series, since=wrong.since, reason="WRONG_NODE"
            )
            self._give(date(self._year, 3, 4), unit.secretary, annul)
        self._departures(unit)

    def _departures(self, unit: Unit) -> None:
        """A branch gives its reason for a month and the year's appraisal; another for a month in which it met."""
        harvesting, another = unit.branches[1], unit.branches[2]
        told = date(self._year, 7, 28)
        self._depart(unit, harvesting, MONTHLY, f"{self._year}-07", told)
        self._depart(unit, harvesting, YEARLY, f"{self._year}", date(self._year, 12, 28))
        self._depart(unit, another, MONTHLY, f"{self._year}-07", told)
        withdraw = WithdrawDeparture(
            organisation_id=another.id,
            node_id=self._committee,
            series=MONTHLY,
            period=f"{self._year}-07",
            reason="MET_AFTER_ALL",
        )
        self._give(date(self._year, 7, 31), another.secretary, withdraw)

    def _depart(self, unit: Unit, branch: Branch, series: str, period: str, on: date) -> None:
        command = RecordDeparture(
            organisation_id=branch.id,
            node_id=self._committee,
            series=series,
            period=period,
            approved_by=unit.committee_id,
            reason="BUSY_FARMING",
        )
        self._give(on, branch.secretary, command)

    def _give(self, day: date, actor: Actor, command: Command) -> None:
        self._steps.add(self._time.at(day, "17:00"), actor, command)


def _adoption(
    name: str, node_id: UUID, since: date, *, approved_by: UUID, series: str | None = None
) -> AdoptPolicy:
    pack = pack_of(name).pack
    return AdoptPolicy(
        node_id=node_id,
        pack=pack.pack,
        version=pack.version,
        since=since,
        approved_by=approved_by,
        series=series,
    )


def _agency(unit: Unit) -> Branch:
    """Its first branch of an office; else its first."""
    return next(
        (branch for branch in unit.branches if branch.sector is BranchSector.AGENCY), unit.branches[0]
    )
