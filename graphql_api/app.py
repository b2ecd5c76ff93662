"""The HTTP application around the schema: its routes."""

from __future__ import annotations

import time
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.types import ASGIApp

from graphql_api.configuration import ServerSettings
from graphql_api.context import Services
from graphql_api.identity import Authenticator
from graphql_api.schema import make_schema
from graphql_api.web.asgi import OnePathFirst
from graphql_api.web.cross_origin import CrossOrigin
from graphql_api.web.endpoint import GraphQLEndpoint
from graphql_api.web.explorer import STATIC_PATH, explorer_files
from graphql_api.web.health import PendingMigrations, Readiness, healthz
from graphql_api.web.lasting import Lasting
from graphql_api.web.request_middleware import RequestMiddleware
from graphql_api.web.sockets import Sockets

GRAPHQL_PATH = "/graphql"


async def no_pending_migrations() -> list[str]:
    """For a database that whoever starts the server has just migrated."""
    return []


def create_app(
    services: Services,
    authenticator: Authenticator,
    settings: ServerSettings,
    *,
    pending_migrations: PendingMigrations = no_pending_migrations,
    lasting: Lasting | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> ASGIApp:
    """The application. It owns nothing of ``services``: whoever made the pools closes them at the end.

    What outlives its request is ended by ``lasting``, before the server stops. By the seconds of ``clock`` accounts
    get their points back.
    """
    schema = make_schema(settings.limits)
    endpoint = GraphQLEndpoint(schema, services, authenticator, settings, clock=clock)
    sockets = Sockets(endpoint, settings)
    if lasting is not None:
        lasting.ends(endpoint.subscribing.close, sockets.close)
    routes = [
        WebSocketRoute(GRAPHQL_PATH, sockets),
        Route(GRAPHQL_PATH, endpoint),  # also where the application is mounted below another path
        Route("/healthz", healthz),
        Route("/readyz", Readiness(services, pending_migrations).readyz),
        Mount(STATIC_PATH, explorer_files()),
    ]
    served = OnePathFirst(GRAPHQL_PATH, endpoint, Starlette(routes=routes))
    return RequestMiddleware(served, CrossOrigin(settings.allowed_origins))
