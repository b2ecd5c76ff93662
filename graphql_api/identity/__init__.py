"""Who is calling: bearer tokens, verified; and, for development, an issuer of them."""

from graphql_api.identity.authenticators import Authenticator, KnownKeys, PublishedKeys
from graphql_api.identity.claims import ClaimsError, viewer_of
from graphql_api.identity.development import DevelopmentIssuer, IdentityConfigurationError
from graphql_api.identity.provider import ProviderKeys, ProviderUnavailableError
from graphql_api.identity.remembered import RememberingVerifier
from graphql_api.identity.signing_keys import key_set
from graphql_api.identity.verifier import BadTokenError, JwtVerifier, TokenVerifier

__all__ = [
    "Authenticator",
    "BadTokenError",
    "ClaimsError",
    "DevelopmentIssuer",
    "IdentityConfigurationError",
    "JwtVerifier",
    "KnownKeys",
    "ProviderKeys",
    "ProviderUnavailableError",
    "PublishedKeys",
    "RememberingVerifier",
    "TokenVerifier",
    "key_set",
    "viewer_of",
]
