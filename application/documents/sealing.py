"""From a text and a secret to sealed bytes, and back: AES-256-GCM, bound to the county and the document."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from application.documents.text import TextToSeal

KEY_BYTES = 32
_NONCE_BYTES = 12
_BLOCK = 256  # sealed bytes tell how long a text is to so many bytes, no closer
_END = b"\x80"


class UnreadableError(Exception):
    """A sealed document cannot be opened with the key that is there."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What one document is sealed with. Destroyed, the text is gone, and its hash in the log tells nothing of it."""

    key: bytes = field(repr=False)
    salt: bytes = field(repr=False)
    digest: bytes = field(repr=False)  # as the log has it: a text sent again is held against it

    @classmethod
    def of(cls, text: TextToSeal) -> Secret:
        """A new key, beside the salt and the hash of a text."""
        return cls(secrets.token_bytes(KEY_BYTES), text.salt, bytes.fromhex(text.salted_sha256))


def seal(secret: Secret, tenant_id: str, document_id: UUID, text: str) -> bytes:
    """A nonce and the text encrypted."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    padded = text.encode() + _END
    padded += bytes(-len(padded) % _BLOCK)
    return nonce + AESGCM(secret.key).encrypt(nonce, padded, _bound_to(tenant_id, document_id))


def unseal(secret: Secret, tenant_id: str, document_id: UUID, sealed: bytes) -> str:
    """The text. Raises UnreadableError for bytes sealed with another key or for another document, and changed ones."""
    nonce, encrypted = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        padded = AESGCM(secret.key).decrypt(nonce, encrypted, _bound_to(tenant_id, document_id))
    except (InvalidTag, ValueError) as error:
        raise UnreadableError(UnreadableError.__doc__) from error
    return padded.rstrip(b"\0").removesuffix(_END).decode()


def _bound_to(tenant_id: str, document_id: UUID) -> bytes:
    return f"gridledger document 1\n{tenant_id}\n{document_id}".encode()
