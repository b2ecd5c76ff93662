"""A directory of secrets: one file a document, which only its owner may read, and the list of erasures beside them.

    <county>/<last two digits of the document's id>/<document's id>
    erasures.jsonl

A county's folder has a name that follows from the county's, since that may be any text.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar
from uuid import UUID

import msgspec

from application.documents.keys import Erasure, KeysUnavailableError, NoKeyError
from application.documents.sealing import KEY_BYTES, Secret
from application.documents.text import SALT_BYTES

P = ParamSpec("P")
R = TypeVar("R")
_LIST = "erasures.jsonl"
_DIGEST_BYTES = 32
_BYTES = KEY_BYTES + SALT_BYTES + _DIGEST_BYTES  # of a file


def _told_apart(function: Callable[P, R]) -> Callable[P, R]:
    """What the file system cannot do just now is told as that, with no path in the words."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except OSError as error:
            raise KeysUnavailableError(KeysUnavailableError.__doc__) from error

    return call


class KeyDirectory:
    """A key store of files. Several processes, and machines by a shared file system, may use it at once."""

    def __init__(self, directory: Path) -> None:
        """The directory is made when the first secret is put there."""
        self._directory = directory
        self._list = directory / _LIST
        self._erased: frozenset[tuple[str, UUID]] = frozenset()
        self._erased_size = 0  # bytes of the list as it was last read

    @_told_apart
    def put(self, tenant_id: str, document_id: UUID, secret: Secret) -> Secret:
        """Keep a secret; of two that put one at once the first wins, and nobody reads half a file."""
        file = self._file(tenant_id, document_id)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = file.with_name(f".{document_id}-{secrets.token_hex(8)}")
        _write(unfinished, os.O_EXCL, secret.key + secret.salt + secret.digest)
        try:
            os.link(unfinished, file)
        except FileExistsError:
            return _read(file)
        finally:
            unfinished.unlink()
        for folder in (file.parent, file.parent.parent, self._directory):
            _settle(folder)
        return secret

    @_told_apart
    def get(self, tenant_id: str, document_id: UUID) -> Secret:
        """The secret of a document, unless it was erased: a file that came back with a backup counts for nothing."""
        if (tenant_id, document_id) in self._known_erasures():
            raise NoKeyError(NoKeyError.__doc__)
        return _read(self._file(tenant_id, document_id))

    @_told_apart
    def discard(self, tenant_id: str, document_ids: Iterable[UUID]) -> None:
        """Destroy secrets, where they are there."""
        for document_id in document_ids:
            _destroy(self._file(tenant_id, document_id))

    @_told_apart
    def erase(self, erasure: Erasure) -> None:
        """First the list, then the file: broken off between the two, it is destroyed when it is done again."""
        named = (erasure.tenant_id, erasure.document_id)
        if named not in self._known_erasures():
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            start = b"" if self._ends_whole() else b"\n"
            _write(self._list, os.O_APPEND, start + msgspec.json.encode(erasure) + b"\n")
            _settle(self._directory)
        _destroy(self._file(*named))

    @_told_apart
    def erasures(self) -> list[Erasure]:
        """The list. A line that was broken off by a crash is left out: that erasure was not told as done."""
        try:
            lines = self._list.read_bytes().splitlines()
        except FileNotFoundError:
            return []
        found: list[Erasure] = []
        for line in lines:
            with suppress(msgspec.DecodeError):
                found.append(msgspec.json.decode(line, type=Erasure))
        return found

    def _ends_whole(self) -> bool:
        """Whether the list is empty or ends with a whole line: what a crash broke off must not take the next along."""
        return not self._list.exists() or self._list.read_bytes()[-1:] in (b"", b"\n")

    def _known_erasures(self) -> frozenset[tuple[str, UUID]]:
        """Read again only where the list has grown: it is asked for at every opening."""
        size = self._list.stat().st_size if self._list.exists() else 0
        if size != self._erased_size:
            self._erased = frozenset((one.tenant_id, one.document_id) for one in self.erasures())
            self._erased_size = size
        return self._erased

    def _file(self, tenant_id: str, document_id: UUID) -> Path:
        county = hashlib.sha256(tenant_id.encode()).hexdigest()[:32]
        return self._directory / county / document_id.hex[-2:] / str(document_id)


def _read(file: Path) -> Secret:
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise NoKeyError(NoKeyError.__doc__) from None
    if len(content) != _BYTES:
        raise NoKeyError(NoKeyError.__doc__)
    return Secret(content[:KEY_BYTES], content[KEY_BYTES:-_DIGEST_BYTES], content[-_DIGEST_BYTES:])


def _write(file: Path, how: int, content: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | how, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(descriptor)


def _destroy(file: Path) -> None:
    """Overwritten, then unlinked, for good: what a file system keeps of earlier blocks is out of a program's reach."""
    with suppress(FileNotFoundError):
        descriptor = os.open(file, os.O_WRONLY)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(bytes(_BYTES))
            stream.flush()
            os.fsync(descriptor)
        file.unlink()
        _settle(file.parent)


def _settle(folder: Path) -> None:
    """Make sure that the names in a folder outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
