"""A text on its way to be sealed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from uuid import UUID

MOST_BYTES = 65_536  # of a text, in UTF-8
SALT_BYTES = 32
_ALGORITHM = b"gridledger document 1\n"  # so that no hash of another purpose can be taken for one


def salted_sha256(salt: bytes, text: str) -> str:
    """SHA-256 in base 16, as the log has it: of a fixed first line, the salt, and the text in UTF-8."""
    return hashlib.sha256(_ALGORITHM + salt + text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class TextToSeal:
    """A text, and the salt over which the event tells its hash. Neither shows where the object is printed."""

    document_id: UUID
    text: str = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def salted_sha256(self) -> str:
        """What the event says of it."""
        return salted_sha256(self.salt, self.text)
