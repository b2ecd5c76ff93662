"""Reads the parts of an input that the domain knows in another form, and gathers what cannot be read.

What goes wrong here is a user error like any refusal; nothing is written then.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID
from zoneinfo import available_timezones

from application.documents.text import MOST_BYTES, SALT_BYTES, TextToSeal
from application.request import DisplayName
from domain.core import Ids, Refusal, RefusalCode, checks
from event_store.checks import MAX_TEXT_BYTES
from graphql_api.read import BadIdError, decode_id, parse_id

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
NOBODY = UUID(int=0)  # stands in for an id that could not be read; the command is never given
MOST_REFUSALS = 100  # told of one input


@dataclass(slots=True)
class Given:
    """One input being read."""

    ids: Ids
    refusals: list[Refusal] = field(default_factory=list)
    made: list[str] = field(default_factory=list)  # fields of the command that the server fills
    display_name: DisplayName | None = None
    text: TextToSeal | None = None

    def id(self, type_name: str, text: str, *path: str, index: int | None = None) -> UUID:
        """The key behind a global id of that type; ``path`` names the input field."""
        try:
            found = parse_id(text)
        except BadIdError:
            return self._unreadable(RefusalCode.NOT_FOUND, path, index)
        if found.type_name != type_name:
            return self._unreadable(RefusalCode.WRONG_KIND, path, index)
        return found.key

    def optional_id(
        self, type_name: str, text: str | None, *path: str, index: int | None = None
    ) -> UUID | None:
        """As ``id``, for a field that may be left out."""
        return None if text is None else self.id(type_name, text, *path, index=index)

    def event(self, text: str, *path: str) -> UUID:
        """An event, by its UUID or its global id."""
        return self._uuid_or(text, "Event", path=path)

    def ground(self, text: str | None, *path: str) -> UUID | None:
        """What an entry rests on: an event, or a meeting by its global id."""
        return None if text is None else self._uuid_or(text, "Event", "Meeting", path=path)

    def optional_event(self, text: str | None, *path: str) -> UUID | None:
        """As ``event``, for a field that may be left out."""
        return None if text is None else self.event(text, *path)

    def uuid(self, text: str | None, *path: str) -> UUID | None:
        """What the client calls by a UUID of its own, if it is given."""
        if text is None or _UUID.fullmatch(text):
            return None if text is None else UUID(text)
        return self._unreadable(RefusalCode.INVALID_VALUE, path, None)

    def optional_document(self, text: str | None, *path: str, index: int | None = None) -> UUID | None:
        """A document by its UUID or its global id, for a field that may be left out."""
        return None if text is None else self._uuid_or(text, "Document", path=path, index=index)

    def new(self, name: str) -> UUID:
        """A new id for the command's field ``name``."""
        self.made.append(name)
        return self.ids.new_id()

    def name_of(self, member_id: UUID, text: str) -> UUID:
        """The id of a new version of a person's name; the name itself stays outside the log."""
        refusal = checks.name(text, "displayName")
        if refusal is not None:
            self.refusals.append(refusal)
        name_id = self.new("name_id")
        self.display_name = DisplayName(name_id, member_id, text)
        return name_id

    def sealed(self, document_id: UUID, text: str, *path: str) -> str:
        """The salted hash of a text to be sealed; the text itself stays outside the log."""
        try:
            size_bytes = len(text.encode())
        except UnicodeEncodeError:  # half of a character
            size_bytes = 0
        if not text.strip() or not size_bytes:
            self.refuse(RefusalCode.INVALID_VALUE, *path)
            return ""
        if size_bytes > MOST_BYTES:
            self.refuse(RefusalCode.TEXT_TOO_LONG, *path, most=str(MOST_BYTES))
            return ""
        self.text = TextToSeal(document_id, text, secrets.token_bytes(SALT_BYTES))
        self.made.append("salted_sha256")
        return self.text.salted_sha256

    def named(self, text: str | None, *path: str) -> str:
        """What an identity provider or an account is called: printable, as tokens may say it."""
        if not text or not text.isprintable() or len(text.encode(errors="replace")) > MAX_TEXT_BYTES:
            self.refuse(RefusalCode.INVALID_VALUE, *path)
            return ""
        return text

    def hundredths(self, points: Decimal, *path: str) -> int:
        """Points as whole hundredths; more than two decimals are refused, never rounded."""
        hundredths = points * 100
        if hundredths != int(hundredths):
            self.refuse(RefusalCode.INVALID_VALUE, *path)
        return int(hundredths)

    def time_zone(self, name: str, *path: str) -> str:
        """An IANA time zone that this server knows."""
        if name not in available_timezones():
            self.refuse(RefusalCode.INVALID_VALUE, *path)
        return name

    def refuse(self, code: RefusalCode, *path: str, index: int | None = None, **details: str) -> None:
        """Note a refusal; past the first hundred they are no longer told apart."""
        if len(self.refusals) < MOST_REFUSALS:
            self.refusals.append(Refusal(code, path, index, details))

    def _uuid_or(self, text: str, *types: str, path: tuple[str, ...], index: int | None = None) -> UUID:
        try:
            return UUID(text) if _UUID.fullmatch(text) else decode_id(text, *types)
        except BadIdError:
            return self._unreadable(RefusalCode.NOT_FOUND, path, index)

    def _unreadable(self, code: RefusalCode, path: tuple[str, ...], index: int | None) -> UUID:
        self.refuse(code, *path, index=index)
        return NOBODY
