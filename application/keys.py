"""Idempotency keys: what a repeated command is recognised by. Only keyed hashes are kept, never a key or a body."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any
from uuid import UUID

import msgspec

from application.hmac_sha256 import HmacSha256
from application.request import CommandRequest
from domain.core.command import Command
from domain.core.ids import uuid8

LONGEST_KEY = 255  # characters
_ENCODER = msgspec.json.Encoder(enc_hook=str, order="sorted")


@cache
def _fields(command: type[Command]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(command))


class CommandKeys:
    """Turns a client's key and command into the id and hash that the log keeps; ``secret`` is the server's own.

    A change of the secret makes every earlier key unknown.
    """

    def __init__(self, secret: bytes) -> None:
        self._hmac = HmacSha256(secret)

    def command_id(self, request: CommandRequest) -> UUID:
        """The command's id: the same for one key of one account in one county. UUID version 8."""
        return uuid8(self._hash("key", request.tenant_id, request.actor.account_id, request.key))

    def body_hash(self, request: CommandRequest) -> bytes:
        """32 bytes over everything that the caller said, without the fields that the server made."""
        command = request.command
        names = _fields(type(command))  # type: ignore[arg-type]  # it takes the __hash__ of instances for the class's
        said: dict[str, Any] = {name: getattr(command, name) for name in names if name not in request.made}
        name = request.display_name.text if request.display_name else None
        body = _ENCODER.encode([type(command).__name__, said, name, request.authority])
        return self._hash("body", body)

    def _hash(self, *parts: str | bytes) -> bytes:
        raw = [part.encode() if isinstance(part, str) else part for part in parts]
        said = b"".join([len(part).to_bytes(8, "big") + part for part in raw])
        return self._hmac.digest(said)
