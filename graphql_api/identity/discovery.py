"""Finds the keys of an OpenID Connect provider.

OpenID Connect Discovery 1.0, section 4: the configuration stands below the issuer's own address, must name that very
issuer, and says where the JWK Set is.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx
from joserfc.jwk import Key

from graphql_api.identity.signing_keys import UnusableKeyError, published_keys

DISCOVERY_PATH = "/.well-known/openid-configuration"
LARGEST_DOCUMENT = 256 * 1024  # bytes
TIMEOUT_SECONDS = 5.0


class ProviderMisconfiguredError(Exception):
    """What stands at the issuer's address is no configuration of that issuer; the message says why."""


# Ways in which a provider fails that are not ours; all else is a mistake of this program.
DISCOVERY_FAILURES = (
    httpx.HTTPError,
    httpx.InvalidURL,
    TimeoutError,
    ProviderMisconfiguredError,
    UnusableKeyError,
)


async def discover_keys(issuer: str, client: httpx.AsyncClient) -> Mapping[str, Key]:
    """The issuer's keys by id, in at most TIMEOUT_SECONDS. Raises one of DISCOVERY_FAILURES."""
    async with asyncio.timeout(TIMEOUT_SECONDS):
        configuration = await _document(client, issuer.rstrip("/") + DISCOVERY_PATH)
        return published_keys(await _document(client, _key_address(configuration, issuer)))


def _key_address(configuration: Any, issuer: str) -> str:
    if not isinstance(configuration, dict) or configuration.get("issuer") != issuer:
        raise ProviderMisconfiguredError(f"the configuration does not name the issuer {issuer}")
    address = configuration.get("jwks_uri")
    if not isinstance(address, str) or not _as_secure(address, issuer):
        raise ProviderMisconfiguredError("jwks_uri is missing, or less secure than the issuer's address")
    return address


def _as_secure(address: str, issuer: str) -> bool:
    return address.startswith("https://") or urlsplit(issuer).scheme == "http"


async def _document(client: httpx.AsyncClient, address: str) -> Any:
    content = bytearray()
    async with client.stream("GET", address) as response:
        response.raise_for_status()
        async for part in response.aiter_bytes():
            content += part
            if len(content) > LARGEST_DOCUMENT:
                raise ProviderMisconfiguredError(f"{address} is longer than {LARGEST_DOCUMENT} bytes")
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ProviderMisconfiguredError(f"{address} is no JSON") from error
