"""Facts about organisations (组织): committees, branches, party groups."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.organisation.state import CodeTerm, Organisation, PlaceTerm

STREAM = Organisation.STREAM_TYPE


class OrganisationKind(StrEnum):
    """Kinds of organisation; the glossary gives the Chinese term of each."""

    PARTY_COMMITTEE = "PARTY_COMMITTEE"
    PARTY_WORK_COMMITTEE = "PARTY_WORK_COMMITTEE"
    GENERAL_BRANCH = "GENERAL_BRANCH"
    PARTY_BRANCH = "PARTY_BRANCH"
    PARTY_GROUP = "PARTY_GROUP"
    LEAGUE_BRANCH = "LEAGUE_BRANCH"


class BranchSector(StrEnum):
    """Where a branch stands in life."""

    RURAL = "RURAL"
    COMMUNITY = "COMMUNITY"
    AGENCY = "AGENCY"
    ENTERPRISE = "ENTERPRISE"
    SCHOOL = "SCHOOL"


class BranchForm(StrEnum):
    """How a branch is made up; what follows from it is in forms.py."""

    REGULAR = "REGULAR"
    JOINT = "JOINT"
    TEMPORARY = "TEMPORARY"
    VIRTUAL = "VIRTUAL"
    FUNCTIONAL = "FUNCTIONAL"


@event_type("organisation.founded", STREAM, subjects=("originator_id", "parent_id"))
class OrganisationFounded(DomainEvent):
    """An organisation came into being below its parent; only the county's committee has none."""

    kind: OrganisationKind
    name: str
    parent_id: UUID | None = None
    division_code: str | None = None  # of the township or village it stands in, as of founding
    sector: BranchSector | None = None
    form: BranchForm | None = None  # None of a branch: REGULAR
    approved_by: UUID | None = None
    expected_end: date | None = None  # of a temporary branch: when its task should be done
    split_from: UUID | None = None

    def apply(self, state: Organisation) -> None:
        state.founded_at = self.occurred_at
        state.kind = self.kind
        state.form = self.form
        state.name = self.name
        state.parent_id = self.parent_id
        state.places.append(PlaceTerm(self.parent_id, None))
        state.division_code = self.division_code
        state.sector = self.sector
        state.codes.append(CodeTerm(self.event_id, None))
        state.statements.say(
            self.event_id, name=self.name, division_code=self.division_code, sector=self.sector
        )


@event_type("organisation.renamed", STREAM, subjects=("originator_id",))
class OrganisationRenamed(DomainEvent):
    """It bears another name from the day of occurrence on; the old name was right until then."""

    name: str

    def apply(self, state: Organisation) -> None:
        state.name = self.name
        state.statements.say(self.event_id, name=self.name)


@event_type("organisation.corrected", STREAM, subjects=("originator_id",))
class OrganisationCorrected(DomainEvent):
    """An earlier event was wrong in these fields from the start; those left out stay as they were."""

    corrects: UUID
    name: str | None = None
    division_code: str | None = None
    sector: BranchSector | None = None

    def apply(self, state: Organisation) -> None:
        state.statements.correct(
            self.event_id, self.corrects, name=self.name, division_code=self.division_code, sector=self.sector
        )
        state.name = state.statements.now("name")
        state.division_code = state.statements.now("division_code")
        state.sector = state.statements.now("sector")


@event_type("organisation.dissolved", STREAM, subjects=("originator_id",))
class OrganisationDissolved(DomainEvent):
    """It exists no longer, from ``on`` on; ``reason`` is the ground."""

    on: date
    approved_by: UUID

    def apply(self, state: Organisation) -> None:
        state.dissolved_on = self.on
        state.custodian_id = None


@event_type("organisation.merged", STREAM, subjects=("originator_id", "into_id"))
class OrganisationMerged(DomainEvent):
    """It is part of another from ``on`` on, which all its members were moved to, and exists no longer."""

    into_id: UUID
    on: date
    approved_by: UUID

    def apply(self, state: Organisation) -> None:
        state.dissolved_on = self.on
        state.custodian_id = None
        state.merged_into = self.into_id


