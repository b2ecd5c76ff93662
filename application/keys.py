"""Idempotency keys: what a repeated command is recognised by. Only keyed hashes are kept, never a key or a body."""

from __future__ import annotations

import hmac
import struct
from dataclasses import fields
from functools import cache
from typing import Any
from uuid import UUID

import msgspec

from application.request import CommandRequest
from domain.core.command import Command
from domain.core.ids import uuid8

LONGEST_KEY = 255  # characters
_LENGTH = struct.Struct(">Q")
_ENCODER = msgspec.json.Encoder(enc_hook=str, order="sorted")


@cache
def _fields(command: type[Command]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(command))


class CommandKeys:
    """Turns a client's key and command into the id and hash that the log keeps; ``secret`` is the server's own.

    A change of the secret makes every earlier key unknown.
    """

    def __init__(self, secret: bytes) -> None:
        self._hmac = hmac.new(secret, digestmod="sha256")  # copied: it has the key hashed already

    def command_id(self, request: CommandRequest) -> UUID:
        """The command's id: the same for one key of one account in one county. UUID version 8."""
        account = request.actor.account_id
        return uuid8(self._hash(b"key", request.tenant_id.encode(), account.encode(), request.key.encode()))

    def body_hash(self, request: CommandRequest) -> bytes:
        """32 bytes over everything that the caller said, without the fields that the server made."""
        command = request.command
        names = _fields(type(command))  # type: ignore[arg-type]  # it takes the __hash__ of instances for the class's
        said: dict[str, Any] = {name: getattr(command, name) for name in names if name not in request.made}
        name = request.display_name.text if request.display_name else None
        body = _ENCODER.encode([type(command).__name__, said, name, request.authority])
        return self._hash(b"body", body)

    def _hash(self, *parts: bytes) -> bytes:
        keyed = self._hmac.copy()
        keyed.update(b"".join([_LENGTH.pack(len(part)) + part for part in parts]))
        return keyed.digest()
