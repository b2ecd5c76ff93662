"""Who reads: the county, what the caller may see of it, and where in its trees the caller stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from application.access import SMALL_CELL, FieldGroup, Relation, relations
from application.actor import Actor, Role
from graphql_api.read.sources import TENANT

Held = frozenset[Relation]


class _Stand(NamedTuple):
    """A node at which a caller stands: the column of its path, and the rest of a statement that finds it."""

    path: str
    rows: str


STANDS = {
    "place": _Stand(
        "org_path", f"FROM read_model.organisation WHERE tenant_id = {TENANT} AND organisation_id = $place_id"
    ),
    # Who left the county has no home in it.
    "home": _Stand(
        "org_path",
        f"FROM read_model.member WHERE tenant_id = {TENANT} AND member_id = $me AND left_on IS NULL",
    ),
    "grid": _Stand("grid_path", f"FROM read_model.grid WHERE tenant_id = {TENANT} AND grid_id = $grid_id"),
}
# Columns of a statement that finds them all, for ``CallerScope.located``.
LOCATE = ", ".join(f"(SELECT {stand.path} {stand.rows}) AS {name}" for name, stand in STANDS.items())


class Subtree(NamedTuple):
    """A node of a tree and all below it, a range of paths: SQL of the node's own, and of the first after the range."""

    top: str
    end: str

    def holds(self, path: str) -> str:
        """SQL that is true of a path in it. Where nobody knows the node, of none."""
        return f"{path} >= {self.top} AND {path} < {self.end}"

    def is_top(self, path: str) -> str:
        """SQL that is true of the node's own path."""
        return f"{path} = {self.top}"

    def holds_below(self, path: str) -> str:
        """SQL that is true of a path below the node."""
        return f"{path} > {self.top} AND {path} < {self.end}"


class Places(NamedTuple):
    """An organisation that went under another parent, and all that is or was below it: a range for each place."""

    rows: str  # what finds them as ``stood``

    def holds(self, path: str) -> str:
        """As of a Subtree."""
        return self._any(f"{path} >= stood.org_path AND {path} < left(stood.org_path, -1) || '0'")

    def is_top(self, path: str) -> str:
        """As of a Subtree."""
        return self._any(f"{path} = stood.org_path")

    def holds_below(self, path: str) -> str:
        """As of a Subtree."""
        return self._any(f"{path} > stood.org_path AND {path} < left(stood.org_path, -1) || '0'")

    def _any(self, condition: str) -> str:
        return f"EXISTS (SELECT {self.rows} AND {condition})"


_STOOD = f"FROM read_model.organisation_place AS stood WHERE stood.tenant_id = {TENANT} AND stood.organisation_id = "
PLACES = {
    "place": Places(f"{_STOOD}$place_id"),
    "home": Places(f"{_STOOD}(SELECT branch_id {STANDS['home'].rows})"),
}


def subtree_end(org_path: str) -> str:
    """The first path after the subtree of ``org_path``: its last '/' becomes '0', the next character."""
    return org_path[:-1] + "0"


@dataclass(frozen=True, slots=True)
class CallerScope:
    """The caller's county, and what of it the caller may see.

    ``small_cell`` is the fewest persons that a figure tells of, 0 for any number. ``paths`` are those of where the
    caller stands, once they are known; before, each statement finds those it needs. A caller who has ``moved`` stands
    at an organisation that went under another parent, and sees what is and was below it; unless that is known, no more
    than what is below it now.
    """

    tenant_id: str
    actor: Actor
    small_cell: int = SMALL_CELL
    paths: Mapping[str, str | None] | None = None
    since: int = 0  # of what grows, only what came after this position
    moved: bool = False
    marked: UUID | None = None  # a node; what is read tells the mark of its open work, too

    def located(self, paths: Mapping[str, str | None], *, moved: bool) -> CallerScope:
        """The same, standing where a statement with ``LOCATE`` found it."""
        return replace(self, paths=paths, moved=moved)

    def as_moved(self) -> CallerScope:
        """The same, of whom a statement found that the organisation went under another parent."""
        return replace(self, moved=True)

    def as_told_mark(self, node: UUID) -> CallerScope:
        """The same, who is told the mark of a node's open work as well."""
        return replace(self, marked=node)

    @property
    def shape(self) -> tuple[Any, ...]:
        """Callers of one shape read by the same text."""
        actor = self.actor
        stands = actor.place is None, self.paths is None, self.moved, self.marked is None
        return _sight(actor.role, actor.scopes), *stands, self.small_cell > 0

    @property
    def values(self) -> Mapping[str, Any]:
        """The values of the parameters that a caller brings into a statement."""
        actor, paths = self.actor, dict(self.paths or {})
        return {
            "tenant": self.tenant_id,
            "place_id": actor.place,
            "grid_id": actor.grid,
            "me": actor.member_id,
            "small_cell": self.small_cell,
            "since": self.since,
            "marked": self.marked,
            **paths,
            **{f"{name}_end": path and subtree_end(path) for name, path in paths.items()},
        }

    def has(self, group: FieldGroup) -> Held:
        """How what the caller may see of a group lies to the caller."""
        return relations(self.actor, group)

    def covers(self, group: FieldGroup, other: FieldGroup) -> bool:
        """Whether the caller may see what is of ``group`` wherever the caller may see what is of the other."""
        return self.has(other) <= self.has(group)

    def stands_at(self, name: str) -> Subtree | Places:
        """One of the places where the caller stands, and all below it."""
        if self.moved and name in PLACES:
            return PLACES[name]
        if self.paths is not None:
            return Subtree(f"${name}", f"${name}_end")
        path, rows = STANDS[name]
        return Subtree(f"(SELECT {path} {rows})", f"(SELECT left({path}, -1) || '0' {rows})")


@cache
def _sight(role: Role, scopes: frozenset[str] | None) -> tuple[Held, ...]:
    """All that is different between statements of callers who stand alike."""
    someone = Actor("", role, scopes=scopes)
    return tuple(relations(someone, group) for group in FieldGroup)