@event_type("organisation.split", STREAM, subjects=("originator_id", "new_id"))
class OrganisationSplit(DomainEvent):
    """Part of it became an organisation of its own on ``on``; the members of that part were moved there."""

    new_id: UUID
    on: date
    approved_by: UUID

    def apply(self, state: Organisation) -> None:
        """Nothing of it changes: the founding of the new one says all the rest."""


@event_type("organisation.moved", STREAM, subjects=("originator_id", "from_parent_id", "parent_id"))
class OrganisationMoved(DomainEvent):
    """It stands below another organisation from ``on`` on, with all below it (隶属关系调整); ``reason``: the ground."""

    from_parent_id: UUID
    parent_id: UUID
    on: date
    approved_by: UUID

    def apply(self, state: Organisation) -> None:
        state.parent_id = self.parent_id
        state.places.append(PlaceTerm(self.parent_id, self.on))


@event_type("organisation.leader-elected", STREAM, subjects=("originator_id", "member_id"))
class GroupLeaderElected(DomainEvent):
    """A party group is led by this member of it from ``on`` on (党小组长)."""

    member_id: UUID
    on: date

    def apply(self, state: Organisation) -> None:
        state.leader_id = self.member_id
        state.led_since = self.on


@event_type("organisation.recoded", STREAM, subjects=("originator_id",))
class OrganisationRecoded(DomainEvent):
    """The place it stands in has another division code from ``from_on`` on; the old one was right until then."""

    division_code: str
    from_on: date

    def apply(self, state: Organisation) -> None:
        state.division_code = self.division_code
        state.codes.append(CodeTerm(self.event_id, self.from_on))
        state.statements.say(self.event_id, division_code=self.division_code)


@event_type("organisation.committee-elected", STREAM, subjects=("originator_id",))
class CommitteeElected(DomainEvent):
    """Its committee, or its secretary, was elected on ``held_on`` for a term (换届), whose length ``policy`` set."""

    held_on: date
    term_ends_on: date
    policy: str
    committee_members: int | None = (
        None  # its secretary among them; 0: a secretary alone; None: it was not said
    )

    def apply(self, state: Organisation) -> None:
        state.elected_on = self.held_on


@event_type("organisation.custody-taken", STREAM, subjects=("originator_id", "custodian_id"))
class CustodyTaken(DomainEvent):
    """Another organisation looks after it from ``from_on`` on (代管); ``reason`` is the ground."""

    custodian_id: UUID
    from_on: date
    approved_by: UUID

    def apply(self, state: Organisation) -> None:
        state.custodian_id = state.last_custodian_id = self.custodian_id
        state.custody_from = self.from_on


@event_type("organisation.custody-ended", STREAM, subjects=("originator_id", "custodian_id"))
class CustodyEnded(DomainEvent):
    """Nobody else looks after it any longer, from ``on`` on."""

    custodian_id: UUID
    on: date

    def apply(self, state: Organisation) -> None:
        state.custodian_id = None
        state.custody_until = self.on


@event_type("organisation.branch-entrusted", STREAM, subjects=("originator_id", "branch_id"))
class BranchEntrusted(DomainEvent):
    """It looks after a branch from ``from_on`` on; the branch's stream says the same."""

    branch_id: UUID
    from_on: date

    def apply(self, state: Organisation) -> None:
        state.looked_after[self.branch_id] = None


@event_type("organisation.branch-released", STREAM, subjects=("originator_id", "branch_id"))
class BranchReleased(DomainEvent):
    """It looks after a branch no longer, from ``on`` on: the custody ended, or the branch did."""

    branch_id: UUID
    on: date

    def apply(self, state: Organisation) -> None:
        state.looked_after[self.branch_id] = self.on


@event_type("organisation.unit-joined", STREAM, subjects=("originator_id",))
class UnitJoined(DomainEvent):
    """The branch covers an entity from ``from_on`` on; the entity's stream says the same."""

    entity_id: UUID
    from_on: date

    def apply(self, state: Organisation) -> None:
        state.units[self.entity_id] = None


@event_type("organisation.unit-left", STREAM, subjects=("originator_id",))
class UnitLeft(DomainEvent):
    """The branch covers an entity no longer, from ``on`` on."""

    entity_id: UUID
    on: date

    def apply(self, state: Organisation) -> None:
        state.units[self.entity_id] = self.on
