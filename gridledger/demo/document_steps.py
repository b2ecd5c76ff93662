"""Sealed documents, recorded once the year is over: why somebody asked for leave, a talk, minutes; one is erased."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from application.documents.text import TextToSeal
from domain.documents.commands import EraseDocument, SealDocument
from domain.documents.events import DocumentKind, ErasureBasis
from gridledger.demo.actors import Actors
from gridledger.demo.cast import interesting_branch, interesting_member
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Unit
from gridledger.demo.steps import StepList

# Synthetic, as all of the demo is.
_TEXTS = {
    DocumentKind.LEAVE_GROUNDS: "因母亲住院陪护，请假三天。",
    DocumentKind.TALK: "就连续两次缺席组织生活谈话，本人说明原因并作出改进承诺。",
    DocumentKind.MINUTES: "支部党员大会：学习文件、讨论发展对象、通报党费收缴情况。",
    DocumentKind.STATEMENT: "本人说明：登记的缺席日期有误，当日在外地出差。",
}


class DocumentSteps:
    """Adds a few documents of one branch of a township."""

    def __init__(self, steps: StepList, ids: DemoIds) -> None:
        self._steps = steps
        self._ids = ids
        self._actors = Actors(ids)

    def add(self, unit: Unit, at: datetime) -> None:
        """All of them, from the instant ``at`` on."""
        branch = interesting_branch(unit)
        member_id = interesting_member(branch).id
        for minute, (kind, text) in enumerate(_TEXTS.items()):
            document_id = self._ids.of("document", branch.key, kind.value)
            sealed = self._text(document_id, text)
            is_of_member = kind is not DocumentKind.MINUTES
            command = SealDocument(
                document_id=document_id,
                kind=kind,
                salted_sha256=sealed.salted_sha256,
                member_id=member_id if is_of_member else None,
                organisation_id=None if is_of_member else branch.id,
            )
            self._steps.add(at + timedelta(minutes=minute), unit.secretary, command, text=sealed)
        erased = self._ids.of("document", branch.key, DocumentKind.STATEMENT.value)
        erasure = EraseDocument(document_id=erased, basis=ErasureBasis.CONSENT_WITHDRAWN)
        self._steps.add(at + timedelta(hours=1), self._actors.county_secretary, erasure)

    def _text(self, document_id: UUID, text: str) -> TextToSeal:
        """With a salt that follows from the seed: the load is the same each time. Anybody else's is random."""
        salt = hashlib.sha256(f"salt {self._ids.seed} {document_id}".encode()).digest()
        return TextToSeal(document_id, text, salt)
