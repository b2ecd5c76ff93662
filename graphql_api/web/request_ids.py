"""A name for every request, in answers and logs: the caller's own if it is fit for logs, else a new one."""

from __future__ import annotations

import re

from domain.core.ids import uuid7

HEADER = "x-request-id"
_FIT = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


def request_id(given: str | None) -> str:
    """The id of a request whose header says ``given``."""
    return given if given and _FIT.fullmatch(given) else _new()


def _new() -> str:
    """32 digits of base 16, which sort as requests came."""
    return uuid7().hex
