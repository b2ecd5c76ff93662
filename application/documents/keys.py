"""Where the secrets of documents are kept: the seam behind which it may be a directory, or another service."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.documents.sealing import Secret


class NoKeyError(Exception):
    """The key of a sealed document is not where keys are kept."""


class KeysUnavailableError(Exception):
    """Keys of documents cannot be read or written just now. Try again shortly."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """A line of the list of erasures: which key was destroyed, by whom, when, and why."""

    tenant_id: str
    document_id: UUID
    erased_at: datetime
    account: str
    role: str
    basis: str
    position: int  # of the event in the county's log


class KeyStore(Protocol):
    """Keeps one secret a document. What it cannot do just now raises KeysUnavailableError."""

    def put(self, tenant_id: str, document_id: UUID, secret: Secret) -> Secret:
        """Keep a secret, for good before this returns; where one is there already, that is returned and stays."""

    def get(self, tenant_id: str, document_id: UUID) -> Secret:
        """The secret of a document. Raises NoKeyError, also for one that the list of erasures names."""

    def discard(self, tenant_id: str, document_ids: Iterable[UUID]) -> None:
        """Destroy secrets of documents that never came about."""

    def erase(self, erasure: Erasure) -> None:
        """Put a document on the list of erasures, unless it is there, and destroy its secret."""

    def erasures(self) -> list[Erasure]:
        """The list, in order of writing."""
