"""A county's read models counted anew by hand.

It shares no code with the projections or the domain's state. Where those keep differences, this sums at
the end; where those look rows up, this keeps everything in dictionaries.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.contacts.events import contact_id
from domain.core import DomainEvent
from domain.discipline.events import discipline_id
from domain.households.events import HouseholdVisited
from domain.residence.events import residence_id
from domain.transfers.events import receiving_side
from projections.participations import participation_id
from tests.projections.facts import Facts

Rows = dict[tuple[Any, ...], dict[str, Any]]


class Recount(Facts):
    """Tables by name, each row by its key without the tenant; only the columns that are recounted."""

    def take(self, position: int, event: DomainEvent) -> None:
        super().take(position, event)
        if isinstance(event, HouseholdVisited):
            self.visited_at[event.event_id] = self.path(event.organisation_id, event.on)

    def upwards(self, node_id: UUID | None) -> list[UUID]:
        return [] if node_id is None else [node_id, *self.upwards(self.parents[node_id])]

    def is_of_the_league(self, organisation_id: UUID) -> bool:
        return bool(self.organisations[organisation_id]["kind"] == "LEAGUE_BRANCH")

    def upwards_on(self, organisation_id: UUID, on: date) -> list[UUID]:
        """An organisation and what stood above it on a day; nothing stood anywhere before its founding."""
        on = max(on, self.stood[organisation_id][0][0])
        line: list[UUID] = []
        above: UUID | None = organisation_id
        while above is not None:
            line.append(above)
            terms = self.stood[above]
            above = max((term for term in terms if term[0] <= on), default=terms[0])[1]
        return line

    def path(self, node_id: UUID, on: date | None = None) -> str:
        """Where a node stands, or where an organisation stood on a day."""
        line = self.upwards(node_id) if on is None else self.upwards_on(node_id, on)
        return "".join(_segment(self.positions[node]) for node in reversed(line))

    def borne(self, organisation_id: UUID) -> dict[date, str | None]:
        """The division codes of an organisation, by first day."""
        said = dict(self.said[organisation_id].lines)
        return {from_on: said[by]["division_code"] for from_on, _, by in self.codes[organisation_id]}

    def grid_place(self, grid_id: UUID | None) -> str:
        if grid_id is None:
            return ""
        code = self.said[grid_id].now()["division_code"]
        organisations = (id_ for id_ in self.parents if "level" not in self.said[id_].now())
        there = [id_ for id_ in organisations if code and code in self.borne(id_).values()]
        if not there:
            return self.grid_place(self.parents[grid_id])
        return min((len(self.upwards(id_)), self.path(id_)) for id_ in there)[1]

    def counts(self, meeting_id: UUID) -> dict[str, int]:
        entries = [entry for (id_, _), entry in self.attendance.items() if id_ == meeting_id]
        status = [entry["status"] for entry in entries]
        return {
            "expected": len(self.meetings[meeting_id]["expected"]),
            "present": status.count("PRESENT") + status.count("LATE"),
            "late": status.count("LATE"),
            "on_leave": status.count("LEAVE"),
            "absent": status.count("ABSENT"),
            "unexcused": sum(entry["absence_reason"] == "NONE_GIVEN" for entry in entries),
            "late_entries": sum(entry["late_entry_days"] > 0 for entry in entries),
        }

    def tables(self) -> dict[str, Rows]:
        """Every recounted table."""
        return {
            "clock": {(): {"closed_on": self.closed_on}} if self.closed_on else {},
            "organisation": self._organisations(),
            "organisation_place": self._places(),
            "organisation_count": self._organisation_counts(),
            "grid": self._grids(),
            "grid_responsible": {
                key: {"to_on": to_on, "org_path": self.grid_place(key[0])}
                for key, to_on in self.responsible.items()
            },
            "grid_coverage": {
                (place, from_on): {"to_on": to_on, "grid_id": grid_id}
                for place, terms in self.coverage.items()
                for from_on, to_on, grid_id in terms
            },
            "organisation_code": {
                (id_, from_on): {"to_on": to_on, "division_code": self.borne(id_)[from_on], "said_by": by}
                for id_, terms in self.codes.items()
                for from_on, to_on, by in terms
            },
            "custody": {
                (id_, from_on): {"to_on": to_on, "custodian_id": custodian_id}
                for id_, terms in self.custodies.items()
                for from_on, to_on, custodian_id in terms
            },
            "entity": {
                (id_,): {
                    **one,
                    "org_path": self.path(one["organisation_id"]),
                    "version": self.versions[id_],
                }
                for id_, one in self.entities.items()
            },
            "site": {
                (id_,): {
                    **one,
                    "org_path": self.path(one["organisation_id"]),
                    "version": self.versions[id_],
                }
                for id_, one in self.sites.items()
            },
            "group_leader": {
                (place, from_on): {"to_on": to_on, "member_id": member_id, "org_path": self.path(place)}
                for place, terms in self.leaders.items()
                for from_on, to_on, member_id in terms
            },
            "discipline": {
                (member_id, from_on): {
                    "to_on": to_on,
                    "measure": measure,
                    "discipline_id": discipline_id(member_id),
                    "org_path": self.at_home(member_id),
                }
                for member_id, terms in self.disciplines.items()
                for from_on, to_on, measure in terms
            },
            "residence": {
                (member_id, from_on): {
                    "to_on": to_on,
                    "grid_id": grid_id,
                    "residence_id": residence_id(member_id),
                    "org_path": self.at_home(member_id),
                }
                for member_id, terms in self.residences.items()
                for from_on, to_on, grid_id in terms
            },
            "head_count": self._heads(),
            "member": self._members(),
            "affiliation": self._affiliations(),
            "account_link": {
                (member_id, id_): {
                    "linked_on": since,
                    "org_path": self.path(self.homes[member_id][-1][1]),
                    "version": self.versions[id_],
                }
                for id_, (member_id, since) in self.links.items()
            },
            "post": {
                (id_,): {
                    **post,
                    "handover_due_on": self.handover_due_on(id_),
                    "org_path": self.path(post["organisation_id"]) if post["organisation_id"] else "",
                    "version": self.versions[id_],
                }
                for id_, post in self.posts.items()
            },
            "document": {
                (one["organisation_id"] or one["member_id"], id_): {
                    **one,
                    "org_path": self.path(one["organisation_id"] or self.homes[one["member_id"]][-1][1]),
                    "version": self.versions[id_],
                }
                for id_, one in self.documents.items()
            },
            "letter": self._letters(),
            "second_affiliation": {
                (id_,): {
                    **one,
                    "org_path": self.path(one["organisation_id"]),
                    "version": self.versions[id_],
                }
                for id_, one in self.seconds.items()
            },
            "development": {
                (id_,): {**one, "org_path": self.path(one["branch_id"]), "version": self.versions[id_]}
                for id_, one in self.developments.items()
            },
            "ballot": {
                (id_,): {
                    **one,
                    "org_path": self.path(self.meetings[one["meeting_id"]]["branch_id"], one["held_on"]),
                }
                for id_, one in self.ballots.items()
            },
            "member_contact": self._contacts(),
            "participation": self._participations(),
            **self.service.tables(self.path),
            **self._gridwork(),
            **self.projects.tables(self.path),
            **self.plans.tables(self.path),
            **self.objections.tables(self.path),
            **self.conveyances.tables(self.path, self._came()),
            **self.policies.tables(self.path),
            **self.verdicts.tables(self.path),
            **self.obligations.tables(self.path),
            **self.departures.tables(self.path),
            **self.procedures.tables(self.path),
            **self.lectures.tables(self.path),
            **self.resolutions.tables(self.path),
            **self.violations.tables(self.path),
            **self.public_items.tables(self.path),
            **self.peer_reviews.tables(self.path),
            "meeting": self._meetings(),
            "meeting_fact": {
                (self.meetings[id_]["organisation_id"], id_): {
                    **fact,
                    "review_event_id": self.minutes.review(id_),
                    "org_path": self.path(self.meetings[id_]["organisation_id"], fact["held_on"]),
                }
                for id_, fact in self.minutes.facts.items()
            },
            "meeting_count": {
                (id_,): {**self.counts(id_), "observers": len(meeting["observers"])}
                for id_, meeting in self.meetings.items()
            },
            "meeting_roster": {
                (id_,): {
                    "member_ids": list(meeting["expected"]),
                    "excluded_ids": list(meeting["excluded"]),
                    "excluded_reasons": list(meeting["excluded"].values()),
                }
                for id_, meeting in self.meetings.items()
                if meeting["expected"]
            },
            "observer": {
                (id_, member_id): {}
                for id_, meeting in self.meetings.items()
                for member_id in meeting["observers"]
            },
            "attendance": {
                (id_, member_id): {
                    **entry,
                    "held_on": self.said[id_].now()["held_on"],
                    "org_path": self.path(
                        self.meetings[id_]["organisation_id"], self.said[id_].now()["held_on"]
                    ),
                }
                for (id_, member_id), entry in self.attendance.items()
            },
            "leave": self._leaves(),
            "score_account": self._accounts(),
            "score_entry": {
                (id_,): {
                    **entry,
                    "org_path": self.path(
                        self.accounts[entry["account_id"]]["branch_id"], entry["occurred_on"]
                    ),
                }
                for id_, entry in self.entries.items()
            },
            "contribution": self.contributions(),
            "rollup": self._rollups(),
            "rollup_day": self._rollup_days(),
        }

    def _organisations(self) -> Rows:
        return {
            (id_,): {
                **self.said[id_].now(),
                **self.organisations[id_],
                "parent_id": self.parents[id_],
                "org_path": self.path(id_),
                "depth": len(self.upwards(id_)) - 1,
                "version": self.versions[id_],
            }
            for id_ in self.positions
            if "level" not in self.said[id_].now()
        }

    def _gridwork(self) -> dict[str, Rows]:
        tables = self.gridwork.tables(self.path)
        for (visit_id,), visit in tables["visit"].items():
            visit["org_path"] = self.visited_at[visit_id]
        return tables

    def _places(self) -> Rows:
        """Of each organisation the days on which its path changed: those of moves, its own or of one above."""
        rows: Rows = {}
        for id_, terms in self.stood.items():
            days = {day for moves in self.stood.values() for day, _ in moves[1:] if day > terms[0][0]}
            places = [(day, self.path(id_, day)) for day in [terms[0][0], *sorted(days)]]
            changes = [
                place
                for number, place in enumerate(places)
                if not number or place[1] != places[number - 1][1]
            ]
            for (day, path), after in zip(changes, [*changes[1:], None], strict=True):
                rows[id_, day] = {
                    "to_on": after[0] if after else None,
                    "parent_id": next((one for one in self.upwards_on(id_, day)[1:]), None),
                    "org_path": path,
                    "depth": path.count("/") - 1,
                }
        return rows

    def at_home(self, member_id: UUID) -> str:
        return self.path(self.homes[member_id][-1][1])

    def heads(self) -> dict[UUID, tuple[int, int]]:
        """Members and full members of each branch, group and grid that has or had any."""
        found = {place: [0, 0] for place in self.peopled}
        for id_, homes in self.homes.items():
            if id_ not in self.left:
                for place in filter(None, (homes[-1][1], self.groups[id_])):
                    found[place][0] += 1
                    found[place][1] += self.said[id_].now()["kind"] == "FULL"
        for id_, terms in self.residences.items():
            counts = id_ not in self.left and not self.is_of_the_league(self.homes[id_][-1][1])
            for _, to_on, grid_id in terms:
                found[grid_id][0] += counts and to_on is None
        return {place: (members, full) for place, (members, full) in found.items()}

    def _heads(self) -> Rows:
        return {
            (place,): {"members": members, "full_members": full}
            for place, (members, full) in self.heads().items()
        }

    def handover_due_on(self, post_id: UUID) -> date | None:
        """The end of a secretary's post of which both sides have not signed for everything."""
        post = self.posts[post_id]
        if post["role"] != "BRANCH_SECRETARY" or post["is_deputy"]:
            return None
        if self.organisations[post["organisation_id"]]["dissolved_on"]:
            return None
        handovers = [one for one in self.service.handovers.values() if one["from_post_id"] == post_id]
        ends_on: date | None = post["to_on"]
        return None if any(one["closed_on"] for one in handovers) else ends_on

    def findings(self) -> set[tuple[str, UUID]]:
        """Kind and object of what the numbers of members ask for."""
        found = set()
        heads = self.heads()
        for id_, one in self.organisations.items():
            if one["dissolved_on"] or id_ not in heads:
                continue
            members, full = heads[id_]
            amiss = {
                "PARTY_BRANCH": {
                    "BRANCH_TOO_LARGE": members > 50,
                    "CUSTODY_REVIEW_DUE": full < 3 and not one["custodian_id"],
                },
                "PARTY_GROUP": {"GROUP_TOO_SMALL": members < 3, "GROUP_WITHOUT_FULL_MEMBER": not full},
            }.get(one["kind"], {})
            found |= {(kind, id_) for kind, holds in amiss.items() if holds}
        for group, terms in self.leaders.items():
            since, to_on, leader = terms[-1]
            served = [one for one in self.disciplines[leader] if one[2] == "DISCIPLINARY_PROBATION"]
            fit = (
                leader not in self.left
                and self.groups[leader] == group
                and self.said[leader].now()["kind"] == "FULL"
                and not any(until is None or until > since for _, until, _ in served)
            )
            if to_on is None and not fit and not self.organisations[group]["dissolved_on"]:
                found.add(("GROUP_LEADER_UNFIT", group))
        for id_, violation in self.violations.rows.items():
            supervisor, place = violation["supervisor_id"], self.organisations[violation["organisation_id"]]
            is_group = place["kind"] == "PARTY_GROUP"
            branch = place["parent_id"] if is_group else violation["organisation_id"]
            if supervisor is None or violation["supervised_to"] or self.organisations[branch]["dissolved_on"]:
                continue
            if supervisor in self.left or self.homes[supervisor][-1][1] != branch:
                found.add(("SUPERVISOR_GONE", id_))
        for id_, entity in self.entities.items():
            if not (entity["covered_by"] or entity["excluded_ground"]):
                found.add(("ENTITY_UNCOVERED", id_))
        for id_, site in self.sites.items():
            days = (site["ends_on"] - site["starts_on"]).days + 1
            branch = self.organisations.get(site["branch_id"])
            led = branch is not None and not branch["dissolved_on"]
            if days > 15 and site["people"] >= 20 and site["members"] > 5 and not (led or site["closed_on"]):
                found.add(("TEMPORARY_BRANCH_DUE", id_))
        with_group = {
            terms[-1][2]
            for place, terms in self.coverage.items()
            if terms and terms[-1][1] is None and self.organisations[place]["kind"] == "PARTY_GROUP"
            if not self.organisations[place]["dissolved_on"]
        }
        dwellings = {term[2] for terms in self.residences.values() for term in terms}
        found |= {("GROUP_DUE", id_) for id_ in dwellings - with_group if heads[id_][0] >= 3}
        return found

    def _organisation_counts(self) -> Rows:
        rows: Rows = {key: {"members": 0, "full_members": 0} for key in self._organisations()}
        for id_, homes in self.homes.items():
            if id_ in self.left:
                continue
            home = self.groups[id_] or homes[-1][1]
            for node_id in [home] if self.is_of_the_league(home) else self.upwards(home):
                rows[node_id,]["members"] += 1
                rows[node_id,]["full_members"] += self.said[id_].now()["kind"] == "FULL"
        return rows

    def _grids(self) -> Rows:
        return {
            (id_,): {
                **self.said[id_].now(),
                "grid_path": self.path(id_),
                "org_path": self.grid_place(id_),
                "version": self.versions[id_],
            }
            for id_ in self.positions
            if "level" in self.said[id_].now()
        }

    def _members(self) -> Rows:
        return {
            (id_,): {
                **self.said[id_].now(),
                "branch_id": homes[-1][1],
                "group_id": self.groups[id_],
                "home_from": homes[-1][0],
                "left_on": self.left.get(id_),
                "org_path": self.path(homes[-1][1]),
                "version": self.versions[id_],
            }
            for id_, homes in self.homes.items()
        }

    def _affiliations(self) -> Rows:
        rows: Rows = {}
        for id_, homes in self.homes.items():
            ends = [from_on for from_on, _ in homes[1:]]
            for (from_on, branch_id), to_on in zip(homes, [*ends, self.left.get(id_)], strict=True):
                rows[id_, from_on] = {
                    "branch_id": branch_id,
                    "to_on": to_on,
                    "org_path": self.path(branch_id),
                }
        return rows

    def _contacts(self) -> Rows:
        rows: Rows = {}
        for member_id, contact in self.contacts.items():
            id_ = contact_id(member_id)
            away = contact["away_from"] and not contact["away_to"]
            rows[id_,] = {
                **contact,
                "member_id": member_id,
                "status": "LOST" if contact["lost_since"] else "FLOATING" if away else "IN_REACH",
                "silent_since": contact["last_contact_on"] or contact["away_from"],
                "org_path": self.path(self.homes[member_id][-1][1]),
                "version": self.versions[id_],
            }
        return rows

    def _came(self) -> dict[UUID, dict[UUID, date]]:
        """Who attended, by meeting, and when; of one that was cancelled nobody."""
        came: defaultdict[UUID, dict[UUID, date]] = defaultdict(dict)
        for (id_, member_id), entry in self.attendance.items():
            if entry["status"] in ("PRESENT", "LATE") and self.meetings[id_]["status"] != "CANCELLED":
                came[id_][member_id] = self.said[id_].now()["held_on"]
        return came

    def _participations(self) -> Rows:
        rows: Rows = {}
        for meeting_id, member_id, home_id in self.participations:
            for side, place in (("MEETING", self.meetings[meeting_id]["organisation_id"]), ("HOME", home_id)):
                rows[meeting_id, participation_id(meeting_id, member_id, side)] = {
                    "member_id": member_id,
                    "side": side,
                    "home_branch_id": home_id,
                    "held_on": self.said[meeting_id].now()["held_on"],
                    "org_path": self.path(place, self.said[meeting_id].now()["held_on"]),
                }
        return rows

    def _letters(self) -> Rows:
        """Each side by itself, where its branch is."""
        rows: Rows = {}
        for id_, letter in self.letters.items():
            sides = {id_: "OUT", receiving_side(id_): "IN"}
            if letter["other_county"]:
                sides = {id_: "OUT" if letter["from_branch_id"] else "IN"}
            for side_id, side in sides.items():
                branch_id = letter["from_branch_id" if side == "OUT" else "to_branch_id"]
                rows[side_id,] = {
                    **letter,
                    "letter_id": id_,
                    "side": side,
                    "org_path": self.path(branch_id, letter["issued_on"]),
                    "version": self.versions[id_],
                }
        return rows

    def _meetings(self) -> Rows:
        return {
            (id_,): {
                **{k: v for k, v in meeting.items() if k not in {"expected", "excluded", "observers"}},
                **self.said[id_].now(),
                **self.minutes.written(id_),
                "org_path": self.path(meeting["organisation_id"], self.said[id_].now()["held_on"]),
                "version": self.versions[id_],
            }
            for id_, meeting in self.meetings.items()
        }

    def _leaves(self) -> Rows:
        rows: Rows = {}
        for id_, one in self.leaves.items():
            said = self.said[id_].now()
            last = {
                "GRANTED": said["to_on"],
                "RETURNED": one["returned_on"] and one["returned_on"] - timedelta(days=1),
            }.get(one["status"])
            rows[id_,] = {
                **one,
                **said,
                "covers_to": last,
                "org_path": self.path(one["branch_id"], said["from_on"]),
                "version": self.versions[id_],
            }
        return rows

    def _accounts(self) -> Rows:
        rows: Rows = {}
        for id_, account in self.accounts.items():
            counting = [e for e in self.entries.values() if e["account_id"] == id_ and not e["reversed_by"]]
            awarded = sum(e["points_hundredths"] for e in counting if e["direction"] == "AWARD")
            deducted = sum(e["points_hundredths"] for e in counting if e["direction"] == "DEDUCTION")
            rows[id_,] = {
                **account,
                "org_path": self.path(account["branch_id"]),
                "awarded_hundredths": awarded,
                "deducted_hundredths": deducted,
                "balance_hundredths": awarded - deducted,
                "version": self.versions[id_],
            }
        return rows

    def contributions(self) -> Rows:
        """What every meeting, leave and score entry counts for at the end."""
        rows: Rows = {}

        def count(
            id_: UUID, on: date, organisation_id: UUID, grid_id: UUID | None, counts: dict[str, int]
        ) -> None:
            if self.is_of_the_league(organisation_id):
                return
            rows[id_,] = {
                **_ALL_NOUGHT,
                **counts,
                "organisation_id": organisation_id,
                "org_path": self.path(organisation_id, on),
                "grid_id": grid_id,
                "grid_path": self.path(grid_id) if grid_id else None,
                "month": on.replace(day=1),
                "day": on,
            }

        for id_, meeting in self.meetings.items():
            place = self.said[id_].now()["held_on"], meeting["organisation_id"], meeting["grid_id"]
            if meeting["status"] == "CANCELLED":
                count(id_, *place, {"meetings_cancelled": 1})
            else:
                held = meeting["status"] == "CONCLUDED"
                counts = {"meetings_planned": 1, "meetings_held": int(held), **self.counts(id_)}
                count(id_, *place, counts)
        for id_, one in self.leaves.items():
            place = self.said[id_].now()["from_on"], one["branch_id"], one["grid_id"]
            granted = one["status"] in {"GRANTED", "RETURNED"}
            count(id_, *place, {"leave_requested": 1, "leave_granted": int(granted)})
        for id_, entry in self.entries.items():
            side = "awarded" if entry["direction"] == "AWARD" else "deducted"
            branch_id = self.accounts[entry["account_id"]]["branch_id"]
            points = 0 if entry["reversed_by"] else entry["points_hundredths"]
            place = entry["occurred_on"], branch_id, entry["grid_id"]
            count(id_, *place, {f"points_{side}_hundredths": points})
        for one_counted in self.gridwork.counted():
            count(*one_counted)
        return rows

    def nodes_above(self, contribution: dict[str, Any]) -> list[UUID]:
        organisations = self.upwards_on(contribution["organisation_id"], contribution["day"])
        return [*organisations, *self.upwards(contribution["grid_id"])]

    def sums(self, period: str) -> dict[tuple[UUID, date], dict[str, int]]:
        """By node and month or day; those of contributions that were left out are nought."""
        sums: defaultdict[tuple[UUID, date], dict[str, int]] = defaultdict(lambda: dict(_ALL_NOUGHT))
        for one in self.contributions().values():
            for node_id in self.nodes_above(one):
                for name in _ALL_NOUGHT:
                    sums[node_id, one[period]][name] += one[name]
        return sums

    def _is_grid(self, node_id: UUID) -> bool:
        return "level" in self.said[node_id].now()

    def _is_big(self, node_id: UUID) -> bool:
        if self._is_grid(node_id):
            return bool(self.said[node_id].now()["level"] <= 2)
        return len(self.upwards_on(node_id, self.stood[node_id][0][0])) <= 2

    def _rollups(self) -> Rows:
        return {
            (node_id, month): {
                **counts,
                "node_type": "GRID" if self._is_grid(node_id) else "ORGANISATION",
                "org_path": self.grid_place(node_id) if self._is_grid(node_id) else self.path(node_id),
                "path": self.path(node_id),
                "big": self._is_big(node_id),
            }
            for (node_id, month), counts in self.sums("month").items()
        }

    def _rollup_days(self) -> Rows:
        return {key: counts for key, counts in self.sums("day").items() if self._is_big(key[0])}


_ALL_NOUGHT = dict.fromkeys(
    (
        "meetings_planned",
        "meetings_held",
        "meetings_cancelled",
        "expected",
        "present",
        "late",
        "on_leave",
        "absent",
        "unexcused",
        "late_entries",
        "leave_requested",
        "leave_granted",
        "points_awarded_hundredths",
        "points_deducted_hundredths",
        "visits",
        "issues_raised",
        "issues_closed",
    ),
    0,
)


def _segment(position: int) -> str:
    digits = _base_36(position)
    return f"{_base_36(len(digits))}{digits}/"


def _base_36(number: int) -> str:
    return (
        "0123456789abcdefghijklmnopqrstuvwxyz"[number]
        if number < 36
        else _base_36(number // 36) + _base_36(number % 36)
    )
