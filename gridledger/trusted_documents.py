"""Registering documents: read from files, held against the schema, kept in the database by whoever owns its tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from graphql_api.schema import schema

if TYPE_CHECKING:
    import asyncpg

_REGISTER = """
    INSERT INTO trusted.document (sha256, name, body, registered_by) VALUES ($1, $2, $3, $4)
    ON CONFLICT (sha256) DO NOTHING
    RETURNING sha256
"""
_LONGEST_NAME = 200  # characters
_LIST = "SELECT sha256, name, body, registered_at, registered_by FROM trusted.document ORDER BY name, sha256"
_REMOVE = "DELETE FROM trusted.document WHERE sha256 = $1 OR name = $1 RETURNING name, sha256"


class DocumentError(Exception):
    """A document cannot be registered, or is not there; the message says which, and what to do."""


class Document(NamedTuple):
    """A document as a file has it; ``name`` is that of its operations, else the file's."""

    name: str
    text: str

    @property
    def sha256(self) -> str:
        """What clients send in its place."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class RegisteredDocument:
    """One of the database; ``fits`` says whether the schema of this version can execute it."""

    sha256: str
    name: str
    registered_at: datetime
    registered_by: str
    fits: bool


def read_documents(paths: Sequence[Path]) -> list[Document]:
    """The documents of files: ``.json`` is a manifest, any other file one document.

    Raises DocumentError for a file that cannot be read so, and for a document that could never be executed.
    """
    found = [document for path in paths for document in _read(path)]
    for document in found:
        faults = schema().faults_of(document.text)
        if faults:
            raise DocumentError(f"{document.name} does not fit the schema: {faults[0]}")
    return found


async def register(
    connection: asyncpg.Connection[asyncpg.Record], documents: Sequence[Document], *, by: str
) -> list[tuple[Document, bool]]:
    """Register all or none; each with whether it is new."""
    async with connection.transaction():
        return [
            (one, await connection.fetchval(_REGISTER, one.sha256, one.name, one.text, by) is not None)
            for one in documents
        ]


async def registered(connection: asyncpg.Connection[asyncpg.Record]) -> list[RegisteredDocument]:
    """All of them, by name."""
    return [
        RegisteredDocument(
            sha256=row["sha256"],
            name=row["name"],
            registered_at=row["registered_at"],
            registered_by=row["registered_by"],
            fits=not schema().faults_of(row["body"]),
        )
        for row in await connection.fetch(_LIST)
    ]


async def remove(connection: asyncpg.Connection[asyncpg.Record], names: Sequence[str]) -> list[str]:
    """Remove all or none, each by its name or hash; a line about each. Raises DocumentError where there is none."""
    lines: list[str] = []
    async with connection.transaction():
        for name in names:
            rows = await connection.fetch(_REMOVE, name)
            if not rows:
                raise DocumentError(f"no document is registered as {name}; none was removed")
            lines.extend(f"{row['sha256']}  {row['name']}" for row in rows)
    return lines


def _read(path: Path) -> Iterator[Document]:
    try:
        text = path.read_bytes().decode()
        if path.suffix != ".json":
            yield _named(text, path.stem)
            return
        manifest = orjson.loads(text)
    except (UnicodeDecodeError, orjson.JSONDecodeError) as error:
        raise DocumentError(f"{path} is no text in UTF-8, or no JSON ({error})") from None
    for sha256, document in _entries(manifest):
        if not isinstance(sha256, str) or not isinstance(document, str):
            raise DocumentError(
                f'{path} is no manifest; it must be a JSON object {{"hash": "document", ...}}, or one of Apollo\'s'
            )
        yield _of_manifest(path, sha256, document)


def _entries(manifest: Any) -> Iterable[tuple[Any, Any]]:
    """Hashes and documents of a manifest; what is none comes as a pair that is none either."""
    if not isinstance(manifest, dict):
        return [(None, None)]
    operations = manifest.get("operations")
    if not isinstance(operations, list):
        return manifest.items()
    return [(one.get("id"), one.get("body")) if isinstance(one, dict) else (None, None) for one in operations]


def _named(text: str, otherwise: str) -> Document:
    return Document((schema().operations_of(text) or otherwise)[:_LONGEST_NAME], text)


def _of_manifest(path: Path, sha256: str, text: str) -> Document:
    document = _named(text, sha256[:16])
    if document.sha256 != sha256.removeprefix("sha256:"):
        raise DocumentError(
            f"{path} names {document.name} by another hash than SHA-256 ({sha256[:16]}…); let the compiler make that: "
            "`algorithm: SHA256` of Relay, `hashAlgorithm: sha256` of GraphQL Code Generator"
        )
    return document
