"""Mutations about the county."""

from __future__ import annotations

import strawberry

from domain.county.commands import AdoptModule, FoundCounty
from domain.county.events import COUNTY_ID
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.county import County, Module


@strawberry.type
class CountyPayload(MutationPayload):
    @strawberry.field(description="The county as it stands now (县).")
    async def county(self, info: Info) -> County | None:
        return await self.load(info, County)


@strawberry.type(description="What came of founding the county (建县账结果).")
class CountyFoundPayload(CountyPayload):
    pass


@strawberry.type(description="What came of adopting a module (启用模块结果).")
class CountyModuleAdoptPayload(CountyPayload):
    pass


@strawberry.input(
    description="A county to be opened, with the committee at the root of its organisations (建县账)."
)
class CountyFoundInput(CommandInput):
    name: str = strawberry.field(description="Name of the county (县名), 1 to 100 characters.")
    committee_name: str = strawberry.field(
        description="Name of its committee (县委名称), 1 to 100 characters."
    )
    division_code: str = strawberry.field(description="Six-digit division code, GB/T 2260 (行政区划代码).")
    time_zone: str = strawberry.field(
        default="Asia/Shanghai", description="IANA time zone of its days (时区)."
    )
    rehearsal: bool = strawberry.field(
        default=False, description="Mark the log for ever as a rehearsal whose times may be set (演练)."
    )

    def command(self, given: Given) -> FoundCounty:
        return FoundCounty(
            county_id=COUNTY_ID,
            committee_id=given.new("committee_id"),
            name=self.name,
            committee_name=self.committee_name,
            division_code=self.division_code,
            time_zone=given.time_zone(self.time_zone, "timeZone"),
            rehearsal=self.rehearsal,
            **self.header,
        )


@strawberry.input(description="A module to be used from the day of occurrence on (启用模块).")
class CountyModuleAdoptInput(CommandInput):
    module: Module = strawberry.field(description="Which one (模块).")

    def command(self, given: Given) -> AdoptModule:
        return AdoptModule(county_id=COUNTY_ID, module=self.module, **self.header)


@strawberry.type
class CountyMutations:
    county_found = mutation(
        CountyFoundInput, CountyFoundPayload, "Open the county's log (建县账). For operators."
    )
    county_module_adopt = mutation(
        CountyModuleAdoptInput, CountyModuleAdoptPayload, "Adopt a module (启用模块)."
    )
