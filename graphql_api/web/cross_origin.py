"""Pages of other origins (CORS): those of the list may ask here, none else; a browser sends no credentials for any.

A page adds its bearer token itself, so answers never say that cookies are welcome. Preflights carry no token.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graphql_api.web.asgi import Answer

_ASKED_METHOD = "access-control-request-method"
_METHODS = b"GET, POST"
_SENT = b"Authorization, Content-Type, X-Request-Id, X-Clock, Gridledger-Capacity, Gridledger-Purpose"
_READ = b"X-Request-Id, Retry-After, WWW-Authenticate"
_BELIEVED_SECONDS = b"7200"  # the longest that browsers believe a preflight

Headers = tuple[tuple[bytes, bytes], ...]


class CrossOrigin:
    """The origins whose pages may ask here, each as browsers write it: ``https://desk.example``."""

    def __init__(self, origins: Collection[str]) -> None:
        self._origins = frozenset(origins)

    def told(self, headers: Mapping[str, str]) -> Headers:
        """What an answer tells the browser that asked."""
        if not self._origins:
            return ()
        vary = (b"vary", b"Origin")
        origin = headers.get("origin")
        if origin not in self._origins:
            return (vary,)
        allowed = (b"access-control-allow-origin", origin.encode("latin-1"))
        return vary, allowed, (b"access-control-expose-headers", _READ)

    def preflight(self, method: str, headers: Mapping[str, str]) -> Answer | None:
        """The answer to a browser that asks what a page may send; None for anything else, and for other origins."""
        if method != "OPTIONS" or _ASKED_METHOD not in headers or headers.get("origin") not in self._origins:
            return None
        return Answer(
            200,
            [
                (b"access-control-allow-methods", _METHODS),
                (b"access-control-allow-headers", _SENT),
                (b"access-control-max-age", _BELIEVED_SECONDS),
            ],
            b"",
        )
