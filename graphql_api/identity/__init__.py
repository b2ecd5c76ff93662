"""Who is calling: bearer tokens, verified; and, for development, an issuer of them."""

from graphql_api.identity.claims import ClaimsError, viewer_of
from graphql_api.identity.development import DevelopmentIssuer, IdentityConfigurationError
from graphql_api.identity.remembered import RememberingVerifier
from graphql_api.identity.verifier import BadTokenError, JwtVerifier, TokenVerifier, key_set

__all__ = [
    "BadTokenError",
    "ClaimsError",
    "DevelopmentIssuer",
    "IdentityConfigurationError",
    "JwtVerifier",
    "RememberingVerifier",
    "TokenVerifier",
    "key_set",
    "viewer_of",
]
