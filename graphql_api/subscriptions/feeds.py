"""What moves in the counties that somebody subscribes to: one task a county and process, however many wait.

It waits for the read models to move on, finds out by one statement which of the objects in question have changed, and
wakes whoever waits for one of these, or for whatever is recorded. What they are told they read themselves.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from event_store.connections import Connections
from event_store.entering import ENTERED
from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message
from graphql_api.subscriptions.faults import Faults, LookFailedError, Passing, passes

if TYPE_CHECKING:
    from projections.framework.positions import Positions

REST_SECONDS = 0.1  # between two looks at a county: what comes closer together is told together
_LONGEST_WAIT_SECONDS = 30.0
_RETRY_SECONDS = 1.0
_MARKS = f"SELECT id, month, mark FROM read_model.marks_of($1, $2, $3, $4) WHERE {ENTERED}"  # noqa: S608 - a constant
_COMPLIANCE_MARKS = (
    "SELECT id, first_month, last_month, mark FROM read_model.compliance_marks($1, $2, $3, $4)"  # noqa: S608 - as well
    f" WHERE {ENTERED}"
)
_WORK_MARKS = (  # with the position of the same snapshot
    "SELECT id, mark, (SELECT c.position FROM read_model.checkpoint AS c"  # noqa: S608 - as well
    " WHERE c.tenant_id = $1 AND c.projection = 'read_models') AS position"
    f" FROM read_model.open_work_marks($1, $2) WHERE {ENTERED}"
)
_GOING = Message(
    "服务器正在停机，请稍后重新订阅。",
    "The server is about to stop; subscribe again, from your last position.",
)


class GoingAwayError(ApiError):
    """The server stops: whoever subscribes is told to come again."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.THROTTLED, _GOING, status=503, retry_after_seconds=1)


class Subject(NamedTuple):
    """What somebody wants to know the state of: a meeting, a node's month or open work, how it stands in months."""

    id: UUID
    month: date | None  # its first day; None for a meeting and for open work
    last: date | None = None  # the first day of the last month, of how a node stands; else None
    is_work: bool = False


class Mark(NamedTuple):
    """What is another once its subject has changed.

    One that may become what it was before, as of open work that came and went, says of which position it is: it is
    compared with that of the state which whoever waits was told, and not with the one of the look before.
    """

    number: int
    position: int | None = None


Marks = dict[Subject, Mark]  # none for what there is not
_NOTHING = Mark(0)
Look = Callable[[str, list[Subject]], Coroutine[Any, Any, Marks]]


class Watch:
    """One that waits for a subject, or for whatever is recorded."""

    def __init__(self, subject: Subject | None) -> None:
        self.subject = subject
        self.at = 0  # the position that whoever waits has seen already
        self.is_over = False
        self.has_failed = False
        self._moved = asyncio.Event()
        self._found: Mark | None = None  # of the subject, when the county was last looked at
        self._told: int | None = None  # that of open work, of the state which whoever waits was told

    def begin(self) -> None:
        """Whatever moves from here on will wake it. Raises GoingAwayError and LookFailedError."""
        self._check()
        self._moved.clear()

    async def wait(self, seconds: float) -> bool:
        """Whether something moved within so many seconds. Raises GoingAwayError and LookFailedError."""
        try:
            async with asyncio.timeout(seconds):
                await self._moved.wait()
        except TimeoutError:
            return False
        self._check()
        return True

    def told(self, position: int | None, mark: int | None = None) -> None:
        """Whoever waits has been told the state of a position; of open work, with its mark in the same snapshot."""
        self.at = position or self.at
        if mark is not None:
            self._told = mark
            # What was found meanwhile was compared with what had been told before.
            if self._found is not None and self._is_news(self._found):
                self.wake()

    def found(self, mark: Mark) -> None:
        """The county was looked at."""
        before, self._found = self._found, mark
        assert self.subject is not None  # noqa: S101 - whatever is recorded has no mark
        if self._is_news(mark) if self.subject.is_work else mark != before:
            self.wake()

    def _is_news(self, mark: Mark) -> bool:
        """Whether open work is another than what was told; as of before that, it is nothing new."""
        return self._told not in {None, mark.number} and (mark.position is None or mark.position >= self.at)

    def wake(self) -> None:
        """Something moved."""
        self._moved.set()

    def end(self) -> None:
        """There is nothing to wait for any more."""
        self.is_over = True
        self._moved.set()

    def fail(self) -> None:
        """Nobody can find out whether there is anything to wait for."""
        self.has_failed = True
        self._moved.set()

    def _check(self) -> None:
        if self.is_over:
            raise GoingAwayError
        if self.has_failed:
            raise LookFailedError


class _County:
    task: asyncio.Task[None]

    def __init__(self) -> None:
        self.watches: set[Watch] = set()
        self.position = 0  # of the last look
        self.passing = Passing()
        self.is_looking = False


