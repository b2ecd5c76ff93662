"""GraphiQL, served from this installation alone: closed networks have no public CDN."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles

EXPLORER = Path(__file__).parents[1] / "explorer"
STATIC_PATH = "/explorer"
# GraphiQL writes style attributes; scripts, however, come from files only.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self' data:",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache", "Vary": "Accept"}


def explorer_page() -> Response:
    """The page that a browser gets at /graphql."""
    return FileResponse(EXPLORER / "index.html", headers=_HEADERS)


def explorer_files() -> StaticFiles:
    """Scripts and styles of the page."""
    return StaticFiles(directory=EXPLORER / "static")
