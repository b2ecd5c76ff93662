"""An issuer of tokens for development: anyone on this machine may be anyone. Production has none."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Collection
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt
from joserfc.jwk import OKPKey

from application.actor import Role
from graphql_api.identity.verifier import JwtVerifier

ISSUER = "gridledger-development"
KEY_ID = "development"
LIFETIME_SECONDS = 3600
_ALGORITHM = "Ed25519"


class IdentityConfigurationError(Exception):
    """Identities are not configured as this mode demands; the message says what to do."""


class DevelopmentIssuer:
    """Issues and verifies tokens by a key made from the server's secret, so that all processes agree."""

    def __init__(self, secret: bytes, *, audience: str, production: bool) -> None:
        """Raises IdentityConfigurationError in production."""
        if production:
            raise IdentityConfigurationError(
                "production has no development issuer: set GRIDLEDGER_TOKEN_ISSUER "
                "to that of your identity provider"
            )
        seed = hmac.digest(secret, b"gridledger development issuer", hashlib.sha256)
        self._key = OKPKey.import_key(
            Ed25519PrivateKey.from_private_bytes(seed), {"kid": KEY_ID, "alg": _ALGORITHM, "use": "sig"}
        )
        self._audience = audience

    def issue(
        self,
        role: Role | None,
        *,
        tenant: str,
        account: str | None = None,
        place: UUID | None = None,
        grid: UUID | None = None,
        member: UUID | None = None,
        scopes: Collection[str] = (),
        client: str = "development",
        lifetime_seconds: int = LIFETIME_SECONDS,
    ) -> str:
        """A token for an account in a role; ``place`` limits it to an organisation and what lies below.

        Without a role the log says what the account may do. It is named after the role unless ``account`` says
        otherwise.
        """
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": self._audience,
            "sub": account or f"development:{role.value.lower() if role else 'nobody'}",
            "iat": now,
            "exp": now + lifetime_seconds,
            "tenant": tenant,
            "role": role.value if role else None,
            "place": str(place) if place else None,
            "grid": str(grid) if grid else None,
            "member": str(member) if member else None,
            "scope": " ".join(sorted(scopes)) or None,
            "client": client,
        }
        said = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": _ALGORITHM, "kid": KEY_ID}, said, self._key, algorithms=[_ALGORITHM])

    def verifier(self) -> JwtVerifier:
        """Verifies the tokens of this issuer."""
        return JwtVerifier({KEY_ID: self._key}, issuer=ISSUER, audience=self._audience)
