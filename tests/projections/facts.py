"""What the events of a county say, taken down by hand: plain Python, from their words alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.accounts import events as accounts
from domain.clock import events as clock
from domain.contacts import events as contacts
from domain.core import DomainEvent
from domain.county import events as county
from domain.coverage import events as coverage
from domain.development import events as development
from domain.discipline import events as discipline
from domain.documents import events as documents
from domain.grids import events as grids
from domain.leave import events as leave
from domain.meetings import events as meetings
from domain.membership import events as membership
from domain.organisation import events as organisation
from domain.residence import events as residence
from domain.scoring import events as scoring
from domain.second_affiliation import events as second
from domain.sites import events as sites
from domain.transfers import events as transfers
from tests.projections.conveyances_facts import ConveyanceFacts
from tests.projections.gridwork_facts import GridWorkFacts
from tests.projections.lectures_facts import LectureFacts
from tests.projections.minutes_facts import MinutesFacts
from tests.projections.objections import ObjectionFacts
from tests.projections.obligations_facts import ObligationFacts
from tests.projections.peer_reviews import PeerReviewFacts
from tests.projections.plans_facts import PlanFacts
from tests.projections.policies_facts import PolicyFacts
from tests.projections.policy_departures_facts import DepartureFacts
from tests.projections.procedures_facts import ProcedureFacts
from tests.projections.projects_facts import ProjectFacts
from tests.projections.public_items import PublicItemFacts
from tests.projections.resolutions_facts import ResolutionFacts
from tests.projections.service_facts import ServiceFacts
from tests.projections.verdicts_facts import VerdictFacts
from tests.projections.violations import ViolationFacts


class Said:
    """What the events of one stream said of its fields, with later corrections written over it."""

    def __init__(self) -> None:
        self.lines: list[tuple[UUID, dict[str, Any]]] = []
        self.meant: dict[UUID, UUID] = {}

    def say(self, event: DomainEvent, **fields: Any) -> None:
        self.lines.append((event.event_id, fields))

    def correct(self, event: Any, *names: str) -> None:
        line = self.meant.get(event.corrects, event.corrects)
        self.meant[event.event_id] = line
        for event_id, fields in self.lines:
            if event_id == line:
                fields.update({n: getattr(event, n) for n in names if getattr(event, n) is not None})

    def now(self) -> dict[str, Any]:
        stands: dict[str, Any] = {}
        for _, fields in self.lines:
            stands |= fields
        return stands


class Facts:
    """What each event said, kept in dictionaries; None in an event's place: it is passed over."""

    def __init__(self, events: Iterable[DomainEvent | None]) -> None:
        self.zone = ZoneInfo("UTC")
        self.closed_on: date | None = None  # the clock
        self.positions: dict[UUID, int] = {}  # founding positions
        self.parents: dict[UUID, UUID | None] = {}  # of organisations and grids
        self.visited_at: dict[UUID, str] = {}  # paths, as they were known when a visit was recorded
        self.stood: dict[UUID, list[tuple[date, UUID | None]]] = {}  # from when on below which
        self.organisations: dict[UUID, dict[str, Any]] = {}
        self.entities: dict[UUID, dict[str, Any]] = {}
        self.sites: dict[UUID, dict[str, Any]] = {}
        self.codes: defaultdict[UUID, list[list[Any]]] = defaultdict(list)  # from, to, the event that said it
        self.custodies: defaultdict[UUID, list[list[Any]]] = defaultdict(list)  # from, to, custodian
        self.peopled: set[UUID] = set()  # branches, groups and grids where a member has been
        self.leaders: defaultdict[UUID, list[list[Any]]] = defaultdict(list)  # from, to, member
        self.disciplines: defaultdict[UUID, list[list[Any]]] = defaultdict(list)  # from, to, measure
        self.residences: defaultdict[UUID, list[list[Any]]] = defaultdict(list)  # from, to, grid
        self.said: defaultdict[UUID, Said] = defaultdict(Said)
        self.versions: dict[UUID, int] = {}
        self.homes: defaultdict[UUID, list[tuple[date, UUID]]] = defaultdict(list)
        self.left: dict[UUID, date] = {}  # members who have their home in another county, since when
        self.letters: dict[UUID, dict[str, Any]] = {}
        self.developments: dict[UUID, dict[str, Any]] = {}
        self.ballots: dict[UUID, dict[str, Any]] = {}
        self.seconds: dict[UUID, dict[str, Any]] = {}
        self.contacts: dict[UUID, dict[str, Any]] = {}
        self.participations: list[tuple[UUID, UUID, UUID]] = []  # meeting, member, home
        self.groups: dict[UUID, UUID | None] = {}
        self.coverage: defaultdict[UUID, list[list[Any]]] = defaultdict(list)  # from, to, grid
        self.responsible: dict[tuple[UUID, UUID, date], date | None] = {}
        self.meetings: dict[UUID, dict[str, Any]] = {}
        self.made_up: dict[tuple[UUID, UUID], date | None] = {}
        self.attendance: dict[tuple[UUID, UUID], dict[str, Any]] = {}
        self.leaves: dict[UUID, dict[str, Any]] = {}
        self.links: dict[UUID, tuple[UUID, date]] = {}  # by account: whose, since when
        self.posts: dict[UUID, dict[str, Any]] = {}
        self.documents: dict[UUID, dict[str, Any]] = {}
        self.accounts: dict[UUID, dict[str, Any]] = {}
        self.entries: dict[UUID, dict[str, Any]] = {}
        self.service = ServiceFacts()
        self.gridwork = GridWorkFacts()
        self.projects = ProjectFacts()
        self.minutes = MinutesFacts(self)
        self.plans = PlanFacts()
        self.policies = PolicyFacts()
        self.verdicts = VerdictFacts()
        self.obligations = ObligationFacts()
        self.departures = DepartureFacts()
        self.procedures = ProcedureFacts()
        self.conveyances = ConveyanceFacts()
        self.objections = ObjectionFacts()
        self.lectures = LectureFacts()
        self.resolutions = ResolutionFacts()
        self.violations = ViolationFacts()
        self.public_items = PublicItemFacts()
        self.peer_reviews = PeerReviewFacts()
        for position, event in enumerate(events, start=1):
            if event is not None:
                self.versions[event.originator_id] = event.originator_version
                self.take(position, event)
                self.service.take(event, self.day(event))
                self.gridwork.take(event)
                self.projects.take(event)
                self.minutes.take(position, event)
                self.plans.take(event)
                self.policies.take(event)
                self.verdicts.take(event, self.day(event))
                self.obligations.take(event, self.day(event))
                self.departures.take(event, self.day(event))
                self.procedures.take(position, event)
                self.conveyances.take(event)
                self.objections.take(event)
                self.lectures.take(event)
                self.resolutions.take(event)
                self.violations.take(event, self.day(event))
                self.public_items.take(event)
                self.peer_reviews.take(event)

    def day(self, event: DomainEvent) -> date:
        return event.occurred_at.local_date(self.zone)

    def end_custody(self, organisation_id: UUID, on: date) -> None:
        self.organisations[organisation_id]["custodian_id"] = None
        for term in self.custodies[organisation_id]:
            term[1] = term[1] or on

    def covering(self, on: date, *organisations: UUID) -> UUID | None:
        for place in organisations:
            for from_on, to_on, grid_id in self.coverage[place]:
                if from_on <= on and (to_on is None or on < to_on):
                    found: UUID = grid_id
                    return found
        return None

    def contact(self, event: Any) -> dict[str, Any]:
        names = ("away_from", "away_to", "division_code", "last_contact_on", "lost_since")
        return self.contacts.setdefault(event.member_id, dict.fromkeys(names))

    def take(self, position: int, event: DomainEvent) -> None:
        me = event.originator_id
        match event:
            case clock.DayClosed():
                self.closed_on = event.day
            case county.CountyFounded():
                self.zone = ZoneInfo(event.time_zone)
            case organisation.OrganisationFounded():
                self.positions[me], self.parents[me] = position, event.parent_id
                self.said[me].say(
                    event, name=event.name, division_code=event.division_code, sector=event.sector
                )
                of_the_party = event.kind is organisation.OrganisationKind.PARTY_BRANCH
                self.organisations[me] = {
                    "kind": event.kind,
                    "form": (event.form or organisation.BranchForm.REGULAR) if of_the_party else None,
                    "approved_by": event.approved_by,
                    "expected_end": event.expected_end,
                    "dissolved_on": None,
                    "merged_into": None,
                    "split_from": event.split_from,
                    "elected_on": None,
                    "committee_members": None,
                    "term_ends_on": None,
                    "custodian_id": None,
                }
                self.codes[me].append([self.day(event), None, event.event_id])
                self.stood[me] = [(self.day(event), event.parent_id)]
            case organisation.OrganisationDissolved():
                self.organisations[me]["dissolved_on"] = event.on
                self.end_custody(me, event.on)
            case organisation.OrganisationMoved():
                self.parents[me] = event.parent_id
                self.stood[me].append((event.on, event.parent_id))
            case organisation.OrganisationRecoded():
                self.said[me].say(event, division_code=event.division_code)
                terms = self.codes[me]
                terms[-1][1] = event.from_on
                terms[:] = [term for term in terms if term[0] != event.from_on]
                terms.append([event.from_on, None, event.event_id])
            case organisation.UnitJoined() | organisation.UnitLeft():
                pass  # what the entity's own stream says
            case organisation.BranchEntrusted() | organisation.BranchReleased():
                pass  # what the branch's own stream says
            case coverage.EntitySurveyed():
                self.entities[me] = {
                    "organisation_id": event.organisation_id,
                    "kind": event.kind,
                    "name": event.name,
                    "division_code": event.division_code,
                    "surveyed_on": event.surveyed_on,
                    "employees": event.employees,
                    "members": event.members,
                    "excluded_ground": None,
                    "covered_by": None,
                    "covered_from": None,
                }
            case coverage.EntityExcluded():
                self.entities[me]["excluded_ground"] = event.ground
            case coverage.EntityCovered():
                self.entities[me] |= {"covered_by": event.branch_id, "covered_from": event.from_on}
            case coverage.EntityCoverageEnded():
                self.entities[me] |= {"covered_by": None, "covered_from": None}
            case sites.SiteOpened():
                self.sites[me] = {
                    "organisation_id": event.organisation_id,
                    "name": event.name,
                    "starts_on": event.starts_on,
                    "ends_on": event.ends_on,
                    "people": event.people,
                    "members": event.members,
                    "branch_id": None,
                    "closed_on": None,
                }
            case sites.SiteRecounted():
                counted = {"ends_on": event.ends_on, "people": event.people, "members": event.members}
                self.sites[me] |= counted
            case sites.SiteBranchAssigned():
                self.sites[me]["branch_id"] = event.branch_id
            case sites.SiteClosed():
                self.sites[me]["closed_on"] = event.on
            case organisation.CommitteeElected():
                self.organisations[me] |= {
                    "elected_on": event.held_on,
                    "term_ends_on": event.term_ends_on,
                    "committee_members": event.committee_members,
                }
            case organisation.CustodyTaken():
                self.organisations[me]["custodian_id"] = event.custodian_id
                terms = self.custodies[me]
                terms[:] = [term for term in terms if term[0] != event.from_on]
                terms.append([event.from_on, None, event.custodian_id])
            case organisation.CustodyEnded():
                self.end_custody(me, event.on)
            case organisation.GroupLeaderElected():
                terms = self.leaders[me]
                if terms:
                    terms[-1][1] = event.on
                terms[:] = [term for term in terms if term[0] != event.on]
                terms.append([event.on, None, event.member_id])
            case discipline.DisciplineImposed():
                terms = self.disciplines[event.member_id]
                terms[:] = [term for term in terms if term[0] != event.from_on]
                terms.append([event.from_on, event.until_on, event.measure])
            case discipline.DisciplineLifted():
                self.disciplines[event.member_id][-1][1] = event.on
            case residence.ResidenceRecorded():
                terms = self.residences[event.member_id]
                if terms and terms[-1][1] is None:
                    terms[-1][1] = event.from_on
                terms[:] = [term for term in terms if term[0] != event.from_on]
                terms.append([event.from_on, None, event.grid_id])
                self.peopled.add(event.grid_id)
            case residence.ResidenceEnded():
                self.residences[event.member_id][-1][1] = event.on
            case organisation.OrganisationMerged():
                self.organisations[me] |= {"dissolved_on": event.on, "merged_into": event.into_id}
                self.end_custody(me, event.on)
            case organisation.OrganisationRenamed():
                self.said[me].say(event, name=event.name)
            case organisation.OrganisationCorrected():
                self.said[me].correct(event, "name", "division_code", "sector")
            case grids.GridDefined():
                self.positions[me], self.parents[me] = position, event.parent_id
                self.said[me].say(
                    event, level=event.level, name=event.name, division_code=event.division_code
                )
            case grids.GridCorrected():
                self.said[me].correct(event, "name", "division_code")
            case grids.ResponsibleAssigned():
                self.responsible[me, event.member_id, event.from_on] = self.left.get(event.member_id)
            case grids.ResponsibleRelieved():
                key = max(key for key in self.responsible if key[:2] == (me, event.member_id))
                self.responsible[key] = min(self.responsible[key] or event.on, event.on)
            case grids.CoverageAssigned():
                terms = self.coverage[event.organisation_id]
                terms[:] = [term for term in terms if term[0] != event.from_on]
                terms.append([event.from_on, None, event.grid_id])
            case grids.CoverageEnded():
                self.coverage[event.organisation_id][-1][1] = event.on
            case accounts.AccountLinked():
                self.links[me] = event.member_id, self.day(event)
            case accounts.AccountUnlinked():
                del self.links[me]
            case accounts.PostGiven():
                self.posts[me] = {
                    "member_id": event.member_id,
                    "role": event.role,
                    "organisation_id": event.organisation_id,
                    "grid_id": event.grid_id,
                    "from_on": event.from_on,
                    "to_on": event.to_on,
                    "is_deputy": bool(event.deputy),
                }
            case accounts.PostEnded():
                self.posts[me]["to_on"] = event.on
            case documents.DocumentSealed():
                self.documents[me] = {
                    "member_id": event.member_id,
                    "organisation_id": event.organisation_id,
                    "kind": event.kind,
                    "salted_sha256": event.salted_sha256,
                    "sealed_on": self.day(event),
                    "erased_on": None,
                    "erasure_basis": None,
                }
            case documents.DocumentErased():
                self.documents[me] |= {"erased_on": self.day(event), "erasure_basis": event.basis}
            case membership.MemberRegistered():
                self.peopled |= {event.branch_id} | ({event.group_id} if event.group_id else set())
                self.homes[me] = [(self.day(event), event.branch_id)]
                self.groups[me] = event.group_id
                self.said[me].say(event, kind=event.kind, joined_on=event.joined_on, name_id=event.name_id)
            case membership.AffiliationTransferred():
                self.peopled.add(event.to_branch_id)
                kept = [home for home in self.homes[me] if home[0] != event.from_on]
                self.homes[me] = [*kept, (event.from_on, event.to_branch_id)]
                self.groups[me] = None
            case membership.MemberLeft():
                self.left[me] = event.on
                self.contacts.pop(me, None)
                for key, to_on in self.responsible.items():
                    if key[1] == me and to_on is None:
                        self.responsible[key] = max(key[2], event.on)
            case membership.GroupAssigned():
                self.peopled |= {event.group_id} if event.group_id else set()
                self.groups[me] = event.group_id
            case membership.MemberConfirmed():
                self.said[me].say(event, kind=membership.MemberKind.FULL)
                for one in self.developments.values():
                    if one["member_id"] == me:
                        one |= {"stage": "FULL", "since": self.day(event)}
            case membership.MemberCorrected():
                self.said[me].correct(event, "kind", "joined_on", "name_id")
            case development.ApplicationReceived():
                self.developments[me] = {
                    "member_id": event.person_id,
                    "branch_id": event.branch_id,
                    "name_id": event.name_id,
                    "stage": "APPLICANT",
                    "since": event.on,
                    "applied_on": event.on,
                    "voted_on": None,
                    "admitted_on": None,
                }
            case development.StageAdvanced():
                self.developments[me] |= {"stage": event.stage, "since": event.on}
            case development.AdmissionVoted():
                known = [b["held_on"] for b in self.ballots.values() if b["development_id"] == me]
                if event.on == max(known):
                    self.developments[me]["voted_on"] = event.on if event.passed else None
            case development.CandidateAdmitted():
                self.developments[me] |= {
                    "stage": "PROBATIONARY",
                    "since": event.on,
                    "admitted_on": event.on,
                }
            case development.DevelopmentEnded():
                self.developments[me] |= {"stage": "ENDED", "since": event.on}
            case development.BallotHeld():
                self.ballots[me] = {
                    "development_id": development.development_id(event.person_id),
                    "member_id": event.person_id,
                    "meeting_id": event.meeting_id,
                    "number": event.number,
                    "entitled": event.entitled,
                    "in_favour": event.in_favour,
                    "against": event.against,
                    "abstained": event.abstained,
                    "passed": event.in_favour > event.entitled / 2,
                    "held_on": self.day(event),
                }
            case second.SecondAffiliationAdded():
                self.seconds[me] = {
                    "member_id": event.member_id,
                    "organisation_id": event.organisation_id,
                    "from_on": event.from_on,
                    "to_on": None,
                }
            case second.SecondAffiliationEnded():
                self.seconds[me]["to_on"] = event.on
            case contacts.FloatingRegistered():
                where = {"away_from": event.from_on, "away_to": None, "division_code": event.division_code}
                self.contact(event).update(where)
            case contacts.FloatingEnded():
                self.contact(event)["away_to"] = event.on
            case contacts.ContactMade():
                contact = self.contact(event)
                contact["last_contact_on"] = max(filter(None, [contact["last_contact_on"], event.on]))
                if contact["lost_since"] and contact["lost_since"] <= event.on:
                    contact["lost_since"] = None
            case contacts.ContactLost():
                self.contact(event)["lost_since"] = event.since
            case meetings.ParticipationRecorded():
                self.participations.append((me, event.member_id, event.home_branch_id))
            case transfers.LetterIssued():
                self.letters[me] = {
                    "number": event.number,
                    "other_county": event.to_county,
                    "member_id": event.member_id,
                    "from_branch_id": event.from_branch_id,
                    "to_branch_id": event.to_branch_id,
                    "issued_on": event.issued_on,
                    "valid_until": event.valid_until,
                    "status": "IN_FLIGHT",
                    "received_on": None,
                }
            case transfers.LetterAdmitted():
                self.letters[me] = {
                    "number": event.number,
                    "other_county": event.from_county,
                    "member_id": event.member_id,
                    "from_branch_id": None,
                    "to_branch_id": event.to_branch_id,
                    "issued_on": event.issued_on,
                    "valid_until": event.valid_until,
                    "status": "RECEIVED",
                    "received_on": event.on,
                }
            case transfers.LetterReceived():
                self.letters[me] |= {"status": "RECEIVED", "received_on": event.on}
            case transfers.LetterWithdrawn():
                self.letters[me]["status"] = "WITHDRAWN"
            case meetings.MeetingPlanned():
                self.said[me].say(
                    event,
                    kind=event.kind,
                    held_on=event.held_on,
                    theme=event.theme,
                    gathering_id=event.gathering_id,
                    of_business=bool(event.of_business),
                    urgent=bool(event.urgent),
                )
                self.meetings[me] = {
                    "organisation_id": event.organisation_id,
                    "branch_id": event.branch_id,
                    "grid_id": self.covering(event.held_on, event.organisation_id, event.branch_id),
                    "starts_at": event.starts_at,
                    "status": "PLANNED",
                    "cancelled_reason": None,
                    "duration_minutes": None,
                    "late_entry_days": 0,
                    "notified_on": None,
                    "deferred_for": None,
                    "expected": (),
                    "excluded": {},
                    "observers": [],
                }
            case meetings.MeetingNotified():
                meeting, told_on = self.meetings[me], self.day(event)
                if meeting["status"] == "PLANNED":
                    meeting["status"] = "NOTIFIED"
                meeting["notified_on"] = min(told_on, meeting["notified_on"] or told_on)
            case meetings.MeetingPostponed():
                self.said[me].say(event, held_on=event.held_on)
                meeting = self.meetings[me]
                meeting |= {"notified_on": None, "deferred_for": event.reason}
                if meeting["status"] == "NOTIFIED":
                    meeting["status"] = "PLANNED"
            case meetings.RosterFrozen():
                excluded = {one.member_id: one.reason for one in event.excluded}
                self.meetings[me] |= {
                    "status": "ROSTER_FROZEN",
                    "expected": event.expected,
                    "excluded": excluded,
                }
            case meetings.AttendanceRecorded():
                self.attendance[me, event.member_id] = {
                    "status": event.status,
                    "absence_reason": event.absence_reason,
                    "leave_id": event.leave_id,
                    "late_entry_days": event.late_entry_days,
                    "event_id": event.event_id,
                }
            case meetings.AttendanceCorrected() | meetings.AbsenceReclassified():
                self.attendance[me, event.member_id] |= {
                    "status": event.status,
                    "absence_reason": event.absence_reason,
                    "leave_id": event.leave_id,
                    "event_id": event.event_id,
                }
            case meetings.ObserverRecorded():
                self.meetings[me]["observers"].append(event.member_id)
            case meetings.AbsenceMadeUp():
                self.made_up[me, event.member_id] = event.on
            case meetings.MeetingConcluded():
                self.meetings[me] |= {
                    "status": "CONCLUDED",
                    "duration_minutes": event.duration_minutes,
                    "late_entry_days": event.late_entry_days,
                }
            case meetings.MeetingCancelled():
                self.meetings[me] |= {"status": "CANCELLED", "cancelled_reason": event.reason}
            case meetings.MeetingCorrected():
                names = ("kind", "held_on", "theme", "gathering_id", "of_business", "urgent")
                self.said[me].correct(event, *names)
            case leave.LeaveRequested():
                self.said[me].say(event, kind=event.kind, from_on=event.from_on, to_on=event.to_on)
                self.leaves[me] = {
                    "member_id": event.member_id,
                    "branch_id": event.branch_id,
                    "grid_id": self.covering(event.from_on, event.branch_id),
                    "status": "PENDING",
                    "days_after": event.days_after,
                    "returned_on": None,
                    "refusal_reason": None,
                    "requested_on": self.day(event),
                    "meeting_id": event.meeting_id,
                    "grounds_id": event.grounds_id,
                    "asked_to_on": None,
                    "approved_levels": [],
                    "granted_level": None,
                    "by_deputy": False,
                    "rule_ids": [],
                    "evidence": [],
                    "document_ids": [],
                    "evidence_due_on": None,
                }
            case leave.LeaveEvidenceHandedIn():
                one = self.leaves[me]
                one["evidence"] = [*one["evidence"], event.kind]
                one["document_ids"] = [*one["document_ids"], *filter(None, [event.document_id])]
                if event.settles:
                    one["evidence_due_on"] = None
            case leave.LeaveApproved():
                self.leaves[me]["approved_levels"] = [*self.leaves[me]["approved_levels"], event.level]
            case leave.LeaveGranted():
                self.leaves[me] |= {"status": "GRANTED", **_approval(event)}
            case leave.LeaveExtensionRequested():
                self.leaves[me]["asked_to_on"] = event.to_on
            case leave.LeaveExtended():
                self.said[me].say(event, to_on=event.to_on)
                self.leaves[me] |= {"asked_to_on": None, **_approval(event)}
            case leave.LeaveExtensionRefused() | leave.LeaveExtensionWithdrawn():
                self.leaves[me]["asked_to_on"] = None
            case leave.LeaveRefused():
                self.leaves[me] |= {"status": "REFUSED", "refusal_reason": event.reason}
            case leave.LeaveWithdrawn():
                self.leaves[me] |= {"status": "WITHDRAWN", "asked_to_on": None, "evidence_due_on": None}
            case leave.LeaveReturned():
                self.leaves[me] |= {"status": "RETURNED", "returned_on": event.on, "asked_to_on": None}
            case leave.LeaveCorrected():
                if event.voids_approvals:
                    self.leaves[me]["approved_levels"] = []
                self.said[me].correct(event, "kind", "from_on", "to_on")
                if event.approval is not None:
                    self.leaves[me] |= _approval(event)
            case scoring.ScoreAccountOpened():
                self.accounts[me] = {
                    "member_id": event.member_id,
                    "branch_id": event.branch_id,
                    "year": event.year,
                }
            case scoring.PointsAwarded() | scoring.PointsDeducted():
                on = self.day(event)
                self.entries[event.event_id] = {
                    "account_id": me,
                    "grid_id": self.covering(on, self.accounts[me]["branch_id"]),
                    "direction": "AWARD" if isinstance(event, scoring.PointsAwarded) else "DEDUCTION",
                    "points_hundredths": event.points_hundredths,
                    "rule": event.rule,
                    "occurred_on": on,
                    "reversed_by": None,
                    "corrected_by": None,
                    "entry_position": position,
                }
            case scoring.PointsReversed():
                self.entries[event.reverses]["reversed_by"] = event.event_id
            case scoring.PointsCorrected():
                entry = self.entries[event.corrects]
                entry |= {
                    "points_hundredths": event.points_hundredths,
                    "rule": event.rule or entry["rule"],
                    "corrected_by": event.event_id,
                }


def _approval(event: leave.LeaveGranted | leave.LeaveExtended | leave.LeaveCorrected) -> dict[str, Any]:
    """At which level leave was granted, by which rules, and until when a paper is awaited."""
    approval = event.approval
    assert approval is not None
    return {
        "granted_level": approval.level,
        "by_deputy": approval.deputy,
        "rule_ids": list(approval.rules),
        "evidence_due_on": event.evidence_due_on,
    }
