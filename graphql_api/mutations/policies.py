"""Mutations about policies."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.core import RefusalCode
from domain.policies.commands import AdoptPolicy, AnnulAdoption, EndAdoption, PublishPack
from domain.policies.kind import Words
from domain.policies.pack import Pack
from domain.policies.pack_reading import PackError, ReadPack, read_pack
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.organisation import Organisation


@strawberry.type(description="What came of publishing a pack (发布制度包结果).")
class PolicyPackPublishPayload(MutationPayload):
    @strawberry.field(
        description="How many rules were published, one event each; 0 if the version was known already (发布条数)."
    )
    def published(self) -> int:
        return self.events


@strawberry.type
class PolicyNodePayload(MutationPayload):
    @strawberry.field(description="The organisation where it is in force (施行组织).")
    async def node(self, info: Info) -> Organisation | None:
        return await self.load(info, Organisation)


@strawberry.type(description="What came of putting rules in force (施行制度结果).")
class PolicyAdoptPayload(PolicyNodePayload):
    pass


@strawberry.type(description="What came of ending a rule (终止施行结果).")
class PolicyAdoptionEndPayload(PolicyNodePayload):
    pass


@strawberry.type(description="What came of annulling an adoption (撤销施行结果).")
class PolicyAdoptionAnnulPayload(PolicyNodePayload):
    pass


@strawberry.input(
    description="A version of a policy pack (发布制度包); all faults of the text are told at once."
)
class PolicyPackPublishInput(CommandInput):
    text: str = strawberry.field(description="The pack as TOML (制度包文本), 256 KiB at most.")

    def command(self, given: Given) -> PublishPack:
        read = _read(self.text, given)
        return PublishPack(pack=read.pack, pack_sha256=read.sha256, **self.header)


@strawberry.input(description="Published rules that are in force from a day on (施行制度).")
class PolicyAdoptInput(CommandInput):
    node_id: strawberry.ID = strawberry.field(
        description="Where, and so below which (施行组织): a committee, a general branch or a branch."
    )
    pack: str = strawberry.field(description="The pack (制度包).")
    version: str = strawberry.field(description="Its version (版本号).")
    series: str | None = strawberry.field(
        default=None, description="One rule of it (规则); without it all of them, or none if one may not be."
    )
    since: date = strawberry.field(
        description="The first day (起始日期), no earlier than the text's own; it may be past."
    )
    approved_by: strawberry.ID = strawberry.field(
        description="On whose authority (批准机关): the organisation itself or one above it."
    )
    replaces: bool = strawberry.field(
        default=False,
        description="Whether what is in force of a rule there ends on that day (是否替换); else that is refused.",
    )

    def command(self, given: Given) -> AdoptPolicy:
        return AdoptPolicy(
            node_id=given.id("Organisation", self.node_id, "nodeId"),
            pack=self.pack,
            version=self.version,
            series=self.series,
            since=self.since,
            approved_by=given.id("Organisation", self.approved_by, "approvedBy"),
            replaces=self.replaces,
            **self.header,
        )


@strawberry.input
class _AdoptionInput(ChangeInput):
    node_id: strawberry.ID = strawberry.field(description="Where it is in force (施行组织).")
    series: str = strawberry.field(description="The rule (规则).")


@strawberry.input(description="A rule that is in force no longer (终止施行).")
class PolicyAdoptionEndInput(_AdoptionInput):
    until: date = strawberry.field(description="The first day without it (终止日期).")

    def command(self, given: Given) -> EndAdoption:
        return EndAdoption(
            node_id=given.id("Organisation", self.node_id, "nodeId"),
            series=self.series,
            until=self.until,
            **self.header,
        )


@strawberry.input(description="An adoption that was recorded wrongly, with a reason (撤销施行).")
class PolicyAdoptionAnnulInput(_AdoptionInput):
    since: date = strawberry.field(description="Its first day (起始日期).")

    def command(self, given: Given) -> AnnulAdoption:
        return AnnulAdoption(
            node_id=given.id("Organisation", self.node_id, "nodeId"),
            series=self.series,
            since=self.since,
            **self.header,
        )


# Stands in for a pack that could not be read; the command is never given.
_NO_PACK = ReadPack(
    Pack(
        pack="none",
        version="0",
        title=Words(zh="无", en="none"),
        issuer=Words(zh="无", en="none"),
        issuer_level="unit",
        source=Words(zh="无", en="none"),
        effective_from=date(1970, 1, 1),
        rules=(),
    ),
    sha256="",
)


def _read(text: str, given: Given) -> ReadPack:
    """The pack, or every fault of its text as a refusal."""
    try:
        return read_pack(text.encode(errors="surrogatepass"))
    except PackError as error:
        for fault in error.faults:
            given.refuse(RefusalCode.PACK_FAULT, "text", at=fault.at, fault=fault.says)
        return _NO_PACK


@strawberry.type
class PolicyMutations:
    policy_pack_publish = mutation(
        PolicyPackPublishInput,
        PolicyPackPublishPayload,
        "Make a version of a policy pack known; it binds nobody until it is adopted (发布制度包).",
    )
    policy_adopt = mutation(
        PolicyAdoptInput, PolicyAdoptPayload, "Put rules in force at an organisation and below it (施行制度)."
    )
    policy_adoption_end = mutation(
        PolicyAdoptionEndInput, PolicyAdoptionEndPayload, "End what is in force of a rule (终止施行)."
    )
    policy_adoption_annul = mutation(
        PolicyAdoptionAnnulInput,
        PolicyAdoptionAnnulPayload,
        "Say that an adoption never had effect (撤销施行).",
    )
