"""Reconciles obligations with what rules demand: opens, grounds anew, withdraws and reopens them.

It works off the list of obligations that stand otherwise than is demanded, which the read models keep.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from application.actor import Actor, Role
from domain.obligations.commands import ReconcileObligation
from domain.obligations.grounds import Consequence, Ground, SubjectKind
from domain.obligations.reconciling import same_rule
from process_managers.list_worker import ListWorker
from projections.obligations.wanting import grounds_in, wanted_of

BATCH = 200  # subjects whose obligations are looked at between two appends, at most
_FIRST = UUID(int=0)

# One statement, one snapshot: what is demanded of some subjects, what stands, and how far the log was read for it. A
# row for each slot that demands an obligation; where none does, one without.
_DUE = """
SELECT u.subject_id, u.obligation_id, p.position AS facts_position,
       coalesce(w.subject_kind, o.subject_kind) AS subject_kind, coalesce(w.consequence, o.consequence) AS consequence,
       coalesce(w.key, o.key) AS key, o.organisation_id AS owing_id, o.grounds,
       w.slot_id, w.organisation_id, w.series, w.node_id, w.version_id, w.event_ids, w.due_on
  FROM (SELECT DISTINCT subject_id FROM read_model.unreconciled
         WHERE tenant_id = $1 AND subject_id > $2 ORDER BY subject_id LIMIT $3) AS s
  JOIN read_model.unreconciled AS u ON u.tenant_id = $1 AND u.subject_id = s.subject_id
  LEFT JOIN read_model.wanted AS w
    ON w.tenant_id = $1 AND w.subject_id = u.subject_id AND w.obligation_id = u.obligation_id
  LEFT JOIN read_model.obligation AS o
    ON o.tenant_id = $1 AND o.subject_id = u.subject_id AND o.obligation_id = u.obligation_id
  JOIN read_model.checkpoint AS p ON p.tenant_id = $1 AND p.projection = 'read_models'
 ORDER BY u.subject_id, u.obligation_id, w.slot_id"""


class Reconciler(ListWorker):
    """Brings each obligation that is listed to what rules demand."""

    ACTOR = Actor(account_id="process:obligations", role=Role.PROCESS_MANAGER)
    WORK = "obligation"

    async def run(self, tenant_id: str) -> int:
        """Reconcile all that is listed now, each obligation once; returns how many events there are of it."""
        recorded, last = 0, _FIRST
        while due := await self._connections.fetch(_DUE, tenant_id, last, BATCH):
            by_subject = _by_subject(due)
            recorded += await self._send(
                tenant_id, [one for rows in by_subject.values() for one in commands_of(rows)]
            )
            last = due[-1]["subject_id"]
            if len(by_subject) < BATCH:
                break
        return recorded


def commands_of(due: Sequence[Any]) -> Iterator[ReconcileObligation]:
    """A command for each obligation of one subject; what is opened first, so that what it continues is open still."""
    rows: dict[UUID, list[Any]] = defaultdict(list)
    for row in due:
        rows[row["obligation_id"]].append(row)
    commands = {id_: _command(of_one) for id_, of_one in rows.items()}
    opening = [command for id_, command in commands.items() if rows[id_][0]["owing_id"] is None]
    falling = {id_: grounds_in(rows[id_][0]) for id_, command in commands.items() if not command.grounds}
    for command in opening:
        before = _continued(command, commands, falling)
        yield replace(command, continues=before)
        if before is not None:
            del falling[before]
    yield from (command for id_, command in commands.items() if rows[id_][0]["owing_id"] is not None)


def _continued(
    opening: ReconcileObligation,
    commands: Mapping[UUID, ReconcileObligation],
    falling: Mapping[UUID, tuple[Ground, ...]],
) -> UUID | None:
    """What it continues: another of the same consequence and rule whose grounds fall as its own arise.

    So it is where the first absence of a row is excused: the row begins with the next, and so does its key.
    """
    return next(
        (
            id_
            for id_, grounds in falling.items()
            if commands[id_].consequence is opening.consequence and same_rule(grounds, opening.grounds)
        ),
        None,
    )


def _command(rows: Sequence[Any]) -> ReconcileObligation:
    """What is demanded of one obligation."""
    first = rows[0]
    wanted = wanted_of(row for row in rows if row["slot_id"] is not None)
    return ReconcileObligation(
        subject_kind=SubjectKind(first["subject_kind"]),
        subject_id=first["subject_id"],
        consequence=Consequence(first["consequence"]),
        key=first["key"],
        facts_position=first["facts_position"],
        organisation_id=first["owing_id"] if wanted is None else wanted.organisation_id,
        grounds=() if wanted is None else wanted.grounds,
        due_on=None if wanted is None else wanted.due_on,
    )


def _by_subject(due: Sequence[Any]) -> dict[UUID, list[Any]]:
    rows: dict[UUID, list[Any]] = defaultdict(list)
    for row in due:
        rows[row["subject_id"]].append(row)
    return rows
