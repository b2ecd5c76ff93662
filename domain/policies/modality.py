"""How strongly a policy binds."""

from __future__ import annotations

from enum import StrEnum


class Modality(StrEnum):
    """Whether a rule binds (应当、必须), or is what is done as a rule (一般): not following it then takes a reason."""

    MUST = "MUST"
    SHOULD = "SHOULD"
