"""Keeps sealed texts beside the events that tell of them, opens and erases them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from uuid import UUID

from application.documents.keys import Erasure, KeyStore, NoKeyError
from application.documents.sealing import Secret, UnreadableError, seal, unseal
from application.documents.text import TextToSeal, salted_sha256
from event_store.connections import Connections

__all__ = ["Vault"]

_PUT = "SELECT sealed.put_documents($1, $2, $3)"
_DISCARD = "SELECT document_id FROM sealed.discard_documents($1, $2)"
_ERASE = "SELECT sealed.erase_document($1, $2)"


class Vault:
    """Sealed texts are in the database and their keys elsewhere: neither of the two tells anything alone."""

    def __init__(self, connections: Connections, keys: KeyStore) -> None:
        self._connections = connections
        self._keys = keys

    async def keep(self, tenant_id: str, texts: Sequence[TextToSeal]) -> None:
        """Seal texts and keep them, key first: there is never a sealed text without one.

        Raises KeysUnavailableError and EventStoreError; kept again they stay as they are.
        """
        sealed = [await asyncio.to_thread(self._seal, tenant_id, text) for text in texts]
        await self._connections.fetch(_PUT, tenant_id, [text.document_id for text in texts], sealed)

    async def discard(self, tenant_id: str, texts: Iterable[TextToSeal]) -> None:
        """Take texts back, but for those of which an event tells."""
        ids = [text.document_id for text in texts]
        if ids:
            gone = await self._connections.fetch(_DISCARD, tenant_id, ids)
            taken = [UUID(int=row["document_id"].int) for row in gone]
            await asyncio.to_thread(self._keys.discard, tenant_id, taken)

    async def erase(self, erasure: Erasure) -> None:
        """Destroy a key, and take the sealed text away; done again it does what is left to do."""
        await asyncio.to_thread(self._keys.erase, erasure)
        await self._connections.fetch(_ERASE, erasure.tenant_id, erasure.document_id)

    async def is_another(self, tenant_id: str, document_id: UUID, text: str) -> bool:
        """Whether a document's text is certainly another than this; of one without a key nobody can tell.

        Raises KeysUnavailableError.
        """
        try:
            secret = await self._secret(tenant_id, document_id)
        except NoKeyError:
            return False
        return salted_sha256(secret.salt, text) != secret.digest.hex()

    async def open(
        self, tenant_id: str, document_id: UUID, sealed: bytes, sealed_hash: str
    ) -> tuple[str, bytes]:
        """The text and its salt. ``sealed_hash`` is what the log says of them.

        Raises NoKeyError, KeysUnavailableError, and UnreadableError where key, text and log do not fit each other.
        """
        secret = await self._secret(tenant_id, document_id)
        text = unseal(secret, tenant_id, document_id, sealed)
        if salted_sha256(secret.salt, text) != sealed_hash:
            raise UnreadableError(UnreadableError.__doc__)
        return text, secret.salt

    async def is_text(self, tenant_id: str, document_id: UUID, text: str, sealed_hash: str) -> bool:
        """Whether that is the text of which the log tells. Raises NoKeyError and KeysUnavailableError."""
        secret = await self._secret(tenant_id, document_id)
        return salted_sha256(secret.salt, text) == sealed_hash

    async def _secret(self, tenant_id: str, document_id: UUID) -> Secret:
        return await asyncio.to_thread(self._keys.get, tenant_id, document_id)

    def _seal(self, tenant_id: str, text: TextToSeal) -> bytes:
        secret = self._keys.put(tenant_id, text.document_id, Secret.of(text))
        return seal(secret, tenant_id, text.document_id, text.text)
