"""Moves by letter, entered once the year is over: within the county, to another one, and from it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from application.request import DisplayName
from domain.core import Occurred
from domain.core.command import Command
from domain.membership.events import MemberKind
from domain.transfers.commands import (
    AcknowledgeLetter,
    AdmitByLetter,
    IssueLetter,
    ReceiveLetter,
    WithdrawLetter,
)
from domain.transfers.events import letter_id
from gridledger.demo.chance import chance
from gridledger.demo.ids import DemoIds
from gridledger.demo.names import NameMaker
from gridledger.demo.people import Branch, Person, Unit
from gridledger.demo.steps import StepList

NEIGHBOUR = "430224"  # 茶陵县, in the same province
FAR = "440305"  # 深圳市南山区


class LetterSteps:
    """Adds them for a township; what was entered late contradicts a roster or two, and stands as a finding."""

    def __init__(self, steps: StepList, ids: DemoIds, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._issued_on = date(year, 12, 8)

    def add(self, unit: Unit, at: datetime, texts: tuple[str, ...]) -> None:
        """From the instant ``at`` on, a minute apart."""
        home, other = unit.branches[0], unit.branches[-1]
        movers = [person for person in home.founders if not person.on_committee][-4:]
        inside, out, kept, open_ = movers
        commands = [
            self._issue(unit, 1, inside, to=other),
            ReceiveLetter(
                letter_id=letter_id(_number(unit, 1)),
                to_branch_id=other.id,
                on=self._issued_on + timedelta(days=7),
            ),
            self._issue(unit, 2, out, county=NEIGHBOUR),
            AcknowledgeLetter(letter_id=letter_id(_number(unit, 2)), on=self._issued_on + timedelta(days=14)),
            self._issue(unit, 3, kept, county=FAR),
            WithdrawLetter(letter_id=letter_id(_number(unit, 3)), reason="STAYS"),
            self._issue(unit, 4, open_, county=FAR),
        ]
        for minute, command in enumerate(commands):
            self._steps.add(at + timedelta(minutes=minute), unit.secretary, command)
        admitted, name = self._admit(unit, other, texts)
        self._steps.add(at + timedelta(hours=1), unit.secretary, admitted, display_name=name)

    def _issue(
        self, unit: Unit, number: int, person: Person, *, to: Branch | None = None, county: str | None = None
    ) -> Command:
        return IssueLetter(
            letter_id=letter_id(_number(unit, number)),
            number=_number(unit, number),
            member_id=person.id,
            to_branch_id=None if to is None else to.id,
            to_county=county,
            occurred_at=Occurred.on(self._issued_on),
        )

    def _admit(self, unit: Unit, branch: Branch, texts: tuple[str, ...]) -> tuple[AdmitByLetter, DisplayName]:
        key = f"{unit.code}-admitted"
        member_id = self._ids.of("member", key)
        text = NameMaker(chance(self._ids.seed, "admitted", str(unit.code)), texts).next()
        name = DisplayName(self._ids.of("name", key), member_id, text)
        number = _number(unit, 1204)
        return (
            AdmitByLetter(
                letter_id=letter_id(number, NEIGHBOUR),
                number=number,
                from_county=NEIGHBOUR,
                issued_on=self._issued_on,
                on=self._issued_on + timedelta(days=21),
                member_id=member_id,
                branch_id=branch.id,
                kind=MemberKind.FULL,
                joined_on=date(self._issued_on.year - 11, 7, 1),
                name_id=name.name_id,
            ),
            name,
        )


def _number(unit: Unit, number: int) -> str:
    """Every township has numbers of its own."""
    return f"{str(unit.code)[-3:]}-{number:04d}"