class Feeds:
    """The counties of a process."""

    def __init__(
        self, positions: Positions, connections: Connections, *, rest_seconds: float = REST_SECONDS
    ) -> None:
        self._positions = positions
        self._connections = connections
        self._rest_seconds = rest_seconds
        self._counties: dict[str, _County] = {}
        self._faults = Faults()
        self._is_closed = False

    @contextmanager
    def watch(self, tenant: str, subject: Subject | None) -> Iterator[Watch]:
        """Wait for a subject in a county; for None, for whatever is recorded there. Raises GoingAwayError."""
        if self._is_closed:
            raise GoingAwayError
        county, watch = self._counties.get(tenant), Watch(subject)
        if county is None:
            county = self._counties[tenant] = _County()
            county.task = asyncio.create_task(self._follow(tenant, county))
        county.watches.add(watch)
        try:
            yield watch
        finally:
            county.watches.discard(watch)
            if not county.watches:
                del self._counties[tenant]
                # A statement is not cut short: its connection would not know what had become of it.
                if not county.is_looking:
                    county.task.cancel()

    def close(self) -> None:
        """End all that wait, and let nobody begin."""
        self._is_closed = True
        for county in self._counties.values():
            for watch in county.watches:
                watch.end()

    def __len__(self) -> int:
        """How many counties are followed."""
        return len(self._counties)

    async def _follow(self, tenant: str, county: _County) -> None:
        while county.watches:
            try:
                reached = await self._positions.wait_for(
                    tenant, county.position + 1, _LONGEST_WAIT_SECONDS, is_urgent=False
                )
                if reached <= county.position:
                    continue
                await self._tell(tenant, county, reached)
            except Exception as error:  # noqa: BLE001 - it was not seen who has to be told
                if passes(error):
                    county.passing.wait(error)
                else:
                    self._faults.met(error)
                    for watch in county.watches:
                        watch.fail()
                await asyncio.sleep(_RETRY_SECONDS)
            else:
                county.passing.passed()
                county.position = reached
                await asyncio.sleep(self._rest_seconds)

    async def _tell(self, tenant: str, county: _County, reached: int) -> None:
        """Wake those for whom something changed by a position that they have not seen. Raises EventStoreError."""
        watches = [watch for watch in county.watches if watch.at < reached]
        subjects = {watch.subject for watch in watches if watch.subject is not None}
        county.is_looking = True
        try:
            marks, failed = await self._marks(tenant, subjects)
        finally:
            county.is_looking = False
        for watch in watches:
            if watch.subject is None:
                watch.wake()
            elif watch.subject in failed:
                watch.fail()
            else:
                watch.found(marks.get(watch.subject, _NOTHING))

    async def _marks(self, tenant: str, subjects: set[Subject]) -> tuple[Marks, set[Subject]]:
        """The mark of each subject, and those that cannot be looked at because the program is at fault.

        Raises what passes: they are all looked at again.
        """
        looks: list[tuple[Look, list[Subject]]] = [
            (self._at_objects, [one for one in subjects if one.last is None and not one.is_work]),
            (self._at_spans, [one for one in subjects if one.last is not None]),
            (self._at_work, [one for one in subjects if one.is_work]),
        ]
        marks: Marks = {}
        failed: set[Subject] = set()
        for look, those in looks:
            try:
                marks |= await look(tenant, those) if those else {}
            except Exception as error:
                if passes(error):
                    raise
                self._faults.met(error)
                failed.update(those)
        return marks, failed

    async def _at_objects(self, tenant: str, subjects: list[Subject]) -> Marks:
        """Of meetings and rollups."""
        meetings = [one.id for one in subjects if one.month is None]
        rollups = [one for one in subjects if one.month is not None]
        nodes, months = [one.id for one in rollups], [one.month for one in rollups]
        rows = await self._connections.fetch(_MARKS, tenant, meetings, nodes, months)
        return {Subject(UUID(int=row["id"].int), row["month"]): Mark(row["mark"]) for row in rows}

    async def _at_spans(self, tenant: str, subjects: list[Subject]) -> Marks:
        """Of how a node stands in some months."""
        ids, firsts, lasts = zip(*((one.id, one.month, one.last) for one in subjects), strict=True)
        rows = await self._connections.fetch(_COMPLIANCE_MARKS, tenant, ids, firsts, lasts)
        return {
            Subject(UUID(int=row["id"].int), row["first_month"], row["last_month"]): Mark(row["mark"])
            for row in rows
        }

    async def _at_work(self, tenant: str, subjects: list[Subject]) -> Marks:
        """Of what is left to do."""
        rows = await self._connections.fetch(_WORK_MARKS, tenant, [one.id for one in subjects])
        return {
            Subject(UUID(int=row["id"].int), None, is_work=True): Mark(row["mark"], row["position"])
            for row in rows
        }
