"""Whose tokens a server takes: an identity provider's, or in development its own."""

from __future__ import annotations

import contextlib
import ipaddress
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx

from graphql_api.identity import (
    Authenticator,
    DevelopmentIssuer,
    JwtVerifier,
    KnownKeys,
    ProviderKeys,
    ProviderUnavailableError,
    PublishedKeys,
    key_set,
)
from graphql_api.identity.discovery import ProviderMisconfiguredError
from graphql_api.identity.signing_keys import UnusableKeyError
from gridledger.settings import DEVELOPMENT_ISSUER, Settings, SettingsError


def development_issuer(settings: Settings) -> DevelopmentIssuer:
    """The issuer of tokens for development. Raises IdentityConfigurationError in production."""
    return DevelopmentIssuer(
        settings.secret(), audience=settings.token_audience, production=settings.is_production
    )


def check_reach(settings: Settings, address: str) -> None:
    """Raise SettingsError where others than this machine could come with tokens that anyone may issue.

    ``address`` is the IP address that the server listens on. In a container that is never loopback's, though the port
    may be published there alone: whoever publishes it knows, and says so.
    """
    if settings.token_issuer != DEVELOPMENT_ISSUER or settings.token_keys is not None:
        return
    if settings.published_on_loopback or ipaddress.ip_address(address).is_loopback:
        return
    raise SettingsError(
        f"GRIDLEDGER_HOST is {address}, where others could come with development tokens, by which anyone may be "
        "anyone; set it to 127.0.0.1, or GRIDLEDGER_TOKEN_ISSUER to your identity provider (in a container whose "
        "port is published on loopback alone: GRIDLEDGER_DEVELOPMENT_ISSUER=published-on-loopback)"
    )


@contextlib.asynccontextmanager
async def authenticator_of(settings: Settings) -> AsyncIterator[Authenticator]:
    """By the keys of a file, by those that the issuer publishes, or by those of development."""
    if settings.token_keys is not None:
        yield KnownKeys(_verifier(settings, settings.token_keys))
    elif settings.token_issuer == DEVELOPMENT_ISSUER:
        yield KnownKeys(development_issuer(settings).verifier())
    else:
        provider = ProviderKeys(settings.token_issuer, httpx.AsyncClient())
        try:
            await _meet(provider)
            yield PublishedKeys(provider, issuer=settings.token_issuer, audience=settings.token_audience)
        finally:
            await provider.close()


async def _meet(provider: ProviderKeys) -> None:
    """Ask for the keys before the first token does. One that is away may come back; one that is wrong stays so."""
    try:
        await provider.current()
    except ProviderUnavailableError as error:
        if isinstance(provider.failure, ProviderMisconfiguredError | UnusableKeyError):
            raise SettingsError(f"GRIDLEDGER_TOKEN_ISSUER cannot be used: {provider.failure}") from error


def _verifier(settings: Settings, token_keys: Path) -> JwtVerifier:
    try:
        keys = key_set(json.loads(token_keys.read_bytes()))
    except (OSError, ValueError) as error:
        raise SettingsError(f"GRIDLEDGER_TOKEN_KEYS cannot be used: {error}") from error
    return JwtVerifier(keys, issuer=settings.token_issuer, audience=settings.token_audience)
