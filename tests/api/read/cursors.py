"""Cursors by hand: what SQL makes of a row, said a second time."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from graphql_api.read.cursors import SEPARATOR


def encode_cursor(list_name: str, values: Sequence[str]) -> str:
    text = SEPARATOR.join([list_name, *values])
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def list_name_of(cursor: str) -> str:
    return _parts(cursor)[0]


def values_of(cursor: str) -> list[str]:
    return _parts(cursor)[1:]


def _parts(cursor: str) -> list[str]:
    return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(SEPARATOR)
