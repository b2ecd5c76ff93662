"""A script of commands in a file, read a chunk at a time: who loads it need not hold it.

Each step is typed MessagePack, which takes a third of the time of a pickle to read: it is the loader's commands that
are to be measured, not where they come from.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO, Any, NamedTuple

import msgspec

from application.actor import Actor
from application.handlers import HANDLERS
from application.request import DisplayName
from domain.core import Occurred
from domain.core.command import Command
from gridledger.demo.generator import Script
from gridledger.demo.loader import CHUNK, NumberedStep, chunks
from gridledger.demo.steps import EventRef, Step

_COMMANDS = {cls.__name__: cls for cls in HANDLERS}


def _text(value: Any) -> str:
    if isinstance(value, Occurred):
        return str(value)
    raise TypeError(f"a spool holds no {type(value).__name__}: give it a form here")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_text)


class _Line(NamedTuple):
    number: int
    command: str  # its class
    step: msgspec.Raw


_PART = msgspec.msgpack.Decoder(list[_Line])


def write_spool(script: Script, file: Path, chunk: int = CHUNK) -> int:
    """Write a script's steps as the loader would send them; how many."""
    with file.open("wb") as stream:
        _write(stream, (script.tenant_id, script.seed))
        for part in chunks(list(enumerate(script.steps)), chunk):
            _write(stream, [_line(number, step) for number, step in part])
    return len(script.steps)


class Spool:
    """Such a file."""

    def __init__(self, file: Path) -> None:
        self._stream = file.open("rb")
        self.tenant_id, self.seed = msgspec.msgpack.decode(_read(self._stream), type=tuple[str, int])

    def chunks(self) -> Iterator[list[NumberedStep]]:
        """The steps."""
        with self._stream:
            while part := _read(self._stream):
                yield [(line.number, _step(line)) for line in _PART.decode(part)]


def _write(stream: IO[bytes], value: Any) -> None:
    encoded = _ENCODER.encode(value)
    stream.write(len(encoded).to_bytes(8, "big") + encoded)


def _read(stream: IO[bytes]) -> bytes:
    """What was written next; nothing at the end."""
    return stream.read(int.from_bytes(stream.read(8), "big"))


def _line(number: int, step: Step) -> _Line:
    fields = (step.clock, step.actor, step.command, step.display_name, step.names, step.settles)
    return _Line(number, type(step.command).__name__, msgspec.Raw(_ENCODER.encode(fields)))


def _step(line: _Line) -> Step:
    clock, actor, command, display_name, names, settles = _decoder(line.command).decode(line.step)
    return Step(
        clock=clock, actor=actor, command=command, display_name=display_name, names=names, settles=settles
    )


@cache
def _decoder(name: str) -> msgspec.msgpack.Decoder[Any]:
    command: type[Command] = _COMMANDS[name]
    fields = tuple[datetime, Actor, command, DisplayName | None, EventRef | None, bool]  # type: ignore[valid-type]
    return msgspec.msgpack.Decoder(
        fields, dec_hook=lambda kind, text: kind(text) if kind is Occurred else text
    )
