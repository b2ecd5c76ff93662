"""Environment variables, read one by one: one that cannot be used is an error that names it and says what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from graphql_api.cost.allowance import Allowances
from gridledger.role_limits import RoleLimitsError, role_allowances

_T = TypeVar("_T")


class SettingsError(Exception):
    """The configuration does not allow a start; the message names the variable and says what to do."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The variables of a process. What cannot be used raises SettingsError."""

    variables: Mapping[str, str]

    def text(self, name: str) -> str | None:
        """The value as it stands; None for one that is absent, or empty."""
        return self.variables.get(name, "").strip() or None

    def path(self, name: str) -> Path | None:
        """A path, absolute."""
        return self._converted(name, lambda text: Path(text).expanduser().absolute(), "a path")

    def mode(self) -> Literal["development", "production"]:
        """How the process runs."""
        value = self.choice("GRIDLEDGER_MODE", ("development", "production"), "development")
        return "production" if value == "production" else "development"

    def choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        """One of some words, in lower case."""
        value = (self.text(name) or default).lower()
        if value not in choices:
            raise SettingsError(f"{name} is {value!r}; set it to one of: {', '.join(choices)}")
        return value

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = self._converted(name, int, "a whole number")
        if value is None:
            return default
        if not least <= value <= most:
            raise SettingsError(f"{name} is {value}; set it to a number from {least} to {most}")
        return value

    def several(
        self, name: str, convert: Callable[[str], frozenset[_T]], kind: str, default: frozenset[_T]
    ) -> frozenset[_T]:
        """A list, as ``convert`` reads it; it raises ValueError for what is not ``kind``."""
        value = self._converted(name, convert, kind)
        return default if value is None else value

    def allowances(self, statement_timeout_ms: int) -> Allowances:
        """The limits of each role."""
        try:
            return role_allowances(self.text, statement_timeout_ms=statement_timeout_ms)
        except RoleLimitsError as error:
            raise SettingsError(str(error)) from error

    def database(self, name: str) -> str | None:
        """The address of a database."""
        value = self.text(name)
        if value is not None and not _is_postgresql_url(value):
            # The value itself stays out of the message: it may hold a password.
            raise SettingsError(
                f"{name} is no PostgreSQL URL; it must begin with postgresql:// and be as in "
                "postgresql://role:password@host:5432/database"
            )
        return value

    def listening(self, name: str) -> tuple[str, int] | None:
        """Host and port to listen on."""
        return self._converted(name, _host_and_port, "a host and a port, as in 127.0.0.1:9464")

    def collector(self, name: str) -> str | None:
        """The address of a service that speaks HTTP."""
        return self._converted(name, _http_address, "an address, as in http://127.0.0.1:4318")

    def _converted(self, name: str, convert: Callable[[str], _T], kind: str) -> _T | None:
        value = self.text(name)
        if value is None:
            return None
        try:
            return convert(value)
        except (ValueError, RuntimeError) as error:
            raise SettingsError(f"{name} is {value!r}; set it to {kind}") from error


def _is_postgresql_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises if it is none
    except ValueError:
        return False
    return parts.scheme in ("postgresql", "postgres")


def _host_and_port(text: str) -> tuple[str, int]:
    parts = urlsplit(f"//{text}")
    if not parts.hostname or parts.port is None or parts.netloc != text:
        raise ValueError(text)
    return parts.hostname, parts.port


def _http_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(text)
    return text
