"""Facts about transfer letters, each on the letter's stream.

A transfer between two counties has a side in the log of each: the letter that goes out (issued, and received when the
receipt of the other county comes back), and the letter that came in (admitted). No transaction touches both.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.transfers.state import Letter

STREAM = Letter.STREAM_TYPE


def letter_id(number: str, from_county: str | None = None) -> UUID:
    """The stream of a letter by its number: of this county, or of the one with that division code."""
    return deterministic_id("letter", from_county or "", number)


def receiving_side(letter_id: UUID) -> UUID:
    """What clients know a letter of this county by where it is received: it has a side at each of the two branches."""
    return deterministic_id("letter received", letter_id)


@event_type("letter.issued", STREAM, subjects=("member_id", "from_branch_id", "to_branch_id"))
class LetterIssued(DomainEvent):
    """A letter was made out on the day of occurrence; until it is received the home stays where it is."""

    number: str
    member_id: UUID
    from_branch_id: UUID
    issued_on: date
    valid_until: date  # the last day on which it may be received
    to_branch_id: UUID | None = None  # a branch of this county
    to_county: str | None = None  # or another county, by its division code of six digits

    def apply(self, state: Letter) -> None:
        state.member_id = self.member_id
        state.from_branch_id = self.from_branch_id
        state.issued_on = self.issued_on
        state.valid_until = self.valid_until
        state.to_branch_id = self.to_branch_id
        state.to_county = self.to_county


@event_type("letter.received", STREAM)
class LetterReceived(DomainEvent):
    """The letter was used: it reached the branch, or the other county's receipt (回执) says so, as of ``on``."""

    on: date

    def apply(self, state: Letter) -> None:
        state.received_on = self.on


@event_type("letter.withdrawn", STREAM)
class LetterWithdrawn(DomainEvent):
    """The letter is not to be used any more (收回): it was given back, or ran out."""

    def apply(self, state: Letter) -> None:
        state.withdrawn = True


@event_type("letter.admitted", STREAM, subjects=("member_id", "to_branch_id"))
class LetterAdmitted(DomainEvent):
    """A letter of another county was used here: its bearer has a home in this county from ``on`` on."""

    number: str
    from_county: str  # division code of six digits
    member_id: UUID
    to_branch_id: UUID
    issued_on: date
    valid_until: date
    on: date

    def apply(self, state: Letter) -> None:
        state.member_id = self.member_id
        state.to_branch_id = self.to_branch_id
        state.issued_on = self.issued_on
        state.valid_until = self.valid_until
        state.received_on = self.on
