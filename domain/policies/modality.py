"""How strongly a policy binds."""

from __future__ import annotations

from enum import StrEnum


class Modality(StrEnum):
    """MUST refuses what breaks the rule where a power is used; SHOULD accepts it with a reason."""

    MUST = "MUST"
    SHOULD = "SHOULD"
