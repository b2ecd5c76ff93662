"""Content negotiation of GraphQL over HTTP: which of three media types the caller likes best."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache


class MediaType(Enum):
    """What an answer can be written as."""

    GRAPHQL = "application/graphql-response+json"
    JSON = "application/json"
    HTML = "text/html"  # the explorer, for browsers


_ACCEPTED = {
    "application/graphql-response+json": MediaType.GRAPHQL,
    "application/json": MediaType.JSON,
    "application/*": MediaType.GRAPHQL,
    "*/*": MediaType.JSON,
    "text/html": MediaType.HTML,
    "application/xhtml+xml": MediaType.HTML,
}


@lru_cache(maxsize=64)  # of headers, which the server bounds in size
def negotiate(accept: str | None, *, html: bool) -> MediaType | None:
    """The media type to answer in, the first of the best liked; None if the caller takes none of them.

    Without a header it is application/json, as the specification asks of servers that know older clients.
    ``html`` says whether a page can be given at all.
    """
    if not accept or not accept.strip():
        return MediaType.JSON
    best: MediaType | None = None
    best_quality = 0.0
    for part in accept.split(","):
        name, *parameters = (text.strip().lower() for text in part.split(";"))
        media_type = _ACCEPTED.get(name)
        if media_type is None or (media_type is MediaType.HTML and not html):
            continue
        if not _is_utf8(parameters):
            continue
        quality = _quality(parameters)
        if quality > best_quality:
            best, best_quality = media_type, quality
    return best


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _is_utf8(parameters: list[str]) -> bool:
    charsets = [
        value for name, _, value in (text.partition("=") for text in parameters) if name.strip() == "charset"
    ]
    return all(charset.strip(' "') in ("utf-8", "utf8") for charset in charsets)
