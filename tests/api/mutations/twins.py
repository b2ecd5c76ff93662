"""Two counties with one history: in one mutations are planned, in the other the engine executes them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from strawberry.types import ExecutionResult

from application.actor import Actor, Role
from graphql_api.context import RequestContext, Services, Viewer
from graphql_api.errors import coded
from graphql_api.messages import Locale
from graphql_api.read import reader_for
from graphql_api.schema import Schema
from tests.api.mutations.documents import Known, Mutation
from tests.projections.world import World

PLANNED, ENGINE = "planned", "engine"  # the counties
COUNTING = itertools.count()


@dataclass
class Place:
    """A county and the schema that answers there."""

    schema: Schema
    tenant_id: str
    services: Services

    async def answer(self, mutation: Mutation, actor: Actor, clock: datetime | None) -> ExecutionResult:
        viewer = Viewer(
            tenant_id=self.tenant_id,
            actor=actor,
            issuer="https://issuer.test",
            client_id="tests",
            expires_at=datetime(2099, 1, 1, tzinfo=UTC),
        )
        context = RequestContext(
            services=self.services,
            viewer=viewer,
            request_id="request",
            locale=Locale.EN,
            reader=reader_for(self.services, viewer),
            clock=clock,
        )
        return await self.schema.execute(
            mutation.document, variable_values=mutation.variables, context_value=context
        )


@dataclass
class Twins:
    """The two counties, and who works in them."""

    places: tuple[Place, Place]
    world: World
    known: Known

    @property
    def actors(self) -> dict[str, Actor]:
        member, branch = next(iter(self.world.members.items()))
        return {
            "county": Actor("county", Role.COUNTY_SECRETARY),
            "township": Actor("township", Role.TOWNSHIP_SECRETARY, self.world.townships[0]),
            "branch": Actor("branch", Role.BRANCH_SECRETARY, branch),
            "member": Actor("member", Role.MEMBER, None, member),
            "inspector": Actor("inspector", Role.INSPECTOR),
            "operator": Actor("operator", Role.OPERATOR),
        }

    async def agree(self, mutation: Mutation, actor: Actor) -> ExecutionResult:
        """What both answer."""
        clock = self.world.clock + timedelta(days=1, seconds=next(COUNTING))
        planned, engine = [await place.answer(mutation, actor, clock) for place in self.places]
        assert told(planned) == told(engine)
        assert planned.extensions == engine.extensions
        assert type(planned) is type(engine)
        return planned


def told(answer: ExecutionResult) -> Any:
    """Data in their order, and of each error what is said of which place."""
    errors = [
        (coded(error, Locale.EN), error.message.replace(PLANNED, ENGINE), error.path, error.locations)
        for error in answer.errors or ()
    ]
    return orjson.dumps(answer.data), errors
