"""Random commands about documents, from a source of their own: those about all else stay as they were."""

from __future__ import annotations

import random
from collections.abc import Iterator

from domain.core.command import Command
from domain.documents.commands import EraseDocument, SealDocument
from domain.documents.events import DocumentKind, DocumentSealed, ErasureBasis
from tests.projections.known import Known, SeededIds

_FEW = 8  # persons, so that they move with several


class Documents:
    """Seals texts about a few persons and about branches, and erases some."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"documents {seed}")
        self._ids = SeededIds(seed + 77_000_000)

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        makers = self._of_member, self._of_member, self._of_branch, self._erase
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def circular(self) -> Command:
        """One of the county's committee, which entries of all below may name."""
        return SealDocument(
            document_id=self._ids.new_id(),
            kind=DocumentKind.CIRCULAR,
            salted_sha256=self._hash(),
            organisation_id=self._known.committee_id,
        )

    def _hash(self) -> str:
        return f"{self._random.getrandbits(256):064x}"

    def _of_member(self) -> Command:
        return SealDocument(
            document_id=self._ids.new_id(),
            kind=self._random.choice([DocumentKind.LEAVE_GROUNDS, DocumentKind.TALK, DocumentKind.MINUTES]),
            salted_sha256=self._hash(),
            member_id=self._random.choice(list(self._known.members)[:_FEW]),
        )

    def _of_branch(self) -> Command:
        return SealDocument(
            document_id=self._ids.new_id(),
            kind=self._random.choice([DocumentKind.MINUTES, DocumentKind.REPORT]),
            salted_sha256=self._hash(),
            organisation_id=self._random.choice([*self._known.branches, *[self._known.committee_id] * 3]),
        )

    def _erase(self) -> Command | None:
        sealed = [event for event in self._known.events if isinstance(event, DocumentSealed)]
        if not sealed:
            return None
        basis = self._random.choice(list(ErasureBasis))
        return EraseDocument(document_id=self._random.choice(sealed[-_FEW:]).originator_id, basis=basis)
